//! Finds secrets in text: keys and tokens by their shape, and values whose name calls them secret.
//!
//! One pass over the text, 64 bytes at a time, locates the ends of long runs of token bytes and the separators between
//! names and values. Prose and data have few long runs. Most separators are ruled out by the bytes around them, or
//! because the same name was already read and says nothing. In a run, hashed windows of three bytes show where a
//! shape's anchor may be (`shapes`).
//!
//! Time is linear in the length of the text, nothing is allocated, and the same text always gives the same result.
#![no_std]

#[cfg(test)]
extern crate std;

mod assignments;
mod authorization;
mod blocks;
mod boundary;
mod checksum;
mod credible;
pub mod elements;
mod index;
mod kubernetes;
mod last;
mod makeup;
mod mute;
mod pem;
mod pending;
mod randomness;
mod scan;
mod shapes;
mod spelling;
mod structures;
pub mod tables;
mod urls;
mod values;
pub mod windows;
mod words;

pub use index::Index;
pub use structures::STRUCTURES;
pub use tables::Tables;
pub use values::GENERAL_NAMES;

use core::cell::Cell;

use pending::Pending;
use scan::Scan;

/// The maximum length of a finding: texts judged in pieces must overlap by this much.
pub const SECRET_MAX_BYTES: usize = 8192;

/// The minimum length of a token that is recognised by its shape alone.
pub const SHAPE_MIN_BYTES: usize = 16;

/// The minimum length of a token that is recognised by its vendor's name.
const RUN_MIN_BYTES: usize = 14;

/// A secret at bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The index of its rule: see [`Tables::id`].
    pub rule: u16,
    pub start: usize,
    pub end: usize,
    /// 0 to 100.
    pub confidence: u8,
}

/// Reports the secrets in a text, in order and without overlaps: of overlapping findings the one with the higher
/// confidence, then the longer one.
///
/// ```
/// use snapwall_secrets::{Index, Tables, find, tables::EMPTY};
///
/// let mut index = Index::new();
/// find(b"nothing to see here", &Tables::new(&EMPTY, &mut index), &mut |secret| panic!("{secret:?}"));
/// ```
pub fn find(text: &[u8], tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    find_before(text, text.len(), tables, found);
}

/// Reports the secrets that begin before byte `limit`, as [`find`] would, and perhaps some that begin after it. The
/// text far after the limit is not read.
pub fn find_before(text: &[u8], limit: usize, tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    let mut pending = Pending::new(found);
    let limit = Cell::new(limit);
    Scan::new(text, &limit, tables).run(&mut |secret| {
        // A finding that overlaps this one may have a higher confidence.
        if secret.start < limit.get() {
            limit.set(limit.get().max(secret.end));
        }
        pending.add(secret);
    });
    pending.flush();
}
