//! The occurrences of patterns in a request. Of nested ones, the longest is kept.

use core::mem::MaybeUninit;

use snapwall_tables::BENIGN;

/// How many occurrences are kept at once. Real requests have under ten.
const CAPACITY: usize = 32;

/// One occurrence: a half-open byte range in a slot, and the bot, or `BENIGN`.
///
/// Packed into one number, sixteen bits per field: no offset in the input buffer needs more. Ordered by slot, then
/// place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit(u64);

const _: () = assert!(snapwall_abi::CAPACITY_INPUT_BYTES <= 1 << 16);

impl Hit {
    #[inline(always)]
    pub fn new(slot: u32, start: usize, end: usize, bot: u16) -> Self {
        Hit(u64::from(slot) << 48 | (start as u64) << 32 | (end as u64) << 16 | u64::from(bot))
    }

    pub fn slot(self) -> u32 {
        (self.0 >> 48) as u32
    }

    pub fn start(self) -> u32 {
        (self.0 >> 32) as u32 & 0xFFFF
    }

    pub fn end(self) -> u32 {
        self.0 as u32 >> 16
    }

    pub fn bot(self) -> u16 {
        self.0 as u16
    }

    /// Whether this is the same bot as `other`, with the same start and an end no earlier: then it hides the other.
    #[inline(always)]
    fn prolongs(self, other: Hit) -> bool {
        let but_end = !(0xFFFF << 16);
        ((self.0 ^ other.0) & but_end == 0) & (self.0 >= other.0)
    }

    /// Whether `other` hides this one: it covers it and is longer, or is as long and comes first (benign words, then
    /// bots by index, names before signs).
    #[inline(always)]
    fn yields_to(self, other: Hit) -> bool {
        let is_covered =
            (other.slot() == self.slot()) & (other.start() <= self.start()) & (self.end() <= other.end());
        let is_longer = other.end() - other.start() > self.end() - self.start();
        // The increment wraps BENIGN to 0.
        is_covered & (is_longer | (other.bot().wrapping_add(1) <= self.bot().wrapping_add(1)))
    }
}

/// A bounded set of occurrences, by slot and place. Fed slot by slot, in the order of their windows.
pub struct Hits {
    /// Only the first `len` are initialised; clearing the rest would cost every request a call.
    hits: [MaybeUninit<Hit>; CAPACITY],
    len: usize,
}

impl Hits {
    pub fn new() -> Self {
        Hits { hits: [MaybeUninit::uninit(); CAPACITY], len: 0 }
    }

    /// The fast path of [`Hits::add_further`], for requests with one occurrence, or with a bot matched by two patterns in one
    /// place. That is nearly all requests, and an instance's first one then does not wait for the rest to be compiled.
    #[inline(always)]
    pub fn add(&mut self, hit: Hit, position: usize) {
        if self.len == 0 || self.len == 1 && hit.prolongs(self.get(0)) {
            self.hits[0].write(hit);
            self.len = 1;
        } else {
            self.add_further(hit, position);
        }
    }

    /// Adds an occurrence unless another hides it, and drops those that it hides.
    ///
    /// `position` is how far the scan of the slot has come. If there is no room even after settling, 32 different bots
    /// have been seen and the occurrence is dropped: an attacker who adds more bots does not hide those already there.
    #[inline(never)]
    fn add_further(&mut self, hit: Hit, position: usize) {
        let mut kept = 0;
        for index in 0..self.len {
            let other = self.get(index);
            if hit.yields_to(other) {
                // Then it hides none of the earlier ones: the one that hides it would have.
                return;
            }
            if !other.yields_to(hit) {
                self.hits[kept].write(other);
                kept += 1;
            }
        }
        self.len = kept;
        if kept == CAPACITY && !self.settle(hit.slot(), position) {
            return;
        }
        let mut at = self.len;
        while at > 0 && self.get(at - 1) > hit {
            self.hits[at].write(self.get(at - 1));
            at -= 1;
        }
        self.hits[at].write(hit);
        self.len += 1;
    }

    #[inline(always)]
    fn get(&self, index: usize) -> Hit {
        debug_assert!(index < self.len.max(1));
        // SAFETY: callers ask for one of the first `len`, which are initialised.
        unsafe { self.hits[index].assume_init() }
    }

    /// Drops what can no longer matter: settled benign words, and settled repeats of a bot. An occurrence is settled
    /// when it ends before `position` or is in another slot. Returns whether there is room now.
    #[cold]
    #[inline(never)]
    fn settle(&mut self, slot: u32, position: usize) -> bool {
        let mut kept = 0;
        for index in 0..self.len {
            let hit = self.get(index);
            let is_settled = hit.slot() != slot || (hit.end() as usize) < position;
            let is_repeat = (0..kept).any(|earlier| self.get(earlier).bot() == hit.bot());
            if !is_settled || !(hit.bot() == BENIGN || is_repeat) {
                self.hits[kept].write(hit);
                kept += 1;
            }
        }
        self.len = kept;
        kept < CAPACITY
    }

    pub fn clear(&mut self) {
        self.len = 0;
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[inline(always)]
    pub fn as_slice(&self) -> &[Hit] {
        // `len` never exceeds the capacity, but the compiler does not know that; `min` costs no branch.
        // SAFETY: the first `len` are initialised.
        unsafe { self.hits[..self.len.min(CAPACITY)].assume_init_ref() }
    }
}
