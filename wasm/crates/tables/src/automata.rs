//! Regular expressions as automata over bytes.

use crate::layout::Span;

/// Where automata and their transitions are.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Automata {
    /// [`Automaton`].
    pub automata: Span,
    /// `u8`: 256 bytes for each distinct map, giving the class of every byte.
    pub classes: Span,
    /// `u8` and `u16`: the automata's transitions.
    pub narrow: Span,
    pub wide: Span,
}

/// A deterministic automaton over bytes. State [`DEAD`] accepts nothing more; state [`ACCEPTED`] accepts whatever
/// follows; states from `first_accepting` on accept if the text ends there.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Automaton {
    /// Where its 256-byte class map is in `classes`.
    pub classes: u32,
    /// Where its transitions are, in `narrow` when it has at most 256 states, else in `wide`: `stride` states for each
    /// state.
    pub moves: u32,
    pub stride: u32,
    pub states: u32,
    pub start: u32,
    pub first_accepting: u32,
}

/// How many states a narrow automaton's transitions can name.
pub const NARROW_STATES: u32 = 256;

pub const DEAD: u32 = 0;
pub const ACCEPTED: u32 = 1;
