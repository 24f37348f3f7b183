//! A dictionary of tokens: what a pattern has at the start of a word is looked up at the starts of words only; the
//! patterns that may start in the middle of a word and hold no start of another are looked up everywhere.

use snapwall_matchers::{
    Gram, Literals, Matcher, Pattern, Patterns, Table, Tally, WINDOW, enter, subject, windows,
};
use snapwall_tables::{STARTS_AGENT, STARTS_WORD};

pub struct TokenDictionary {
    at_starts: Table,
    anywhere: Table,
    literals: Literals,
}

impl Matcher for TokenDictionary {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        let (mut at_starts, mut anywhere) = (Vec::new(), Vec::new());
        for (index, pattern) in patterns.list.iter().enumerate() {
            let all = windows(pattern);
            match all.iter().find(|(offset, _)| *offset < 16 && starts_word(pattern, *offset)) {
                Some(window) => at_starts.push((index, *window)),
                None => anywhere.push((index, all[0])),
            }
        }
        TokenDictionary {
            at_starts: Table::new(&at_starts),
            anywhere: Table::new(&anywhere),
            literals: Literals::new(patterns),
        }
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        let mut window = 0u32;
        let mut before = b' ';
        for (index, byte) in framed.iter().enumerate() {
            let leaving = window as u8;
            window = enter(window, *byte);
            if index < WINDOW - 1 {
                continue;
            }
            if index >= WINDOW {
                before = leaving;
            }
            let gram = Gram::new(window);
            if before == b' ' && window as u8 != b' ' {
                self.look_up(&self.at_starts, gram, framed, index, tally);
            }
            self.look_up(&self.anywhere, gram, framed, index, tally);
        }
    }
}

impl TokenDictionary {
    #[inline(always)]
    fn look_up(&self, table: &Table, gram: Gram, framed: &[u8], index: usize, tally: &mut Tally) {
        let entries = table.look_up(gram);
        if !entries.is_empty() {
            self.literals.verify(entries, framed, index + 1 - WINDOW, tally);
        }
    }
}

/// Whether a word starts where a window does, in every text that the pattern occurs in. The window's place counts from
/// one byte before the literal.
fn starts_word(pattern: &Pattern, offset: usize) -> bool {
    let is_word = |at: usize| pattern.literal.get(at).is_some_and(u8::is_ascii_alphanumeric);
    match offset {
        0 => false,
        1 => is_word(0) && pattern.anchors & (STARTS_AGENT | STARTS_WORD) != 0,
        _ => is_word(offset - 1) && !is_word(offset - 2),
    }
}

subject!(TokenDictionary);
