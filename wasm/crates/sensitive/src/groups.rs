//! Runs of grouped digits, as people write long numbers: `4111 1111-1111`, `(030) 12 34-56`, `10.0.0.1`.

use crate::context::Labels;
use crate::text::{byte_at, byte_before, digits_end, is_start, is_word};

/// The maximum number of groups of a run that are read at once.
const GROUPS_MAX: usize = 16;

/// The separator between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// None: the start of the run.
    None,
    Space,
    Dash,
    Dot,
    Slash,
    /// A parenthesis, optionally with a space or hyphen.
    Paren,
    /// A hyphen with spaces around it.
    Wide,
}

impl Separator {
    /// Whether it binds closer than a space, so that both sides belong to one value.
    pub fn is_tight(self) -> bool {
        matches!(self, Separator::Dash | Separator::Dot | Separator::Slash)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub start: usize,
    pub end: usize,
    /// The separator before it.
    pub separator: Separator,
}

impl Group {
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The lengths of groups, packed into four bits each, the first lowest, so that all are compared at once. Lengths of 15
/// and more are equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Lengths(u64);

const _: () = assert!(GROUPS_MAX * 4 <= u64::BITS as usize);

impl Lengths {
    #[inline(always)]
    pub const fn of<const N: usize>(lengths: &[usize; N]) -> Self {
        let (mut packed, mut at) = (Lengths(0), 0);
        while at < N {
            packed = packed.with(at, lengths[at]);
            at += 1;
        }
        packed
    }

    /// Appends the length of another group.
    #[inline(always)]
    const fn with(self, group: usize, length: usize) -> Self {
        Lengths(self.0 | (if length < 15 { length as u64 } else { 15 }) << (group * 4))
    }

    /// The number of groups.
    pub const fn count(self) -> usize {
        (u64::BITS - self.0.leading_zeros()).div_ceil(4) as usize
    }

    /// The lengths of `count` groups from `first` on.
    pub fn part(self, first: usize, count: usize) -> Self {
        Lengths(self.0 >> (first * 4) & !(u64::MAX << 4 << (count * 4 - 4)))
    }

    /// Whether the groups from `first` on begin with these lengths.
    #[inline(always)]
    pub const fn have(self, first: usize, others: Lengths) -> bool {
        (self.0 >> (first * 4) ^ others.0) << others.0.leading_zeros() / 4 * 4 == 0
    }
}

/// The buffer for the groups of a run. All runs of a text share one, since initialising it takes longer than reading
/// most runs.
pub type Room = [Group; GROUPS_MAX];

/// An empty buffer.
pub const ROOM: Room = [Group { start: 0, end: 0, separator: Separator::None }; GROUPS_MAX];

/// Consecutive groups of digits.
pub struct Run<'a> {
    pub text: &'a [u8],
    pub labels: &'a Labels,
    groups: &'a [Group],
    pub lengths: Lengths,
    /// The number of digits in all groups.
    pub digits: usize,
    /// Whether nothing continues the last group.
    is_ended: bool,
    /// The end of the last finding in the run: the groups after it begin a new chain.
    pub taken: usize,
}

impl<'a> Run<'a> {
    /// Reads the run that begins with the digit at `start`.
    #[inline(always)]
    pub fn read(text: &'a [u8], start: usize, labels: &'a Labels, room: &'a mut Room) -> Self {
        let (mut lengths, mut count, mut digits) = (Lengths::of(&[]), 0, 0);
        let (mut at, mut separator) = (start, Separator::None);
        while count < GROUPS_MAX {
            let end = digits_end(text, at);
            room[count] = Group { start: at, end, separator };
            lengths = lengths.with(count, end - at);
            count += 1;
            digits += end - at;
            let (next, bytes) = read_separator(text, end);
            at = end + bytes;
            if bytes == 0 || !byte_at(text, at).is_ascii_digit() {
                break;
            }
            separator = next;
        }
        let end = room[count - 1].end;
        let is_hyphenated = byte_at(text, end) == b'-' && byte_at(text, end + 1).is_ascii_alphanumeric();
        let is_ended = !(is_word(byte_at(text, end)) || is_hyphenated);
        Run { text, labels, groups: &room[..count], lengths, digits, is_ended, taken: start }
    }

    pub fn groups(&self) -> &'a [Group] {
        self.groups
    }

    /// Whether the run may be longer than what was read of it.
    pub fn is_cut(&self) -> bool {
        self.groups.len() == GROUPS_MAX
    }

    /// The separator after a group.
    pub fn separator_behind(&self, group: usize) -> Separator {
        self.groups().get(group + 1).map_or(Separator::None, |next| next.separator)
    }

    /// Whether a value may begin with this group: nothing before it belongs to it.
    pub fn begins(&self, group: usize) -> bool {
        let start = self.groups[group].start;
        let is_behind_slash =
            self.before(group) == b'/' && byte_before(self.text, start - 1).is_ascii_digit();
        is_start(self.text, start) && !is_behind_slash && !self.groups[group].separator.is_tight()
    }

    /// Whether a value may end with this group.
    pub fn ends(&self, group: usize) -> bool {
        match self.groups.get(group + 1) {
            Some(next) => !next.separator.is_tight(),
            None => self.is_ended,
        }
    }

    /// Whether a group is in the middle of a chain of equal separators, where no value begins.
    #[inline(never)]
    pub fn is_middle(&self, group: usize) -> bool {
        let separator = self.groups[group].separator;
        group > 0
            && self.groups[group - 1].end > self.taken
            && separator == self.separator_behind(group)
            && separator != Separator::Paren
    }

    /// The byte before a group.
    pub fn before(&self, group: usize) -> u8 {
        byte_before(self.text, self.groups[group].start)
    }

    /// Copies the digits of groups into a buffer and returns their number, or `None` if the buffer is too small.
    #[inline(never)]
    pub fn copy_digits(&self, groups: core::ops::Range<usize>, buffer: &mut [u8]) -> Option<usize> {
        let mut count = 0;
        for group in &self.groups[groups] {
            // Byte by byte: for so few, a call to copy memory takes longer.
            for digit in &self.text[group.start..group.end] {
                *buffer.get_mut(count)? = *digit;
                count += 1;
            }
        }
        Some(count)
    }

    /// Whether the groups from `first` on have these lengths.
    #[inline(always)]
    pub fn has_lengths<const N: usize>(&self, first: usize, lengths: &[usize; N]) -> bool {
        self.lengths.have(first, Lengths::of(lengths))
    }

    /// The separator between the groups of a range, if it is the same throughout.
    #[inline(never)]
    pub fn uniform(&self, groups: core::ops::Range<usize>) -> Option<Separator> {
        let between = &self.groups[groups.start + 1..groups.end];
        let first = between.first()?.separator;
        between.iter().all(|group| group.separator == first).then_some(first)
    }
}

/// Other spaces and hyphens that people and word processors put between groups.
const SPACES: [&[u8]; 5] = [b"\xc2\xa0", b"\xe2\x80\xaf", b"\xe2\x80\x89", b"\xe2\x80\x87", b"&nbsp;"];
const DASHES: [&[u8]; 4] = [b"\xe2\x80\x90", b"\xe2\x80\x91", b"\xe2\x80\x93", b"\xe2\x88\x92"];

/// The single separator at `at`, and its length in bytes.
#[inline]
pub fn read_one_separator(text: &[u8], at: usize) -> (Separator, usize) {
    match byte_at(text, at) {
        b' ' => (Separator::Space, 1),
        b'-' => (Separator::Dash, 1),
        b'.' => (Separator::Dot, 1),
        b'/' => (Separator::Slash, 1),
        b'(' | b')' => (Separator::Paren, 1),
        0xc2 | 0xe2 | b'&' => read_far_separator(text, at),
        _ => (Separator::None, 0),
    }
}

/// The same for separators of several bytes.
#[inline(never)]
fn read_far_separator(text: &[u8], at: usize) -> (Separator, usize) {
    let rest = &text[at..];
    if let Some(space) = SPACES.iter().find(|space| rest.starts_with(space)) {
        return (Separator::Space, space.len());
    }
    match DASHES.iter().find(|dash| rest.starts_with(dash)) {
        Some(dash) => (Separator::Dash, dash.len()),
        None => (Separator::None, 0),
    }
}

/// Whether another group follows the one that ends here.
pub fn goes_on(text: &[u8], end: usize) -> bool {
    byte_behind_separator(text, end).is_ascii_digit()
}

/// The byte after the separator that follows a group, or 0 if no separator does.
pub fn byte_behind_separator(text: &[u8], end: usize) -> u8 {
    let (_, bytes) = read_separator(text, end);
    if bytes > 0 { byte_at(text, end + bytes) } else { 0 }
}

/// The separator after a group: one space, hyphen, dot or slash, a parenthesis with what surrounds it, or a hyphen with
/// spaces around it.
fn read_separator(text: &[u8], start: usize) -> (Separator, usize) {
    let (first, mut bytes) = read_one_separator(text, start);
    // Usually there is a single one, or none.
    if bytes == 0 || byte_at(text, start + bytes).is_ascii_digit() {
        return (first, bytes);
    }
    let mut separator = first;
    for _ in 0..2 {
        if byte_at(text, start + bytes).is_ascii_digit() {
            break;
        }
        let (next, more) = read_one_separator(text, start + bytes);
        separator = match (separator, next) {
            (_, Separator::None) | (Separator::None, _) => break,
            (Separator::Paren, _) | (_, Separator::Paren) => Separator::Paren,
            (Separator::Space, Separator::Space) if bytes == 1 => Separator::Space,
            (Separator::Space, Separator::Dash) | (Separator::Dash, Separator::Space) => Separator::Wide,
            (Separator::Wide, Separator::Space) => Separator::Wide,
            _ => return (Separator::None, 0),
        };
        bytes += more;
    }
    (separator, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_groups_from_any_on() {
        let labels = Labels::new();
        let mut room = ROOM;
        let run = Run::read(b"1 415-555-0132 00000000000000000", 0, &labels, &mut room);
        assert_eq!(run.groups().len(), run.lengths.count());
        assert!(run.has_lengths(0, &[1, 3, 3, 4]) && run.has_lengths(1, &[3, 3]) && run.has_lengths(3, &[4]));
        assert!(!run.has_lengths(0, &[3]) && !run.has_lengths(1, &[3, 4]) && !run.has_lengths(4, &[4]));
        assert!(!run.has_lengths(3, &[4, 14, 1]));
        assert!(run.lengths.part(1, 3) == Lengths::of(&[3, 3, 4]));
        let text = "12 ".repeat(40);
        let long = Run::read(text.as_bytes(), 0, &labels, &mut room);
        assert_eq!((long.lengths.count(), long.lengths.part(0, 16).count()), (16, 16));
        assert!(long.has_lengths(15, &[2]) && !long.has_lengths(15, &[2, 2]));
    }
}
