//! The occurrences of patterns in one text, the longest of those that lie inside one another.

use snapwall_tables::BENIGN;

/// How many occurrences are kept at once. Real User-Agents have under ten.
const CAPACITY: usize = 32;

/// One occurrence: half-open byte range in the text, and the bot, or `BENIGN`.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Hit {
    pub start: u32,
    pub end: u32,
    pub bot: u16,
}

impl Hit {
    fn key(&self) -> (u32, u32, u16) {
        (self.start, self.end, self.bot)
    }

    fn covers(&self, other: &Hit) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Of two equal spans: a benign word, then the bot with the lower index (names stand before signs).
    fn yields_to(&self, other: &Hit) -> bool {
        other.covers(self) && (!self.covers(other) || rank(other.bot) <= rank(self.bot))
    }
}

fn rank(bot: u16) -> u16 {
    bot.wrapping_add(1) // BENIGN becomes 0
}

/// A bounded set of occurrences. Fed in the order of their windows' positions.
pub struct Hits {
    hits: [Hit; CAPACITY],
    len: usize,
}

impl Hits {
    pub fn new() -> Self {
        Hits { hits: [Hit::default(); CAPACITY], len: 0 }
    }

    /// Adds an occurrence unless a longer one covers it, and drops those that it covers.
    ///
    /// `position` is how far the scan has come. When there is no room, what can no longer matter goes: benign words and
    /// repeats of a bot that end before `position`. If that frees nothing, 32 different bots have been seen and the
    /// occurrence is dropped: an attacker who adds more bots does not hide those already there.
    pub fn add(&mut self, hit: Hit, position: u32) {
        if self.as_slice().iter().any(|other| hit.yields_to(other)) {
            return;
        }
        self.retain(|_, other| !other.yields_to(&hit));
        if self.len == CAPACITY {
            self.retain(|before, other| {
                let settled = other.end < position;
                let repeat = before.iter().any(|earlier| earlier.bot == other.bot);
                !(settled && (other.bot == BENIGN || repeat))
            });
        }
        if self.len < CAPACITY {
            self.hits[self.len] = hit;
            self.len += 1;
        }
    }

    pub fn as_slice(&self) -> &[Hit] {
        &self.hits[..self.len]
    }

    /// The occurrences of bots, by where they start.
    pub fn finish(&mut self) -> &[Hit] {
        self.retain(|_, hit| hit.bot != BENIGN);
        // An insertion sort: the standard library's sort would weigh more than this crate's whole request path.
        for sorted in 1..self.len {
            let mut at = sorted;
            while at > 0 && self.hits[at - 1].key() > self.hits[at].key() {
                self.hits.swap(at - 1, at);
                at -= 1;
            }
        }
        self.as_slice()
    }

    fn retain(&mut self, mut keep: impl FnMut(&[Hit], &Hit) -> bool) {
        let mut kept = 0;
        for index in 0..self.len {
            let hit = self.hits[index];
            if keep(&self.hits[..kept], &hit) {
                self.hits[kept] = hit;
                kept += 1;
            }
        }
        self.len = kept;
    }
}
