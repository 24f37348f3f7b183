//! The WebAssembly module: what the host calls, and the memory that is snapshotted.
//!
//! Before `wizer-initialize` the module is a compiler; after it, a matcher with its tables in place. A shipped module exports
//! `memory`, `layout`, `check` and `configure`, plus `fingerprint`, `email` and `sensitive` if the policy has them; nothing
//! they reach allocates.
#![cfg(target_arch = "wasm32")]

mod allocator;
mod buffers;
mod initialize;
mod policy_io;

pub use buffers::{check, configure, email, fingerprint, layout, sensitive};
pub use initialize::{deferred_from, initialize, memory_in_use, patterns_from};
