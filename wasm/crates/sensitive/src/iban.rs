//! International bank account numbers: length and structure by country, check digits by ISO 7064 (ISO 13616).

use crate::groups::{Separator, read_one_separator};
use crate::text::{begins, byte_at, is_word};
use crate::{Finding, Kind};

/// The longest account number that any country has.
const CHARS_MAX: usize = 34;

/// Countries, by how an account number is built behind the two check digits: how many characters, and `n` digits, `a`
/// capitals, `c` either. After the registry of ISO 13616 that SWIFT keeps, and what countries that are not
/// in it use.
static COUNTRIES: [(&str, &str); 111] = [
    ("AD", "8n12c"),
    ("AE", "19n"),
    ("AL", "8n16c"),
    ("AO", "21n"),
    ("AT", "16n"),
    ("AZ", "4a20c"),
    ("BA", "16n"),
    ("BE", "12n"),
    ("BF", "2c22n"),
    ("BG", "4a6n8c"),
    ("BH", "4a14c"),
    ("BI", "23n"),
    ("BJ", "2c22n"),
    ("BR", "23n1a1c"),
    ("BY", "4c4n16c"),
    ("CF", "23n"),
    ("CG", "23n"),
    ("CH", "5n12c"),
    ("CI", "2c22n"),
    ("CM", "23n"),
    ("CR", "18n"),
    ("CV", "21n"),
    ("CY", "8n16c"),
    ("CZ", "20n"),
    ("DE", "18n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c20n"),
    ("DZ", "22n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("ES", "20n"),
    ("FI", "14n"),
    ("FK", "2a12n"),
    ("FO", "14n"),
    ("FR", "10n11c2n"),
    ("GA", "23n"),
    ("GB", "4a14n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "14n"),
    ("GQ", "23n"),
    ("GR", "7n16c"),
    ("GT", "4c20c"),
    ("GW", "2c19n"),
    ("HN", "4a20n"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a14n"),
    ("IL", "19n"),
    ("IQ", "4a15n"),
    ("IR", "22n"),
    ("IS", "22n"),
    ("IT", "1a10n12c"),
    ("JO", "4a4n18c"),
    ("KM", "23n"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "16n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "21n"),
    ("MA", "24n"),
    ("MC", "10n11c2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MG", "23n"),
    ("MK", "3n10c2n"),
    ("ML", "2c22n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a5n18c"),
    ("MU", "4a19n3a"),
    ("MZ", "21n"),
    ("NE", "2c22n"),
    ("NI", "4a20n"),
    ("NL", "4a10n"),
    ("NO", "11n"),
    ("OM", "3n16c"),
    ("PK", "4a16c"),
    ("PL", "24n"),
    ("PS", "4a21c"),
    ("PT", "21n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "18n"),
    ("RU", "14n15c"),
    ("SA", "2n18c"),
    ("SC", "4a20n3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a10n12c"),
    ("SN", "2c22n"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a20n"),
    ("TD", "23n"),
    ("TG", "2c22n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "5n1n16c"),
    ("UA", "6n19c"),
    ("VA", "18n"),
    ("VG", "4a16n"),
    ("XK", "16n"),
    ("YE", "4a4n18c"),
];

/// The country's code, by a finding's variant.
pub fn country_name(variant: u16) -> &'static str {
    COUNTRIES.get(variant as usize).map_or("", |country| country.0)
}

/// Reads the account number that begins at a place.
pub fn read(text: &[u8], start: usize) -> Option<Finding> {
    let code = [byte_at(text, start).to_ascii_uppercase(), byte_at(text, start + 1).to_ascii_uppercase()];
    let variant = COUNTRIES.binary_search_by(|country| country.0.as_bytes().cmp(&code)).ok()?;
    if !begins(text, start) {
        return None;
    }
    let structure = COUNTRIES[variant].1.as_bytes();
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

/// Copies letters and digits, in capitals, with at most one space, hyphen or point between two; returns their end.
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

/// The pieces of a structure: how many characters, and of what.
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

/// Whether the number, its first four characters put last and letters read as 10 to 35, leaves 1 when divided by 97.
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
        assert!(COUNTRIES.is_sorted_by(|left, right| left.0 < right.0));
        assert!(COUNTRIES.iter().all(|country| 4 + structure_length(country.1.as_bytes()) <= CHARS_MAX));
    }
}
