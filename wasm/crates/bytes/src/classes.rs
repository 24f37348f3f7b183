//! Classifies the bytes of a block.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::*;

use crate::ByteSet;

/// The size of a block that is classified at once: the number of bits in a `u64` bitmask.
pub const CLASSED_BYTES: usize = 64;

/// For each byte of a block, which groups of a set it is in.
#[cfg(target_arch = "wasm32")]
pub struct Classes([v128; 4]);

#[cfg(target_arch = "wasm32")]
impl Classes {
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn of(set: &ByteSet, bytes: &[u8; CLASSED_BYTES]) -> Self {
        let tables = set.tables();
        // Unrolled by hand: the compiler would turn an array's construction into a loop over a buffer.
        let of = |part: usize| tables.groups(crate::block(bytes, part * crate::BLOCK_BYTES));
        Classes([of(0), of(1), of(2), of(3)])
    }

    /// Whether any byte is in one of `groups`, a bitmask.
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn has_any(&self, groups: u8) -> bool {
        let [a, b, c, d] = self.0;
        let all = v128_or(v128_or(a, b), v128_or(c, d));
        v128_any_true(v128_and(all, u8x16_splat(groups)))
    }

    /// Bit `n`: byte `n` is in one of `groups`, a bitmask.
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn members(&self, groups: u8) -> u64 {
        let members = |part: v128| {
            u64::from(u8x16_bitmask(if groups.is_power_of_two() {
                // Moves the single bit to the lane's highest bit, which the bitmask instruction reads.
                u8x16_shl(part, groups.leading_zeros())
            } else {
                u8x16_eq(v128_and(part, u8x16_splat(groups)), u8x16_splat(0))
            }))
        };
        let [a, b, c, d] = self.0;
        let all = members(a) | members(b) << 16 | members(c) << 32 | members(d) << 48;
        if groups.is_power_of_two() { all } else { !all }
    }
}

/// For each byte of a block, which groups of a set it is in.
#[cfg(not(target_arch = "wasm32"))]
pub struct Classes([u8; CLASSED_BYTES]);

#[cfg(not(target_arch = "wasm32"))]
impl Classes {
    pub fn of(set: &ByteSet, bytes: &[u8; CLASSED_BYTES]) -> Self {
        Classes(bytes.map(|byte| set.groups_of(byte)))
    }

    /// Whether any byte is in one of `groups`, a bitmask.
    pub fn has_any(&self, groups: u8) -> bool {
        self.members(groups) != 0
    }

    /// Bit `n`: byte `n` is in one of `groups`, a bitmask.
    pub fn members(&self, groups: u8) -> u64 {
        let bit = |(at, of): (usize, &u8)| u64::from(of & groups != 0) << at;
        self.0.iter().enumerate().map(bit).fold(0, |members, bit| members | bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_of_its_groups_at_every_place() {
        const { assert!(CLASSED_BYTES == u64::BITS as usize) };
        let groups: [&[u8]; 8] = [b"0123456789", b"-", b"ABC", b"", b"+-", b"", b"\xff", b"abc"];
        let set = ByteSet::of_groups(&groups.map(ByteSet::halves));
        for byte in 0..=255u8 {
            for place in 0..CLASSED_BYTES {
                let mut block = [b' '; CLASSED_BYTES];
                block[place] = byte;
                let classes = Classes::of(&set, &block);
                for (group, bytes) in groups.iter().enumerate() {
                    let expected = u64::from(bytes.contains(&byte)) << place;
                    assert_eq!(classes.members(1 << group), expected, "{byte} at {place}");
                    assert_eq!(classes.has_any(1 << group), expected != 0);
                }
                let (digit, hyphen) = (classes.members(1), classes.members(2));
                assert_eq!(classes.members(3), digit | hyphen);
            }
        }
    }
}
