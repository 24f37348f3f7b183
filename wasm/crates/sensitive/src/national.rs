//! National ids: recognised by shape, by check digits if the country has them, and by nearby words if they are plain
//! digits.

mod forms;
mod ids;

use core::ops::Range;

use snapwall_checksums::{CHARS_MAX, Chars, Check};

use crate::context::{Names, has_at, is_near, label};
use crate::groups::{Separator, read_one_separator};
use crate::packed::Words;
use crate::text::{begins, byte_at, ends};
use crate::{Finding, Kind};
use forms::{Candidates, GROUP_MAX, Ids, candidates, lengths_of, wholes};
use ids::{IDS, NAMES, SHAPES, WORDS};

/// When an id is only accepted with a word that names it nearby.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Never: shape and check digits suffice.
    Never,
    /// If it is written without its separators.
    Bare,
    /// Always: too many other numbers have this shape.
    Always,
}

#[derive(Clone, Copy)]
struct Id {
    /// The index of its name and words.
    source: u8,
    check: Check,
    need: Need,
}

/// The country and name of an id, by a finding's variant.
pub fn id_name(variant: u16) -> &'static [u8] {
    IDS.get(variant as usize).map_or(b"", |id| NAMES.get(usize::from(id.source)))
}

/// The ids that need no word nearby.
const PLAIN: Ids = {
    let (mut plain, mut at) = (0, 0);
    while at < IDS.len() {
        plain |= (matches!(IDS[at].need, Need::Never) as Ids) << at;
        at += 1;
    }
    plain
};

/// Bit `n`: `n` digits alone may be an id that needs a word nearby.
pub const NAMED_LENGTHS: u32 = lengths_of(!PLAIN);

/// Whether a bitmask of lengths includes a number of digits.
pub fn has_length(lengths: u32, digits: usize) -> bool {
    lengths >> digits.min(GROUP_MAX - 1) & 1 != 0
}

/// Whether `count` digits at `start` may be an id that needs no word nearby.
pub fn is_plain(text: &[u8], start: usize, count: usize) -> bool {
    let mut ids = wholes(count) & PLAIN;
    if ids == 0 {
        return false;
    }
    let chars = chars_at(text, start, count);
    while ids != 0 {
        if IDS[ids.trailing_zeros() as usize].check.holds(&chars, count) {
            return true;
        }
        ids &= ids - 1;
    }
    false
}

/// Whether a word at `at` names one of the ids that need one nearby.
pub fn is_named_at(text: &[u8], at: usize) -> bool {
    let mut last = u8::MAX;
    IDS.iter().any(|id| {
        // Ids with the same words are adjacent.
        let is_asked = !matches!(id.need, Need::Never) && id.source != last;
        if is_asked {
            last = id.source;
        }
        is_asked && has_at(text, at, Words::new(WORDS.get(usize::from(id.source))))
    })
}

/// The digits at a position, and the bytes after them: always fills the buffer, since copying a variable length is a
/// call.
#[inline(never)]
fn chars_at(text: &[u8], start: usize, count: usize) -> Chars {
    text[start..].first_chunk().copied().unwrap_or_else(|| {
        let mut chars = [0; CHARS_MAX];
        chars[..count].copy_from_slice(&text[start..start + count]);
        chars
    })
}

/// The first group of an id: so many digits, or so many letters.
#[derive(Clone, Copy)]
pub enum Lead {
    Digits(usize),
    Letters(usize),
}

/// Reads an id that begins at `start` with a group of digits or letters.
pub fn read(text: &[u8], start: usize, lead: Lead) -> Option<Finding> {
    let Candidates { mut ids, is_whole } = candidates(text, start, lead);
    if ids == 0 || !begins(text, start) {
        return None;
    }
    let mut chars = [0; CHARS_MAX];
    let mut whole = None;
    if is_whole && let Lead::Digits(count) = lead {
        chars = chars_at(text, start, count);
        whole = Some((count, start + count, false));
    }
    let mut best: Option<Finding> = None;
    while ids != 0 {
        let variant = ids.trailing_zeros() as u16;
        ids &= ids - 1;
        let id = &IDS[variant as usize];
        let Some((count, end, has_separators)) =
            whole.or_else(|| read_shape(text, start, SHAPES.get(usize::from(variant)), &mut chars))
        else {
            continue;
        };
        if !ends(text, end) {
            continue;
        }
        let is_needed = match id.need {
            Need::Never => false,
            Need::Bare => !has_separators,
            Need::Always => true,
        };
        if !id.check.holds(&chars, count) {
            continue;
        }
        let Some(confidence) = judge(text, start..end, id, is_needed) else { continue };
        let (start, end) = (start as u32, end as u32);
        let rank = |finding: &Finding| (finding.confidence, finding.end);
        let finding = Finding { kind: Kind::NationalId, variant, confidence, start, end };
        if best.is_none_or(|best| rank(&finding) > rank(&best)) {
            best = Some(finding);
        }
    }
    best
}

/// The confidence in an id of valid form, judging by the words around it.
#[inline(never)]
fn judge(text: &[u8], range: Range<usize>, id: &Id, is_needed: bool) -> Option<u8> {
    let is_named = is_near(text, range.start, range.end, Words::new(WORDS.get(usize::from(id.source))));
    if !is_named && (is_needed || label(text, range.start, Names::OTHER) != Names::NONE) {
        return None;
    }
    Some(if is_named { 95 } else { 80 })
}

/// Matches a shape and copies its digits, and its letters as capitals; returns their number, the end, and whether there
/// was a separator.
fn read_shape(text: &[u8], start: usize, shape: &[u8], chars: &mut Chars) -> Option<(usize, usize, bool)> {
    let (mut at, mut count, mut separator, mut has_separators) = (start, 0, None, false);
    for &class in shape {
        let byte = byte_at(text, at);
        let fits = match class {
            b'9' => byte.is_ascii_digit(),
            b'A' => byte.is_ascii_alphabetic(),
            b'X' => byte.is_ascii_alphanumeric(),
            b' ' => {
                let (found, bytes) = read_one_separator(text, at);
                let is_one =
                    matches!(found, Separator::Space | Separator::Dash | Separator::Dot | Separator::Slash);
                // Optional separators are either all present or all absent.
                if *separator.get_or_insert(is_one) != is_one {
                    return None;
                }
                has_separators |= is_one;
                at += if is_one { bytes } else { 0 };
                continue;
            }
            b'-' => {
                let (found, bytes) = read_one_separator(text, at);
                if found != Separator::Dash {
                    return None;
                }
                has_separators = true;
                at += bytes;
                continue;
            }
            _ => {
                if byte != class {
                    return None;
                }
                has_separators = true;
                at += 1;
                continue;
            }
        };
        if !fits {
            return None;
        }
        chars[count] = byte.to_ascii_uppercase();
        count += 1;
        at += 1;
    }
    Some((count, at, has_separators))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_names_an_id_begins_with_a_letter() {
        for (_, word) in
            IDS.iter().map(|id| usize::from(id.source)).flat_map(|source| Words::new(WORDS.get(source)))
        {
            let word = core::str::from_utf8(word).expect("UTF-8");
            assert!(word.starts_with(char::is_alphabetic), "{word}");
        }
    }
}
