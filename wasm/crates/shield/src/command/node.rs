//! Objects of Node's runtime, as accessed by code that is evaluated there.

use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_lone, is_word, skip};

/// Judges a member access by its `.` or `[` at `index`.
#[inline(always)]
pub fn judge_member(text: &[u8], index: usize, sheet: &mut Sheet) {
    // Few words end as the names of these objects do.
    if matches!(
        (at(text, index.wrapping_sub(2)) | 0x20, before(text, index) | 0x20),
        (b's', b's') | (b'l' | b'r', b'e')
    ) {
        judge_object(text, index, sheet);
    }
}

#[inline(never)]
fn judge_object(text: &[u8], index: usize, sheet: &mut Sheet) {
    let object = ["process", "console", "require", "module"].into_iter().find(|name| {
        let start = index.wrapping_sub(name.len());
        follows(text, start, name.as_bytes()) && !is_word(before(text, start)) && before(text, start) != b'.'
    });
    let Some(object) = object else {
        return;
    };
    let start = index - object.len();
    let member = skip(text, index + 1, |byte| matches!(byte, b'"' | b'\'' | b'`'));
    let is_code = start == 0 && is_lone(text);
    let score = match (object, text[index]) {
        ("module", b'.') if is_code && follows(text, member, b"exports=") => 50,
        ("module", _) => 0,
        (_, b'[') if is_word(at(text, member)) => 55,
        ("process", b'.')
            if follows_any(
                text,
                member,
                "env\nmainmodule\nbinding\nexit\nkill\nargv\nchdir\ndlopen\nstdout",
            ) > 0 =>
        {
            if is_code {
                50
            } else {
                35
            }
        }
        // Like `alert(1)`, a number shows that the code ran.
        ("console", b'.') if is_code => {
            let open = skip(text, member, is_word);
            if at(text, open) == b'(' && at(text, open + 1).is_ascii_digit() { 50 } else { 40 }
        }
        _ => 0,
    };
    let score = if is_behind_prose(text, start) { score / 2 } else { score };
    sheet.raise(Kind::CommandInjection, score, start, member);
}

/// Judges markers of functions in JavaScript serialization formats: `_$$ND_FUNC$$_`, `__js_function`.
#[inline(never)]
pub fn judge_function(text: &[u8], index: usize, sheet: &mut Sheet) {
    let length = follows_any(text, index, "$$nd_func$$\n__js_function");
    sheet.raise(Kind::CommandInjection, if length > 0 { 70 } else { 0 }, index, index + length);
}

/// How much may precede a loop that makes up the whole value.
pub const LOOP_START_MAX: usize = 8;

/// Judges an endless loop without a body, by its word and its `(`: `while(true);`.
#[inline(never)]
pub fn judge_loop(text: &[u8], start: usize, open: usize, sheet: &mut Sheet) {
    if !follows(text, start, b"while") || !is_lone_statement(text, open) {
        return;
    }
    let is_first = text[..start].iter().all(|byte| matches!(byte, b' ' | b';' | b'{' | b'}'));
    sheet.raise(Kind::CommandInjection, if is_first { 55 } else { 0 }, start, text.len());
}

/// Whether only the end of a statement follows the group that `open` opens.
fn is_lone_statement(text: &[u8], open: usize) -> bool {
    const STATEMENT_MAX: usize = 64;
    if text.len() > STATEMENT_MAX {
        return false;
    }
    let mut depth = 0;
    for index in open..text.len() {
        match text[index] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text[index..].iter().all(|byte| matches!(byte, b')' | b';' | b' ' | b'}' | b'\n'));
        }
    }
    false
}
