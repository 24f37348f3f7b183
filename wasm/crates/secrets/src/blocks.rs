//! Classifies the bytes of a block at once: those of tokens, and those that separate a name from its value.

use snapwall_bytes::{ByteSet, CLASSED_BYTES, Classes};

/// The number of bytes in a block.
pub const BLOCK_BYTES: usize = CLASSED_BYTES;

/// Bitmasks: bit `n` is byte `n` of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// The bytes of tokens: letters, digits and `+-./_~`.
    pub token: u64,
    /// `:`, `=`, `>` and `(`.
    pub separator: u64,
    /// `-`.
    pub hyphen: u64,
}

/// Bits of the groups of [`CLASSES`].
const HYPHEN: u8 = 1;
const SEPARATORS: u8 = 1 << 1 | 1 << 2;
/// Includes the colon, which is masked out as a separator.
const TOKENS: u8 = !SEPARATORS;

static CLASSES: ByteSet = ByteSet::of_groups(&[
    ByteSet::halves(b"-"),
    ByteSet::halves(b"("),
    ByteSet::halves(b":=>"),
    ByteSet::halves(b"+./"),
    ByteSet::halves(b"_"),
    ByteSet::halves(b"~"),
    // The letters up to O, and the letters after it, which share their low nibbles with the digits and the colon.
    (!1, 1 << 4 | 1 << 6),
    ((1 << 11) - 1, 1 << 3 | 1 << 5 | 1 << 7),
]);

/// The masks of a block.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline]
pub fn masks(block: &[u8; BLOCK_BYTES]) -> Masks {
    let classes = Classes::of(&CLASSES, block);
    let separator = classes.members(SEPARATORS);
    Masks { token: classes.members(TOKENS) & !separator, separator, hyphen: classes.members(HYPHEN) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_told_at_every_place() {
        for byte in 0..=255u8 {
            let token = byte.is_ascii_alphanumeric() || b"+-./_~".contains(&byte);
            let separator = b":=>(".contains(&byte);
            for place in 0..BLOCK_BYTES {
                let mut block = [b' '; BLOCK_BYTES];
                block[place] = byte;
                let bit = |is: bool| u64::from(is) << place;
                let expected =
                    Masks { token: bit(token), separator: bit(separator), hyphen: bit(byte == b'-') };
                assert_eq!(masks(&block), expected);
            }
        }
    }
}
