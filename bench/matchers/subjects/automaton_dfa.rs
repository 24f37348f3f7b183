//! Aho–Corasick as a DFA over lower-cased bytes: the fewest instructions a byte, a full row of transitions a state.

use aho_corasick::dfa::DFA;
use snapwall_matchers::{Matcher, Patterns, Search, Tally, subject};

pub struct FoldedDfa(Search<DFA>);

impl Matcher for FoldedDfa {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        FoldedDfa(Search::new(patterns, |literals| DFA::new(literals).expect("an automaton")))
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        self.0.find(framed, tally, |byte| byte.to_ascii_lowercase());
    }
}

subject!(FoldedDfa);
