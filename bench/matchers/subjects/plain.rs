//! No tables at all: every pattern is searched for by itself. The floor of simplicity.

use snapwall_matchers::{Matcher, Pattern, Patterns, Tally, Verdicts, subject};

pub struct Plain {
    lens: Box<[u8]>,
    text: Box<[u8]>,
    verdicts: Verdicts,
}

impl Matcher for Plain {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        Plain {
            lens: patterns.list.iter().map(|Pattern { literal, .. }| literal.len() as u8).collect(),
            text: patterns.list.iter().flat_map(|Pattern { literal, .. }| literal.iter().copied()).collect(),
            verdicts: Verdicts::new(patterns),
        }
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        let mut rest = &*self.text;
        for (pattern, len) in self.lens.iter().enumerate() {
            let (literal, after) = rest.split_at(usize::from(*len));
            rest = after;
            for (at, found) in framed[1..framed.len() - 1].windows(literal.len()).enumerate() {
                if found[0].to_ascii_lowercase() == literal[0] && found.eq_ignore_ascii_case(literal) {
                    self.verdicts.judge(pattern, framed, at + 1, at + 1 + literal.len(), tally);
                }
            }
        }
    }
}

subject!(Plain);
