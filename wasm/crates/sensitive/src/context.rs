//! The words around a value, which tell what a number is when its digits do not.

mod labels;
mod lexicon;
mod quiet;

use crate::findings::CONTEXT_BYTES;
use crate::packed::Words;
use crate::text::{byte_at, starts_with};
pub use labels::Labels;
use lexicon::{Entry, bucket, entries};
pub use quiet::Quiet;

/// How far before a value its label may begin.
const LABEL_BYTES: usize = 40;

/// How far after a value a word that tells what it is may begin.
const BEHIND_BYTES: usize = 24;

/// What words call a number: a bit set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Names(u8);

impl Names {
    pub const NONE: Names = Names(0);
    pub const PHONE: Names = Names(1);
    pub const CARD: Names = Names(1 << 1);
    pub const SSN: Names = Names(1 << 2);
    /// An IP address.
    pub const ADDRESS: Names = Names(1 << 3);
    /// A version, or a position in a document.
    pub const VERSION: Names = Names(1 << 4);
    /// A number that may be as long as a phone number.
    pub const ACCOUNT: Names = Names(1 << 5);
    /// Some other long number.
    pub const OTHER: Names = Names(1 << 6);

    pub const fn or(self, other: Names) -> Names {
        Names(self.0 | other.0)
    }

    pub const fn has_any_of(self, others: Names) -> bool {
        self.0 & others.0 != 0
    }
}

/// Which of the asked names the last word of the label before `start` gives. The label is the text just before a value,
/// back to the end of a line, a sentence, a list element or another number. Parts of words in camel case, or after an
/// underscore, count as words: `homePhone`.
pub fn label(text: &[u8], start: usize, asked: Names) -> Names {
    read_label(text, start, LABEL_BYTES, asked).0
}

/// The same for labels of at most `bytes` bytes.
pub fn label_within(text: &[u8], start: usize, bytes: usize, asked: Names) -> Names {
    read_label(text, start, bytes, asked).0
}

/// The same, and the offset from which the bytes up to the value determine the result, if it is known.
fn read_label(text: &[u8], start: usize, bytes: usize, asked: Names) -> (Names, Option<usize>) {
    let lowest = start.saturating_sub(bytes);
    let (mut at, mut found) = (start, Names::NONE);
    let mut passed = Passed { digits: 0, points: 0 };
    while found == Names::NONE && at > lowest && !ends_label(text, start, at, &mut passed) {
        at -= 1;
        // Within lowercase letters, no label ends and no word begins.
        while at > lowest && text[at - 1].is_ascii_lowercase() && text[at].is_ascii_lowercase() {
            at -= 1;
        }
        if begins_word(text, at) {
            found = look_up(text, at, asked);
        }
    }
    (found, at.checked_sub(1).filter(|_| passed.points == 0))
}

/// What was passed on the way back through a label.
struct Passed {
    /// The digits of the preceding number so far.
    digits: u32,
    /// Dots that may end a sentence, which depends on the text before them.
    points: u32,
}

/// Whether the label of the value at `start` begins at `at`. All positions between the two were already tested.
#[inline(always)]
fn ends_label(text: &[u8], start: usize, at: usize, passed: &mut Passed) -> bool {
    let byte = text[at - 1];
    passed.digits = match byte {
        b'0'..=b'9' => passed.digits + 1,
        b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => 0,
        _ => passed.digits,
    };
    match byte {
        b'\n' | b'\r' | b'\t' | b';' | b'{' | b'}' | b'|' | b'@' => true,
        b',' => text[at] != b' ' || at == start,
        b'.' | b'!' | b'?' if text[at] == b' ' => {
            passed.points += 1;
            !is_abbreviation(text, at - 1)
        }
        b'.' | b'!' | b'?' => false,
        _ => passed.digits == 3,
    }
}

/// What the word of the lexicon at `at` names, if that is asked for.
fn look_up(text: &[u8], at: usize, asked: Names) -> Names {
    let Some(bucket) = bucket(text[at], byte_at(text, at + 1)) else { return Names::NONE };
    let [second, third] = [1, 2].map(|more| byte_at(text, at + more) | 0x20);
    let is_it = |entry: &Entry| {
        // The second and third byte rule out most words of a bucket.
        let may_be = match *entry.word {
            [_, two, three, ..] => two | 0x20 == second && (three | 0x20 == third || three == b'.'),
            _ => true,
        };
        may_be && entry.names.has_any_of(asked) && is_word_at(&text[at..], entry.word)
    };
    entries(bucket).find(is_it).map_or(Names::NONE, |entry| entry.names)
}

/// Whether a word after a value gives one of the asked names, in the same sentence or element, and is not the label of
/// what follows it.
pub fn is_named_behind(text: &[u8], end: usize, asked: Names) -> bool {
    behind(text, end, |at| look_up(text, at, asked) != Names::NONE)
}

/// Whether a non-ASCII word directly after a value gives one of the asked names, as in Japanese and Korean:
/// `03-1234-5678に電話`.
pub fn is_called_behind(text: &[u8], end: usize, asked: Names) -> bool {
    byte_at(text, end + 1) >= 0x80
        && behind(text, end, |at| text[at] >= 0x80 && look_up(text, at, asked) != Names::NONE)
}

/// Whether one of the words is before a value with no other number in between, or just after it.
pub fn is_near(text: &[u8], start: usize, end: usize, words: Words<'_>) -> bool {
    // Test the initial letter first: few bytes pass.
    let initials = words.fold(0, |all, (_, word)| all | initial(word[0]));
    let is_it = |at: usize| initials & initial(text[at]) != 0 && has_at(text, at, words);
    let lowest = start.saturating_sub(CONTEXT_BYTES);
    let (mut at, mut digits) = (start, 0);
    while at > lowest && digits < 3 && text[at - 1] != b'\n' {
        at -= 1;
        digits = if text[at].is_ascii_digit() { digits + 1 } else { 0 };
        if is_it(at) && begins_word(text, at) {
            return true;
        }
    }
    behind(text, end, is_it)
}

/// A bit for a letter in either case, shared with some other bytes.
fn initial(byte: u8) -> u32 {
    1 << (byte & 31)
}

/// Whether there can be a word where [`is_near`] looks before a value: in a list of numbers there is none.
pub fn has_letters_before(text: &[u8], start: usize) -> bool {
    let mut digits = 0;
    for byte in text[start.saturating_sub(CONTEXT_BYTES)..start].iter().rev() {
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        if is_letter(byte) {
            return true;
        }
        if digits == 3 || *byte == b'\n' {
            break;
        }
    }
    false
}

/// The same for the text after the value.
pub fn has_letters_behind(text: &[u8], end: usize) -> bool {
    let behind = &text[end..text.len().min(end + BEHIND_BYTES)];
    behind.iter().take_while(|byte| !stops_behind(**byte)).any(is_letter)
}

fn is_letter(byte: &u8) -> bool {
    byte.is_ascii_alphabetic() || *byte >= 0x80
}

fn behind(text: &[u8], end: usize, is_it: impl Fn(usize) -> bool) -> bool {
    (end..text.len().min(end + BEHIND_BYTES))
        .take_while(|at| !stops_behind(text[*at]))
        .any(|at| begins_word(text, at) && is_it(at) && !is_label(text, at))
}

/// Whether a byte ends the sentence or element that contains a value.
fn stops_behind(byte: u8) -> bool {
    matches!(byte, b'!'..=b'"' | b'&' | b',' | b'.' | b'0'..=b'9' | b';' | b'<' | b'?' | b'|' | b'\n' | b'\t')
}

/// Whether the word at `at` is followed by a delimiter or a number that it labels.
fn is_label(text: &[u8], mut at: usize) -> bool {
    while text.get(at).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b' ')) {
        at += 1;
    }
    text.get(at).is_some_and(|byte| matches!(byte, b'=' | b':' | b'"' | b'#' | b'(') || byte.is_ascii_digit())
}

/// Whether the dot at `point` ends a word of at most four letters: `Tel. 030`, `no. 12`.
fn is_abbreviation(text: &[u8], point: usize) -> bool {
    let (mut at, mut letters) = (point, 0);
    while at > 0 && letters <= 4 && (text[at - 1].is_ascii_alphabetic() || text[at - 1] >= 0x80) {
        at -= 1;
        letters += usize::from(text[at] & 0xc0 != 0x80);
    }
    (1..=4).contains(&letters)
}

/// Whether one of the words begins at `at`.
#[inline(never)]
pub fn has_at(text: &[u8], at: usize, mut words: Words<'_>) -> bool {
    words.any(|(_, word)| word[0] | 0x20 == text[at] | 0x20 && is_word_at(&text[at..], word))
}

fn begins_word(text: &[u8], at: usize) -> bool {
    let Some(&before) = text.get(at.wrapping_sub(1)) else { return true };
    let byte = text[at];
    !before.is_ascii_alphabetic() || before.is_ascii_lowercase() && byte.is_ascii_uppercase() || byte >= 0xc0
}

/// Whether the text begins with a word. A word with a final `.` must be whole, apart from a plural `s`.
fn is_word_at(text: &[u8], word: &[u8]) -> bool {
    let (word, is_whole) = match word.strip_suffix(b".") {
        Some(word) => (word, true),
        None => (word, false),
    };
    if !starts_with(text, word) {
        return false;
    }
    let mut behind = text[word.len()..].iter().copied().peekable();
    if word.len() > 2 {
        behind.next_if_eq(&b's');
    }
    let next = behind.next().unwrap_or(0);
    // A capital continues a word in capitals, unless it begins the next word in camel case: `SSL`, but `SSNValue`.
    let is_capital = next.is_ascii_uppercase()
        && text[word.len() - 1].is_ascii_uppercase()
        && !behind.next().unwrap_or(0).is_ascii_lowercase();
    // `phone2` contains the word `phone`, `v2` does not contain `v`.
    let goes_on = next.is_ascii_lowercase() || is_capital || word.len() <= 2 && next.is_ascii_digit();
    !(is_whole && goes_on)
}
