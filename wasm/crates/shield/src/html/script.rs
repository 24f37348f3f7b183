//! Script that a value brings into a script or a handler that stands around it.

use super::words::{MEMBER, OBJECT, RUNNER, SCRIPT, SIGN, TAGGED};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, is_behind_prose, is_blank, is_word, skip};
use crate::words::Hash;

pub fn judge(text: &[u8], sheet: &mut Sheet) {
    let mut index = 0;
    // The class of the word before a dot, and where it starts.
    let mut object = (0, 0);
    while index < text.len() {
        if !is_name(text[index]) {
            index += 1;
            continue;
        }
        let start = index;
        let mut hash = Hash::EMPTY;
        while index < text.len() && is_name(text[index]) {
            hash = hash.with(text[index]);
            index += 1;
        }
        let class = SCRIPT.class(hash);
        if class != 0 {
            judge_word(text, start, index, class, object, sheet);
        }
        let gap = skip_gap(text, index);
        let is_member = class == OBJECT && at(text, gap) == b'.';
        if is_member {
            index = skip_gap(text, gap + 1);
        }
        object = if is_member { (class, start) } else { (0, 0) };
        // In brackets, a member's name is a string.
        let inside = at(text, skip_gap(text, gap + 1));
        if class == OBJECT && at(text, gap) == b'[' && matches!(inside, b'"' | b'\'' | b'`' | b'/') {
            let score = if is_behind_prose(text, start) { 30 } else { 60 };
            sheet.raise(Kind::Xss, score, start, gap + 1);
        }
    }
}

/// Behind blanks and comments, of which scripts take any number; a few are enough.
fn skip_gap(text: &[u8], start: usize) -> usize {
    const GAP_MAX: usize = 64;
    let text = &text[..(start + GAP_MAX).min(text.len())];
    let mut index = start;
    loop {
        index = skip(text, index, is_blank);
        if at(text, index) != b'/' || at(text, index + 1) != b'*' {
            return index;
        }
        let end = (index + 2..text.len()).find(|index| text[*index] == b'*' && at(text, index + 1) == b'/');
        match end {
            Some(end) => index = end + 2,
            None => return index,
        }
    }
}

fn judge_word(text: &[u8], start: usize, end: usize, class: u8, object: (u8, usize), sheet: &mut Sheet) {
    let open = skip(text, end, |byte| byte <= b' ');
    let is_call = matches!(at(text, open), b'(' | b'`') && open - end < 4;
    // Names that other words end in do not count: `1alert(1)`.
    let prose = is_behind_prose(text, start);
    let argument = at(text, skip(text, open + 1, is_blank));
    let score = match class {
        MEMBER | SIGN | RUNNER | OBJECT if object.0 == OBJECT => {
            let object_start = object.1;
            let score = if prose { 35 } else { 60 };
            sheet.raise(Kind::Xss, score, object_start, end);
            return;
        }
        SIGN if is_call && at(text, open) == b'`' => if prose { 20 } else { 60 },
        SIGN if is_call => match argument {
            // Docs write `alert()` and `confirm(message)`; attacks show something at once.
            b'0'..=b'9' | b'"' | b'\'' | b'/' | b'`' => if prose { 45 } else { 65 },
            b')' => if prose { 20 } else { 50 },
            _ => if prose { 30 } else { 55 },
        },
        RUNNER if is_call => match (prose, argument) {
            (false, b'"' | b'\'' | b'`' | b'/') if matches!(before(text, start), 0 | b';' | b'"' | b'\'' | b'=' | b'(' | b'+' | b'-' | b'.') => 45,
            _ if start == 0 => 50,
            _ => 25,
        },
        TAGGED if at(text, open) == b'`' => 55,
        _ => return,
    };
    sheet.raise(Kind::Xss, score, start, open + 1);
}

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'$'
}
