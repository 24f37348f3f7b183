//! Consecutive ranges, stored in one byte each.

use core::ops::Range;

use crate::block::Block;
use crate::layout::Span;

/// How many runs share one stored start.
pub const STRIDE: usize = 16;

/// Consecutive ranges, stored as their lengths plus a start for every sixteenth: looking one up adds at most fifteen
/// bytes, and storing one costs little more than a byte.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Runs {
    /// `u8`: the length of each run.
    pub lens: Span,
    /// `u16`: the start of every sixteenth run.
    pub starts: Span,
}

impl Runs {
    /// The range of run `index`.
    ///
    /// # Safety
    /// The run exists: the index comes from the block itself, or from a hash of just enough bits.
    #[inline(always)]
    pub unsafe fn range(&self, block: Block, index: usize) -> Range<usize> {
        let group = index / STRIDE;
        // SAFETY: the caller's promise; every group has a start, and every run before this one has a length.
        unsafe {
            let mut start = usize::from(block.get::<u16>(self.starts, group));
            for before in group * STRIDE..index {
                start += usize::from(block.get::<u8>(self.lens, before));
            }
            start..start + usize::from(block.get::<u8>(self.lens, index))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_one_another_across_strides() {
        // Forty lengths, then the starts of three groups, as a block would hold them.
        let lens: [u8; 40] = core::array::from_fn(|index| (index * 7 % 5) as u8);
        let mut ends = [0u16; 41];
        for (index, len) in lens.iter().enumerate() {
            ends[index + 1] = ends[index] + u16::from(*len);
        }
        let mut words = [0u32; 12];
        crate::bytes_of_mut(&mut words)[..40].copy_from_slice(&lens);
        crate::bytes_of_mut(&mut words)[40..46]
            .copy_from_slice(crate::bytes_of(&[ends[0], ends[16], ends[32]]));
        let runs = Runs { lens: Span { offset: 0, len: 40 }, starts: Span { offset: 40, len: 3 } };
        // SAFETY: the sections of `runs` lie in `words`, which are aligned; there is no header, and none is read.
        let block = unsafe { Block::new(words.as_ptr().cast()) };
        for index in 0..40 {
            // SAFETY: there are forty runs.
            let range = unsafe { runs.range(block, index) };
            assert_eq!(range, usize::from(ends[index])..usize::from(ends[index + 1]));
        }
    }
}
