//! The search that every automaton of the crate `aho-corasick` allows: one transition a byte.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;

use crate::patterns::Patterns;
use crate::tally::Tally;
use crate::verdicts::Verdicts;

pub struct Search<A> {
    automaton: A,
    verdicts: Verdicts,
}

impl<A: Automaton> Search<A> {
    /// `build` makes the automaton from the literals.
    pub fn new(patterns: &Patterns, build: impl Fn(&[&[u8]]) -> A) -> Self {
        let literals: Vec<&[u8]> = patterns.list.iter().map(|pattern| pattern.literal.as_slice()).collect();
        Search { automaton: build(&literals), verdicts: Verdicts::new(patterns) }
    }

    /// Counts every occurrence; `fold` is applied to each byte on its way in.
    #[inline(always)]
    pub fn find(&self, framed: &[u8], tally: &mut Tally, fold: impl Fn(u8) -> u8) {
        let automaton = &self.automaton;
        let Ok(mut state) = automaton.start_state(Anchored::No) else { return };
        for (index, byte) in framed[1..framed.len() - 1].iter().enumerate() {
            state = automaton.next_state(Anchored::No, state, fold(*byte));
            if automaton.is_special(state) && automaton.is_match(state) {
                for nth in 0..automaton.match_len(state) {
                    let pattern = automaton.match_pattern(state, nth);
                    let end = index + 2;
                    let start = end - automaton.pattern_len(pattern);
                    self.verdicts.judge(pattern.as_usize(), framed, start, end, tally);
                }
            }
        }
    }
}
