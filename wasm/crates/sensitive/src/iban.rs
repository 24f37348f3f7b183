//! International bank account numbers: length and structure by country (ISO 13616), check digits (ISO 7064).

use crate::groups::{Separator, read_one_separator};
use crate::packed::{Packed, bytes_of};
use crate::text::{begins, byte_at, is_word};
use crate::{Finding, Kind};

/// The maximum length of an account number in any country.
const CHARS_MAX: usize = 34;

/// The structures of account numbers after the two check digits, and the countries that use each: a length, then `n`
/// for digits, `a` for capitals or `c` for either. From the ISO 13616 registry kept by SWIFT and, for countries that
/// are not in it, from their practice.
const SOURCES: [(&str, &str); 55] = [
    ("8n12c", "AD"),
    ("19n", "AE IL SO TL"),
    ("8n16c", "AL CY"),
    ("21n", "AO CV LY MZ PT ST"),
    ("16n", "AT BA EE LT MN XK"),
    ("4a20c", "AZ"),
    ("12n", "BE"),
    ("2c22n", "BF BJ CI ML NE SN TG"),
    ("4a6n8c", "BG"),
    ("4a14c", "BH"),
    ("23n", "BI CF CG CM DJ GA GQ KM MG MR TD"),
    ("23n1a1c", "BR"),
    ("4c4n16c", "BY"),
    ("5n12c", "CH LI"),
    ("18n", "CR DE ME RS VA"),
    ("20n", "CZ ES SE SK TN"),
    ("14n", "DK FI FO GL SD"),
    ("4c20n", "DO"),
    ("22n", "DZ IR IS"),
    ("25n", "EG"),
    ("2a12n", "FK"),
    ("10n11c2n", "FR MC"),
    ("4a14n", "GB IE"),
    ("2a16n", "GE"),
    ("4a15c", "GI"),
    ("7n16c", "GR"),
    ("4c20c", "GT"),
    ("2c19n", "GW"),
    ("4a20n", "HN NI SV"),
    ("17n", "HR"),
    ("24n", "HU MA PL"),
    ("4a15n", "IQ"),
    ("1a10n12c", "IT SM"),
    ("4a4n18c", "JO YE"),
    ("4a22c", "KW"),
    ("3n13c", "KZ LU"),
    ("4n20c", "LB"),
    ("4a24c", "LC"),
    ("4a13c", "LV"),
    ("20c", "MD"),
    ("3n10c2n", "MK"),
    ("4a5n18c", "MT"),
    ("4a19n3a", "MU"),
    ("4a10n", "NL"),
    ("11n", "NO"),
    ("3n16c", "OM"),
    ("4a16c", "PK RO"),
    ("4a21c", "PS QA"),
    ("14n15c", "RU"),
    ("2n18c", "SA"),
    ("4a20n3a", "SC"),
    ("15n", "SI"),
    ("5n1n16c", "TR"),
    ("6n19c", "UA"),
    ("4a16n", "VG"),
];

const STRUCTURE_TEXTS: [&str; SOURCES.len()] = {
    let (mut texts, mut at) = ([""; SOURCES.len()], 0);
    while at < SOURCES.len() {
        texts[at] = SOURCES[at].0;
        at += 1;
    }
    texts
};

static STRUCTURES: Packed<{ SOURCES.len() }, { bytes_of(&STRUCTURE_TEXTS) }> = Packed::new(&STRUCTURE_TEXTS);

/// The number of countries.
const COUNT: usize = 111;

/// The countries' codes, sorted.
static CODES: [[u8; 2]; COUNT] = COUNTRIES.0;

/// The index in [`STRUCTURES`] for each of them.
static STRUCTURE_OF: [u8; COUNT] = COUNTRIES.1;

const COUNTRIES: ([[u8; 2]; COUNT], [u8; COUNT]) = {
    let (mut codes, mut structures, mut count) = ([[0; 2]; COUNT], [0; COUNT], 0);
    let mut structure = 0;
    while structure < SOURCES.len() {
        let (of, mut start) = (SOURCES[structure].1.as_bytes(), 0);
        while start < of.len() {
            let code = [of[start], of[start + 1]];
            let mut at = count;
            while at > 0 && u16::from_be_bytes(codes[at - 1]) > u16::from_be_bytes(code) {
                (codes[at], structures[at]) = (codes[at - 1], structures[at - 1]);
                at -= 1;
            }
            (codes[at], structures[at]) = (code, structure as u8);
            (start, count) = (start + 3, count + 1);
        }
        structure += 1;
    }
    assert!(count == COUNT);
    (codes, structures)
};

/// The country's code, by a finding's variant.
pub fn country_name(variant: u16) -> &'static [u8] {
    CODES.get(variant as usize).map_or(b"", |code| code)
}

/// Reads the account number that begins at `start`.
pub fn read(text: &[u8], start: usize) -> Option<Finding> {
    let code = [byte_at(text, start).to_ascii_uppercase(), byte_at(text, start + 1).to_ascii_uppercase()];
    let variant = CODES.binary_search(&code).ok()?;
    if !begins(text, start) {
        return None;
    }
    let structure = STRUCTURES.get(usize::from(STRUCTURE_OF[variant]));
    let length = 4 + structure_length(structure);
    let mut chars = [0; CHARS_MAX];
    let end = copy_chars(text, start, &mut chars[..length])?;
    let chars = &chars[..length];
    if is_word(byte_at(text, end)) || !has_structure(&chars[4..], structure) || !has_check_digits(chars) {
        return None;
    }
    Some(Finding {
        kind: Kind::Iban,
        variant: variant as u16,
        confidence: 99,
        start: start as u32,
        end: end as u32,
    })
}

/// Copies letters, as capitals, and digits, with at most one space, hyphen or dot between two; returns the end.
fn copy_chars(text: &[u8], start: usize, chars: &mut [u8]) -> Option<usize> {
    let mut at = start;
    for (count, char) in chars.iter_mut().enumerate() {
        if count > 0 && !byte_at(text, at).is_ascii_alphanumeric() {
            let (separator, bytes) = read_one_separator(text, at);
            if !matches!(separator, Separator::Space | Separator::Dash | Separator::Dot) {
                return None;
            }
            at += bytes;
        }
        let byte = byte_at(text, at);
        if !byte.is_ascii_alphanumeric() {
            return None;
        }
        *char = byte.to_ascii_uppercase();
        at += 1;
    }
    Some(at)
}

/// The pieces of a structure: a length and a class each.
fn pieces(structure: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let mut length = 0;
        while let Some(digit) = structure.get(at).filter(|byte| byte.is_ascii_digit()) {
            length = length * 10 + usize::from(digit - b'0');
            at += 1;
        }
        at += 1;
        structure.get(at - 1).map(|&class| (length, class))
    })
}

fn structure_length(structure: &[u8]) -> usize {
    pieces(structure).map(|(length, _)| length).sum()
}

fn has_structure(chars: &[u8], structure: &[u8]) -> bool {
    let mut at = 0;
    pieces(structure).all(|(length, class)| {
        let piece = &chars[at..at + length];
        at += length;
        match class {
            b'n' => piece.iter().all(u8::is_ascii_digit),
            b'a' => piece.iter().all(u8::is_ascii_uppercase),
            _ => true,
        }
    })
}

/// Whether the number, with its first four characters moved to the end and letters read as 10 to 35, is 1 modulo 97.
fn has_check_digits(chars: &[u8]) -> bool {
    let rest = chars[4..].iter().chain(&chars[..4]).fold(0u32, |rest, char| match char {
        b'0'..=b'9' => (rest * 10 + u32::from(char - b'0')) % 97,
        _ => (rest * 100 + u32::from(char - b'A') + 10) % 97,
    });
    rest == 1 && chars[2].is_ascii_digit() && chars[3].is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_sorted_and_no_number_is_longer_than_the_longest() {
        assert!(CODES.is_sorted_by(|left, right| left < right));
        let length = |structure: &&str| 4 + structure_length(structure.as_bytes());
        assert!(STRUCTURE_TEXTS.iter().all(|structure| length(structure) <= CHARS_MAX));
    }
}
