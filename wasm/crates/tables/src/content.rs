//! The records of the rules for content, `email` and `sensitive`.
//!
//! They stand in the first block; what they refer to as deferred stands in the second one, which a shipped module brings
//! into memory when it first judges content.

use crate::automata::Automata;
use crate::layout::Span;

/// The rule `email`; absent (the header's span is empty) when a policy does not have it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct EmailRule {
    /// The rule's own mode, or `ABSENT` to follow the policy's.
    pub mode: u32,
    /// Index into the ABI's `emailProfiles`.
    pub profile: u32,
    /// 1 when an address in brackets may stand in place of a domain.
    pub allows_literal: u32,
    /// Bit `n`: reason `n` of the ABI's `emailReasons` denies.
    pub denied: u32,
    /// `u8`: the fields of bodies that hold addresses, separated by `\n`.
    pub fields: Span,
    /// `u32`, deferred: the lists of the crate `email`.
    pub lists: Span,
}

/// The rule `sensitive`; absent when a policy does not have it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct SensitiveRule {
    /// The rule's own mode, or `ABSENT` to follow the policy's.
    pub mode: u32,
    /// Bit `n`: what is of kind `n` of the crate `sensitive` is denied.
    pub denied: u32,
    /// Index into the regions of the crate `sensitive`.
    pub phone_region: u32,
    /// `u8`: the fields of bodies that are looked into, separated by `\n`.
    pub fields: Span,
    /// `u8`, deferred: the tables of the crate `secrets`.
    pub secrets: Span,
    /// [`CustomPattern`], deferred: patterns of the policy's own.
    pub custom: Span,
    /// `u8`, deferred: the names of these.
    pub names: Span,
    /// Deferred: for each pattern one that accepts as soon as a match has ended anywhere, and one that tells whether a text
    /// as a whole matches.
    pub automata: Automata,
    /// Index of the automaton that accepts a text in which any of the patterns matches, or `ABSENT`.
    pub gate: u32,
}

/// A pattern of a policy's own.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct CustomPattern {
    /// Its name, in `names`.
    pub name: Span,
    /// 1 when its findings are denied.
    pub denied: u32,
    /// Bit 0: a match starts at a word's boundary; bit 1: it ends at one.
    pub boundaries: u32,
    /// Index of the automaton that finds where a match ends; the one behind it matches whole texts.
    pub search: u32,
}

/// How many bytes of text a pattern of a policy's own matches at most.
pub const CUSTOM_MATCH_MAX_BYTES: usize = 256;

/// In `boundaries`.
pub const STARTS_AT_BOUNDARY: u32 = 1;
/// In `boundaries`.
pub const ENDS_AT_BOUNDARY: u32 = 2;
