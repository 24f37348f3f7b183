//! The flat request that the host wrote.

use core::mem::MaybeUninit;

use snapwall_abi::{
    ABSENT, CAPACITY_SLOTS, FIXED_SLOTS, FLAG_OVERSIZED, FLAG_VOUCHED, INPUT_FLAGS, INPUT_SLOTS, INPUT_WORDS,
    SLOT_IP,
};
use snapwall_tables::bytes_of;

/// A request as the host encoded it; see "Input" in ARCHITECTURE.md.
pub struct Input<'a> {
    bytes: &'a [u8],
    flags: u32,
    lens: &'a [u32],
    /// Where each slot's text starts, for as many as there are `lens`; clearing the others would cost every request a call.
    starts: [MaybeUninit<u32>; CAPACITY_SLOTS],
    used: u32,
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
        assert!((FIXED_SLOTS..=CAPACITY_SLOTS).contains(&slots));
        let mut input = Input {
            bytes,
            flags: words[INPUT_FLAGS],
            lens: &words[INPUT_WORDS..][..slots],
            starts: [MaybeUninit::uninit(); CAPACITY_SLOTS],
            used: 0,
        };
        let mut used = (INPUT_WORDS + slots) as u32 * 4;
        for (len, start) in input.lens.iter().zip(&mut input.starts) {
            start.write(used);
            if *len != ABSENT {
                // A length below the buffer's cannot overflow the sum, which the next index checks.
                assert!((*len as usize) < bytes.len());
                used += *len + 1;
                assert!(bytes[used as usize - 1] == 0);
            }
        }
        input.used = used;
        input
    }

    /// How many bytes of the buffer the request takes.
    pub fn used(&self) -> usize {
        self.used as usize
    }

    /// Whether something that the policy reads did not fit.
    pub fn is_oversized(&self) -> bool {
        self.flags & FLAG_OVERSIZED != 0
    }

    /// Whether the platform has parsed the request, which vouches for its method and its URL.
    pub fn is_vouched_for(&self) -> bool {
        self.flags & FLAG_VOUCHED != 0
    }

    /// Whether the host filled any fixed slot that nobody has vouched for.
    pub fn is_described(&self) -> bool {
        let first = if self.is_vouched_for() { SLOT_IP as usize } else { 0 };
        self.lens[first..FIXED_SLOTS].iter().any(|len| *len != ABSENT)
    }

    /// The slot's bytes, or `None` when the host left it out.
    #[inline(always)]
    pub fn slot(&self, index: u32) -> Option<Slot<'a>> {
        let len = *self.lens.get(index as usize).filter(|len| **len != ABSENT)?;
        // SAFETY: a slot that has a length has a start.
        let start = unsafe { self.starts[index as usize].assume_init() };
        // The byte before is the NUL of another slot or the top byte of a length: 0x00 or 0xFF, no letter or digit.
        Some(Slot { index, framed: &self.bytes[start as usize - 1..=(start + len) as usize] })
    }
}
