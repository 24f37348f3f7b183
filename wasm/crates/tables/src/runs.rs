//! Ranges that follow one another, at a byte each.

use core::ops::Range;

use crate::block::Block;
use crate::layout::Span;

/// How many runs share one stored start.
pub const STRIDE: usize = 16;

/// Where a [`Runs`] stands in the block.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct RunSpans {
    /// `u8`: the length of each run.
    pub lens: Span,
    /// `u16`: where every sixteenth run starts.
    pub starts: Span,
}

/// Consecutive ranges, stored as their lengths and a start for every sixteenth: finding one adds up at most fifteen
/// bytes, and storing one costs little more than a byte.
pub struct Runs<'a> {
    lens: &'a [u8],
    starts: &'a [u16],
}

impl<'a> Runs<'a> {
    #[inline(always)]
    pub fn new(block: Block<'a>, spans: RunSpans) -> Self {
        Runs { lens: block.section(spans.lens), starts: block.section(spans.starts) }
    }

    /// The range of run `index`. Panics when there is none.
    #[inline(always)]
    pub fn range(&self, index: usize) -> Range<usize> {
        let group = index / STRIDE;
        let before = &self.lens[group * STRIDE..index];
        let start =
            usize::from(self.starts[group]) + before.iter().map(|len| usize::from(*len)).sum::<usize>();
        start..start + usize::from(self.lens[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_follow_one_another_across_strides() {
        let lens: [u8; 40] = core::array::from_fn(|index| (index * 7 % 5) as u8);
        let mut ends = [0u16; 41];
        for (index, len) in lens.iter().enumerate() {
            ends[index + 1] = ends[index] + u16::from(*len);
        }
        let starts = [ends[0], ends[16], ends[32]];
        let runs = Runs { lens: &lens, starts: &starts };
        for index in 0..40 {
            assert_eq!(runs.range(index), usize::from(ends[index])..usize::from(ends[index + 1]));
        }
    }
}
