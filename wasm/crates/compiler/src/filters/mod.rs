//! The `filters` rule: user-written expressions, parsed, type-checked and compiled.
//!
//! text → [`token`] → [`parse`] (grammar; [`compare`], [`fields`], [`functions`]: types) → [`tree`] → [`graph`] (tests and
//! their successors) → [`tables`] (records without duplicates); [`clues`] are the necessary conditions of a match.
//! `docs/filters.md` describes the language.

mod clues;
mod compare;
mod fault;
mod fields;
mod functions;
mod graph;
mod lists;
mod literal;
mod parse;
mod policy;
pub mod sets;
mod tables;
mod token;
mod tree;
mod wildcard;

pub use lists::Lists;
pub use policy::FiltersPolicy;
