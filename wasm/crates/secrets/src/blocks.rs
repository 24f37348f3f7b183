//! Text sixteen bytes at a time: which of them tokens are made of, and which stand between a name and its value.

/// Bytes that are looked at together.
pub const BLOCK_BYTES: usize = 16;

/// Bit `n` of each: byte `n` of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masks {
    /// What tokens are made of: letters, digits and `+-./_~`.
    pub token: u32,
    /// `:`, `=`, `>` and `(`.
    pub separator: u32,
    /// `-`.
    pub hyphen: u32,
}

/// The masks of a block.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
pub fn masks(block: &[u8; BLOCK_BYTES]) -> Masks {
    use core::arch::wasm32::*;
    // SAFETY: the block has the sixteen bytes that are read, and any alignment will do.
    let bytes = unsafe { v128_load(block.as_ptr().cast()) };
    // By nibbles: bit `n` of a low nibble's entry tells that it stands in column `n` of the ASCII chart.
    let low = u8x16_swizzle(LOW.vector(), v128_and(bytes, u8x16_splat(15)));
    let high = u8x16_swizzle(HIGH.vector(), u8x16_shr(bytes, 4));
    let token = u8x16_ne(v128_and(low, high), u8x16_splat(0));
    let is = |byte| u8x16_eq(bytes, u8x16_splat(byte));
    let separator = v128_or(v128_or(is(b':'), is(b'=')), v128_or(is(b'>'), is(b'(')));
    let mask = |vector| u32::from(u8x16_bitmask(vector));
    Masks { token: mask(token), separator: mask(separator), hyphen: mask(is(b'-')) }
}

/// The masks of a block.
#[cfg(not(target_arch = "wasm32"))]
pub fn masks(block: &[u8; BLOCK_BYTES]) -> Masks {
    let mut masks = Masks { token: 0, separator: 0, hyphen: 0 };
    for (index, &byte) in block.iter().enumerate() {
        let is_token = LOW.0[usize::from(byte & 15)] & HIGH.0[usize::from(byte >> 4)] != 0;
        masks.token |= u32::from(is_token) << index;
        masks.separator |= u32::from(matches!(byte, b':' | b'=' | b'>' | b'(')) << index;
        masks.hyphen |= u32::from(byte == b'-') << index;
    }
    masks
}

/// A table of sixteen bytes.
struct Nibbles([u8; 16]);

impl Nibbles {
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    fn vector(&self) -> core::arch::wasm32::v128 {
        // SAFETY: sixteen bytes are read, and any alignment will do.
        unsafe { core::arch::wasm32::v128_load(self.0.as_ptr().cast()) }
    }
}

/// Bit `n` of entry `l`: the byte `n << 4 | l` is a token's.
static LOW: Nibbles = {
    let mut table = [0; 16];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric()
            || matches!(byte as u8, b'+' | b'-' | b'.' | b'/' | b'_' | b'~')
        {
            table[byte & 15] |= 1 << (byte >> 4);
        }
        byte += 1;
    }
    Nibbles(table)
};

/// Entry `n`: bit `n`; none beyond ASCII.
static HIGH: Nibbles = Nibbles([1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0]);

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
                let bit = |is: bool| u32::from(is) << place;
                let expected =
                    Masks { token: bit(token), separator: bit(separator), hyphen: bit(byte == b'-') };
                assert_eq!(masks(&block), expected);
            }
        }
    }
}
