//! Finds attacks in the values of a request: injected SQL, markup, paths, commands and the like.
//!
//! A value passes through four stages. `glance` ORs one table entry per byte, which settles words and numbers. `decode`
//! undoes, in the caller's scratch memory, every encoding that an attacker may have put around the value, however deeply
//! nested. `look` visits only the bytes at which something may begin, and settles values where nothing does, such as
//! sentences, addresses, dates and paths. Then the judge of each kind reads the result as the interpreter that it would
//! reach: as SQL in three contexts, as HTML, as a shell's command line, as a path.
//!
//! Every stage is linear in the value, nothing allocates, and a value that does not fit into the scratch memory is judged
//! in overlapping windows.
#![no_std]

#[cfg(test)]
extern crate std;

#[cfg(test)]
mod tests;

mod command;
mod decode;
mod glance;
mod header;
mod html;
mod inclusion;
mod ldap;
mod lookup;
mod nosql;
mod path;
mod probe;
mod scan;
mod shape;
mod sheet;
mod split;
mod sql;
mod ssrf;
mod template;
mod text;
mod words;
mod xml;

pub use sheet::{Finding, Kind, Kinds, Sensitivity};
pub use split::{
    Cookies, JsonItem, JsonStrings, Multipart, MultipartPart, Pair, Pairs, ends_object, has_foreign,
    multipart_boundary,
};

use command::objects;
use decode::{Decoded, decode, locate};
use glance::{AMPERSAND, ANGLE, HARMLESS, UNDERSCORE, WORDS, glance, glance_at_length};
use sheet::Sheet;

/// The place of a value in the request, which determines its encoding and what it may harmlessly contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path of the URL, as sent.
    Path,
    /// The value of a query parameter or of an urlencoded body, as sent: `+` is a space.
    Query,
    /// The value of a header.
    Header,
    /// The value of a cookie, as sent.
    Cookie,
    /// The inside of a JSON string that contains escapes. One without escapes is a text.
    Json,
    /// An unencoded value: a field of a multipart body, a text.
    Text,
    /// The name of a parameter, field or key, as sent.
    Name,
}

/// With less scratch memory, [`judge`] would have too small a window to recognise long attacks.
pub const SCRATCH_MIN_BYTES: usize = 512;

/// How much of a window is read again at the start of the next, so that no attack is missed between the two.
const OVERLAP_MAX_BYTES: usize = 1024;

/// Judges one value and reports at most one [`Finding`] per kind, the one with the highest score.
///
/// A finding's `start..end` are bytes of `value` as given, before any decoding. `scratch` holds the decoded value and
/// should be as long as the longest value expected; a longer one is judged in overlapping windows, which costs nothing
/// but attacks longer than a window.
///
/// ```
/// use snapwall_shield::{judge, Kind, Kinds, Place, Sensitivity};
///
/// let mut scratch = [0; 4096];
/// let mut kinds = Vec::new();
/// judge(b"1%2527+or+%25271%2527=%25271", Place::Query, Sensitivity::Balanced, Kinds::ALL, &mut scratch,
///     &mut |finding| kinds.push(finding.kind));
/// assert_eq!(kinds, [Kind::SqlInjection]);
/// ```
///
/// # Panics
///
/// If `scratch` is shorter than [`SCRATCH_MIN_BYTES`].
pub fn judge(
    value: &[u8],
    place: Place,
    sensitivity: Sensitivity,
    kinds: Kinds,
    scratch: &mut [u8],
    report: &mut impl FnMut(Finding),
) {
    assert!(scratch.len() >= SCRATCH_MIN_BYTES, "too little scratch memory");
    // A decoded window is classified again, so the value's other classes need not be known.
    let sign = if value.len() <= scratch.len() { decode::early_sign(value, place) } else { 0 };
    let classes = match place {
        _ if sign != 0 => sign,
        Place::Path | Place::Header | Place::Cookie => glance(value),
        _ => glance_at_length(value),
    };
    let is_telling = is_telling(value, place);
    let is_harmless = classes & !HARMLESS == 0 && place != Place::Path;
    if !is_telling && (is_harmless || shape::is_harmless(value, classes, place)) {
        return;
    }
    let is_encoded = decode::is_needed(value, classes, place);
    let doubt = if is_encoded || is_telling { Doubt::Anything } else { look(value, classes, place) };
    if doubt == Doubt::Nothing && !probe::is_wanted(place, kinds) {
        return;
    }
    let mut sheet = Sheet::new(kinds);
    if is_encoded {
        examine(value, classes, place, scratch, &mut sheet);
    } else {
        judge_decoded(value, classes, place, doubt, &mut sheet);
    }
    if sheet.highest() < sensitivity.threshold() {
        return;
    }
    for kind in Kind::ALL {
        let finding = sheet.finding(kind);
        if finding.score >= sensitivity.threshold() {
            report(finding);
        }
    }
}

/// Whether a value has to be judged although no byte of it is remarkable, because of its beginning or of all of it.
///
/// Callers that skip values of letters and digits must ask this first.
#[inline(always)]
pub fn is_telling(value: &[u8], place: Place) -> bool {
    objects::is_stream(value) || place == Place::Name && nosql::is_suspect_name(value)
}

#[inline(never)]
fn examine(value: &[u8], classes: u32, place: Place, scratch: &mut [u8], sheet: &mut Sheet) {
    let mut window_start = 0;
    loop {
        let window = &value[window_start..];
        let Decoded { length, consumed, has_references } = decode(window, place, scratch);
        let decoded = &scratch[..length];
        // Nobody writes character references into a value that is only words.
        let references = if has_references { AMPERSAND } else { classes & AMPERSAND };
        let classes = glance_at_length(decoded) | references;
        let doubt = match () {
            () if is_telling(decoded, place) => Doubt::Anything,
            () if length > 0 && shape::is_harmless(decoded, classes, place) => Doubt::Nothing,
            () => look(decoded, classes, place),
        };
        if doubt != Doubt::Nothing || probe::is_wanted(place, sheet.kinds()) {
            let mut found = Sheet::new(sheet.kinds());
            judge_decoded(decoded, classes, place, doubt, &mut found);
            for kind in Kind::ALL.into_iter().filter(|_| found.highest() != 0) {
                let finding = found.finding(kind);
                if finding.score > sheet.finding(kind).score {
                    let [start, end] = locate(window, place, scratch, [finding.start, finding.end]);
                    sheet.raise(kind, finding.score, window_start + start, window_start + end);
                }
            }
        }
        if window_start + consumed >= value.len() {
            return;
        }
        window_start += consumed - (consumed / 4).min(OVERLAP_MAX_BYTES);
    }
}

/// Which judges may still find something after a look at a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doubt {
    /// None of them.
    Nothing,
    /// Only SQL's.
    Statements,
    Anything,
}

/// Looks at the bytes and words at which something may begin. Only saves time: whatever is in doubt is judged.
#[inline(never)]
fn look(text: &[u8], classes: u32, place: Place) -> Doubt {
    match scan::is_idle(text, classes, place) && html::is_quiet(text, classes) {
        false => Doubt::Anything,
        true if sql::is_quiet(text, classes) => Doubt::Nothing,
        true => Doubt::Statements,
    }
}

fn judge_decoded(text: &[u8], classes: u32, place: Place, doubt: Doubt, sheet: &mut Sheet) {
    match doubt {
        Doubt::Nothing => {}
        Doubt::Statements => sql::judge_doubtful(text, classes, place, sheet),
        Doubt::Anything => judge_all(text, classes, place, sheet),
    }
    if probe::is_wanted(place, sheet.kinds()) {
        probe::judge(text, sheet);
    }
}

#[inline(never)]
fn judge_all(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    objects::judge_stream(text, sheet);
    if place == Place::Name {
        nosql::judge_name(text, sheet);
    }
    judge_piece(text, classes, place, sheet);
    if classes & ANGLE != 0 {
        xml::pieces(text, &mut |start, piece| {
            let mut found = Sheet::new(sheet.kinds());
            judge_piece(piece, glance(piece), place, &mut found);
            sheet.merge(&found, start);
        });
    }
}

#[inline(never)]
fn judge_piece(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    if classes & !HARMLESS == 0 && place != Place::Path {
        return;
    }
    if classes & !WORDS != 0 {
        scan::judge(text, classes, place, sheet);
        html::judge(text, classes, sheet);
    } else if classes & UNDERSCORE != 0 {
        scan::judge(text, classes, place, sheet);
    }
    sql::judge(text, classes, place, sheet);
}
