//! The patterns, as the runner lists them.

use snapwall_tables::{ENDS_AGENT, ENDS_WORD, STARTS_AGENT, STARTS_WORD};

/// A literal with anchors, and the bot that it stands for.
pub struct Pattern {
    /// Lower-cased ASCII.
    pub literal: Vec<u8>,
    /// `STARTS_*` and `ENDS_*` of `snapwall_tables`.
    pub anchors: u8,
    pub owner: u16,
}

/// All patterns of the rule data: the first one of each bot in the order of bots, then all others.
pub struct Patterns {
    pub list: Vec<Pattern>,
    /// How many bots there are.
    pub bots: usize,
}

impl Patterns {
    /// Reads a line for each pattern: owner, anchors, literal, with a tab between.
    ///
    /// # Panics
    /// When a line is malformed: the runner writes them.
    pub fn read(text: &str) -> Self {
        let list: Vec<Pattern> = text.lines().map(read_line).collect();
        let is_first = |(index, pattern): &(usize, &Pattern)| *index == usize::from(pattern.owner);
        let bots = list.iter().enumerate().take_while(is_first).count();
        Patterns { list, bots }
    }
}

fn read_line(line: &str) -> Pattern {
    let mut fields = line.splitn(3, '\t');
    let mut next = || fields.next().expect("three fields");
    let owner = next().parse().expect("an index");
    let (start, end) = next().split_once(' ').expect("two anchors");
    let start = match start {
        "^" => STARTS_AGENT,
        "\\b" => STARTS_WORD,
        _ => 0,
    };
    let end = match end {
        "$" => ENDS_AGENT,
        "\\b" => ENDS_WORD,
        _ => 0,
    };
    Pattern { literal: next().as_bytes().to_vec(), anchors: start | end, owner }
}
