//! Hash functions for fingerprints and checksums, optimised for code size rather than speed.
#![no_std]

mod sha256;

pub use sha256::Sha256;
