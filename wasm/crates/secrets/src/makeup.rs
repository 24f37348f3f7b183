//! Classifies the bytes of a long run at once.

use core::ops::Range;

use snapwall_bytes::{ByteSet, CLASSED_BYTES, Classes};

/// The number of bytes of a run that are classified at once.
pub const LOOK_BYTES: usize = CLASSED_BYTES;

/// Bitmasks of the first [`LOOK_BYTES`] bytes of a run: bit `n` is byte `n`; bits past the end of the run are 0.
pub struct Makeup {
    /// Bytes after which a token may begin: `+-./`.
    pub delimiters: u64,
    /// Bytes that plain words do not have: digits and capitals.
    pub marks: u64,
    /// Bytes that numbers do not have.
    pub signs: u64,
}

/// Bits of the groups of [`CLASSES`].
const DIGITS: u8 = 1;
const CAPITALS: u8 = 1 << 1 | 1 << 2;
const SMALL: u8 = 1 << 3 | 1 << 4;
const SLASH: u8 = 1 << 5;
const IN_NUMBERS: u8 = 1 << 6;
const OTHERS: u8 = 1 << 7;

static CLASSES: ByteSet = ByteSet::of_groups(&[
    ByteSet::halves(b"0123456789"),
    ByteSet::halves(b"ABCDEFGHIJKLMNO"),
    ByteSet::halves(b"PQRSTUVWXYZ"),
    ByteSet::halves(b"abcdefghijklmno"),
    ByteSet::halves(b"pqrstuvwxyz"),
    ByteSet::halves(b"/"),
    ByteSet::halves(b"+-."),
    // Also matches `^` and DEL, which no run contains.
    ByteSet::halves(b"_~"),
]);

impl Makeup {
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn of(text: &[u8], run: &Range<usize>) -> Self {
        let classes = match text[run.start..].first_chunk() {
            Some(block) => Classes::of(&CLASSES, block),
            None => Classes::of(&CLASSES, &last_block(&text[run.start..])),
        };
        let valid = !0 >> (LOOK_BYTES - run.len().clamp(1, LOOK_BYTES));
        Makeup {
            delimiters: classes.members(IN_NUMBERS | SLASH) & valid,
            marks: classes.members(DIGITS | CAPITALS) & valid,
            signs: classes.members(CAPITALS | SMALL | SLASH | OTHERS) & valid,
        }
    }
}

/// A block of fewer bytes, those at the end of a text, padded with zeros.
#[inline(never)]
pub fn last_block(rest: &[u8]) -> [u8; LOOK_BYTES] {
    let mut block = [0; LOOK_BYTES];
    block[..rest.len()].copy_from_slice(rest);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_run_is_told_at_every_place_and_none_behind_it() {
        let runs = (0..128u8).filter(|byte| byte.is_ascii_alphanumeric() || b"+-./_~".contains(byte));
        for byte in runs {
            let bit = |is: bool, place| u64::from(is) << place;
            for place in 0..LOOK_BYTES {
                for behind in [0, 1, LOOK_BYTES] {
                    let mut text = std::vec![b'7'; LOOK_BYTES + behind];
                    text[place] = byte;
                    let makeup = Makeup::of(&text, &(place..place + 1));
                    assert_eq!(makeup.marks, bit(byte.is_ascii_digit() || byte.is_ascii_uppercase(), 0));
                    assert_eq!(makeup.delimiters, bit(b"+-./".contains(&byte), 0));
                    let makeup = Makeup::of(&text, &(0..LOOK_BYTES));
                    assert_eq!(makeup.delimiters, bit(b"+-./".contains(&byte), place));
                    assert_eq!(
                        makeup.signs,
                        bit(byte.is_ascii_alphabetic() || b"/_~".contains(&byte), place)
                    );
                }
            }
        }
    }
}
