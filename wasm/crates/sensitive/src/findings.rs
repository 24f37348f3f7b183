//! The findings of one window of a text, in order and without overlaps.

use crate::Kind;

/// The longest finding, in bytes. What begins this close to the end of a window that is not the text's end is left to
/// the next one.
pub const FINDING_MAX_BYTES: usize = 8192;

/// How many bytes before a window's first undecided byte must be in the window: the words that tell what a number is.
pub const CONTEXT_BYTES: usize = 64;

/// One thing found in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// Which card, country, form: see [`variant_name`](crate::variant_name). A secret's rule and a custom pattern's
    /// index are their engines' own.
    pub variant: u16,
    /// How sure it is, from 1 to 100: by a checksum, by its shape, or only by the words around it.
    pub confidence: u8,
    /// The half-open range of bytes of the window.
    pub start: u32,
    pub end: u32,
}

impl Finding {
    /// What nothing has been written to.
    pub const NONE: Finding = Finding { kind: Kind::CreditCard, variant: 0, confidence: 0, start: 0, end: 0 };

    /// Whether this one stays and the other, which it overlaps, goes: the surer one by [`Kind`]'s rank, else the longer,
    /// else the one that came first.
    fn beats(&self, other: &Finding) -> bool {
        let rank = |finding: &Finding| (rank(finding), finding.end - finding.start);
        rank(self) > rank(other)
    }
}

/// Secrets and what an owner described go before all else; then what a longer structure proves; then numbers.
fn rank(finding: &Finding) -> u8 {
    match finding.kind {
        Kind::Custom => 4,
        Kind::Secret | Kind::Jwt | Kind::UrlCredentials => 3,
        Kind::PhoneNumber => 1,
        _ => 2,
    }
}

/// Collects what the engines find in one window into a buffer of the caller's.
///
/// A text longer than a window is judged in several: each begins [`CONTEXT_BYTES`] before the byte at which the one
/// before said to resume, or at the text's start, and is longer than [`CONTEXT_BYTES`] and [`FINDING_MAX_BYTES`]
/// together. All findings of all windows are then those of the whole text.
///
/// ```
/// use snapwall_sensitive::{find, Finding, Findings, Kind, Settings};
///
/// let text = b"Pay 4111 1111 1111 1111 from 192.0.2.7";
/// let mut room = [Finding::NONE; 8];
/// let mut findings = Findings::new(&mut room, text, 0, true);
/// find(text, &Settings::default(), &mut findings);
/// let found = findings.finish();
/// assert_eq!(found.resume_at, text.len());
/// let kinds: Vec<Kind> = room[..found.count].iter().map(|finding| finding.kind).collect();
/// assert_eq!(kinds, [Kind::CreditCard, Kind::IpAddress]);
/// ```
pub struct Findings<'a> {
    room: &'a mut [Finding],
    count: usize,
    from: usize,
    /// What begins here or later is left to the next window.
    limit: usize,
    text_bytes: usize,
}

/// How far before a window's end of decision a better place for it is looked for.
const CUT_BYTES: usize = 64;

/// A place at or just before `limit` that lies in no number, behind a sign that stands in none or at a word behind a
/// space; failing that, where a character begins.
fn find_cut(window: &[u8], from: usize, limit: usize) -> usize {
    let lowest = limit.saturating_sub(CUT_BYTES).max(from + 1);
    let is_cut = |at: &usize| match window[at - 1] {
        b' ' => window[*at].is_ascii_alphabetic(),
        before => matches!(before, b'\n' | b'\t' | b',' | b';' | b'"' | b'<' | b'>' | b'|'),
    };
    let is_character = |at: &usize| window[*at] & 0xc0 != 0x80;
    let mut places = (lowest..=limit).rev();
    places.clone().find(is_cut).or_else(|| places.find(is_character)).unwrap_or(limit)
}

/// What one window gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many findings stand in the room.
    pub count: usize,
    /// The window's byte from which on nothing is decided yet, the window's length when all is.
    pub resume_at: usize,
}

impl<'a> Findings<'a> {
    /// Room for the findings of a window that begin at byte `from` or later. `ends` says that the text ends with the
    /// window.
    ///
    /// # Panics
    ///
    /// If there is no room for a single finding.
    pub fn new(room: &'a mut [Finding], window: &[u8], from: usize, ends: bool) -> Self {
        assert!(!room.is_empty(), "no room for findings");
        let mut limit = window.len();
        if !ends {
            limit = limit.saturating_sub(FINDING_MAX_BYTES).max(from);
            limit = find_cut(window, from, limit);
        }
        Findings { room, count: 0, from, limit, text_bytes: window.len() }
    }

    /// How far engines need to read: no finding that would be kept ends behind this byte of the window.
    pub fn reach(&self) -> usize {
        (self.limit + FINDING_MAX_BYTES).min(self.text_bytes)
    }

    /// The byte at which engines may begin to look: what begins before it was judged with the window before.
    pub fn from(&self) -> usize {
        self.from
    }

    /// The byte behind which no finding that would be kept begins.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Whether what begins at a place overlaps nothing that was found.
    pub fn are_clear(&self, start: usize) -> bool {
        start >= self.from && self.as_slice().last().is_none_or(|last| last.end as usize <= start)
    }

    /// Adds a finding, unless one that it overlaps goes before it; those that it goes before are dropped.
    pub fn add(&mut self, finding: Finding) {
        let (start, end) = (finding.start as usize, finding.end as usize);
        if start < self.from || start >= self.limit || start >= end {
            return;
        }
        let kept = &self.room[..self.count];
        // Engines look from left to right, so that the place is mostly the last one.
        let mut first = self.count;
        if kept.last().is_some_and(|last| last.end as usize > start) {
            first = kept.partition_point(|other| other.end as usize <= start);
        }
        let mut behind = first;
        while behind < self.count && (kept[behind].start as usize) < end {
            if !finding.beats(&kept[behind]) {
                return;
            }
            behind += 1;
        }
        if behind > first {
            self.room.copy_within(behind..self.count, first + 1);
            self.count -= behind - first - 1;
        } else {
            if self.count == self.room.len() {
                self.limit =
                    if first == self.count { start } else { self.room[self.count - 1].start as usize };
                if first == self.count {
                    return;
                }
                self.count -= 1;
            }
            // Mostly there is nothing to move, and asking for that costs as much.
            if first < self.count {
                self.room.copy_within(first..self.count, first + 1);
            }
            self.count += 1;
        }
        self.room[first] = finding;
    }

    /// The findings so far, in the order of the text.
    pub fn as_slice(&self) -> &[Finding] {
        &self.room[..self.count]
    }

    /// How many findings stand in the room, and where the next window has to go on.
    pub fn finish(self) -> Found {
        let last_end = self.as_slice().last().map_or(0, |last| last.end as usize);
        Found { count: self.count, resume_at: self.limit.max(last_end) }
    }
}
