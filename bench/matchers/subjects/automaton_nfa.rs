//! Aho–Corasick as a contiguous NFA, without regard to ASCII case: both cases of a letter are transitions.

use aho_corasick::nfa::contiguous::NFA;
use snapwall_matchers::{Matcher, Patterns, Search, Tally, subject};

pub struct ContiguousNfa(Search<NFA>);

impl Matcher for ContiguousNfa {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        let build = |literals: &[&[u8]]| NFA::builder().ascii_case_insensitive(true).build(literals);
        ContiguousNfa(Search::new(patterns, |literals| build(literals).expect("an automaton")))
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        self.0.find(framed, tally, |byte| byte);
    }
}

subject!(ContiguousNfa);
