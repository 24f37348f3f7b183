//! Cross-site scripting: would a browser run something from the value if it occurs in a page?
//!
//! The value is read as HTML text, then as something that breaks out of an attribute, then as script.

pub mod attribute;
pub mod script;
pub mod tag;
mod words;

pub use words::SCRIPT;

use snapwall_bytes::ByteSet;

use crate::glance::{ANGLE, BRACKET, HIGH, MINUS, OPERATOR, PLUS};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, follows, follows_any, is_blank, is_word, skip};

/// Judges what no single byte announces.
pub fn judge(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if !sheet.wants(Kind::Xss) {
        return;
    }
    // `<` in UTF-7, which old browsers would detect.
    if classes & PLUS != 0 && classes & MINUS != 0 {
        find(text, b"+adw-", sheet);
    }
    // The end of a comment around the value. After a mere arrow, text would follow.
    if classes & ANGLE != 0
        && follows(text, 0, b"-->")
        && (text.len() == 3 || matches!(at(text, 3), b'<' | b'='))
    {
        sheet.raise(Kind::Xss, 50, 0, 3);
    }
    // An entity declaration without its angle brackets, which a filter has removed.
    if classes & OPERATOR != 0 {
        judge_entity(text, sheet);
    }
    // Script tags without their angle brackets, which a filter has removed.
    if let Some(inside) = text.strip_suffix(b"/script") {
        let start = inside.iter().position(|byte| byte | 0x20 == b's').unwrap_or(inside.len());
        if follows(inside, start, b"script") {
            sheet.raise(Kind::Xss, 55, start, text.len());
        }
    }
    // Script made of nothing but brackets.
    if classes & BRACKET != 0 && classes & OPERATOR != 0 {
        judge_brackets(text, sheet);
    }
    // `<` and `>` as read by parsers that ignore the highest bit of a byte.
    if classes & HIGH != 0
        && let Some((start, end)) = find_seven_bits(text)
    {
        sheet.raise(Kind::Xss, 60, start, end);
    }
}

/// Whether [`judge`] would find nothing in a text without angle and square brackets.
#[inline(always)]
pub fn is_quiet(text: &[u8], classes: u32) -> bool {
    (classes & PLUS == 0 || classes & MINUS == 0)
        && (classes & OPERATOR == 0 || MARK.find(text, 0) >= text.len() - 1)
        && (classes & HIGH == 0 || find_seven_bits(text).is_none())
        && !text.ends_with(b"/script")
}

static LESS: ByteSet = ByteSet::of(&[b'<' | 0x80]);
static MARK: ByteSet = ByteSet::of(b"!");

/// Judges the declaration of an entity that a parser would fetch: `!ENTITY % name SYSTEM`.
#[inline(never)]
fn judge_entity(text: &[u8], sheet: &mut Sheet) {
    const NAME_MAX: usize = 32;
    let mut start = MARK.find(text, 0);
    while start < text.len() {
        let near = &text[..(start + 2 * NAME_MAX).min(text.len())];
        let name = skip(near, start + 7, |byte| is_blank(byte) || byte == b'%');
        let behind = skip(near, skip(near, name, is_word), is_blank);
        if follows(near, start, b"!entity")
            && name > start + 7
            && follows_any(near, behind, "system\npublic") > 0
        {
            return sheet.raise(Kind::Xss, 60, start, behind + 6);
        }
        start = MARK.find(text, start + 1);
    }
}

/// Judges booleans written as negations of an empty list: `![]`, `!![]`, `!+[]`.
fn judge_brackets(text: &[u8], sheet: &mut Sheet) {
    let mut found = 0;
    let mut index = 0;
    while index < text.len() {
        let start = index;
        index += 1;
        if text[start] != b'!' {
            continue;
        }
        let end = skip(text, index, |byte| matches!(byte, b'!' | b'+' | b' '));
        // Markdown images without a text: `![](…)`.
        if at(text, end) == b'[' && at(text, end + 1) == b']' && at(text, end + 2) != b'(' {
            // Any sign besides the negation converts the list into a number or a boolean.
            found += if end > index && text[index] != b' ' { 2 } else { 1 };
            if found >= 2 {
                return sheet.raise(Kind::Xss, 60, start, end + 2);
            }
        }
        index = end;
    }
}

/// The first element whose angle brackets have their highest bit set.
#[inline(never)]
fn find_seven_bits(text: &[u8]) -> Option<(usize, usize)> {
    const GREATER: u8 = b'>' | 0x80;
    let mut index = LESS.find(text, 0);
    while index < text.len() {
        if at(text, index + 1).is_ascii_alphabetic() || at(text, index + 1) == b'/' {
            let end = skip(text, index + 2, |byte| byte.is_ascii_alphanumeric());
            // In UTF-8 either byte may follow a lead byte.
            let closer = end + usize::from(matches!(at(text, end), 0xc2 | 0xd0));
            if at(text, closer) == GREATER {
                return Some((index, closer + 1));
            }
        }
        index = LESS.find(text, index + 1);
    }
    None
}

/// Raises the score if `word` occurs in the text.
fn find(text: &[u8], word: &[u8], sheet: &mut Sheet) {
    for (index, byte) in text.iter().enumerate() {
        if *byte == word[0] && follows(text, index, word) {
            return sheet.raise(Kind::Xss, 60, index, index + word.len());
        }
    }
}
