//! The findings in one window of a text, in order and without overlaps.

use crate::Kind;

/// The maximum length of a finding in bytes. Findings that begin this close to the end of a window, other than the
/// text's last, are left to the next window.
pub const FINDING_MAX_BYTES: usize = 8192;

/// How many bytes before its first undecided byte a window must include: the words that tell what a number is.
pub const CONTEXT_BYTES: usize = 64;

/// A finding in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: Kind,
    /// Which card, country or form: see [`variant_name`](crate::variant_name). For secrets and custom patterns, the
    /// index of the rule or pattern, defined by their engines.
    pub variant: u16,
    /// From 1 to 100, according to whether a checksum, the shape, or only the words around it identify it.
    pub confidence: u8,
    /// The half-open byte range in the window.
    pub start: u32,
    pub end: u32,
}

impl Finding {
    /// A placeholder for an unused slot.
    pub const NONE: Finding = Finding { kind: Kind::CreditCard, variant: 0, confidence: 0, start: 0, end: 0 };

    /// Whether this finding displaces another that it overlaps: by rank of its [`Kind`], then by length; of equals, the
    /// earlier one stays.
    fn beats(&self, other: &Finding) -> bool {
        let rank = |finding: &Finding| (rank(finding), finding.end - finding.start);
        rank(self) > rank(other)
    }
}

/// Custom patterns come first, then secrets and credentials, then other structured values, then phone numbers.
fn rank(finding: &Finding) -> u8 {
    match finding.kind {
        Kind::Custom => 4,
        Kind::Secret | Kind::Jwt | Kind::UrlCredentials => 3,
        Kind::PhoneNumber => 1,
        _ => 2,
    }
}

/// Collects the findings of all engines in one window, in a buffer of the caller's.
///
/// A text longer than a window is judged in several. Each begins at the start of the text, or [`CONTEXT_BYTES`] before
/// the byte at which the previous one said to resume, and is longer than [`CONTEXT_BYTES`] and [`FINDING_MAX_BYTES`]
/// together. The findings of all windows are then those of the whole text.
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
    /// Findings that begin here or later are left to the next window.
    limit: usize,
    text_bytes: usize,
}

/// How far before the limit of a window a better position for it is looked for.
const CUT_BYTES: usize = 64;

/// A position at or just before `limit` that is not within a number: after a byte that numbers do not contain, or at a
/// word after a space. If there is none, the start of a character.
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

/// The result of one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The number of findings in the buffer.
    pub count: usize,
    /// The offset in the window from which on nothing is decided yet; the window's length if everything is.
    pub resume_at: usize,
}

impl<'a> Findings<'a> {
    /// Takes a buffer for the findings of a window that begin at byte `from` or later. `ends` says whether the text
    /// ends with the window.
    ///
    /// # Panics
    ///
    /// If the buffer is empty.
    pub fn new(room: &'a mut [Finding], window: &[u8], from: usize, ends: bool) -> Self {
        assert!(!room.is_empty(), "no room for findings");
        let mut limit = window.len();
        if !ends {
            limit = limit.saturating_sub(FINDING_MAX_BYTES).max(from);
            limit = find_cut(window, from, limit);
        }
        Findings { room, count: 0, from, limit, text_bytes: window.len() }
    }

    /// The end of what engines need to read: no finding that would be kept ends after this byte of the window.
    pub fn reach(&self) -> usize {
        (self.limit + FINDING_MAX_BYTES).min(self.text_bytes)
    }

    /// The byte at which engines may begin: earlier findings were judged with the previous window.
    pub fn from(&self) -> usize {
        self.from
    }

    /// No finding that begins at or after this byte is kept.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Whether a finding that begins at `start` overlaps no earlier one.
    pub fn are_clear(&self, start: usize) -> bool {
        start >= self.from && self.as_slice().last().is_none_or(|last| last.end as usize <= start)
    }

    /// Adds a finding, unless one that it overlaps has precedence; drops those over which it has precedence.
    pub fn add(&mut self, finding: Finding) {
        let (start, end) = (finding.start as usize, finding.end as usize);
        if start < self.from || start >= self.limit || start >= end {
            return;
        }
        let kept = &self.room[..self.count];
        // Engines work from left to right, so it usually goes last.
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
            // There is usually nothing to move, and even an empty copy costs a call.
            if first < self.count {
                self.room.copy_within(first..self.count, first + 1);
            }
            self.count += 1;
        }
        self.room[first] = finding;
    }

    /// The findings so far, in text order.
    pub fn as_slice(&self) -> &[Finding] {
        &self.room[..self.count]
    }

    /// The number of findings in the buffer, and where the next window must resume.
    pub fn finish(self) -> Found {
        let last_end = self.as_slice().last().map_or(0, |last| last.end as usize);
        Found { count: self.count, resume_at: self.limit.max(last_end) }
    }
}
