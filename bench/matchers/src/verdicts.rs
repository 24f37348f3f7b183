//! From a literal's occurrence to a pattern's: anchors, and whose it is. Stored as compactly as the shipped block does.

use snapwall_tables::{ENDS_AGENT, ENDS_WORD, STARTS_AGENT, STARTS_WORD};

use crate::patterns::Patterns;
use crate::tally::Tally;

pub struct Verdicts {
    anchors: Box<[u8]>,
    /// Owners of the patterns beyond the bots' first ones.
    owners: Box<[u16]>,
}

impl Verdicts {
    pub fn new(patterns: &Patterns) -> Self {
        let further = &patterns.list[patterns.bots..];
        Verdicts {
            anchors: patterns.list.iter().map(|pattern| pattern.anchors).collect(),
            owners: further.iter().map(|pattern| pattern.owner).collect(),
        }
    }

    /// Counts the occurrence of a pattern's literal at a range of `framed` if its anchors hold.
    pub fn judge(&self, pattern: usize, framed: &[u8], start: usize, end: usize, tally: &mut Tally) {
        let anchors = self.anchors[pattern];
        let holds = (anchors & STARTS_AGENT == 0 || start == 1)
            && (anchors & ENDS_AGENT == 0 || end == framed.len() - 1)
            && (anchors & STARTS_WORD == 0 || !framed[start - 1].is_ascii_alphanumeric())
            && (anchors & ENDS_WORD == 0 || !framed[end].is_ascii_alphanumeric());
        if holds {
            let bots = self.anchors.len() - self.owners.len();
            let owner = pattern.checked_sub(bots).map_or(pattern as u16, |further| self.owners[further]);
            tally.add(owner, start - 1, end - 1);
        }
    }
}
