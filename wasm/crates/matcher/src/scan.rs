//! Finds every pattern in a text, in one pass over a hashed n-gram filter with verification.
//!
//! The work is linear: one filter probe per byte, and a bucket has a bounded number of entries, each compared over at
//! most the pattern's length. A browser's User-Agent touches about a hundred words of the 4 KiB filter and hardly any
//! entry, since patterns are filed under grams that browsers do not send.
//!
//! Engines compile a function when it is first called, and a first request waits for it: what a browser needs is
//! inlined into `check`, and only a window that the filter lets through reaches [`look`].

use snapwall_tables::{
    Block, ENDS_AGENT, ENDS_WORD, Entry, Gram, PATTERNS_MAX, STARTS_AGENT, STARTS_WORD, WINDOW,
};

use crate::bots::{SLOT_USER_AGENT, is_told_beside};
use crate::deferred::require_patterns;
use crate::hits::{Hit, Hits};
use crate::input::Slot;

/// The two windows of `Gecko`, which all of today's browsers name.
const GECK: u32 = u32::from_le_bytes(*b"geck");
const ECKO: u32 = u32::from_le_bytes(*b"ecko");

/// Collects the occurrences of patterns in a slot.
///
/// Returns whether the text names the engine that all of today's browsers name and has no `@`. Otherwise its shape has
/// to be examined.
#[inline(always)]
pub fn scan(block: Block, slot: &Slot, hits: &mut Hits) -> bool {
    let header = block.header();
    let mut names_engine = false;
    let mut holds_at = false;
    let mut window = 0;
    for (position, byte) in slot.framed().iter().enumerate() {
        let before = window;
        window = header.fold.enter(window, *byte);
        let gram = Gram::new(window, header.multiplier);
        // SAFETY: the filter has a word for every bucket.
        let word = unsafe { block.get::<u32>(header.filter, gram.bucket()) };
        if gram.passes(word) && position >= WINDOW - 1 {
            look(block, slot, position + 1 - WINDOW, gram.bucket(), hits);
        }
        names_engine |= before == GECK && window == ECKO;
        holds_at |= *byte == b'@';
    }
    names_engine && !holds_at
}

/// Compares the entries of a bucket with the text around the window that starts at byte `at` of the framed text.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.patterns"))]
pub fn look(block: Block, slot: &Slot, at: usize, bucket: usize, hits: &mut Hits) {
    require_patterns();
    let header = block.header();
    let framed = slot.framed();
    // SAFETY: every bucket has a run.
    for candidate in unsafe { header.buckets.range(block, bucket) } {
        // SAFETY: the runs of buckets are runs of entries.
        let entry = usize::from(unsafe { block.get::<Entry>(header.entries, candidate) });
        let (pattern, window) = (entry % PATTERNS_MAX, entry / PATTERNS_MAX);
        // SAFETY: every pattern has a text, and half a byte of anchors.
        let (literal, anchors) =
            unsafe { (header.texts.range(block, pattern), block.get::<u8>(header.anchors, pattern / 2)) };
        // In `framed` the text starts at 1, and window 0 starts one byte before its literal: so `start` is one byte
        // before too.
        let Some(start) = at.checked_sub(window) else { continue };
        let Some([before, found @ .., after]) = framed.get(start..start + literal.len() + 2) else {
            continue;
        };
        // SAFETY: the runs of texts are runs of the text.
        let letter = |index| unsafe { block.get::<u8>(header.text, literal.start + index) };
        if found.iter().enumerate().any(|(index, byte)| byte.to_ascii_uppercase() != letter(index)) {
            continue;
        }
        let end = start + literal.len();
        let broken = u8::from(start != 0) * STARTS_AGENT
            | u8::from(header.fold.is_word(*before)) * STARTS_WORD
            | u8::from(end != framed.len() - 2) * ENDS_AGENT
            | u8::from(header.fold.is_word(*after)) * ENDS_WORD;
        if anchors >> (pattern % 2 * 4) & broken != 0 {
            continue;
        }
        let bot = match pattern.checked_sub(header.bots as usize) {
            // SAFETY: every pattern beyond the bots' first ones has an owner.
            Some(further) => unsafe { block.get::<u16>(header.owners, further) },
            None => pattern as u16,
        };
        if slot.index == SLOT_USER_AGENT || is_told_beside(block, slot, start, bot) {
            hits.add(Hit::new(slot.index, start, end, bot), at.saturating_sub(1));
        }
    }
}
