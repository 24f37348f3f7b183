//! A cache of labels: all records of a list have the same ones.

use core::cell::Cell;

use snapwall_bytes::is_same;

use super::{LABEL_BYTES, Names, read_label};

/// How many are cached: as many as most records have members with long numbers.
pub const SLOTS: usize = 8;

/// A cached result.
#[derive(Clone, Copy)]
struct Known {
    /// The end of the label in the text, and how many bytes before it determine the result.
    end: usize,
    bytes: usize,
    asked: Names,
    found: Names,
}

impl Known {
    const NOTHING: Known = Known { end: 0, bytes: 0, asked: Names::NONE, found: Names::NONE };
}

/// The cached labels of one text.
pub struct Labels([Cell<Known>; SLOTS]);

impl Labels {
    /// An empty cache.
    pub const fn new() -> Self {
        Labels([const { Cell::new(Known::NOTHING) }; SLOTS])
    }

    /// The result of [`label`](super::label) for the value that begins at `start`.
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
        // Cached only after punctuation: a word that touches the value may continue in it.
        if let Some(from) = deciding
            && last[last.len() - 1].is_ascii_punctuation()
        {
            slot.set(Known { end: start, bytes: start - from, asked, found });
        }
        found
    }
}

/// The slot of a label, by its last bytes.
#[inline(always)]
pub fn slot_of(last: [u8; 4]) -> usize {
    // Knuth's multiplicative hash: the top bits depend on all four bytes.
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
