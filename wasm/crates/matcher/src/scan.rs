//! Finds every pattern in a text, in one pass over a hashed n-gram filter with verification.
//!
//! Work is linear: one filter probe a byte; a bucket has a bounded number of entries, each compared over at most the
//! pattern's length. Of the 4 KiB of filter a browser's User-Agent touches a hundred words and, since patterns are
//! filed under the grams that browsers do not send, hardly any entry.

use snapwall_tables::{
    BENIGN, ENDS_AGENT, ENDS_WORD, Entry, FILTER_WORDS, FIRST_MARKER, FOLD, Gram, Header, STARTS_AGENT,
    STARTS_TRIMMED, STARTS_WORD, WINDOW, read, section,
};

use crate::hits::{Hit, Hits};
use crate::shape::is_blank;

/// The tables of patterns.
pub struct Patterns<'a> {
    filter: &'a [u32; FILTER_WORDS],
    buckets: &'a [u16],
    entries: &'a [Entry],
    text: &'a [u8],
}

impl<'a> Patterns<'a> {
    pub fn new(block: &'a [u8]) -> Self {
        let header: &Header = read(block);
        let filter: &[u32] = section(block, header.filter);
        Patterns {
            filter: filter.first_chunk().expect("the filter has its size"),
            buckets: section(block, header.buckets),
            entries: section(block, header.entries),
            text: section(block, header.text),
        }
    }

    /// Adds the occurrences in `framed[1..len - 1]` to `hits`; the first and the last byte of `framed` are no letter
    /// or digit and belong to windows, not to the text.
    pub fn scan(&self, framed: &[u8], hits: &mut Hits) {
        let mut window = 0u32;
        for (index, &byte) in framed.iter().enumerate() {
            window = window >> 8 | u32::from(FOLD[byte as usize]) << 24;
            let gram = Gram::new(window);
            let bit = gram.filter_bit();
            if self.filter[bit / 32] >> (bit % 32) & 1 != 0 && index >= WINDOW - 1 {
                self.verify(framed, index + 1 - WINDOW, gram, hits);
            }
        }
    }

    /// Compares the entries of one bucket with the text around the window at `framed[at..]`.
    #[cold]
    fn verify(&self, framed: &[u8], at: usize, gram: Gram, hits: &mut Hits) {
        let bucket = gram.bucket();
        let range = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        for entry in &self.entries[range] {
            if entry.fingerprint != gram.fingerprint() {
                continue;
            }
            // In `framed` the text starts at 1; a window of -1 starts one byte before its literal.
            let Some(start) = at.checked_add_signed(-isize::from(entry.window)) else { continue };
            let end = start + usize::from(entry.len);
            if start < 1 || end > framed.len() - 1 {
                continue;
            }
            let literal = &self.text[usize::from(entry.text)..][..usize::from(entry.len)];
            let same = framed[start..end].iter().zip(literal).all(|(a, b)| a.to_ascii_lowercase() == *b);
            if !same || !anchored(entry.anchors, framed, start, end) {
                continue;
            }
            if (FIRST_MARKER..BENIGN).contains(&entry.bot) {
                hits.mark(entry.bot);
            } else {
                let hit = Hit { start: start as u32 - 1, end: end as u32 - 1, bot: entry.bot };
                hits.add(hit, at as u32);
            }
        }
    }
}

fn anchored(anchors: u8, framed: &[u8], start: usize, end: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric();
    (anchors & STARTS_AGENT == 0 || start == 1)
        && (anchors & STARTS_TRIMMED == 0 || framed[1..start].iter().all(|byte| is_blank(*byte)))
        && (anchors & ENDS_AGENT == 0 || end == framed.len() - 1)
        && (anchors & STARTS_WORD == 0 || start == 1 || !is_word(framed[start - 1]))
        && (anchors & ENDS_WORD == 0 || end == framed.len() - 1 || !is_word(framed[end]))
}
