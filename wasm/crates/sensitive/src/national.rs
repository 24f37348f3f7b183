//! National ids: a shape, check digits where the country has them, and the words before those that are plain digits.

mod checks;
mod ids;

use crate::card::OTHER_WORDS;
use crate::context::{Words, is_near, label_has};
use crate::groups::{Separator, read_one_separator};
use crate::text::{begins, byte_at, ends};
use crate::{Finding, Kind};
use checks::Check;
use ids::IDS;

/// The most letters and digits of any id.
const CHARS_MAX: usize = 20;

/// When a word near an id is needed to take it for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    /// Its shape and check digits are enough.
    Never,
    /// It has its separators, or a word is near.
    Bare,
    /// Too many other numbers are built alike.
    Always,
}

struct Id {
    name: &'static str,
    /// `9` a digit, `A` a letter, `X` either, a space any one separator or none, `-` a hyphen of any kind; all else
    /// stands for itself.
    shape: &'static str,
    check: Check,
    need: Need,
    words: Words,
}

/// The country and name of an id, by a finding's variant.
pub fn id_name(variant: u16) -> &'static str {
    IDS.get(variant as usize).map_or("", |id| id.name)
}

/// Reads an id that begins at a place, where `digits` digits begin, or a letter.
pub fn read(text: &[u8], start: usize, digits: usize) -> Option<Finding> {
    if !begins(text, start) {
        return None;
    }
    let mut best: Option<Finding> = None;
    for (variant, id) in IDS.iter().enumerate() {
        if !may_begin(id.shape.as_bytes(), digits) {
            continue;
        }
        let Some(finding) = read_id(text, start, id, variant as u16) else { continue };
        let rank = |finding: &Finding| (finding.confidence, finding.end);
        if best.is_none_or(|best| rank(&finding) > rank(&best)) {
            best = Some(finding);
        }
    }
    best
}

/// Reads an id that begins with letters and a space.
pub fn read_spaced(text: &[u8], start: usize) -> Option<Finding> {
    let is_spaced = |shape: &str| shape.as_bytes()[0] == b'A' && shape.as_bytes()[2] == b' ';
    let (variant, id) = IDS.iter().enumerate().find(|(_, id)| is_spaced(id.shape))?;
    let found = begins(text, start).then(|| read_id(text, start, id, variant as u16)).flatten();
    found.or_else(|| {
        let (variant, id) = IDS.iter().enumerate().skip(variant + 1).find(|(_, id)| is_spaced(id.shape))?;
        begins(text, start).then(|| read_id(text, start, id, variant as u16)).flatten()
    })
}

/// Whether so many digits at its start can be those that a shape begins with.
fn may_begin(shape: &[u8], digits: usize) -> bool {
    let lead = shape.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match shape.get(lead) {
        Some(b' ' | b'X' | b'A') if lead > 0 => digits >= lead,
        _ => digits == lead,
    }
}

fn read_id(text: &[u8], start: usize, id: &Id, variant: u16) -> Option<Finding> {
    let mut chars = [0; CHARS_MAX];
    let (count, end, has_separators) = read_shape(text, start, id.shape.as_bytes(), &mut chars)?;
    if !ends(text, end) || !id.check.holds(&chars[..count]) {
        return None;
    }
    let is_needed = match id.need {
        Need::Never => false,
        Need::Bare => !has_separators,
        Need::Always => true,
    };
    let is_named = is_near(text, start, end, id.words);
    if !is_named && (is_needed || label_has(text, start, OTHER_WORDS)) {
        return None;
    }
    let confidence = if is_named { 95 } else { 80 };
    Some(Finding { kind: Kind::NationalId, variant, confidence, start: start as u32, end: end as u32 })
}

/// Matches a shape and copies its letters, in capitals, and digits; returns how many, the end, and whether there was a
/// separator.
fn read_shape(
    text: &[u8],
    start: usize,
    shape: &[u8],
    chars: &mut [u8; CHARS_MAX],
) -> Option<(usize, usize, bool)> {
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
                // All or none of a shape's places have separators.
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
