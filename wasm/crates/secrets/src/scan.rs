//! The pass over the text: long runs, separators and hyphens, each given to those who judge them.

use core::ops::Range;

use crate::blocks::{BLOCK_BYTES, Masks, masks};
use crate::tables::Tables;
use crate::{RUN_MIN_BYTES, Secret, assignments, authorization, kubernetes, pem, shapes, urls, values};

/// Where a pass has got to.
pub struct Scan<'t> {
    text: &'t [u8],
    tables: Tables<'t>,
    run_start: usize,
    /// Up to where values have been judged by their names.
    judged_to: usize,
    /// The data of a Kubernetes secret that was met last.
    kubernetes: Range<usize>,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t [u8], tables: Tables<'t>) -> Self {
        Scan { text, tables, run_start: 0, judged_to: 0, kubernetes: 0..0 }
    }

    /// Passes over the text once.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    pub fn run(mut self, found: &mut impl FnMut(Secret)) {
        let mut base = 0;
        let mut hyphens = 0;
        while base <= self.text.len() {
            let Masks { token, separator, hyphen } = self.masks_at(base);
            let others = !token & 0xffff;
            if others != 0 {
                self.end_run(base + others.trailing_zeros() as usize, found);
                self.run_start = base + others.ilog2() as usize + 1;
            }
            // Five in a row that end in this block, as bits of the one before and this one.
            hyphens = hyphens >> BLOCK_BYTES | hyphen << BLOCK_BYTES;
            let row = hyphens & hyphens >> 1 & hyphens >> 2 & hyphens >> 3 & hyphens >> 4;
            if row != 0 && (row << 4) >> BLOCK_BYTES != 0 {
                self.judge_block((base + row.ilog2() as usize).wrapping_sub(BLOCK_BYTES), found);
            }
            let mut separators = separator;
            while separators != 0 {
                self.judge_separator(base + separators.trailing_zeros() as usize, found);
                separators &= separators - 1;
            }
            base += BLOCK_BYTES;
        }
    }

    /// What ends the text ends a run.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    fn masks_at(&self, base: usize) -> Masks {
        let rest = &self.text[base..];
        match rest.first_chunk::<BLOCK_BYTES>() {
            Some(block) => masks(block),
            None => {
                let mut block = [0; BLOCK_BYTES];
                block[..rest.len()].copy_from_slice(rest);
                masks(&block)
            }
        }
    }

    #[inline(always)]
    fn end_run(&mut self, end: usize, found: &mut impl FnMut(Secret)) {
        if end - self.run_start >= RUN_MIN_BYTES {
            let run = self.run_start..end;
            shapes::judge_run(self.text, [run.start, run.end], self.tables, found);
            if run.start >= self.judged_to {
                assignments::judge_run(self.text, run, self.tables, found);
            }
        }
    }

    #[inline(never)]
    fn judge_block(&mut self, begin: usize, found: &mut impl FnMut(Secret)) {
        if let Some(secret) = self.text.get(begin..).and_then(|_| pem::judge(self.text, begin)) {
            found(secret);
        }
    }

    #[inline(always)]
    fn judge_separator(&mut self, at: usize, found: &mut impl FnMut(Secret)) {
        let text = self.text;
        if text[at] == b':'
            && let Some(secret) = self.judge_colon(at)
        {
            self.judged_to = secret.end;
            return found(secret);
        }
        if let Some(end) = assignments::judge_separator(text, at, self.tables, found) {
            self.judged_to = end;
        }
    }

    #[inline(always)]
    fn judge_colon(&mut self, at: usize) -> Option<Secret> {
        let text = self.text;
        if at < self.kubernetes.end {
            return kubernetes::judge_entry(text, at, &self.kubernetes);
        }
        match (text.get(at.wrapping_sub(1)), text.get(at + 1)) {
            (_, Some(b'/')) if text[at + 1..].starts_with(b"//") => urls::judge(text, at, self.tables),
            (Some(b'a'), Some(b'\n' | b'\r' | b' ')) if text[..at].ends_with(b"data") => {
                self.find_kubernetes(at);
                None
            }
            // A quote on both sides is JSON's.
            (Some(b'"'), Some(b'"')) if !text[..at].ends_with(b"}\"") => None,
            (Some(before), Some(next)) if *before > b' ' && *next > b' ' => {
                authorization::judge_curl(text, at, self.tables)
            }
            _ => None,
        }
    }

    #[inline(never)]
    fn find_kubernetes(&mut self, at: usize) {
        let name = values::read_name(self.text, at);
        if &self.text[name.clone()] == b"data"
            && let Some(block) = kubernetes::find_block(self.text, &name, at)
        {
            self.kubernetes = block;
        }
    }
}
