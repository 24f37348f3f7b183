//! The flat request that the host wrote.

use snapwall_abi::{ABSENT, FIXED_SLOTS, FLAG_OVERSIZED, INPUT_FLAGS, INPUT_SLOTS, INPUT_WORDS};
use snapwall_tables::bytes_of;

/// A request as the host encoded it; see "Input" in ARCHITECTURE.md.
pub struct Input<'a> {
    bytes: &'a [u8],
    flags: u32,
    lens: &'a [u32],
    used: usize,
}

/// The bytes of one slot: `text()` is what was sent; a byte that is no letter or digit stands on either side of it.
#[derive(Clone, Copy)]
pub struct Slot<'a> {
    pub index: u32,
    framed: &'a [u8],
}

impl<'a> Slot<'a> {
    pub fn text(&self) -> &'a [u8] {
        &self.framed[1..self.framed.len() - 1]
    }

    /// The text with the byte before it and the NUL after it.
    pub fn framed(&self) -> &'a [u8] {
        self.framed
    }
}

impl<'a> Input<'a> {
    /// # Panics
    /// When lengths reach beyond the buffer or a NUL is missing.
    #[inline(always)]
    pub fn parse(words: &'a [u32]) -> Self {
        let bytes = bytes_of(words);
        let slots = words[INPUT_SLOTS] as usize;
        assert!(slots >= FIXED_SLOTS);
        let lens = &words[INPUT_WORDS..][..slots];
        let mut used = size_of_val(&words[..INPUT_WORDS]) + size_of_val(lens);
        for len in lens {
            if *len != ABSENT {
                // A length below the buffer's cannot overflow the sum, which the next index checks.
                assert!((*len as usize) < bytes.len());
                used += *len as usize + 1;
                assert!(bytes[used - 1] == 0);
            }
        }
        Input { bytes, flags: words[INPUT_FLAGS], lens, used }
    }

    /// How many bytes of the buffer the request takes.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Whether something that the policy reads did not fit.
    pub fn is_oversized(&self) -> bool {
        self.flags & FLAG_OVERSIZED != 0
    }

    /// Whether the host filled any slot that a parsed request leaves out.
    pub fn is_described(&self) -> bool {
        self.lens[..FIXED_SLOTS].iter().any(|len| *len != ABSENT)
    }

    /// The slot's bytes, or `None` when the host left it out.
    #[inline(always)]
    pub fn slot(&self, index: u32) -> Option<Slot<'a>> {
        let len = self.lens.get(index as usize).copied().filter(|len| *len != ABSENT)?;
        let mut start = size_of::<[u32; INPUT_WORDS]>() + size_of_val(self.lens);
        for before in &self.lens[..index as usize] {
            if *before != ABSENT {
                start += *before as usize + 1;
            }
        }
        // The byte before is the NUL of another slot or the top byte of a length: 0x00 or 0xFF, no letter or digit.
        Some(Slot { index, framed: &self.bytes[start - 1..=start + len as usize] })
    }
}
