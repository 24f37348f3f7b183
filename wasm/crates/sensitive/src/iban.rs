//! International bank account numbers: length and structure by country, check digits by ISO 7064 (ISO 13616).

use core::cmp::Ordering;

use crate::groups::{Separator, read_one_separator};
use crate::packed::{Packed, bytes_of};
use crate::text::{begins, byte_at, is_word};
use crate::{Finding, Kind};

/// The longest account number that any country has.
const CHARS_MAX: usize = 34;

/// Countries, by how an account number is built behind the two check digits: how many characters, and `n` digits, `a`
/// capitals, `c` either. After the registry of ISO 13616 that SWIFT keeps, and what countries that are not
/// in it use.
static COUNTRIES: Packed<111, { bytes_of(&COUNTRY_TEXTS) }> = Packed::new(&COUNTRY_TEXTS);

const COUNTRY_TEXTS: [&str; 111] = [
    "AD8n12c",
    "AE19n",
    "AL8n16c",
    "AO21n",
    "AT16n",
    "AZ4a20c",
    "BA16n",
    "BE12n",
    "BF2c22n",
    "BG4a6n8c",
    "BH4a14c",
    "BI23n",
    "BJ2c22n",
    "BR23n1a1c",
    "BY4c4n16c",
    "CF23n",
    "CG23n",
    "CH5n12c",
    "CI2c22n",
    "CM23n",
    "CR18n",
    "CV21n",
    "CY8n16c",
    "CZ20n",
    "DE18n",
    "DJ23n",
    "DK14n",
    "DO4c20n",
    "DZ22n",
    "EE16n",
    "EG25n",
    "ES20n",
    "FI14n",
    "FK2a12n",
    "FO14n",
    "FR10n11c2n",
    "GA23n",
    "GB4a14n",
    "GE2a16n",
    "GI4a15c",
    "GL14n",
    "GQ23n",
    "GR7n16c",
    "GT4c20c",
    "GW2c19n",
    "HN4a20n",
    "HR17n",
    "HU24n",
    "IE4a14n",
    "IL19n",
    "IQ4a15n",
    "IR22n",
    "IS22n",
    "IT1a10n12c",
    "JO4a4n18c",
    "KM23n",
    "KW4a22c",
    "KZ3n13c",
    "LB4n20c",
    "LC4a24c",
    "LI5n12c",
    "LT16n",
    "LU3n13c",
    "LV4a13c",
    "LY21n",
    "MA24n",
    "MC10n11c2n",
    "MD20c",
    "ME18n",
    "MG23n",
    "MK3n10c2n",
    "ML2c22n",
    "MN16n",
    "MR23n",
    "MT4a5n18c",
    "MU4a19n3a",
    "MZ21n",
    "NE2c22n",
    "NI4a20n",
    "NL4a10n",
    "NO11n",
    "OM3n16c",
    "PK4a16c",
    "PL24n",
    "PS4a21c",
    "PT21n",
    "QA4a21c",
    "RO4a16c",
    "RS18n",
    "RU14n15c",
    "SA2n18c",
    "SC4a20n3a",
    "SD14n",
    "SE20n",
    "SI15n",
    "SK20n",
    "SM1a10n12c",
    "SN2c22n",
    "SO19n",
    "ST21n",
    "SV4a20n",
    "TD23n",
    "TG2c22n",
    "TL19n",
    "TN20n",
    "TR5n1n16c",
    "UA6n19c",
    "VA18n",
    "VG4a16n",
    "XK16n",
    "YE4a4n18c",
];

/// Bytes of a country's code, which stands before the structure of its numbers.
const CODE_BYTES: usize = 2;

/// The country's code, by a finding's variant.
pub fn country_name(variant: u16) -> &'static str {
    COUNTRIES.name(variant as usize).get(..CODE_BYTES).unwrap_or("")
}

/// Reads the account number that begins at a place.
pub fn read(text: &[u8], start: usize) -> Option<Finding> {
    let code = [byte_at(text, start).to_ascii_uppercase(), byte_at(text, start + 1).to_ascii_uppercase()];
    let variant = find_country(code)?;
    if !begins(text, start) {
        return None;
    }
    let structure = &COUNTRIES.get(variant)[CODE_BYTES..];
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

/// The place of a country by its code.
fn find_country(code: [u8; CODE_BYTES]) -> Option<usize> {
    let (mut start, mut end) = (0, COUNTRIES.count());
    while start < end {
        let middle = (start + end) / 2;
        match COUNTRIES.get(middle)[..CODE_BYTES].cmp(&code) {
            Ordering::Equal => return Some(middle),
            Ordering::Less => start = middle + 1,
            Ordering::Greater => end = middle,
        }
    }
    None
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
        assert!(COUNTRY_TEXTS.is_sorted_by(|left, right| left[..CODE_BYTES] < right[..CODE_BYTES]));
        let length = |country: &str| 4 + structure_length(&country.as_bytes()[CODE_BYTES..]);
        assert!(COUNTRY_TEXTS.iter().all(|country| length(country) <= CHARS_MAX));
    }
}
