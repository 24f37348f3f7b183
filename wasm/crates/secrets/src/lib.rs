//! Finds secrets in text: keys and tokens by their shape, and what a name says is one.
//!
//! One pass over the text, sixteen bytes at a time, tells where long runs of the bytes that tokens are made of end, and
//! where something separates a name from its value. Prose and data have few of the former, and the latter are mostly done
//! with after a look at what stands around them, or because their name was met before and says nothing. In a run, hashed
//! windows of three bytes tell where a shape's anchor may be (`shapes`).
//!
//! Time is linear in the text, nothing is allocated, and the same text gives the same answer.
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

/// Bytes that the longest finding may have: texts judged in pieces overlap by this much.
pub const SECRET_MAX_BYTES: usize = 8192;

/// The least number of bytes that a token with a shape of its own has without a delimiter.
pub const SHAPE_MIN_BYTES: usize = 16;

/// The least number of bytes of a token that its vendor's name tells.
const RUN_MIN_BYTES: usize = 14;

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
/// use snapwall_secrets::{Index, Tables, find, tables::EMPTY};
///
/// let mut index = Index::new();
/// find(b"nothing to see here", &Tables::new(&EMPTY, &mut index), &mut |secret| panic!("{secret:?}"));
/// ```
pub fn find(text: &[u8], tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    find_before(text, text.len(), tables, found);
}

/// Reports the secrets that begin before byte `limit`, as [`find`] would, and perhaps some that begin behind it: what is
/// far behind is not looked at.
pub fn find_before(text: &[u8], limit: usize, tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    let mut pending = Pending::new(found);
    let limit = Cell::new(limit);
    Scan::new(text, &limit, tables).run(&mut |secret| {
        // What overlaps it may be the surer one.
        if secret.start < limit.get() {
            limit.set(limit.get().max(secret.end));
        }
        pending.add(secret);
    });
    pending.flush();
}
