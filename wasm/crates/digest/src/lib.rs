//! Hash functions for what a guard tells apart or checks, in few bytes of code rather than few cycles.
#![no_std]

mod sha256;

pub use sha256::Sha256;
