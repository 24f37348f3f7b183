//! Labels that were read: those of a list's records are the same in all of them.

use core::cell::Cell;

use snapwall_bytes::is_same;

use super::{LABEL_BYTES, Names, read_label};

/// How many are remembered: as many as most records have whose values are long numbers.
pub const SLOTS: usize = 8;

/// What a label said.
#[derive(Clone, Copy)]
struct Known {
    /// Where the label ends, which stands there still, and how many bytes of it decided.
    end: usize,
    bytes: usize,
    asked: Names,
    found: Names,
}

impl Known {
    const NOTHING: Known = Known { end: 0, bytes: 0, asked: Names::NONE, found: Names::NONE };
}

/// The labels of one text.
pub struct Labels([Cell<Known>; SLOTS]);

impl Labels {
    /// None yet.
    pub const fn new() -> Self {
        Labels([const { Cell::new(Known::NOTHING) }; SLOTS])
    }

    /// What [`label`](super::label) tells of the value that begins at `start`.
    #[inline(never)]
    pub fn label(&self, text: &[u8], start: usize, asked: Names) -> Names {
        let Some(last) = text[..start].last_chunk() else { return super::label(text, start, asked) };
        let slot = &self.0[slot_of(*last)];
        let known = slot.get();
        if known.asked == asked
            && known.bytes <= start
            && is_same(&text[start - known.bytes..start], &text[known.end - known.bytes..known.end])
        {
            return known.found;
        }
        let (found, deciding) = read_label(text, start, LABEL_BYTES, asked);
        // A word that touches the value may go on with it.
        if let Some(from) = deciding
            && last[last.len() - 1].is_ascii_punctuation()
        {
            slot.set(Known { end: start, bytes: start - from, asked, found });
        }
        found
    }
}

/// Where a label is kept: by its last bytes.
#[inline(always)]
pub fn slot_of(last: [u8; 4]) -> usize {
    // Knuth's multiplicative hash: the top bits depend on all of them.
    (u32::from_le_bytes(last).wrapping_mul(0x9e37_79b1) >> (u32::BITS - SLOTS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::label;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn a_label_says_what_it_says_when_it_is_read_again(
            text in "((\"|,|, |\\{|; |\\. |: ?|/)(tel|ean|my card|id|order|ph|phones|Tel|mob|no|é|x1)?[\":= #]{0,3}([0-9]{1,4}|7))*",
        ) {
            let (text, labels) = (text.as_bytes(), Labels::new());
            let asked = Names::PHONE.or(Names::OTHER);
            for at in (0..text.len()).filter(|at| text[*at].is_ascii_digit()) {
                for asked in [asked, Names::CARD, asked] {
                    let found = labels.label(text, at, asked);
                    prop_assert!(found == label(text, at, asked), "{at} in {}", text.escape_ascii());
                }
            }
        }
    }
}
