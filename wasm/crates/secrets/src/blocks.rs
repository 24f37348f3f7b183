//! Text 64 bytes at a time: which of them tokens are made of, and which stand between a name and its value.

/// Bytes that are looked at together.
pub const BLOCK_BYTES: usize = 64;

/// Bit `n` of each: byte `n` of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// What tokens are made of: letters, digits and `+-./_~`.
    pub token: u64,
    /// `:`, `=`, `>` and `(`.
    pub separator: u64,
    /// `-`.
    pub hyphen: u64,
}

/// The masks of a block.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
pub fn masks(block: &[u8; BLOCK_BYTES]) -> Masks {
    use core::arch::wasm32::*;
    // SAFETY: sixteen bytes are read, and any alignment will do.
    let load = |bytes: &[u8]| unsafe { v128_load(bytes[..16].as_ptr().cast()) };
    let (low, high) = (load(&LOW), load(&HIGH));
    let mut masks = Masks::default();
    for (index, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
        let bytes = load(bytes);
        let is = |byte| u8x16_eq(bytes, u8x16_splat(byte));
        // By nibbles: bit `n` of a low nibble's entry tells that it stands in column `n` of the ASCII chart.
        let columns = u8x16_swizzle(low, v128_and(bytes, u8x16_splat(15)));
        let token = u8x16_ne(v128_and(columns, u8x16_swizzle(high, u8x16_shr(bytes, 4))), u8x16_splat(0));
        let separator = v128_or(v128_or(is(b':'), is(b'=')), v128_or(is(b'>'), is(b'(')));
        let mask = |vector| u64::from(u8x16_bitmask(vector)) << (index * 16);
        masks.token |= mask(token);
        masks.separator |= mask(separator);
        masks.hyphen |= mask(is(b'-'));
    }
    masks
}

/// The masks of a block.
#[cfg(not(target_arch = "wasm32"))]
pub fn masks(block: &[u8; BLOCK_BYTES]) -> Masks {
    let mut masks = Masks::default();
    for (index, &byte) in block.iter().enumerate() {
        let is_token = LOW[usize::from(byte & 15)] & HIGH[usize::from(byte >> 4)] != 0;
        masks.token |= u64::from(is_token) << index;
        masks.separator |= u64::from(matches!(byte, b':' | b'=' | b'>' | b'(')) << index;
        masks.hyphen |= u64::from(byte == b'-') << index;
    }
    masks
}

/// Bit `n` of entry `l`: the byte `n << 4 | l` is a token's.
static LOW: [u8; 16] = {
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
    table
};

/// Entry `n`: bit `n`; none beyond ASCII.
static HIGH: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0];

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
