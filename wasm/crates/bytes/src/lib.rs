//! What bytes of a text are: whether they are in a set, and which kinds of bytes a block has, sixteen at once where the
//! machine can.
//!
//! ```
//! use snapwall_bytes::ByteSet;
//!
//! static QUOTES: ByteSet = ByteSet::of(b"\"'");
//! assert_eq!(QUOTES.find(b"it's", 0), 2);
//! ```
#![no_std]

#[cfg(test)]
extern crate std;

mod classes;
mod same;
mod set;

pub use classes::{CLASSED_BYTES, Classes};
pub use same::{is_alike, is_same};
pub use set::{BLOCK_BYTES, ByteSet};
#[cfg(target_arch = "wasm32")]
pub use set::{Tables, block};
