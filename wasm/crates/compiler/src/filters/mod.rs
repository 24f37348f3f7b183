//! The `filters` rule: expressions that users write, read, typed and compiled.
//!
//! text → [`token`] → [`parse`] (grammar; [`compare`], [`fields`], [`functions`]: types) → [`tree`] → [`graph`] (tests and
//! their ways) → [`tables`] (records, each thing once); [`clues`] are what a match takes. The language is told in
//! `docs/filters.md`.

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
