//! Finds every pattern in a text, in one pass over a hashed n-gram filter with verification.
//!
//! Work is linear: one filter probe a byte; a bucket has a bounded number of entries, each compared over at most the
//! pattern's length. Of the 4 KiB of filter a browser's User-Agent touches a hundred words and, since patterns are
//! filed under the grams that browsers do not send, hardly any entry.

use core::ops::Range;

use snapwall_tables::{
    BUCKETS, Block, ENDS_AGENT, ENDS_WORD, Entry, Gram, PATTERNS_MAX, Runs, STARTS_AGENT, STARTS_WORD,
    WINDOW, enter,
};

use crate::hits::Hit;
use crate::input::Slot;

/// A scan of one text, which yields occurrences in the order of their windows.
pub struct Scan<'a> {
    block: Block<'a>,
    slot: Slot<'a>,
    /// How many bytes of the framed text have entered the window.
    position: usize,
    window: u32,
    /// Entries of the current window's bucket that are still to be compared.
    candidates: Range<usize>,
}

impl<'a> Scan<'a> {
    pub fn new(block: Block<'a>, slot: Slot<'a>) -> Self {
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
            self.candidates = Runs::new(self.block, self.block.header().buckets).range(gram.bucket());
        }
    }

    /// Moves on to the next window that the filter lets through.
    #[inline(always)]
    fn advance(&mut self) -> Option<Gram> {
        let filter = filter(self.block);
        let multiplier = self.block.header().multiplier;
        for (index, byte) in self.slot.framed().iter().enumerate().skip(self.position) {
            self.window = enter(self.window, *byte);
            let gram = Gram::new(self.window, multiplier);
            if gram.passes(filter) && index >= WINDOW - 1 {
                self.position = index + 1;
                return Some(gram);
            }
        }
        None
    }
}

/// The filter's words.
#[inline(always)]
pub fn filter(block: Block<'_>) -> &[u32; BUCKETS] {
    let words: &[u32] = block.section(block.header().filter);
    words.first_chunk().expect("the filter has its size")
}

/// Compares one entry with the text around the window that starts at byte `at` of the framed text.
#[inline(always)]
fn verify(block: Block, slot: &Slot, at: usize, candidate: usize) -> Option<Hit> {
    let framed = slot.framed();
    let header = block.header();
    let entry = usize::from(block.section::<Entry>(header.entries)[candidate]);
    let (pattern, window) = (entry % PATTERNS_MAX, entry / PATTERNS_MAX);
    // In `framed` the text starts at 1, and a window of 0 starts one byte before its literal.
    let start = (at + 1).checked_sub(window).filter(|start| *start >= 1)?;
    let range = Runs::new(block, header.texts).range(pattern);
    let end = start + range.len();
    let found = framed[..framed.len() - 1].get(start..end)?;
    let literal = &block.section::<u8>(header.text)[range];
    let same = found.iter().zip(literal).all(|(a, b)| a.to_ascii_uppercase() == *b);
    let anchors = block.section::<u8>(header.anchors)[pattern];
    if !same || !anchored(anchors, framed, start, end) {
        return None;
    }
    let bot = match pattern.checked_sub(header.class_of.len as usize) {
        Some(further) => block.section::<u16>(header.owners)[further],
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
