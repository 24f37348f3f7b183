//! The records of the rules for content, `email` and `sensitive`.
//!
//! The records are in the first block; sections marked deferred are in the second, which a shipped module loads into
//! memory when it first judges content.

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
    /// 1 when an address literal in brackets may replace a domain.
    pub allows_literal: u32,
    /// Bit `n`: reason `n` of the ABI's `emailReasons` denies.
    pub denied: u32,
    /// `u8`: the names of body fields that hold addresses, separated by `\n`.
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
    /// Bit `n`: findings of kind `n` of the crate `sensitive` are denied.
    pub denied: u32,
    /// Index into the regions of the crate `sensitive`.
    pub phone_region: u32,
    /// `u8`: the names of body fields that are searched, separated by `\n`.
    pub fields: Span,
    /// `u8`, deferred: the tables of the crate `secrets`.
    pub secrets: Span,
    /// [`CustomPattern`], deferred: the policy's own patterns.
    pub custom: Span,
    /// `u8`, deferred: the names of these patterns.
    pub names: Span,
    /// Deferred: two automata per pattern, one that accepts once a match has ended anywhere, and one that tells whether a
    /// whole text matches.
    pub automata: Automata,
    /// Index of the automaton that accepts any text with a match of any pattern, or `ABSENT`.
    pub gate: u32,
}

/// One of the policy's own patterns.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct CustomPattern {
    /// Its name, in `names`.
    pub name: Span,
    /// 1 when its findings are denied.
    pub denied: u32,
    /// Bit 0: a match must start at a word boundary; bit 1: it must end at one.
    pub boundaries: u32,
    /// Index of the automaton that finds where a match ends; the next one matches whole texts.
    pub search: u32,
}

/// How many bytes of text one of the policy's own patterns can match at most.
pub const CUSTOM_MATCH_MAX_BYTES: usize = 256;

/// Bit of `boundaries`.
pub const STARTS_AT_BOUNDARY: u32 = 1;
/// Bit of `boundaries`.
pub const ENDS_AT_BOUNDARY: u32 = 2;
