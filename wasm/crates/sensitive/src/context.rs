//! The words before a value, which tell what a number is when its digits do not.

use crate::findings::CONTEXT_BYTES;

/// How far before a value its label may begin.
const LABEL_BYTES: usize = 40;

/// How far behind a value a word may stand that tells what it is.
const BEHIND_BYTES: usize = 24;

/// Words, of which each begins one in the text, in any case; those that end with `.` are whole words. Words in camel
/// case and behind an underscore are words of their own: `homePhone`.
pub type Words = &'static [&'static str];

/// Whether the label of the value that begins at `start` has one of the words: what stands just before it, up to a
/// line, a sentence, a list's element or another number.
pub fn label_has(text: &[u8], start: usize, words: Words) -> bool {
    has_word(text, label_start(text, start), start, words)
}

/// Whether one of the words stands near the value: on its side of a line's end, or a little behind it.
pub fn is_near(text: &[u8], start: usize, end: usize, words: Words) -> bool {
    let before = start.saturating_sub(CONTEXT_BYTES);
    has_word(text, before, start, words) || has_word(text, end, text.len().min(end + BEHIND_BYTES), words)
}

fn label_start(text: &[u8], start: usize) -> usize {
    let lowest = start.saturating_sub(LABEL_BYTES);
    let (mut at, mut digits) = (start, 0);
    while at > lowest {
        let byte = text[at - 1];
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        let stops = match byte {
            b'\n' | b'\r' | b'\t' | b';' | b'{' | b'}' | b'|' => true,
            b',' => text[at] != b' ' || at == start,
            b'.' | b'!' | b'?' => text[at] == b' ' && !is_abbreviation(text, at - 1),
            _ => digits == 3,
        };
        if stops {
            break;
        }
        at -= 1;
    }
    at
}

/// Whether the point at a place ends a short word: `Tel. 030`, `no. 12`.
fn is_abbreviation(text: &[u8], point: usize) -> bool {
    (1..=4).any(|back| point > back && matches!(text[point - 1 - back], b' ' | b'"' | b'(' | b'\n' | b'>'))
        || point <= 4
}

fn has_word(text: &[u8], start: usize, end: usize, words: Words) -> bool {
    let mut at = start;
    while at < end {
        if begins_word(text, at) && words.iter().any(|word| is_word_at(&text[at..], word.as_bytes())) {
            return true;
        }
        at += 1;
    }
    false
}

fn begins_word(text: &[u8], at: usize) -> bool {
    let Some(&before) = text.get(at.wrapping_sub(1)) else { return true };
    let byte = text[at];
    !before.is_ascii_alphabetic() || before.is_ascii_lowercase() && byte.is_ascii_uppercase() || byte >= 0x80
}

fn is_word_at(text: &[u8], word: &[u8]) -> bool {
    let (word, is_whole) = match word.strip_suffix(b".") {
        Some(word) => (word, true),
        None => (word, false),
    };
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !(is_whole && text.get(word.len()).is_some_and(u8::is_ascii_lowercase))
}
