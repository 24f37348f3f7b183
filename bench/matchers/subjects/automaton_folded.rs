//! Aho–Corasick as a contiguous NFA over lower-cased bytes: half the transitions, one fold a byte.

use aho_corasick::nfa::contiguous::NFA;
use snapwall_matchers::{Matcher, Patterns, Search, Tally, subject};

pub struct FoldedNfa(Search<NFA>);

impl Matcher for FoldedNfa {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        FoldedNfa(Search::new(patterns, |literals| NFA::new(literals).expect("an automaton")))
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        self.0.find(framed, tally, |byte| byte.to_ascii_lowercase());
    }
}

subject!(FoldedNfa);
