//! Patterns in buckets, by the hash of a window of four folded bytes.

use snapwall_tables::{ENDS_AGENT, ENDS_WORD, STARTS_AGENT, STARTS_WORD};

use crate::gram::{BUCKETS, Gram, WINDOW, fold};
use crate::patterns::{Pattern, Patterns};
use crate::tally::Tally;
use crate::verdicts::Verdicts;

/// Pattern in the low twelve bits, above it where its window starts, in bytes from one before the literal.
type Entry = u16;
const PATTERN_BITS: u32 = 12;

/// The windows of a pattern that any occurrence of it has in full: place (from one byte before the literal) and bytes,
/// folded.
pub fn windows(pattern: &Pattern) -> Vec<(usize, [u8; WINDOW])> {
    let starts_bare = pattern.anchors & (STARTS_AGENT | STARTS_WORD) != 0;
    let ends_bare = pattern.anchors & (ENDS_AGENT | ENDS_WORD) != 0;
    let mut framed = Vec::new();
    framed.extend(starts_bare.then_some(b' '));
    framed.extend(fold(&pattern.literal));
    framed.extend(ends_bare.then_some(b' '));
    let shift = usize::from(!starts_bare);
    let found = framed.windows(WINDOW).enumerate();
    found.map(|(at, window)| (at + shift, window.try_into().expect("a window"))).collect()
}

/// A bucket for each hash: where its entries start.
pub struct Table {
    starts: Box<[u16]>,
    entries: Box<[Entry]>,
}

impl Table {
    /// `filed`: the index of each pattern and the window that it is filed under.
    pub fn new(filed: &[(usize, (usize, [u8; WINDOW]))]) -> Self {
        let mut buckets: Vec<Vec<Entry>> = vec![Vec::new(); BUCKETS];
        for (pattern, (offset, window)) in filed {
            assert!(*offset < 16);
            buckets[gram(*window).bucket()].push((offset << PATTERN_BITS | pattern) as Entry);
        }
        let mut starts = vec![0u16];
        for bucket in &buckets {
            starts.push(starts[starts.len() - 1] + bucket.len() as u16);
        }
        Table { starts: starts.into(), entries: buckets.concat().into() }
    }

    /// The entries of a window's bucket.
    #[inline(always)]
    pub fn look_up(&self, gram: Gram) -> &[Entry] {
        &self.entries[usize::from(self.starts[gram.bucket()])..usize::from(self.starts[gram.bucket() + 1])]
    }
}

pub fn gram(window: [u8; WINDOW]) -> Gram {
    Gram::new(u32::from_le_bytes(window))
}

/// The literals, one behind the other.
pub struct Literals {
    starts: Box<[u16]>,
    text: Box<[u8]>,
    verdicts: Verdicts,
}

impl Literals {
    pub fn new(patterns: &Patterns) -> Self {
        let mut starts = vec![0u16];
        let mut text = Vec::new();
        for pattern in &patterns.list {
            text.extend_from_slice(&pattern.literal);
            starts.push(text.len() as u16);
        }
        Literals { starts: starts.into(), text: text.into(), verdicts: Verdicts::new(patterns) }
    }

    /// Compares each entry with the text around the window that starts at `at`.
    #[cold]
    #[inline(never)]
    pub fn verify(&self, entries: &[Entry], framed: &[u8], at: usize, tally: &mut Tally) {
        for entry in entries {
            let pattern = usize::from(*entry) % (1 << PATTERN_BITS);
            let literal =
                &self.text[usize::from(self.starts[pattern])..usize::from(self.starts[pattern + 1])];
            let Some(start) = (at + 1).checked_sub(usize::from(*entry >> PATTERN_BITS)) else { continue };
            let found = framed[..framed.len() - 1].get(start..start + literal.len());
            if start >= 1 && found.is_some_and(|found| found.eq_ignore_ascii_case(literal)) {
                self.verdicts.judge(pattern, framed, start, start + literal.len(), tally);
            }
        }
    }
}
