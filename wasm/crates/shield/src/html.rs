//! Cross-site scripting: would a browser that meets the value in a page run something of it?
//!
//! The value is read as HTML where text stands, then for what breaks out of an attribute, then as script.

mod attribute;
mod script;
mod tag;
mod words;

use crate::glance::{ANGLE, AMPERSAND, BACKTICK, COLON, DOT, DOUBLE, EQUALS, MINUS, PAREN, PLUS, SINGLE};
use crate::sheet::{Kind, Sheet};
use crate::text::follows;

pub fn judge(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if !sheet.wants(Kind::Xss) {
        return;
    }
    if classes & ANGLE != 0 {
        tag::judge(text, sheet);
    }
    if classes & EQUALS != 0 {
        attribute::judge(text, classes & (SINGLE | DOUBLE | BACKTICK | ANGLE) != 0, sheet);
    }
    if classes & COLON != 0 {
        attribute::judge_address(text, sheet);
    }
    if classes & PLUS != 0 && classes & MINUS != 0 {
        judge_seven_bit(text, sheet);
    }
    if classes & (PAREN | DOT | BACKTICK | AMPERSAND) != 0 {
        script::judge(text, sheet);
    }
}

/// Finds `<` in UTF-7, which old browsers guessed.
fn judge_seven_bit(text: &[u8], sheet: &mut Sheet) {
    for (index, byte) in text.iter().enumerate() {
        if *byte == b'+' && follows(text, index, b"+adw-") {
            sheet.raise(Kind::Xss, 60, index, index + 5);
        }
    }
}
