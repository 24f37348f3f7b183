//! Operators of document databases where only data should be, and keys that reach an object's prototype.

use crate::Place;
use crate::glance::DOLLAR;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};
use crate::words::Words;

const OPERATOR: u8 = 1;

static OPERATORS: Words<128> = Words::new(&[(
    OPERATOR,
    "eq ne gt gte lt lte in nin and or not nor exists type expr jsonschema mod regex text where geointersects \
     geowithin near nearsphere all elemmatch size bitsallclear bitsallset bitsanyclear bitsanyset comment meta slice \
     currentdate inc min max mul rename set setoninsert unset addtoset pop pull push pullall each position sort bit \
     function accumulator lookup options group match project out merge unionwith natural rand",
)]);

pub fn judge(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    if !sheet.wants(Kind::NosqlInjection) {
        return;
    }
    if classes & DOLLAR != 0 {
        judge_operators(text, place, sheet);
    }
    judge_prototype(text, place, sheet);
}

fn judge_operators(text: &[u8], place: Place, sheet: &mut Sheet) {
    let mut index = 0;
    loop {
        index = skip(text, index, |byte| byte != b'$');
        if index >= text.len() {
            return;
        }
        let start = index;
        let end = skip(text, index + 1, |byte| byte.is_ascii_alphabetic());
        index = index.max(end).max(start + 1);
        if OPERATORS.class_of(&text[start + 1..end]) != OPERATOR {
            continue;
        }
        let opener = before(text, start);
        let closer = at(text, end);
        let is_key = matches!(opener, b'"' | b'\'' | b'{' | b',' | b' ' | b'`') && {
            let colon = skip(text, end + usize::from(matches!(closer, b'"' | b'\'' | b'`')), is_blank);
            at(text, colon) == b':' && !is_word(at(text, colon + 1)) | matches!(opener, b'"' | b'{')
        };
        let score = match () {
            () if opener == b'[' && closer == b']' => 80,
            () if place == Place::Name && start == 0 && end == text.len() => 80,
            () if is_key && matches!(opener, b'"' | b'\'' | b'`') => 65,
            () if is_key => 55,
            () => 0,
        };
        sheet.raise(Kind::NosqlInjection, score, start, end);
    }
}

fn judge_prototype(text: &[u8], place: Place, sheet: &mut Sheet) {
    let mut index = 0;
    loop {
        index = skip(text, index, |byte| byte != b'_' && byte | 0x20 != b'c');
        if index >= text.len() {
            return;
        }
        let worth = at(text, index + 1) == b'_' || at(text, index + 1) | 0x20 == b'o' && at(text, index + 2) | 0x20 == b'n';
        if !worth || is_word(before(text, index)) {
            index += 1;
            continue;
        }
        let length = follows_any(
            text,
            index,
            "__proto__\nconstructor[prototype]\nconstructor.prototype\nconstructor][prototype\nconstructor[\"prototype\"]\nconstructor\":{\"prototype",
        );
        if length > 0 {
            let end = index + length;
            let keyed = matches!(at(text, end), b'[' | b'.' | b']' | b'"' | b':' | b'=') || matches!(before(text, index), b'[' | b'.' | b'"');
            let score = match place {
                Place::Name => 85,
                _ if keyed && !is_behind_prose(text, index) => 60,
                _ => 35,
            };
            sheet.raise(Kind::NosqlInjection, score, index, end);
        } else if follows(text, index, b"constructor") && place == Place::Name && text.len() == 11 {
            sheet.raise(Kind::NosqlInjection, 40, index, text.len());
        }
        index += length.max(1);
    }
}
