//! Cross-site scripting: would a browser that meets the value in a page run something of it?
//!
//! The value is read as HTML where text stands, then for what breaks out of an attribute, then as script.

mod attribute;
mod script;
mod tag;
mod words;

use crate::glance::{ANGLE, AMPERSAND, BACKTICK, COLON, DOT, DOUBLE, EQUALS, PAREN, SINGLE};
use crate::sheet::{Kind, Sheet};

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
    if classes & (PAREN | DOT | BACKTICK | AMPERSAND) != 0 {
        script::judge(text, sheet);
    }
}
