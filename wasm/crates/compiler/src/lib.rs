//! The compiler half of the guest: reads a policy and the rule data, and builds the block that the matcher half reads.
//!
//! It runs at build time, inside Wizer, and wasm-opt removes it from what ships. It may allocate and may be slow
//! (milliseconds), but it must be exact: a mistake in a policy is an error that names the place and the nearest valid
//! spelling, never a guess.

mod addresses;
mod block;
mod bots;
mod claims;
mod client;
mod content;
mod custom;
mod data;
mod describe;
mod email;
mod error;
mod filters;
mod fingerprint;
mod grams;
mod json;
mod parts;
mod pattern;
mod patterns;
mod policy;
#[rustfmt::skip]
mod policy_schema;
mod reader;
mod regex;
mod runs;
mod secrets;
mod shield;
mod suggest;

pub use addresses::{AddressFault, Bounds, address_names, join_ranges, read_addresses, read_range};
pub use email::{EmailLists, build_email_lists, read_listed_domain};
pub use error::PolicyError;
pub use secrets::{Element, SecretData, SecretRule, build_secrets, parse_shape, read_secrets};

/// A policy, compiled.
pub struct Compiled {
    /// The block (see `snapwall_tables`), four-byte aligned sections inside.
    pub block: Vec<u8>,
    /// JSON for the module's custom section; see "The custom section" in ARCHITECTURE.md.
    pub description: String,
    /// The layout word `contentRules`: which rules for content the policy has.
    pub content_rules: u32,
}

/// Compiles the input of the initialiser: the texts of `bots.json`, `signs.json`, `email.json`, `secrets.json` and the policy,
/// each but the last terminated by a NUL. A blank policy is the default policy.
///
/// The rule data comes with the policy rather than in the code, so that none of it remains in a snapshot that does not use it.
///
/// # Errors
/// The first mistake in the policy, with its place.
///
/// # Panics
/// When the rule data is missing or malformed: it is part of the product.
pub fn compile(input: &str) -> Result<Compiled, PolicyError> {
    let mut texts = input.splitn(5, '\0');
    let mut next = || texts.next().expect("rule data before the policy");
    let mut data = data::RuleData::parse([next(), next(), next(), next()]);
    let policy = policy::Policy::read(next(), &mut data)?;
    let block = bots::build(&policy, &data)?;
    Ok(Compiled {
        block,
        description: describe::describe(&policy, &data),
        content_rules: policy.content_rules(),
    })
}
