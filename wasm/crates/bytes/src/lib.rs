//! Classifies the bytes of a text: whether they are in a set, and which classes occur in a block, sixteen lanes at once
//! where the target has SIMD.
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
