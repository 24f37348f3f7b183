//! Script that a value brings into a script or a handler that stands around it.

use super::words::{MEMBER, OBJECT, RUNNER, SCRIPT, SIGN, TAGGED};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};

/// Judges the function called by the `(` or backtick at `open`.
pub fn judge_call(text: &[u8], open: usize, sheet: &mut Sheet) {
    let (start, end) = word_before(text, open);
    let class = SCRIPT.class_of(&text[start..end]);
    if class == 0 {
        return;
    }
    let is_template = text[open] == b'`';
    let prose = is_behind_prose(text, start);
    let inside = skip_gap(text, open + 1);
    let argument = at(text, inside);
    // Titles have notes in parentheses: "Alert (weather)".
    let is_note = text[open] == b'(' && before(text, open) == b' ' && argument.is_ascii_alphabetic();
    let score = match class {
        SIGN | RUNNER if is_note && !follows(text, start.wrapping_sub(4), b"new ") => 20,
        SIGN if is_template => {
            if prose {
                20
            } else {
                60
            }
        }
        SIGN => match argument {
            // Docs write `alert()` and `confirm(message)`; attacks show something at once.
            b'0'..=b'9' | b'"' | b'\'' | b'/' | b'`' => {
                // Behind a handler's `=` or a scheme's `:`, prose ended before.
                if prose && !matches!(before(text, start), b':' | b'=') { 45 } else { 65 }
            }
            b')' => {
                if prose || before(text, start) == b' ' {
                    20
                } else {
                    50
                }
            }
            _ => {
                if prose {
                    30
                } else {
                    55
                }
            }
        },
        RUNNER if is_behind_string(text, start) && !prose => 60,
        RUNNER if !prose && follows(text, start.wrapping_sub(4), b"new ") => 55,
        RUNNER => match (prose, argument) {
            _ if start == 0 => 50,
            (false, b'"' | b'\'' | b'`' | b'/')
                if matches!(before(text, start), b';' | b'"' | b'\'' | b'=' | b'(' | b'+' | b'-' | b'.') =>
            {
                45
            }
            _ => 25,
        },
        TAGGED if is_template && argument == b'$' => 60,
        TAGGED
            if is_template
                && !prose
                && end == open
                && (is_name(at(text, open + 1)) || matches!(at(text, open + 1), b'\\' | b'`')) =>
        {
            55
        }
        // `url(javascript:` of styles, `open(javascript:` of scripts.
        MEMBER if follows_any(text, inside, "javascript\nvbscript\ndata:text/html") > 0 => 65,
        _ => return,
    };
    sheet.raise(Kind::Xss, score, start, open + 1);
}

/// Judges what is reached by the `.` or `[` at `index`.
pub fn judge_member(text: &[u8], index: usize, sheet: &mut Sheet) {
    let (start, end) = word_before(text, index);
    if SCRIPT.class_of(&text[start..end]) != OBJECT {
        return;
    }
    let inside = skip_gap(text, index + 1);
    let prose = is_behind_prose(text, start);
    if text[index] == b'[' {
        // In brackets, a member's name is a string.
        if matches!(at(text, inside), b'"' | b'\'' | b'`' | b'/') {
            sheet.raise(Kind::Xss, if prose { 30 } else { 60 }, start, inside);
        }
        return;
    }
    let member_end = skip(text, inside, is_name);
    if SCRIPT.class_of(&text[inside..member_end]) != 0 {
        sheet.raise(Kind::Xss, if prose { 35 } else { 60 }, start, member_end);
    }
}

/// The word that ends before `index`, blanks and a comment between them aside. Longer words are no names of anything.
fn word_before(text: &[u8], index: usize) -> (usize, usize) {
    const WORD_MAX: usize = 32;
    const GAP_MAX: usize = 32;
    let mut end = index;
    while end > 0 && index - end < GAP_MAX && is_blank(text[end - 1]) {
        end -= 1;
    }
    end = comment_start(text, end, end.saturating_sub(GAP_MAX));
    let is_enclosed = before(text, end) == b')';
    if is_enclosed {
        end -= 1;
        end = comment_start(text, end, end.saturating_sub(GAP_MAX));
    }
    let mut start = end;
    while start > 0 && end - start < WORD_MAX && is_name(text[start - 1]) {
        start -= 1;
    }
    // In parentheses of its own, a name is what it was.
    if is_enclosed && before(text, start) != b'(' { (end, end) } else { (start, end) }
}

/// Before the comment that ends at `end`, and the blanks before that.
fn comment_start(text: &[u8], end: usize, farthest: usize) -> usize {
    if before(text, end) != b'/' || before(text, end.wrapping_sub(1)) != b'*' {
        return end;
    }
    let comment = (farthest..end - 2).rev().find(|start| text[*start] == b'/' && text[*start + 1] == b'*');
    let mut end = comment.unwrap_or(end);
    while end > farthest && is_blank(text[end - 1]) {
        end -= 1;
    }
    end
}

/// Whether a string ends before `index`, and nothing stands between but what ends a statement or joins two values.
fn is_behind_string(text: &[u8], index: usize) -> bool {
    const GAP_MAX: usize = 8;
    let mut start = index;
    while start > 0
        && index - start < GAP_MAX
        && matches!(
            text[start - 1],
            b';' | b'-' | b'+' | b'*' | b',' | b'|' | b'&' | b'^' | b')' | b'}' | b' '
        )
    {
        start -= 1;
    }
    start < index && matches!(before(text, start), b'\'' | b'"' | b'`') && text[start] != b' '
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

fn is_name(byte: u8) -> bool {
    is_word(byte) || byte == b'$'
}
