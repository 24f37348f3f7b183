//! The compiler half of the guest: reads a policy and the rule data and builds the block that the matcher half reads.
//!
//! It runs at build time, inside Wizer, and wasm-opt deletes it from what ships. It may allocate and it may be slow
//! (milliseconds); what it must be is exact: a mistake in a policy is an error that names the place and the nearest
//! right spelling, never a guess.

mod block;
mod bots;
mod data;
mod describe;
mod error;
mod grams;
mod json;
mod pattern;
mod policy;
mod pool;
mod reader;
mod suggest;

pub use error::PolicyError;

/// A policy, compiled.
pub struct Compiled {
    /// The block (see `snapwall_tables`), four-byte aligned sections inside.
    pub block: Vec<u8>,
    /// JSON for the module's custom section; see "The custom section" in ARCHITECTURE.md.
    pub description: String,
}

/// Compiles a policy. Blank text is the default policy.
///
/// # Errors
/// The first mistake in `text`, with its place.
pub fn compile(text: &str) -> Result<Compiled, PolicyError> {
    let data = data::RuleData::shipped();
    let policy = policy::Policy::read(text, &data)?;
    let block = bots::build(&policy, &data)?;
    Ok(Compiled { block, description: describe::describe(&policy, &data) })
}
