//! Passing over sentences, of which most texts are made, a word at a time by a table.
//!
//! What a [`Reader`](super::Reader) makes of a word that has only words and the marks of sentences around it depends on
//! little: the gap before the word, what the word may be, and what was under way. So a [table](super::steps) tells, and no
//! word takes a branch that depends on the text: those were what reading cost.

use super::steps::{GAP_MAX, MIXED, NUMBER, State, gap, step};
use crate::sql::prose::Names;
use crate::sql::words::guess_of;
use crate::words::first_letters;

/// What was passed over.
pub struct Passed {
    /// Where the last name starts and ends behind which no run is under way; where the pass began if there is none.
    pub start: usize,
    pub end: usize,
    /// Behind the last word that was looked at. Before it, another pass would be in vain.
    pub seen: usize,
}

/// Passes over sentences from behind a name, at `index`, where no run is under way.
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

/// A walk over the words of a block, of which indices are counted from its start.
struct Walk {
    state: u32,
    /// Where the word before ends.
    behind: u32,
    /// Where the last name of the block ends behind which no run is under way; 0 if there is none.
    rest: u32,
}

impl Walk {
    /// Walks over the words that end in the block, up to one that stops it. Of `words`, bit `n` is set if byte `n` is part of
    /// one; `around` gives the four bytes before an index and the eight behind it, `number` what begins with a digit.
    #[inline(always)]
    fn over(&mut self, words: u64, around: impl Fn(u32) -> (u32, u64), number: impl Fn(u32, u32) -> u32) {
        // Where words start and where they end, in turns.
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

/// How many bytes before a word are looked at.
const BEFORE: usize = 4;

/// What is around an index of a block, by the block with as many bytes before and behind it as are looked at.
#[inline(always)]
fn around_in(near: &[u8; BEFORE + 64 + 8], index: u32) -> (u32, u64) {
    let index = index as usize % 64;
    match (near[index..].first_chunk(), near[index + BEFORE..].first_chunk()) {
        (Some(marks), Some(letters)) => (u32::from_le_bytes(*marks), u64::from_le_bytes(*letters)),
        _ => (0, 0),
    }
}

/// What is around an index of the text.
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
