//! Finds every pattern in a text, in one pass over a hashed n-gram filter with verification.
//!
//! Work is linear: one filter probe a byte; a bucket has a bounded number of entries, each compared over at most the
//! pattern's length. Of the 4 KiB of filter a browser's User-Agent touches a hundred words and, since patterns are
//! filed under the grams that browsers do not send, hardly any entry.

use core::ops::Range;

use snapwall_tables::{
    ENDS_AGENT, ENDS_WORD, Entry, FILTER_WORDS, FOLD, Gram, Header, PATTERNS_MAX, Runs, STARTS_AGENT,
    STARTS_WORD, WINDOW, read, section,
};

use crate::hits::Hit;
use crate::input::Slot;

/// A scan of one text, which yields occurrences in the order of their windows.
pub struct Scan<'a> {
    block: &'a [u8],
    slot: Slot<'a>,
    /// How many bytes of the framed text have entered the window.
    position: usize,
    window: u32,
    /// Entries of the current window's bucket that are still to be compared.
    candidates: Range<usize>,
}

impl<'a> Scan<'a> {
    pub fn new(block: &'a [u8], slot: Slot<'a>) -> Self {
        Scan { block, slot, position: 0, window: 0, candidates: 0..0 }
    }

    /// Where the current window starts, in bytes of the text; at least -1.
    pub fn window_start(&self) -> usize {
        self.position.saturating_sub(WINDOW + 1)
    }

    /// The next occurrence, or `None` at the end of the text.
    #[inline(never)]
    pub fn next(&mut self) -> Option<Hit> {
        loop {
            for candidate in self.candidates.by_ref() {
                if let Some(hit) = verify(self.block, &self.slot, self.position - WINDOW, candidate) {
                    return Some(hit);
                }
            }
            let gram = self.advance()?;
            self.candidates = Runs::new(self.block, read::<Header>(self.block).buckets).range(gram.bucket());
        }
    }

    /// Moves on to the next window that the filter lets through.
    fn advance(&mut self) -> Option<Gram> {
        let filter: &[u32] = section(self.block, read::<Header>(self.block).filter);
        let filter: &[u32; FILTER_WORDS] = filter.first_chunk().expect("the filter has its size");
        let mut window = self.window;
        for (index, byte) in self.slot.framed()[self.position..].iter().enumerate() {
            window = window >> 8 | u32::from(FOLD[*byte as usize]) << 24;
            let gram = Gram::new(window);
            let bit = gram.filter_bit();
            if filter[bit / 32] >> (bit % 32) & 1 != 0 && self.position + index >= WINDOW - 1 {
                self.window = window;
                self.position += index + 1;
                return Some(gram);
            }
        }
        None
    }
}

/// Compares one entry with the text around the window that starts at byte `at` of the framed text.
#[cold]
#[inline(never)]
fn verify(block: &[u8], slot: &Slot, at: usize, candidate: usize) -> Option<Hit> {
    let framed = slot.framed();
    let header: &Header = read(block);
    let entry = usize::from(section::<Entry>(block, header.entries)[candidate]);
    let (pattern, window) = (entry % PATTERNS_MAX, entry / PATTERNS_MAX);
    // In `framed` the text starts at 1, and a window of 0 starts one byte before its literal.
    let start = (at + 1).checked_sub(window).filter(|start| *start >= 1)?;
    let range = Runs::new(block, header.texts).range(pattern);
    let end = start + range.len();
    let found = framed[..framed.len() - 1].get(start..end)?;
    let literal = &section::<u8>(block, header.text)[range];
    let same = found.iter().zip(literal).all(|(a, b)| a.to_ascii_uppercase() == *b);
    let anchors = section::<u8>(block, header.anchors)[pattern];
    if !same || !anchored(anchors, framed, start, end) {
        return None;
    }
    let bot = match pattern.checked_sub(header.class_of.len as usize) {
        Some(further) => section(block, header.owners)[further],
        None => pattern as u16,
    };
    Some(Hit { start: start as u32 - 1, end: end as u32 - 1, slot: slot.index as u16, bot })
}

fn anchored(anchors: u8, framed: &[u8], start: usize, end: usize) -> bool {
    (anchors & STARTS_AGENT == 0 || start == 1)
        && (anchors & ENDS_AGENT == 0 || end == framed.len() - 1)
        && (anchors & STARTS_WORD == 0 || !framed[start - 1].is_ascii_alphanumeric())
        && (anchors & ENDS_WORD == 0 || !framed[end].is_ascii_alphanumeric())
}
