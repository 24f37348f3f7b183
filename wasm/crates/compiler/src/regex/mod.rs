//! Regular expressions, compiled into automata that a matcher of a few lines runs.
//!
//! text → [`nfa`] → [`automaton`] (determinised, minimised) → [`automata`] (records).

mod automata;
mod automaton;
mod nfa;

pub use automata::AutomataWriter;
pub use automaton::{Case, Refusal, parse};
