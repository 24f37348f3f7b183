//! Who sent a request: the client's address behind proxies, a fingerprint of what stays the same about it, whether a
//! browser's claim fits its own headers, and whether a crawler is the one it claims to be.
//!
//! Each part is one function over bytes that an attacker wrote: linear in them, no allocation, no panic.
#![no_std]

#[cfg(test)]
extern crate std;

mod crawler;
mod fingerprint;
mod forwarded;
mod hops;
mod node;
mod truth;

pub use crawler::{Crawler, Evidence, judge_crawler};
pub use fingerprint::{Characteristic, FINGERPRINT_BYTES, Kind, hash_characteristics};
pub use hops::{Client, HOPS_MAX, Header, Refusal, find_client};
pub use node::read_node;
pub use truth::{Facts, REASONS, Reason, SCORE_MAX, Signs, judge_truth};
