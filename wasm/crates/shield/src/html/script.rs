//! Script that a value adds to a surrounding script or handler.

use super::words::{CREATED, MEMBER, OBJECT, OBJECTS, RUNNER, SCRIPT, SIGN, TAGGED};
use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};

/// Judges the function called by the `(` or backtick at `open`.
pub fn judge_call(text: &[u8], open: usize, sheet: &mut Sheet) {
    let (start, end) = word_before(text, open);
    let class = SCRIPT.class_of(&text[start..end]);
    if class == 0 {
        // Such functions' names start with one of three letters.
        if matches!(at(text, open + 1) | 0x20, b'a' | b'p' | b'c') {
            judge_argument(text, start, open, sheet);
        }
        return;
    }
    let is_template = text[open] == b'`';
    let prose = is_behind_prose(text, start);
    let inside = skip_gap(text, open + 1);
    let argument = at(text, inside);
    // Titles contain notes in parentheses: "Alert (weather)".
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
                // After a handler's `=` or a scheme's `:`, any prose has ended.
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
            // A function is defined here, so this is part of a program.
            _ if start == 0 && (argument == b'(' || is_begun(text, inside)) => 40,
            _ if start == 0 => 50,
            (false, b'0'..=b'9') if follows(text, start.wrapping_sub(7), b"string.") => 50,
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
        TAGGED if is_member_of_sign(text, start) => 55,
        TAGGED => return judge_argument(text, start, open, sheet),
        CREATED if follows(text, start.wrapping_sub(4), b"new ") && breaks_out(text, start - 4) => 60,
        // `url(javascript:` in styles, `open(javascript:` in scripts.
        MEMBER if follows_any(text, inside, "javascript\nvbscript\ndata:text/html") > 0 => 65,
        _ => return,
    };
    sheet.raise(Kind::Xss, score, start, open + 1);
}

/// Judges a function used to prove that script runs, when it is passed to another function: `.map(alert)`,
/// `apply(alert, …)`.
#[inline(never)]
fn judge_argument(text: &[u8], start: usize, open: usize, sheet: &mut Sheet) {
    let name_end = skip(&text[..(open + 16).min(text.len())], open + 1, is_name);
    let is_handed_on = text[open] == b'(' && start < open && matches!(at(text, name_end), b')' | b',');
    if is_handed_on && SCRIPT.class_of(&text[open + 1..name_end]) == SIGN {
        sheet.raise(Kind::Xss, if is_behind_prose(text, start) { 25 } else { 55 }, start, name_end);
    }
}

/// Whether the member at `start` belongs to a function used to prove that script runs: `alert.call`.
fn is_member_of_sign(text: &[u8], start: usize) -> bool {
    if before(text, start) != b'.' {
        return false;
    }
    let end = start - 1;
    let mut name = end;
    while name > 0 && end - name < 8 && is_name(text[name - 1]) {
        name -= 1;
    }
    SCRIPT.class_of(&text[name..end]) == SIGN
}

/// Keywords that start a statement.
static STATEMENTS: Lines<2> =
    Lines::new("return\nwhile\nfor\nthrow\nimport\nvar\nlet\nconst\nif\nfunction\nthis\ndebugger");

/// Judges the statement after the `;` at `end`, where the value's own quote has broken out of another: `'; return
/// true`.
#[inline(never)]
pub fn judge_statement(text: &[u8], end: usize, sheet: &mut Sheet) {
    let start = skip(text, end + 1, is_blank);
    let length = STATEMENTS.follow(text, start);
    let behind = at(text, start + length);
    if length > 0 && !is_name(behind) && behind != b',' && breaks_out(text, end) {
        // Prose would continue with a word.
        let is_code = at(text, skip(text, start + length, is_blank)) == b'('
            || behind == b'.'
            || is_lone_statement(text, start);
        sheet.raise(Kind::Xss, if is_code { 55 } else { 40 }, end, start + length);
    }
}

/// Whether the statement at `start` soon ends, or assigns something.
fn is_lone_statement(text: &[u8], start: usize) -> bool {
    const STATEMENT_MAX: usize = 48;
    let near = &text[start..(start + STATEMENT_MAX).min(text.len())];
    near.iter().any(|byte| matches!(byte, b';' | b'='))
}

/// Judges an assignment to the name in `name..end` after a string that the value's own quote ends: `"in a.b=`, `';a.b=`.
#[inline(never)]
pub fn judge_assignment(text: &[u8], name: usize, end: usize, sheet: &mut Sheet) {
    const PATH_MAX: usize = 48;
    let farthest = end.saturating_sub(PATH_MAX);
    let mut start = name;
    while start > farthest && (is_name(text[start - 1]) || text[start - 1] == b'.') {
        start -= 1;
    }
    let mut gap = start;
    while gap > farthest && is_blank(text[gap - 1]) {
        gap -= 1;
    }
    let is_quote = |index| matches!(before(text, index), b'"' | b'\'');
    let breaks_out = match before(text, gap) {
        // The operator `in` is a word, and a filter may have joined it to what follows.
        b'"' | b'\'' => follows(text, start, b"in") && name > start + 2 && goes_on(text, gap - 1),
        b'n' | b'N' if gap < start && follows(text, gap.wrapping_sub(2), b"in") => {
            let mut quote = gap - 2;
            while quote > farthest && is_blank(text[quote - 1]) {
                quote -= 1;
            }
            is_quote(quote) && goes_on(text, quote - 1)
        }
        b';' | b',' | b'-' | b'+' | b'*' | b'&' | b'|' | b'^' | b')' | b'}' => breaks_out(text, start),
        _ => false,
    };
    let assigned = skip(text, skip(text, end, is_blank) + 1, is_blank);
    let is_object = follows(text, assigned, b"new ");
    if breaks_out && (name > start || is_object || SCRIPT.class_of(&text[name..end]) == MEMBER) {
        sheet.raise(Kind::Xss, 55, start, end);
    }
}

/// Whether the quote at `index` is the value's first and its last byte is not the same quote: then nothing is quoted.
fn goes_on(text: &[u8], index: usize) -> bool {
    is_first_quote(text, index) && text[text.len() - 1] != text[index]
}

/// Whether a function definition starts at `start`: `function`, `async`, `event =>`.
fn is_begun(text: &[u8], start: usize) -> bool {
    follows_any(text, start, "function\nasync") > 0
        || follows(text, skip(text, skip(text, start, is_name), is_blank), b"=>")
}

/// Whether the string before `index`, with what joins it to `index`, is ended by a quote of the value's own.
fn breaks_out(text: &[u8], index: usize) -> bool {
    const GAP_MAX: usize = 8;
    let mut end = index;
    while end > 0
        && index - end < GAP_MAX
        && !matches!(text[end - 1], b'\'' | b'"' | b'`')
        && !is_name(text[end - 1])
    {
        end -= 1;
    }
    end > 0 && matches!(text[end - 1], b'\'' | b'"' | b'`') && is_first_quote(text, end - 1)
}

/// Whether no other quote of this kind precedes the one at `index` within the range that matters.
fn is_first_quote(text: &[u8], index: usize) -> bool {
    const FAR: usize = 256;
    !text[index.saturating_sub(FAR)..index].contains(&text[index])
}

/// Judges a member access by its `.` or `[` at `index`.
pub fn judge_member(text: &[u8], index: usize, sheet: &mut Sheet) {
    let (start, end) = word_before(text, index);
    if !OBJECTS.may_hold(text, start, end) || SCRIPT.class_of(&text[start..end]) != OBJECT {
        if text[start..end].eq_ignore_ascii_case(b"this") {
            judge_this(text, start, index, sheet);
        }
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

/// Judges access to members of `this`, which is common in programs: by a computed name, or after a string.
#[inline(never)]
fn judge_this(text: &[u8], start: usize, index: usize, sheet: &mut Sheet) {
    const NAME_MAX: usize = 24;
    let near = &text[index..(index + NAME_MAX).min(text.len())];
    let is_sum = text[index] == b'[' && near.windows(3).any(|three| matches!(three, b"'+'" | b"\"+\""));
    if is_sum
        || matches!(before(text, start), b'|' | b'&' | b'+' | b'-' | b' ' | b';') && breaks_out(text, start)
    {
        sheet.raise(Kind::Xss, 55, start, index + 1);
    }
}

/// The word that ends before `index`, not counting blanks and a comment between them. Longer words are not names of
/// interest.
fn word_before(text: &[u8], index: usize) -> (usize, usize) {
    const WORD_MAX: usize = 32;
    const GAP_MAX: usize = 32;
    let mut end = index;
    while end > 0 && index - end < GAP_MAX && is_blank(text[end - 1]) {
        end -= 1;
    }
    end = comment_start(text, end, end.saturating_sub(GAP_MAX));
    end -= 2 * usize::from(before(text, end) == b'.' && before(text, end.wrapping_sub(1)) == b'?');
    let is_enclosed = before(text, end) == b')';
    if is_enclosed {
        end -= 1;
        end = comment_start(text, end, end.saturating_sub(GAP_MAX));
    }
    let mut start = end;
    while start > 0 && end - start < WORD_MAX && is_name(text[start - 1]) {
        start -= 1;
    }
    // Parentheses around a name do not change it.
    if is_enclosed && before(text, start) != b'(' { (end, end) } else { (start, end) }
}

/// Skips backwards over the comment that ends at `end` and the blanks before it.
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

/// Whether a string ends before `index`, with nothing in between but what ends a statement or joins two values.
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

/// Skips blanks and comments. Scripts allow any number; a few are enough.
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
