//! Base 58 with a version prefix and a suffix of four bytes of a double SHA-256.

use snapwall_digest::Sha256;

/// An alphabet of 58 letters and digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Bitcoin,
    Ripple,
}

const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

impl Alphabet {
    /// The index of a letter or digit in it.
    fn place(self, byte: u8) -> Option<u32> {
        if self == Alphabet::Ripple {
            return RIPPLE.iter().position(|letter| *letter == byte).map(|place| place as u32);
        }
        // In order, without characters that look like another.
        let (first, place) = match byte {
            b'1'..=b'9' => (b'1', 0),
            b'A'..=b'H' => (b'A', 9),
            b'J'..=b'N' => (b'J', 17),
            b'P'..=b'Z' => (b'P', 22),
            b'a'..=b'k' => (b'a', 33),
            b'm'..=b'z' => (b'm', 44),
            _ => return None,
        };
        Some(u32::from(byte - first) + place)
    }
}

/// A version of one or two bytes, a hash of twenty, and the checksum.
const BYTES_MAX: usize = 26;
const CHECKSUM_BYTES: usize = 4;

/// Decodes a base 58 number into `bytes`, which must be zero. Returns false when it does not fit.
#[inline(never)]
fn decode(word: &[u8], alphabet: Alphabet, bytes: &mut [u8]) -> bool {
    word.iter().all(|byte| {
        let Some(mut carry) = alphabet.place(*byte) else { return false };
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        carry == 0
    })
}

#[inline(never)]
fn has_checksum(bytes: &[u8]) -> bool {
    let (payload, checksum) = bytes.split_at(bytes.len() - CHECKSUM_BYTES);
    let mut first = Sha256::new();
    first.update(payload);
    let mut second = Sha256::new();
    second.update(&first.finish());
    second.finish()[..CHECKSUM_BYTES] == *checksum
}

/// The version of an address with a valid checksum: one byte, or two if the address has that many.
pub fn version(word: &[u8]) -> Option<u16> {
    let mut bytes = [0; BYTES_MAX];
    // Most words contain a byte outside the alphabet, and decoding what precedes it is slow.
    if !is_text(word) || !decode(word, Alphabet::Bitcoin, &mut bytes) {
        return None;
    }
    let zeros = word.iter().take_while(|byte| **byte == b'1').count();
    let is_short = bytes[0] == 0;
    // Every leading zero byte is a digit of its own, so that no two words encode the same address.
    let leading = bytes[usize::from(is_short)..].iter().take_while(|byte| **byte == 0).count();
    if is_short && zeros != leading {
        return None;
    }
    has_checksum(&bytes[usize::from(is_short)..]).then(|| match is_short {
        true => u16::from(bytes[1]),
        false => u16::from_be_bytes([bytes[0], bytes[1]]),
    })
}

/// Whether a word is a Ripple address with a valid checksum. Ripple has an alphabet of its own.
pub fn has_ripple_checksum(word: &[u8]) -> bool {
    let mut bytes = [0; BYTES_MAX - 1];
    word.len() <= 35 && decode(word, Alphabet::Ripple, &mut bytes) && bytes[0] == 0 && has_checksum(&bytes)
}

/// Whether all letters are in the alphabet.
pub fn is_text(word: &[u8]) -> bool {
    word.iter().all(|byte| Alphabet::Bitcoin.place(*byte).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_alphabets_have_the_same_letters_and_digits() {
        let places = |alphabet: Alphabet| (0..=255).filter(move |byte| alphabet.place(*byte).is_some());
        assert!(places(Alphabet::Bitcoin).eq(places(Alphabet::Ripple)));
        let mut places: [u32; 58] =
            core::array::from_fn(|at| Alphabet::Bitcoin.place(RIPPLE[at]).unwrap_or(58));
        places.sort_unstable();
        assert_eq!(places, core::array::from_fn(|at| at as u32));
    }
}
