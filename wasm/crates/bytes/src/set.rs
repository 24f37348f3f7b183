//! Sets of bytes to search a text for, sixteen lanes at once where the target has SIMD.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::*;
#[cfg(target_arch = "wasm32")]
use core::hint::black_box;
use core::ops::Range;

/// A set of bytes.
///
/// A byte is in the set if the table entries for its low and its high nibble have a bit in common. Each bit is a group:
/// the high nibbles whose bytes in the set have the same low nibbles; eight groups are enough for every set here. The
/// two look-ups, in tables of sixteen bytes, take one instruction each for sixteen bytes.
///
/// Source: Mula and Langdale's classification by nibbles, as in simdjson (<https://arxiv.org/abs/1902.08318>).
pub struct ByteSet {
    low: [u8; 16],
    high: [u8; 16],
}

impl ByteSet {
    /// The bytes for which `member` holds. A set that needs more than eight groups fails the build.
    pub const fn new(member: &[bool; 256]) -> Self {
        let mut set = ByteSet { low: [0; 16], high: [0; 16] };
        let mut groups = [0u16; 8];
        let mut high = 0;
        while high < 16 {
            let mut lows = 0u16;
            let mut low = 0;
            while low < 16 {
                lows |= (member[high * 16 + low] as u16) << low;
                low += 1;
            }
            if lows != 0 {
                let mut group = 0;
                while groups[group] != lows && groups[group] != 0 {
                    group += 1;
                    assert!(group < 8, "too many groups");
                }
                groups[group] = lows;
                set.high[high] = 1 << group;
            }
            high += 1;
        }
        let mut low = 0;
        while low < 16 {
            let mut group = 0;
            while group < 8 {
                set.low[low] |= ((groups[group] >> low & 1) as u8) << group;
                group += 1;
            }
            low += 1;
        }
        set
    }

    /// The bytes of eight groups. Each group consists of all combinations of some low nibbles and some high nibbles.
    pub const fn of_groups(groups: &[(u16, u16); 8]) -> Self {
        let mut set = ByteSet { low: [0; 16], high: [0; 16] };
        let mut group = 0;
        while group < 8 {
            let (lows, highs) = groups[group];
            let mut half = 0;
            while half < 16 {
                set.low[half] |= ((lows >> half & 1) as u8) << group;
                set.high[half] |= ((highs >> half & 1) as u8) << group;
                half += 1;
            }
            group += 1;
        }
        set
    }

    /// The low nibbles and the high nibbles of some bytes, as bitmasks of a group of all their combinations.
    pub const fn halves(bytes: &[u8]) -> (u16, u16) {
        let (mut lows, mut highs, mut index) = (0, 0, 0);
        while index < bytes.len() {
            lows |= 1 << (bytes[index] & 15);
            highs |= 1 << (bytes[index] >> 4);
            index += 1;
        }
        (lows, highs)
    }

    /// The bytes of a string.
    pub const fn of(bytes: &[u8]) -> Self {
        ByteSet { low: [0; 16], high: [0; 16] }.with(bytes)
    }

    /// The lower-case letters in a range, and their capitals.
    pub const fn of_letters(letters: core::ops::RangeInclusive<u8>) -> Self {
        let mut member = [false; 256];
        let mut letter = *letters.start();
        while letter <= *letters.end() {
            member[letter as usize] = true;
            member[letter.to_ascii_uppercase() as usize] = true;
            letter += 1;
        }
        ByteSet::new(&member)
    }

    /// The set extended by the bytes of a string.
    pub const fn with(&self, bytes: &[u8]) -> Self {
        let mut member = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            member[byte] = self.contains(byte as u8);
            byte += 1;
        }
        let mut index = 0;
        while index < bytes.len() {
            member[bytes[index] as usize] = true;
            index += 1;
        }
        ByteSet::new(&member)
    }

    #[inline(always)]
    pub const fn contains(&self, byte: u8) -> bool {
        self.groups_of(byte) != 0
    }

    /// A bitmask of the groups that contain the byte.
    #[inline(always)]
    pub const fn groups_of(&self, byte: u8) -> u8 {
        self.low[byte as usize & 15] & self.high[byte as usize >> 4]
    }

    /// The first index at or after `index` whose byte is in the set, or the length.
    #[inline(always)]
    pub fn find(&self, text: &[u8], mut index: usize) -> usize {
        #[cfg(target_arch = "wasm32")]
        if index + BLOCK_BYTES <= text.len() {
            index = self.find_in_blocks(text, index);
        }
        while index < text.len() && !self.contains(text[index]) {
            index += 1;
        }
        index
    }

    /// The last index in a range of the text whose byte is in the set, or with `is_member` false is not.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    pub fn rfind(&self, is_member: bool, text: &[u8], range: Range<usize>) -> Option<usize> {
        let mut end = range.end;
        #[cfg(target_arch = "wasm32")]
        while end > range.start
            && let Some(block) = text[..end].last_chunk()
        {
            let members = self.members(load(block)) ^ if is_member { 0 } else { 0xffff };
            if members != 0 {
                let at = end - 1 - (members.leading_zeros() as usize - BLOCK_BYTES);
                return (at >= range.start).then_some(at);
            }
            end -= BLOCK_BYTES;
        }
        while end > range.start {
            end -= 1;
            if self.contains(text[end]) == is_member {
                return Some(end);
            }
        }
        None
    }

    /// Copies bytes up to the first that is in the set, replacing the byte `from` by `to`. Returns how many. Bytes after
    /// them in `copy` may be overwritten, too.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn copy_up_to(&self, source: &[u8], copy: &mut [u8], from: u8, to: u8) -> usize {
        let mut index = 0;
        #[cfg(target_arch = "wasm32")]
        let (tables, from_all, to_all) = (self.tables(), u8x16_splat(from), u8x16_splat(to));
        #[cfg(target_arch = "wasm32")]
        while let (Some(block), Some(place)) = (
            source.get(index..).and_then(|rest| rest.first_chunk()),
            copy.get_mut(index..).and_then(|rest| rest.first_chunk_mut()),
        ) {
            let block = load(block);
            let is_from = u8x16_eq(block, from_all);
            store(place, v128_bitselect(to_all, block, is_from));
            let members = tables.members(block);
            if members != 0 {
                return index + members.trailing_zeros() as usize;
            }
            index += BLOCK_BYTES;
        }
        for (byte, place) in source[index..].iter().zip(&mut copy[index..]) {
            if self.contains(*byte) {
                break;
            }
            *place = if *byte == from { to } else { *byte };
            index += 1;
        }
        index
    }

    /// The first index found in whole blocks, or where the rest begins.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline(never)]
    fn find_in_blocks(&self, text: &[u8], mut index: usize) -> usize {
        let tables = self.tables();
        while let Some(block) = text.get(index..).and_then(|rest| rest.first_chunk()) {
            let members = tables.members(load(block));
            if members != 0 {
                return index + members.trailing_zeros() as usize;
            }
            index += BLOCK_BYTES;
        }
        index
    }

    /// Bit `n`: byte `index + n` is in the set, for up to sixteen bytes from `index` on.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn members_from(&self, text: &[u8], index: usize) -> u32 {
        match text.get(index..).and_then(|rest| rest.first_chunk()) {
            Some(block) => self.members(load(block)),
            None => self.members_at_end(text, index),
        }
    }

    /// The same for the last bytes of the text, fewer than sixteen.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline(never)]
    fn members_at_end(&self, text: &[u8], index: usize) -> u32 {
        let length = text.len().saturating_sub(index);
        match text.last_chunk() {
            // Shifts out the bytes before them.
            Some(block) => self.members(load(block)) >> (BLOCK_BYTES - length),
            None => {
                let (block, valid) = load_end(text, index);
                self.members(block) & valid
            }
        }
    }

    /// The same for 64 bytes.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn members_of_four(&self, text: &[u8], index: usize) -> u64 {
        #[cfg(target_arch = "wasm32")]
        if let Some(near) = text.get(index..).and_then(|rest| rest.first_chunk::<64>()) {
            let members = |at| u64::from(self.members(block(near, at)));
            return members(0) | members(16) << 16 | members(32) << 32 | members(48) << 48;
        }
        let mut members = 0;
        let mut bit = 0;
        while bit < u64::BITS as usize && index + bit < text.len() {
            members |= u64::from(self.members_from(text, index + bit)) << bit;
            bit += BLOCK_BYTES;
        }
        members
    }

    /// The same for targets without SIMD.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn members_from(&self, text: &[u8], index: usize) -> u32 {
        let near = text.get(index..).unwrap_or_default().iter().take(BLOCK_BYTES).enumerate();
        near.fold(0, |members, (bit, byte)| members | u32::from(self.contains(*byte)) << bit)
    }

    /// Bit `n`: byte `n` of the block is in the set.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    fn members(&self, block: v128) -> u32 {
        self.constants().members(block)
    }

    /// The tables for a single block.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    fn constants(&self) -> Tables {
        Tables { low: load(&self.low), high: load(&self.high), half: u8x16_splat(15) }
    }

    /// The tables for a loop.
    #[cfg(target_arch = "wasm32")]
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn tables(&self) -> Tables {
        let ByteSet { low, high } = black_box(self);
        Tables { low: load(low), high: load(high), half: u8x16_splat(black_box(15)) }
    }
}

/// A set in vector registers. V8 rematerialises constants in every iteration of a loop, so [`ByteSet::tables`] hides
/// them from the optimiser.
#[cfg(target_arch = "wasm32")]
#[derive(Clone, Copy)]
pub struct Tables {
    low: v128,
    high: v128,
    half: v128,
}

#[cfg(target_arch = "wasm32")]
impl Tables {
    /// [`ByteSet::groups_of`] for sixteen bytes.
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn groups(self, block: v128) -> v128 {
        let lows = u8x16_swizzle(self.low, v128_and(block, self.half));
        let highs = u8x16_swizzle(self.high, v128_and(u16x8_shr(block, 4), self.half));
        v128_and(lows, highs)
    }

    /// Bit `n`: byte `n` of the block is in the set.
    #[target_feature(enable = "simd128")]
    #[inline]
    pub fn members(self, block: v128) -> u32 {
        u8x16_bitmask(u8x16_ne(self.groups(block), u8x16_splat(0))).into()
    }
}

/// The sixteen bytes from `index` on.
///
/// # Panics
///
/// If there are fewer.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
pub fn block(text: &[u8], index: usize) -> v128 {
    match text.get(index..).and_then(|rest| rest.first_chunk()) {
        Some(block) => load(block),
        None => panic!("a block behind the end"),
    }
}

#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
fn load(bytes: &[u8; BLOCK_BYTES]) -> v128 {
    // SAFETY: the reference is to sixteen bytes, and a load needs no alignment.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline]
fn store(place: &mut [u8; BLOCK_BYTES], block: v128) {
    // SAFETY: the reference is to sixteen bytes, and a store needs no alignment.
    unsafe { v128_store(place.as_mut_ptr().cast(), block) }
}

/// The last bytes of the text, fewer than sixteen, and a bitmask of the lanes that hold them.
#[cfg(target_arch = "wasm32")]
#[target_feature(enable = "simd128")]
#[inline(never)]
fn load_end(text: &[u8], index: usize) -> (v128, u32) {
    let bytes = text.get(index..).unwrap_or_default();
    // The first bytes, and the last bytes shifted into place: the two overlap.
    let behind = |excess: usize| (excess * 8) as u32;
    let (low, high) = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from_le_bytes(*last);
        (u64::from_le_bytes(*first), last.checked_shr(behind(16 - bytes.len())).unwrap_or_default())
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last));
        (u64::from(u32::from_le_bytes(*first)) | last << behind(bytes.len() - 4), 0)
    } else {
        (bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0)
    };
    (u64x2(low, high), (1 << bytes.len()) - 1)
}

/// The number of bytes examined at once.
pub const BLOCK_BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_bytes_and_no_others() {
        for bytes in [&b"\0\n\r#$&(./:;<=>[\\_`{|"[..], b"\"\\", b"", b"%\\&+\xc0\xc1\xc2\xca\xe0\xef\xf0"] {
            let set = ByteSet::of(bytes);
            for byte in 0..=255 {
                assert_eq!(set.contains(byte), bytes.contains(&byte), "{byte:#x} of {bytes:x?}");
            }
        }
    }

    #[test]
    fn bytes_are_copied_up_to_the_first_member() {
        let set = ByteSet::of(b"%&");
        for length in 0..40 {
            let mut text: std::vec::Vec<u8> = (0..length).map(|index| b"a+"[index % 2]).collect();
            let spaced =
                |text: &[u8]| text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
            for at in 0..=length {
                let mut copy = std::vec![0; length];
                text[at..].first_mut().into_iter().for_each(|byte| *byte = b'%');
                assert_eq!(set.copy_up_to(&text, &mut copy, b'+', b' '), at);
                let expected: std::vec::Vec<u8> = spaced(&text[..at]);
                assert_eq!(copy[..at], expected);
                text[at..].first_mut().into_iter().for_each(|byte| *byte = b"a+"[at % 2]);
            }
        }
    }

    #[test]
    fn the_first_member_is_found_wherever_it_stands() {
        let set = ByteSet::of(b"\"\\");
        for length in 0..50 {
            let mut text = std::vec![b'a'; length];
            assert_eq!(set.find(&text, 0), length);
            for at in 0..length {
                text[at] = b'\\';
                assert_eq!(set.find(&text, 0), at);
                assert_eq!(set.find(&text, at + 1), length);
                assert_eq!(set.members_from(&text, at), 1);
                assert_eq!(set.members_from(&text, at.saturating_sub(3)), 1 << at.min(3));
                text[at] = b'a';
            }
        }
    }

    #[test]
    fn the_last_of_a_set_is_found_wherever_it_stands_and_nowhere_else() {
        let set = ByteSet::of_letters(b'x'..=b'z').with(b",_0123456789");
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
