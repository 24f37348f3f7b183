//! Check digits and checksums of what people write, optimised for code size: only one number in a thousand gets this far.
#![no_std]
#![forbid(unsafe_code)]

pub mod base32;
pub mod base58;
pub mod bech32;
mod luhn;
mod national;
mod number;

pub use luhn::is_luhn;
pub use national::{CHARS_MAX, Chars, Check};
pub use number::{is_day_of, number};
