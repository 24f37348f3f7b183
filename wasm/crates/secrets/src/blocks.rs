//! Text many bytes at a time: which of them tokens are made of, which stand between a name and its value, and where the
//! last one of a set stands.

use core::ops::Range;

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
static LOW: [u8; 16] = Set::of(b"+-./_~", b'a'..=b'z', true).0;

/// A set of ASCII bytes.
///
/// Bit `n` of entry `l`: the byte `n << 4 | l` is in it.
pub struct Set([u8; 16]);

impl Set {
    /// The bytes of a string, the small letters of a range and their capitals, and perhaps all digits.
    pub const fn of(bytes: &[u8], letters: core::ops::RangeInclusive<u8>, has_digits: bool) -> Self {
        let (mut low, mut at) = ([0; 16], 0);
        while at < 128 {
            let byte = at as u8;
            let (mut is_member, mut index) = (byte.is_ascii_digit() && has_digits, 0);
            while index < bytes.len() {
                is_member |= byte == bytes[index];
                index += 1;
            }
            let letter = byte.to_ascii_lowercase();
            is_member |= *letters.start() <= letter && letter <= *letters.end();
            low[at & 15] |= (is_member as u8) << (at >> 4);
            at += 1;
        }
        Set(low)
    }

    /// The last place in a range of a text whose byte is in the set, or is not.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    pub fn rfind(&self, is_member: bool, text: &[u8], range: Range<usize>) -> Option<usize> {
        let mut end = range.end;
        #[cfg(target_arch = "wasm32")]
        while end > range.start
            && let Some(block) = text[..end].last_chunk::<16>()
        {
            let members = self.members(block) ^ if is_member { 0 } else { 0xffff };
            if members != 0 {
                let at = end - 1 - (members.leading_zeros() as usize - 16);
                return (at >= range.start).then_some(at);
            }
            end -= 16;
        }
        while end > range.start {
            end -= 1;
            let byte = text[end];
            if (self.0[usize::from(byte & 15)] & HIGH[usize::from(byte >> 4)] != 0) == is_member {
                return Some(end);
            }
        }
        None
    }

    /// Bit `n`: byte `n` is in the set.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    fn members(&self, block: &[u8; 16]) -> u32 {
        use core::arch::wasm32::*;
        // SAFETY: sixteen bytes are read, and any alignment will do.
        let load = |bytes: &[u8; 16]| unsafe { v128_load(bytes.as_ptr().cast()) };
        let bytes = load(block);
        let columns = u8x16_swizzle(load(&self.0), v128_and(bytes, u8x16_splat(15)));
        let members = v128_and(columns, u8x16_swizzle(load(&HIGH), u8x16_shr(bytes, 4)));
        u32::from(u8x16_bitmask(u8x16_ne(members, u8x16_splat(0))))
    }
}

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

    #[test]
    fn the_last_of_a_set_is_found_wherever_it_stands_and_nowhere_else() {
        let set = Set::of(b",_", b'x'..=b'z', true);
        for byte in 0..=255u8 {
            let is_member = byte.is_ascii_digit() || b",_xyzXYZ".contains(&byte);
            for place in 0..40 {
                let mut text = [b' '; 40];
                text[place] = byte;
                assert_eq!(set.rfind(true, &text, 0..40), is_member.then_some(place), "{byte}");
                assert_eq!(set.rfind(true, &text, place + 1..40), None);
                text.fill(b'7');
                text[place] = byte;
                assert_eq!(set.rfind(false, &text, 0..40), (!is_member).then_some(place), "{byte}");
                assert_eq!(set.rfind(false, &text, 0..place), None);
            }
        }
    }
}
