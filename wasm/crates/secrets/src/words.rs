//! Known words in names and around values: those that call a value secret, that deny it, or that name its vendor.

use core::ops::Range;

use crate::tables::{Tables, WordClass, word};
use crate::windows::{ANY, Filed, Hash, behind_of, fold_window};

/// A known word in the text.
pub struct Word {
    pub class: WordClass,
    pub start: usize,
    pub end: usize,
    /// The rules of the vendor that it names.
    pub rules: Range<u16>,
}

/// The number of windows of three bytes in eight bytes.
const WINDOWS: usize = 6;

/// All known words in a range of a text, ignoring case. Six windows are hashed at a time: there is a name before most
/// values, and few names contain a known word.
pub struct Words<'a> {
    /// The text up to the range's end.
    text: &'a [u8],
    tables: &'a Tables<'a>,
    /// The position of the first hashed window, and the bytes of all six.
    at: usize,
    bytes: u64,
    /// Bit `n`: the window at `at + n` may begin a word and has not been looked at yet.
    passing: u32,
    /// The remaining words filed under the current window, and its position.
    filed: Filed,
    start: usize,
}

impl<'a> Words<'a> {
    pub fn new(text: &'a [u8], [start, end]: [usize; 2], tables: &'a Tables<'a>) -> Self {
        let text = &text[..end];
        let at = start.wrapping_sub(WINDOWS);
        Words { text, tables, at, bytes: 0, passing: 0, filed: Filed::NONE, start }
    }

    #[inline(always)]
    fn hash(&self, index: usize) -> Hash {
        Hash::of(fold_window((self.bytes >> (index * 8)) as u32 & 0xff_ffff))
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    #[inline(never)]
    fn next(&mut self) -> Option<Word> {
        let windows = &self.tables.index.words;
        loop {
            while let Some(record) = windows.next(&mut self.filed) {
                let word = read(self.text, self.start, self.tables.word_record(record));
                if word.is_some() {
                    return word;
                }
            }
            while self.passing == 0 {
                self.at = self.at.wrapping_add(WINDOWS);
                if self.at + 2 >= self.text.len() {
                    return None;
                }
                self.bytes = match self.text[self.at..].first_chunk::<8>() {
                    Some(bytes) => u64::from_le_bytes(*bytes),
                    None => last_bytes(self.text, self.at),
                };
                // Unrolled: a loop takes a twentieth more time on logs.
                const { assert!(WINDOWS == 6) };
                let bit = |index: usize| windows.bit(self.hash(index)) << index;
                self.passing = bit(0) | bit(1) | bit(2) | bit(3) | bit(4) | bit(5);
            }
            let index = self.passing.trailing_zeros() as usize;
            self.passing &= self.passing - 1;
            self.start = self.at + index;
            let behind = self.text.get(self.start + 3).map_or(ANY, |byte| behind_of(*byte));
            self.filed = windows.filed(self.hash(index), behind);
        }
    }
}

/// Fewer than eight bytes, padded with zeros, which no word contains.
#[inline(always)]
fn last_bytes(text: &[u8], at: usize) -> u64 {
    match text.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last) >> ((8 - (text.len() - at)) * 8),
        None => text[at..].iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// The word of a record, if it is at `start`.
#[inline(never)]
fn read(text: &[u8], start: usize, record: &[u8]) -> Option<Word> {
    let [lead, len, ref rest @ ..] = *record else { return None };
    let (letters, rest) = rest.split_at(usize::from(len));
    let end = match_word(text, start, letters)?;
    let begins = lead & word::BEGINS == 0 || begins_word(text, start);
    let ends = lead & word::ENDS == 0 || ends_word(text, end);
    let class = WordClass::of(lead & word::CLASS);
    let rules = match *rest {
        [count, low, high, ..] if class == WordClass::Vendor => {
            let first = u16::from_le_bytes([low, high]);
            first..first + u16::from(count)
        }
        _ => 0..0,
    };
    (begins && ends).then_some(Word { class, start, end, rules })
}

/// The end of a word matched at `at`; its underscores match any delimiter of names, or none.
fn match_word(text: &[u8], mut at: usize, word: &[u8]) -> Option<usize> {
    for &expected in word {
        let byte = text.get(at).copied().unwrap_or(0);
        if expected == b'_' {
            at += usize::from(matches!(byte, b'_' | b'-' | b'.' | b' '));
        } else if fold(byte) == expected {
            at += 1;
        } else {
            return None;
        }
    }
    Some(at)
}

/// Lowercases ASCII letters.
#[inline(always)]
fn fold(byte: u8) -> u8 {
    byte | u8::from(byte.is_ascii_uppercase()) << 5
}

/// No letter precedes it, or it starts with a capital in camel case.
fn begins_word(text: &[u8], start: usize) -> bool {
    let Some(before) = start.checked_sub(1).map(|index| text[index]) else { return true };
    !before.is_ascii_alphabetic() || before.is_ascii_lowercase() && text[start].is_ascii_uppercase()
}

/// No letter follows it, or a capital in camel case does.
fn ends_word(text: &[u8], end: usize) -> bool {
    let Some(next) = text.get(end) else { return true };
    !next.is_ascii_alphabetic() || next.is_ascii_uppercase() && text[end - 1].is_ascii_lowercase()
}
