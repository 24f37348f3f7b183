//! The flat request that the host wrote.

use snapwall_abi::{
    ABSENT, CAPACITY_SLOTS, FIXED_SLOTS, FLAG_OVERSIZED, FLAG_TRUNCATED, FLAG_VOUCHED, INPUT_FLAGS,
    INPUT_SLOTS, INPUT_WORDS, SLOT_IP, SLOT_METHOD, SLOT_URL,
};
use snapwall_tables::bytes_of;

const _: () = assert!(ABSENT == u32::MAX);

/// A request as the host encoded it; see "Input" in ARCHITECTURE.md.
pub struct Input<'a> {
    bytes: &'a [u8],
    flags: u32,
    lens: &'a [u32],
    used: usize,
}

/// The bytes of one slot. `text()` is what was sent; the bytes on either side of it are neither letters nor digits.
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
    /// When a length reaches beyond the buffer or a NUL is missing.
    #[inline(always)]
    pub fn parse(words: &'a [u32]) -> Self {
        let bytes = bytes_of(words);
        let slots = words[INPUT_SLOTS] as usize;
        assert!((FIXED_SLOTS..=CAPACITY_SLOTS).contains(&slots));
        let lens = &words[INPUT_WORDS..][..slots];
        let mut used = (INPUT_WORDS + slots) * 4;
        // Few branches, since a first request waits for each to be compiled: faults are accumulated and checked at the
        // end.
        let mut is_broken = false;
        for len in lens {
            // A length plus one for the NUL; 0 for an absent slot.
            let taken = len.wrapping_add(1) as usize;
            // Each is at most the buffer's length, so the sum of so few lengths cannot overflow.
            is_broken |= taken > bytes.len();
            used = used.wrapping_add(taken);
            let last = bytes[(used - 1).min(bytes.len() - 1)];
            is_broken |= (last != 0) & (taken != 0);
        }
        assert!(!is_broken & (used <= bytes.len()));
        Input { bytes, flags: words[INPUT_FLAGS], lens, used }
    }

    /// A request that [`Input::parse`] found to take `used` bytes, and that has not been changed since.
    #[inline(always)]
    pub fn again(words: &'a [u32], used: usize) -> Self {
        let lens = &words[INPUT_WORDS..][..words[INPUT_SLOTS] as usize];
        Input { bytes: bytes_of(words), flags: words[INPUT_FLAGS], lens, used }
    }

    /// How many bytes of the buffer the request takes.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Whether something that the policy reads did not fit.
    pub fn is_oversized(&self) -> bool {
        self.flags & FLAG_OVERSIZED != 0
    }

    /// Whether the body is only the beginning of what was sent.
    pub fn is_truncated(&self) -> bool {
        self.flags & FLAG_TRUNCATED != 0
    }

    /// Whether the platform has parsed the request and so vouches for its method and URL.
    pub fn is_vouched_for(&self) -> bool {
        self.flags & FLAG_VOUCHED != 0
    }

    /// Whether the host filled any fixed slot that nobody has vouched for; `without_address` leaves the address out.
    #[inline(always)]
    pub fn is_described(&self, without_address: bool) -> bool {
        // All bits set counts as absent, as `ABSENT` does.
        let all_if = |is_so: bool| (is_so as u32).wrapping_neg();
        let target = self.lens[SLOT_METHOD as usize] & self.lens[SLOT_URL as usize];
        let target = target | all_if(self.is_vouched_for());
        let address = self.lens[SLOT_IP as usize] | all_if(without_address);
        target & address != ABSENT
    }

    /// The slot's bytes, or `None` when the host left it out.
    #[inline(never)]
    pub fn slot(&self, index: u32) -> Option<Slot<'a>> {
        self.slot_at_once(index)
    }

    /// The inlined [`Input::slot`], for code that every request passes through: it is compiled together with its
    /// caller.
    #[inline(always)]
    pub fn slot_at_once(&self, index: u32) -> Option<Slot<'a>> {
        let (before, from) = self.lens.split_at_checked(index as usize)?;
        let len = *from.first().filter(|len| **len != ABSENT)? as usize;
        // Summed anew on each call: a table of starts would cost every request more than the few look-ups do. Each slot takes
        // its length plus a NUL; an absent one takes nothing, since `ABSENT` plus one wraps to 0.
        let taken = before.iter().fold(before.len() as u32, |sum, len| sum.wrapping_add(*len));
        let start = (INPUT_WORDS + self.lens.len()) * 4 + taken as usize;
        // The byte before is the NUL of another slot or the top byte of a length, so 0x00 or 0xFF: no letter or digit.
        Some(Slot { index, framed: &self.bytes[start - 1..=start + len] })
    }
}
