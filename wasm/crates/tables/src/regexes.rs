//! The records of bots that regular expressions recognise.

use crate::automata::Automata;
use crate::layout::Span;

/// How many regular expressions there may be: the matcher half keeps a bit for each.
pub const REGEXES_MAX: usize = 256;

/// Where the records are; absent (the header's span is empty) when a policy has no such bots.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Regexes {
    /// [`Group`].
    pub groups: Span,
    /// `u16`: the bot that each regular expression recognises.
    pub bots: Span,
    /// One for each regular expression, in the order of `bots`; then the groups' gates.
    pub automata: Automata,
}

/// Regular expressions behind a gate: an automaton that accepts whatever any of them accepts. A text that it rejects, which
/// is nearly every text, is read once for all of them.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Group {
    /// Index of the gate; with a single member, that member's index.
    pub gate: u32,
    /// Index of the first regular expression, and the number of consecutive ones.
    pub first: u32,
    pub count: u32,
}
