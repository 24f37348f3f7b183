//! Cryptocurrency addresses, recognised by their checksums.

use snapwall_checksums::{base32, base58, bech32};

use crate::packed::{Packed, bytes_of};
use crate::text::{begins, ends};
use crate::{Finding, Kind};

static NAMES: Packed<11, { bytes_of(&NAME_TEXTS) }> = Packed::new(&NAME_TEXTS);

const NAME_TEXTS: [&str; 11] = [
    "bitcoin", "litecoin", "dogecoin", "dash", "tron", "zcash", "ripple", "ethereum", "stellar", "monero",
    "cardano",
];

const BITCOIN: u16 = 0;
const LITECOIN: u16 = 1;
const ZCASH: u16 = 5;
const RIPPLE: u16 = 6;
const ETHEREUM: u16 = 7;
const STELLAR: u16 = 8;
const MONERO: u16 = 9;
const CARDANO: u16 = 10;
/// A Cosmos chain, or another that uses Bitcoin's bech32 encoding.
const OTHER: u16 = u16::MAX;

/// The minimum length of an address in bytes.
pub const WORD_BYTES_MIN: usize = 25;

const WORD_BYTES_MAX: usize = 110;

/// The chain's name, by a finding's variant.
pub fn chain_name(variant: u16) -> &'static [u8] {
    NAMES.get(variant as usize)
}

/// Reads a word of letters and digits as an address.
pub fn read(text: &[u8], start: usize, end: usize) -> Option<Finding> {
    let word = &text[start..end];
    if !(WORD_BYTES_MIN..=WORD_BYTES_MAX).contains(&word.len()) || !begins(text, start) || !ends(text, end) {
        return None;
    }
    let (variant, confidence) = match word[0] {
        b'0' => (read_ethereum(word)?, 90),
        b'G' if word.len() == 56 => (base32::is_stellar(word).then_some(STELLAR)?, 99),
        b'4' | b'8' if word.len() == 95 => (base58::is_text(word).then_some(MONERO)?, 90),
        b'r' => (base58::has_ripple_checksum(word).then_some(RIPPLE)?, 99),
        b't' if word.len() == 35 => {
            (base58::version(word).filter(|version| matches!(version, 0x1cb8 | 0x1cbd)).map(|_| ZCASH)?, 99)
        }
        b'1' | b'3' | b'L' | b'M' | b'D' | b'X' | b'T' | b'A' | b'9' | b'2' | b'm' | b'n'
            if word.len() <= 35 =>
        {
            let variant = match base58::version(word)? {
                0x00 | 0x05 | 0x6f | 0xc4 => BITCOIN,
                0x30 | 0x32 => LITECOIN,
                0x1e | 0x16 => 2,
                0x4c | 0x10 => 3,
                0x41 => 4,
                _ => return None,
            };
            (variant, 99)
        }
        _ => return read_bech32(word).map(|variant| finding(start, end, variant, 99)),
    };
    Some(finding(start, end, variant, confidence))
}

fn finding(start: usize, end: usize, variant: u16, confidence: u8) -> Finding {
    Finding { kind: Kind::CryptoAddress, variant, confidence, start: start as u32, end: end as u32 }
}

fn read_ethereum(word: &[u8]) -> Option<u16> {
    let digits = word.strip_prefix(b"0x")?;
    let is_plain = digits.iter().all(|digit| *digit == digits[0]);
    (digits.len() == 40 && digits.iter().all(u8::is_ascii_hexdigit) && !is_plain).then_some(ETHEREUM)
}

fn read_bech32(word: &[u8]) -> Option<u16> {
    Some(match bech32::read_prefix(word)? {
        b"bc" | b"BC" | b"tb" => BITCOIN,
        b"ltc" => LITECOIN,
        b"addr" | b"stake" => CARDANO,
        _ => OTHER,
    })
}
