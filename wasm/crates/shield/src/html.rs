//! Cross-site scripting: would a browser that meets the value in a page run something of it?
//!
//! The value is read as HTML where text stands, then for what breaks out of an attribute, then as script.

pub mod attribute;
pub mod script;
pub mod tag;
mod words;

use crate::glance::{BRACKET, MINUS, OPERATOR, PLUS};
use crate::sheet::{Kind, Sheet};
use crate::text::follows;

/// What no single byte announces.
pub fn judge(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if !sheet.wants(Kind::Xss) {
        return;
    }
    // `<` in UTF-7, which old browsers guessed.
    if classes & PLUS != 0 && classes & MINUS != 0 {
        count(text, b"+adw-", 1, sheet);
    }
    // A script's tags whose angle brackets a filter has removed.
    if let Some(inside) = text.strip_suffix(b"/script") {
        let start = inside.iter().position(|byte| byte | 0x20 == b's').unwrap_or(inside.len());
        if follows(inside, start, b"script") {
            sheet.raise(Kind::Xss, 55, start, text.len());
        }
    }
    // Script of nothing but brackets.
    if classes & BRACKET != 0 && classes & OPERATOR != 0 {
        count(text, b"![]", 2, sheet);
    }
}

/// Raises if `word` stands in the text `least` times.
fn count(text: &[u8], word: &[u8], least: usize, sheet: &mut Sheet) {
    let mut found = 0;
    for (index, byte) in text.iter().enumerate() {
        if *byte == word[0] && follows(text, index, word) {
            found += 1;
            if found == least {
                return sheet.raise(Kind::Xss, 60, index, index + word.len());
            }
        }
    }
}
