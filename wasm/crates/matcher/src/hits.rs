//! The occurrences of patterns in a request, the longest of those that lie inside one another.

use snapwall_tables::BENIGN;

/// How many occurrences are kept at once. Real requests have under ten.
const CAPACITY: usize = 32;

/// One occurrence: half-open byte range in a slot, and the bot, or `BENIGN`.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Hit {
    pub start: u32,
    pub end: u32,
    pub slot: u16,
    pub bot: u16,
}

impl Hit {
    /// Whether `other` hides this one: it covers it and is longer, or is as long and stands first among benign words,
    /// then bots by index (names stand before signs).
    fn yields_to(&self, other: &Hit) -> bool {
        let is_covered = other.slot == self.slot && other.start <= self.start && self.end <= other.end;
        let is_longer = other.end - other.start > self.end - self.start;
        // BENIGN wraps to 0.
        is_covered && (is_longer || other.bot.wrapping_add(1) <= self.bot.wrapping_add(1))
    }
}

/// A bounded set of occurrences. Fed slot by slot, in the order of their windows.
pub struct Hits {
    hits: [Hit; CAPACITY],
    len: usize,
}

impl Hits {
    pub fn new() -> Self {
        Hits { hits: [Hit::default(); CAPACITY], len: 0 }
    }

    /// Adds an occurrence unless another hides it, and drops those that it hides.
    ///
    /// `position` is how far the scan of the slot has come. When there is no room even after settling, 32 different bots
    /// have been seen and the occurrence is dropped: an attacker who adds more bots does not hide those already there.
    #[inline(always)]
    pub fn add(&mut self, hit: Hit, position: u32) {
        if self.len == 0 {
            self.hits[0] = hit;
            self.len = 1;
        } else {
            self.add_beside(hit, position);
        }
    }

    #[inline(never)]
    fn add_beside(&mut self, hit: Hit, position: u32) {
        if self.as_slice().iter().any(|other| hit.yields_to(other)) {
            return;
        }
        self.keep(|other| !other.yields_to(&hit));
        if self.len == CAPACITY {
            self.settle(hit.slot, position);
        }
        if self.len < CAPACITY {
            self.hits[self.len] = hit;
            self.len += 1;
        }
    }

    /// Drops what can no longer matter: benign words behind `position`, and repeats of a bot behind it.
    #[cold]
    #[inline(never)]
    fn settle(&mut self, slot: u16, position: u32) {
        let mut kept = 0;
        for index in 0..self.len {
            let hit = self.hits[index];
            let is_settled = hit.slot != slot || hit.end < position;
            let is_repeat = self.hits[..kept].iter().any(|earlier| earlier.bot == hit.bot);
            if !is_settled || !(hit.bot == BENIGN || is_repeat) {
                self.hits[kept] = hit;
                kept += 1;
            }
        }
        self.len = kept;
    }

    /// Leaves the occurrences of bots, by slot and place.
    #[inline(always)]
    pub fn finish(&mut self) {
        if self.len > 1 || self.hits[0].bot == BENIGN {
            self.keep(|hit| hit.bot != BENIGN);
            self.sort();
        }
    }

    #[inline(never)]
    fn keep(&mut self, wanted: impl Fn(&Hit) -> bool) {
        let mut kept = 0;
        for index in 0..self.len {
            if wanted(&self.hits[index]) {
                self.hits[kept] = self.hits[index];
                kept += 1;
            }
        }
        self.len = kept;
    }

    /// An insertion sort: the standard library's sort would weigh more than this crate's whole request path.
    #[inline(never)]
    fn sort(&mut self) {
        let key = |hit: &Hit| (hit.slot, hit.start, hit.end);
        for sorted in 1..self.len {
            let mut at = sorted;
            while at > 0 && key(&self.hits[at - 1]) > key(&self.hits[at]) {
                self.hits.swap(at - 1, at);
                at -= 1;
            }
        }
    }

    pub fn as_slice(&self) -> &[Hit] {
        &self.hits[..self.len]
    }
}
