//! Finds secrets in text: keys and tokens by their shape, and what a name says is one.
//!
//! One pass over the text, sixteen bytes at a time, tells where long runs of the bytes that tokens are made of end, and
//! where something separates a name from its value. Prose and data have few of the former, and the latter are mostly done
//! with after a look at what stands around them. In a run, hashed windows of three bytes tell where a shape's anchor may be
//! (`shapes`).
//!
//! Time is linear in the text, nothing is allocated, and the same text gives the same answer.
#![no_std]

#[cfg(test)]
extern crate std;

mod blocks;
mod boundary;
pub mod checksum;
mod pending;
mod randomness;
mod shapes;
pub mod tables;

pub use tables::Tables;

use blocks::{BLOCK_BYTES, masks};
use pending::Pending;

/// Bytes that the longest finding may have: texts judged in pieces overlap by this much.
pub const SECRET_MAX_BYTES: usize = 8192;

/// The least number of bytes that a token with a shape of its own has without a delimiter.
pub const RUN_MIN_BYTES: usize = 16;

/// A secret: `start..end` are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The index of its kind: see [`Tables::id`].
    pub rule: u16,
    pub start: usize,
    pub end: usize,
    /// 0 to 100: how sure it is a secret.
    pub confidence: u8,
}

/// Reports the secrets in a text, in order and without overlaps: of two findings in the same place, the surer, then the
/// longer one.
///
/// ```
/// use snapwall_secrets::{Tables, find, tables::EMPTY};
///
/// find(b"nothing to see here", Tables::new(&EMPTY), &mut |secret| panic!("{secret:?}"));
/// ```
pub fn find(text: &[u8], tables: Tables<'_>, found: &mut impl FnMut(Secret)) {
    let mut pending = Pending::new(found);
    let mut run_start = 0;
    let mut base = 0;
    while base <= text.len() {
        let rest = &text[base..];
        let masks = match rest.first_chunk::<BLOCK_BYTES>() {
            Some(block) => masks(block),
            // What ends the text ends a run.
            None => {
                let mut block = [0; BLOCK_BYTES];
                block[..rest.len()].copy_from_slice(rest);
                masks(&block)
            }
        };
        let others = !masks.token & 0xffff;
        if others != 0 {
            let run_end = base + others.trailing_zeros() as usize;
            if run_end - run_start >= RUN_MIN_BYTES {
                shapes::judge_run(text, [run_start, run_end], tables, &mut |secret| pending.add(secret));
            }
            run_start = base + others.ilog2() as usize + 1;
        }
        base += BLOCK_BYTES;
    }
    pending.flush();
}
