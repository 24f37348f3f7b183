//! Skips sentences, of which most texts consist, one word at a time by a table.
//!
//! What a [`Reader`](super::Reader) makes of a word surrounded only by words and punctuation depends on little: the gap
//! before the word, what the word may be, and the state before. So a [table](super::steps) gives the result, without a
//! branch that depends on the text: such branches were the main cost of reading.

use super::steps::{GAP_MAX, MIXED, NUMBER, State, gap, step};
use crate::sql::prose::Names;
use crate::sql::words::guess_of;
use crate::words::first_letters;

/// What was skipped.
pub struct Passed {
    /// The start and end of the last name after which no run is in progress; where the pass began if there is none.
    pub start: usize,
    pub end: usize,
    /// The end of the last word examined. Another pass from before it would be in vain.
    pub seen: usize,
}

/// Skips sentences, starting after a name that ends at `index`, where no run is in progress.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn sentences(text: &[u8], index: usize, names: &mut Names) -> Passed {
    let (mut start, mut end) = (index, index);
    let mut block = names.block_of(index);
    let mut walk = Walk { state: State::Unknown as u32, behind: (index - block.start) as u32, rest: 0 };
    loop {
        let behind_text = 64u32.saturating_sub((text.len() - block.start) as u32);
        let in_text = u64::MAX.checked_shr(behind_text).unwrap_or_default();
        let words = (!block.ends & in_text) >> walk.behind << walk.behind;
        walk.rest = 0;
        let number =
            |start: u32, end: u32| number(&text[block.start + start as usize..block.start + end as usize]);
        match text.get(block.start.wrapping_sub(BEFORE)..).and_then(|near| near.first_chunk()) {
            Some(near) => walk.over(words, |start| around_in(near, start), number),
            None => walk.over(words, |start| around(text, block.start + start as usize), number),
        }
        if walk.rest != 0 {
            end = block.start + walk.rest as usize;
            let starts = words & !(words << 1) & ((1 << walk.rest) - 1);
            start = block.start + 63 - starts.leading_zeros() as usize;
        }
        let seen = block.start + walk.behind as usize;
        if walk.state == State::Stop as u32 || walk.behind == 0 {
            return Passed { start, end, seen };
        }
        block = names.look_at(seen);
        walk.behind = 0;
    }
}

/// A walk over the words of a block; indexes are relative to its start.
struct Walk {
    state: u32,
    /// Where the previous word ends.
    behind: u32,
    /// The end of the block's last name after which no run is in progress; 0 if there is none.
    rest: u32,
}

impl Walk {
    /// Walks over the words that end in the block, up to one that stops it. Bit `n` of `words` is set if byte `n` is part of
    /// a word; `around` gives the four bytes before an index and the eight after it, `number` classifies what begins with a
    /// digit.
    #[inline(always)]
    fn over(&mut self, words: u64, around: impl Fn(u32) -> (u32, u64), number: impl Fn(u32, u32) -> u32) {
        // The edges: starts and ends of words, alternating.
        let mut edges = words ^ words << 1;
        let Walk { mut state, mut behind, mut rest } = *self;
        loop {
            let start = edges.trailing_zeros();
            edges &= edges.wrapping_sub(1);
            let end = edges.trailing_zeros();
            if end == u64::BITS {
                break;
            }
            edges &= edges - 1;
            let (marks, letters) = around(start);
            if start - behind > GAP_MAX {
                state = State::Stop as u32;
                break;
            }
            let word = match letters as u8 {
                b'A'.. => guess_of(letters, end - start),
                _ => number(start, end),
            };
            state = step(state, gap(marks, start - behind), word);
            if state == State::Stop as u32 {
                break;
            }
            rest = if state <= State::Known as u32 { end } else { rest };
            behind = end;
        }
        *self = Walk { state, behind, rest };
    }
}

/// How many bytes before a word are examined.
const BEFORE: usize = 4;

/// The surroundings of an index in a block, from the block together with enough bytes before and after it.
#[inline(always)]
fn around_in(near: &[u8; BEFORE + 64 + 8], index: u32) -> (u32, u64) {
    let index = index as usize % 64;
    match (near[index..].first_chunk(), near[index + BEFORE..].first_chunk()) {
        (Some(marks), Some(letters)) => (u32::from_le_bytes(*marks), u64::from_le_bytes(*letters)),
        _ => (0, 0),
    }
}

/// The surroundings of an index in the text.
#[inline(always)]
fn around(text: &[u8], index: usize) -> (u32, u64) {
    let near: Option<&[u8; BEFORE + 8]> =
        text.get(index.wrapping_sub(BEFORE)..).and_then(|near| near.first_chunk());
    match near.map(|near| (near.first_chunk(), near.last_chunk())) {
        Some((Some(marks), Some(letters))) => (u32::from_le_bytes(*marks), u64::from_le_bytes(*letters)),
        _ => around_end(text, index),
    }
}

/// The same near either end of the text.
#[inline(never)]
fn around_end(text: &[u8], index: usize) -> (u32, u64) {
    let marks = text[..index].last_chunk().map_or(0, |marks| u32::from_le_bytes(*marks));
    (marks, first_letters(text, index))
}

#[inline(never)]
fn number(word: &[u8]) -> u32 {
    if word.iter().all(u8::is_ascii_digit) { NUMBER } else { MIXED }
}
