//! The flat request that the host wrote.

use snapwall_abi::{ABSENT, FIXED_SLOTS, FLAG_OVERSIZED, INPUT_FLAGS, INPUT_SLOTS, INPUT_WORDS};

/// A request as the host encoded it; see "Input" in ARCHITECTURE.md.
pub struct Input<'a> {
    bytes: &'a [u8],
    slots: usize,
    used: usize,
}

/// The bytes of one slot: `text()` is what was sent; a byte that is no letter or digit stands on either side of it.
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
    pub fn parse(bytes: &'a [u8]) -> Self {
        let slots = word(bytes, INPUT_SLOTS) as usize;
        assert!(slots >= FIXED_SLOTS && slots < bytes.len() / 4 - INPUT_WORDS);
        let mut used = (INPUT_WORDS + slots) * 4;
        for slot in 0..slots {
            let len = word(bytes, INPUT_WORDS + slot);
            if len != ABSENT {
                // Lengths below the buffer's size cannot overflow the sum, and the index checks them.
                assert!((len as usize) < bytes.len());
                used += len as usize;
                assert!(bytes[used] == 0);
                used += 1;
            }
        }
        Input { bytes, slots, used }
    }

    /// How many bytes of the buffer the request takes.
    pub fn used(&self) -> usize {
        self.used
    }

    /// Whether something that the policy reads did not fit.
    pub fn is_oversized(&self) -> bool {
        word(self.bytes, INPUT_FLAGS) & FLAG_OVERSIZED != 0
    }

    /// The slot's bytes, or `None` when the host left it out.
    pub fn slot(&self, index: u32) -> Option<Slot<'a>> {
        let wanted = index as usize;
        if wanted >= self.slots {
            return None;
        }
        let mut start = (INPUT_WORDS + self.slots) * 4;
        for slot in 0..wanted {
            let len = word(self.bytes, INPUT_WORDS + slot);
            if len != ABSENT {
                start += len as usize + 1;
            }
        }
        let len = word(self.bytes, INPUT_WORDS + wanted);
        if len == ABSENT {
            return None;
        }
        // The byte before is the NUL of another slot or the top byte of a length: 0x00 or 0xFF, no letter or digit.
        Some(Slot { index, framed: &self.bytes[start - 1..=start + len as usize] })
    }
}

fn word(bytes: &[u8], index: usize) -> u32 {
    let at = index * 4;
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
