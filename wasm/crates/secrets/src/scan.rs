//! The pass over the text: finds long runs, separators and hyphens, and hands them to their judges.

use core::cell::Cell;
use core::ops::Range;

use crate::assignments::Before;
use crate::authorization::COMMAND_MAX_BYTES;
use crate::blocks::{BLOCK_BYTES, Masks, masks};
use crate::makeup::{Makeup, last_block};
use crate::tables::Tables;
use crate::{
    RUN_MIN_BYTES, SHAPE_MIN_BYTES, Secret, assignments, authorization, kubernetes, pem, shapes, urls, values,
};

/// How far a secret may begin before the byte that reveals it, unless it begins at the start of a run: covers the user
/// of an option and the bytes before a shape's anchor.
const LAG_BYTES: usize = 512;

/// The state of a pass.
pub struct Scan<'t> {
    text: &'t [u8],
    tables: &'t Tables<'t>,
    /// Findings that begin here or later are neither wanted nor overlap one that is.
    limit: &'t Cell<usize>,
    run_start: usize,
    /// The end of the last value that was judged by its name: separators before it are part of that value.
    judged_to: usize,
    /// The last secret found by its name.
    named: Range<usize>,
    /// The data block of the last Kubernetes secret.
    kubernetes: Range<usize>,
    /// No `data:` before this belongs to a Kubernetes secret.
    plain_to: usize,
    /// How far the last option of a command reaches; an option begins with a hyphen that does not follow a token byte.
    option_to: usize,
    /// What is remembered about the text before runs and separators.
    before: Before,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t [u8], limit: &'t Cell<usize>, tables: &'t Tables<'t>) -> Self {
        Scan {
            text,
            tables,
            limit,
            run_start: 0,
            judged_to: 0,
            named: 0..0,
            kubernetes: 0..0,
            plain_to: 0,
            option_to: 0,
            before: Before::NOTHING,
        }
    }

    /// Passes over the text once, until no further finding can begin before the limit.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub fn run(mut self, found: &mut impl FnMut(Secret)) {
        let mut base = 0;
        // The hyphens of the previous block.
        let mut hyphens = 0;
        let mut is_token_before = 0;
        while base <= self.text.len() && self.run_start < self.limit.get() + LAG_BYTES {
            let block = match self.text[base..].first_chunk::<BLOCK_BYTES>() {
                Some(block) => masks(block),
                None => masks(&last_block(&self.text[base..])),
            };
            if block.hyphen != 0 {
                self.judge_hyphens(base, block.hyphen, hyphens, found);
            }
            hyphens = block.hyphen;
            let options = block.hyphen & !(block.token << 1 | is_token_before);
            if options != 0 {
                self.option_to = base + options.ilog2() as usize + COMMAND_MAX_BYTES;
            }
            is_token_before = block.token >> (BLOCK_BYTES - 1);
            self.judge_masks(base, block, found);
            base += BLOCK_BYTES;
        }
    }

    /// Judges the long runs and separators of a block, in order.
    #[inline(always)]
    fn judge_masks(&mut self, base: usize, block: Masks, found: &mut impl FnMut(Secret)) {
        let Masks { token, mut separator, .. } = block;
        let first = token.trailing_ones() as usize;
        if first == BLOCK_BYTES {
            return;
        }
        if base + first - self.run_start >= RUN_MIN_BYTES {
            self.end_run(self.run_start..base + first, found);
        }
        let mut long = starts_of_long_runs(token >> first << first);
        while long != 0 {
            let start = long.trailing_zeros() as usize;
            let end = start + (token >> start).trailing_ones() as usize;
            if end == BLOCK_BYTES {
                break;
            }
            let before = separator & !(!0 << start);
            if before != 0 {
                self.judge_separators(base, before, found);
            }
            separator &= !0 << start;
            self.end_run(base + start..base + end, found);
            long &= !0 << end;
        }
        if separator != 0 {
            self.judge_separators(base, separator, found);
        }
        self.run_start = base + BLOCK_BYTES - token.leading_ones() as usize;
    }

    #[inline(never)]
    fn judge_separators(&mut self, base: usize, mut separators: u64, found: &mut impl FnMut(Secret)) {
        while separators != 0 {
            self.judge_separator(base + separators.trailing_zeros() as usize, found);
            separators &= separators - 1;
        }
    }

    #[inline(never)]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn end_run(&mut self, run: Range<usize>, found: &mut impl FnMut(Secret)) {
        let makeup = Makeup::of(self.text, &run);
        if makeup.signs == 0 && is_fraction(&self.text[run.clone()]) {
            return;
        }
        let mut is_found = false;
        if run.len() >= SHAPE_MIN_BYTES {
            shapes::judge_run(
                self.text,
                [run.start, run.end],
                makeup.delimiters,
                self.tables,
                &mut |secret| {
                    is_found = true;
                    found(secret);
                },
            );
        }
        // Other findings have a lower confidence.
        if !is_found {
            let is_named = self.named.start <= run.start && run.end <= self.named.end;
            assignments::judge_run(
                self.text,
                run,
                makeup.marks,
                is_named,
                &mut self.before,
                self.tables,
                found,
            );
        }
    }

    /// Judges every run of five hyphens that ends in this block, even if it begins in the previous one.
    #[inline(always)]
    fn judge_hyphens(&mut self, base: usize, hyphens: u64, before: u64, found: &mut impl FnMut(Secret)) {
        let back = |by: usize| hyphens << by | before >> (BLOCK_BYTES - by);
        let two = hyphens & back(1);
        let rows = if two == 0 { 0 } else { two & back(2) & back(3) & back(4) };
        // Of a longer run, the last five.
        let mut ends = rows & !(rows >> 1);
        while ends != 0 {
            if let Some(secret) = pem::judge(self.text, base + ends.trailing_zeros() as usize - 4) {
                found(secret);
            }
            ends &= ends - 1;
        }
    }

    #[inline(always)]
    fn judge_separator(&mut self, at: usize, found: &mut impl FnMut(Secret)) {
        let text = self.text;
        if text[at] != b'(' && at >= self.kubernetes.end && self.is_plain_member(at) {
            return;
        }
        if text[at] == b':'
            && let Some(secret) = self.judge_colon(at)
        {
            return found(secret);
        }
        if at >= self.judged_to
            && let Some((end, secret)) = assignments::judge_separator(text, at, &mut self.before, self.tables)
        {
            self.judged_to = end;
            if let Some(secret) = secret {
                self.named = secret.start..secret.end;
                found(secret);
            }
        }
    }

    /// Whether a separator follows a quoted name whose last three letters no secret's name has, as most separators in
    /// JSON do.
    #[inline(always)]
    fn is_plain_member(&self, at: usize) -> bool {
        let Some([name @ .., b'"']) = self.text[..at].last_chunk::<4>() else { return false };
        name[2].is_ascii_alphabetic() && !self.tables.may_end_name(*name)
    }

    #[inline(always)]
    fn judge_colon(&mut self, at: usize) -> Option<Secret> {
        let text = self.text;
        if at < self.kubernetes.end {
            return kubernetes::judge_entry(text, at, &self.kubernetes);
        }
        let around = |index: usize| text.get(index).copied().unwrap_or(0);
        match (around(at.wrapping_sub(1)), around(at + 1)) {
            // JSON, except for what may also occur in a shell.
            (b'"', b' ' | b'[' | b'{') => None,
            (b'"', _) if !matches!(around(at.wrapping_sub(2)), b'}' | b' ') => None,
            (_, b'/') if around(at + 2) == b'/' => urls::judge(text, at, self.tables),
            (b'a', b'\n' | b'\r' | b' ') if text[..at].ends_with(b"data") => {
                self.find_kubernetes(at);
                None
            }
            (before, next) if before > b' ' && before != b':' && next > b' ' && at < self.option_to => {
                authorization::judge_curl(text, at, self.tables)
            }
            _ => None,
        }
    }

    #[inline(never)]
    fn find_kubernetes(&mut self, at: usize) {
        let name = values::read_name(self.text, at);
        if at >= self.plain_to
            && &self.text[name.clone()] == b"data"
            && let Some(block) = kubernetes::find_block(self.text, &name, at)
        {
            if block.is_secret {
                self.kubernetes = block.range;
            } else {
                self.plain_to = block.known_to;
            }
        }
    }
}

/// Whether a run is a number with a dot in it; maps and measurements are full of those.
fn is_fraction(run: &[u8]) -> bool {
    let is_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.');
    run.iter().all(is_number) && run.contains(&b'.')
}

/// Bit `n`: the first of at least [`RUN_MIN_BYTES`] consecutive set bits is bit `n`.
fn starts_of_long_runs(mask: u64) -> u64 {
    const { assert!(RUN_MIN_BYTES == 14) };
    let two = mask & mask >> 1;
    let four = two & two >> 2;
    let eight = four & four >> 4;
    let starts = eight & four >> 8 & two >> 12;
    starts & !(starts << 1)
}
