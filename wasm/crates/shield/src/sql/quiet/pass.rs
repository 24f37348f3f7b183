//! Passing over sentences, of which most texts are made, in fewer steps than a [`Reader`](super::Reader) takes.

use super::{
    BEGINNERS, BREAKING, FIRST, LOOKS, NAMES, OBJECTS, PROVING, RESTLESS, WEIGHING, class_of, holds,
};
use crate::sql::lexer::is_name;
use crate::sql::prose::Names;
use crate::sql::words::{DEFINE, EXECUTE, HAVING, LOGIC, WORDS};
use crate::text::{at, is_blank, skip};
use crate::words::UNKNOWN;

/// Passes over prose as a reader would: from the text's start, or from behind a name where no run is under way. Returns
/// where the last name ends behind which none is either, and where that name starts.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn prose(text: &[u8], mut index: usize, names: &mut Names) -> (usize, Option<usize>) {
    // What is passed over in vain is read again.
    const VAIN_MAX: usize = 128;
    let (mut rest, mut last) = (index, None);
    // What came last, if it was a word.
    let mut word = None;
    // How many words that SQL does not know must come, and nothing else, so that a run on firm grounds breaks off.
    let mut owed = 0;
    // How many must come in a row, so that any run does. Until then words prove nothing, unless a literal is weighed.
    let mut due = 0;
    let mut is_weighed = false;
    let mut is_defined = false;
    if index == 0 {
        let end = names.end(0);
        let class = class_of(text, 0, end);
        if end == 0 || !begins_word(text[0]) || !holds(FIRST & !PROVING, class) {
            return (0, None);
        }
        due = if class == UNKNOWN { BREAKING - 1 } else { BREAKING };
        is_weighed = holds(WEIGHING, class);
        (index, word) = (end, Some(0));
    }
    while index - rest <= VAIN_MAX {
        if owed + due == 0 && at(text, index) == b' ' {
            // What most of a text is made of.
            let (end, start) = words(text, index, names);
            if end > index {
                (rest, last, word) = (end, Some(start), Some(start));
                index = end;
            }
        }
        let (mark, next) = (at(text, index), at(text, index + 1));
        let is_unknown =
            |word: Option<usize>| word.is_some_and(|start| class_of(text, start, index) == UNKNOWN);
        let mut start = match mark {
            b' ' => index + 1,
            _ if owed > 0 => break,
            b',' | b'.' | b':' | b';' if next == b' ' => index + 2,
            b'-' if begins_word(next) => index + 1,
            b':' if next.is_ascii_digit() => index + 1,
            b'?' if next == b' ' && is_unknown(word) => index + 2,
            _ if due > 0 => break,
            b'?' | b'!' if next == b' ' => index + 2,
            b',' | b'.' if is_quote(next) => index + 1,
            b'\'' | b'"' => index,
            b'@' if begins_word(next) && is_unknown(word) => {
                index = skip(text, index + 1, |byte| is_name(byte) || byte == b'.');
                word = None;
                continue;
            }
            _ => break,
        };
        let mut first = at(text, start);
        match mark {
            b' ' => {}
            b';' => (owed, due) = (BREAKING, 0),
            b'.' | b':' => (due, is_weighed) = (0, false),
            _ if due > 0 => (due, is_weighed) = (BREAKING, mark == b'?' || mark != b',' && is_weighed),
            _ => {}
        }
        if begins_word(first) {
        } else if is_quote(first) && owed + due == 0 {
            let is_placed = match mark {
                b',' | b':' => true,
                b'.' => word.is_some(),
                b' ' | b'\'' | b'"' => is_unknown(word),
                _ => false,
            };
            start += 1 + usize::from(at(text, start + 1) == b' ');
            first = at(text, start);
            if !is_placed || !begins_word(first) {
                break;
            }
            owed = BREAKING;
        } else if first.is_ascii_digit() && owed == 0 && !is_weighed && mark != b'-' && !is_defined {
            let end = names.end(start);
            let is_joined = at(text, end) == b'.' && !is_blank(at(text, end + 1));
            if is_joined || !text[start..end].iter().all(u8::is_ascii_digit) {
                break;
            }
            due = due.min(BREAKING - 1);
            (index, word) = (end, None);
            continue;
        } else {
            break;
        }
        let end = names.end(start);
        if owed + due > 0 {
            let class = class_of(text, start, end);
            match class {
                UNKNOWN if owed > 0 => owed -= 1,
                UNKNOWN => due -= 1,
                _ if owed > 0 || is_defined && holds(OBJECTS, class) => break,
                DEFINE | EXECUTE => due = BREAKING,
                class if holds(PROVING, class) => break,
                _ => due = BREAKING,
            }
            is_weighed = is_weighed && !holds(NAMES | BEGINNERS, class) || holds(WEIGHING, class);
            is_defined = class == DEFINE;
        } else if LOOKS.may_hold(text, start, end) {
            let class = WORDS.class_of(&text[start..end]);
            match class {
                LOGIC | HAVING | EXECUTE | DEFINE => due = BREAKING,
                class if holds(RESTLESS, class) => break,
                _ => {}
            }
            is_defined = class == DEFINE;
        }
        (index, word) = (end, Some(start));
        if owed + due == 0 {
            (rest, last, is_weighed) = (index, word, false);
        }
    }
    (rest, last)
}

/// Passes over words between blanks. Returns where the last one ends, and where it starts.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
fn words(text: &[u8], index: usize, names: &mut Names) -> (usize, usize) {
    let (mut index, mut last) = (index, index);
    let mut block = names.look_behind(index);
    // Those that this passes over are taken out.
    let mut ends = block.ends;
    while let Some([b' ', letters @ ..]) = text.get(index..).and_then(|rest| rest.first_chunk::<9>()) {
        if ends == 0 {
            block = names.look_at(block.start + 64);
            ends = block.ends;
        }
        let length = block.start + ends.trailing_zeros() as usize - index - 1;
        if ends == 0 || !begins_word(letters[0]) || LOOKS.may_be(u64::from_le_bytes(*letters), length) {
            break;
        }
        ends &= ends.wrapping_sub(1);
        (index, last) = (index + 1 + length, index + 1);
    }
    (index, last)
}

#[inline(always)]
fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"')
}

/// Whether a name begins with the byte, and neither a number nor a variable.
#[inline(always)]
fn begins_word(byte: u8) -> bool {
    byte >= b'A' && is_name(byte)
}
