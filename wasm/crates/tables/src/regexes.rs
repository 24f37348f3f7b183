//! The records of bots that regular expressions tell.

use crate::automata::Automata;
use crate::layout::Span;

/// How many regular expressions there may be: the matcher half keeps a bit for each.
pub const REGEXES_MAX: usize = 256;

/// Where the parts are; absent (the header's span is empty) when a policy has no such bots.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Regexes {
    /// [`Group`].
    pub groups: Span,
    /// `u16`: the bot that each regular expression tells.
    pub bots: Span,
    /// One for each regular expression, in the order of `bots`; then the groups' own.
    pub automata: Automata,
}

/// Regular expressions behind a gate: an automaton that accepts what any of them does. A text that it does not accept, which
/// is nearly every one, is read once for all of them.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Group {
    /// Index of the gate; of the only member when there is one.
    pub gate: u32,
    /// Index of the first regular expression, and how many follow one another.
    pub first: u32,
    pub count: u32,
}
