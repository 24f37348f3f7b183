//! Base 58 with a version before and four bytes of a doubled SHA-256 behind.

use snapwall_digest::Sha256;

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// A version of one or two bytes, a hash of twenty, and the checksum.
const BYTES_MAX: usize = 26;
const CHECKSUM_BYTES: usize = 4;

/// The place of every byte in an alphabet, 255 for those that are not in it.
const fn places(alphabet: &[u8; 58]) -> [u8; 128] {
    let (mut places, mut at) = ([255; 128], 0);
    while at < 58 {
        places[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    places
}

static BITCOIN_PLACES: [u8; 128] = places(BITCOIN);
static RIPPLE_PLACES: [u8; 128] = places(RIPPLE);

fn place(places: &[u8; 128], byte: u8) -> Option<u32> {
    places.get(byte as usize).filter(|place| **place != 255).map(|place| u32::from(*place))
}

/// Writes the number that a word writes in base 58 to bytes, which are zero. False when it does not fit into them.
#[inline(never)]
fn decode(word: &[u8], places: &[u8; 128], bytes: &mut [u8]) -> bool {
    word.iter().all(|byte| {
        let Some(mut carry) = place(places, *byte) else { return false };
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

/// The version of an address whose checksum is right: of one byte, or of two when there are as many.
pub fn version(word: &[u8]) -> Option<u16> {
    let mut bytes = [0; BYTES_MAX];
    if !decode(word, &BITCOIN_PLACES, &mut bytes) {
        return None;
    }
    let zeros = word.iter().take_while(|byte| **byte == BITCOIN[0]).count();
    let is_short = bytes[0] == 0;
    // Every leading zero byte is a digit of its own, so that no two words are one address.
    let leading = bytes[usize::from(is_short)..].iter().take_while(|byte| **byte == 0).count();
    if is_short && zeros != leading {
        return None;
    }
    has_checksum(&bytes[usize::from(is_short)..]).then(|| match is_short {
        true => u16::from(bytes[1]),
        false => u16::from_be_bytes([bytes[0], bytes[1]]),
    })
}

/// Whether a word is an address of Ripple, which has an alphabet of its own.
pub fn has_ripple_checksum(word: &[u8]) -> bool {
    let mut bytes = [0; BYTES_MAX - 1];
    word.len() <= 35 && decode(word, &RIPPLE_PLACES, &mut bytes) && bytes[0] == 0 && has_checksum(&bytes)
}

/// Whether all letters are of the alphabet.
pub fn is_text(word: &[u8]) -> bool {
    word.iter().all(|byte| place(&BITCOIN_PLACES, *byte).is_some())
}
