//! National ids: a shape, check digits where the country has them, and the words before those that are plain digits.

mod algorithms;
mod checks;
mod ids;

use crate::context::{Names, Words, is_near, label};
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

/// What an id begins with: so many digits, or so many letters.
#[derive(Clone, Copy)]
pub enum Lead {
    Digits(usize),
    Letters(usize),
}

/// How many digits or letters at the start are told apart.
const LEADS: usize = 20;

/// The ids that may begin with so many digits, then those that may begin with so many letters: bit `n` is the `n`th id.
static BY_LEAD: [u128; 2 * LEADS] = {
    let mut masks = [0; 2 * LEADS];
    let mut id = 0;
    while id < IDS.len() {
        let shape = IDS[id].shape.as_bytes();
        let (class, first) = if shape[0] == b'9' { (b'9', 0) } else { (b'A', LEADS) };
        let mut lead = 0;
        while lead < shape.len() && shape[lead] == class {
            lead += 1;
        }
        masks[first + lead] |= 1 << id;
        // What follows may be of the same class, or a separator that is left out.
        if lead < shape.len() && (shape[lead] == b'X' || class == b'9' && shape[lead] == b' ') {
            let mut more = lead + 1;
            while more < LEADS {
                masks[first + more] |= 1 << id;
                more += 1;
            }
        }
        id += 1;
    }
    masks
};

/// The ids that have no more digits than so many: bit `n` is the `n`th id.
static BY_DIGITS: [u128; LEADS] = {
    let mut masks = [0; LEADS];
    let mut id = 0;
    while id < IDS.len() {
        let shape = IDS[id].shape.as_bytes();
        let (mut digits, mut at) = (0, 0);
        while at < shape.len() {
            digits += (shape[at] == b'9') as usize;
            at += 1;
        }
        while digits < LEADS {
            masks[digits] |= 1 << id;
            digits += 1;
        }
        id += 1;
    }
    masks
};

/// Reads an id that begins at a place, with so many digits or letters, where no more than `digits` digits are in all.
pub fn read(text: &[u8], start: usize, lead: Lead, digits: usize) -> Option<Finding> {
    let at = match lead {
        Lead::Digits(count) => count.min(LEADS - 1),
        Lead::Letters(count) => LEADS + count.min(LEADS - 1),
    };
    let mut candidates = BY_LEAD[at] & BY_DIGITS[digits.min(LEADS - 1)];
    if candidates == 0 || !begins(text, start) {
        return None;
    }
    let mut best: Option<Finding> = None;
    while candidates != 0 {
        let variant = candidates.trailing_zeros() as u16;
        candidates &= candidates - 1;
        let Some(finding) = read_id(text, start, &IDS[variant as usize], variant) else { continue };
        let rank = |finding: &Finding| (finding.confidence, finding.end);
        if best.is_none_or(|best| rank(&finding) > rank(&best)) {
            best = Some(finding);
        }
    }
    best
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
    if !is_named && (is_needed || label(text, start, Names::OTHER) != Names::NONE) {
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
