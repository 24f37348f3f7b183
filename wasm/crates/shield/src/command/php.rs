//! PHP that calls what a variable, a string or an expression names, and the superglobals.

use super::words::{FUNCTIONS, MODULE};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_lone, is_word, skip};
use crate::words::UNKNOWN;

/// How far a variable is read forwards, and a callee backwards from its parenthesis.
const EXPRESSION_MAX: usize = 64;

/// The superglobals, which exist in every script.
const GLOBALS: &str = "_get\n_post\n_cookie\n_server\n_request\n_files\n_env\n_session\nglobals";

/// Judges the variable whose `$` is at `start`: `$_GET[…]`, `$f(…)`, `${'f'}(…)`, `$o->$f()`, `C::$f()`.
#[inline(never)]
pub fn judge_variable(text: &[u8], start: usize, sheet: &mut Sheet) {
    let next = at(text, start + 1);
    if before(text, start) == b'$'
        || !(is_word(next) && !next.is_ascii_digit() || matches!(next, b'$' | b'{' | b' '))
    {
        return;
    }
    let near = &text[..(start + EXPRESSION_MAX).min(text.len())];
    let name = skip(near, start, |byte| byte == b'$');
    let name_end = skip(near, name, is_word);
    let mut is_indirect = name > start + 1;
    let prose = is_behind_prose(text, start);
    let mut raise = |score: u8, end| {
        sheet.raise(Kind::CommandInjection, if prose { score * 2 / 3 } else { score }, start, end);
    };
    if name_end > name && follows_any(near, name, GLOBALS) == name_end - name {
        let index = skip(near, name_end, is_blank);
        if matches!(at(near, index), b'[' | b'{') {
            raise(60, index + 1);
        } else if start == 0 && name_end == text.len() {
            raise(50, name_end);
        }
    }
    let mut index = name_end;
    if name_end == name {
        let brace = skip(near, name, |byte| byte == b' ');
        if at(near, brace) != b'{' {
            return;
        }
        // A computed variable name; templates write theirs literally.
        let inside = skip(near, brace + 1, |byte| is_blank(byte) || byte == b'@');
        let is_computed =
            inside > brace + 1 && at(near, inside - 1) == b'@' || matches!(at(near, inside), b'\'' | b'"');
        let is_spaced = brace > name && at(near, inside) == b'$';
        if is_computed || is_spaced {
            raise(50, (inside + 1).min(text.len()));
        }
        is_indirect = true;
        index = skip(near, inside, |byte| byte != b'}') + 1;
    }
    let mut is_member = false;
    loop {
        let gap = index;
        index = skip_gap(near, gap);
        match at(near, index) {
            b'[' | b'{' if index == gap || at(near, index) == b'[' => {
                let closer = at(near, index) + 2;
                index = skip(near, index, |byte| byte != closer) + 1;
                is_indirect = true;
            }
            b'-' if at(near, index + 1) == b'>' => {
                let member = index + 2;
                let is_dynamic = at(near, member) == b'$';
                is_indirect |= is_dynamic;
                is_member |= !is_dynamic;
                index = skip(near, member, |byte| is_word(byte) || byte == b'$');
            }
            b'(' => {
                let has_comment = near[gap..index].contains(&b'/') || near[gap..index].contains(&b'#');
                let is_static = before(text, start) == b':' && before(text, start - 1) == b':';
                let begins = matches!(
                    before(text, start),
                    0 | b'@' | b';' | b'{' | b'(' | b'=' | b'&' | b'|' | b'!' | b','
                );
                let score = match () {
                    () if is_static || has_comment => 60,
                    () if is_indirect && begins && !is_member => 55,
                    () if gap == index && begins && is_lone(text) && text[index..].contains(&b')') => 50,
                    () => 35,
                };
                return raise(score, index + 1);
            }
            _ => return,
        }
        if index >= near.len() {
            return;
        }
    }
}

/// The maximum length of the word before the quote that ends the surrounding string, the quote, and what joins a call
/// to it.
pub const LEAD_MAX: usize = 32;

/// Judges the function that starts at `start` after the value's own quote has ended the string: `'.f(`, `";f(`.
#[inline(never)]
pub fn judge_broken(text: &[u8], start: usize, open: usize, sheet: &mut Sheet) {
    let lead = skip(text, 0, is_word);
    let is_quote = matches!(at(text, lead), b'\'' | b'"');
    let joint = skip(text, lead + 1, |byte| is_blank(byte) || matches!(byte, b')' | b'.' | b';'));
    // Quoted text ends with the quote; an attack joins its rest to the string again, or comments it out.
    let last = at(text, text.len() - 1);
    let is_joined = last != at(text, lead) || matches!(before(text, text.len() - 1), b'.' | b'=');
    if is_quote && joint == start && joint > lead + 1 && is_joined {
        sheet.raise(Kind::CommandInjection, 55, lead, open + 1);
    }
}

/// Judges a callee of the `(` at `open` that is not a name: `(system)(…)`, `"system"(…)`, `[system][0](…)`.
#[inline(never)]
pub fn judge_callee(text: &[u8], open: usize, sheet: &mut Sheet) {
    let farthest = open.saturating_sub(EXPRESSION_MAX);
    let end = skip_gap_back(text, open, farthest);
    let mut closer = before(text, end);
    if end == farthest || !matches!(closer, b')' | b']' | b'}' | b'"' | b'\'') {
        return;
    }
    let has_comment = end < open && text[end..open].contains(&b'*');
    let mut stop = end;
    let mut groups = 0;
    // Indices follow the callee.
    let start = loop {
        let Some(start) = opener_before(text, stop, farthest) else {
            return;
        };
        groups += 1;
        stop = skip_gap_back(text, start, farthest);
        if !matches!(closer, b']' | b'}') || !matches!(before(text, stop), b']' | b')' | b'}') {
            break start;
        }
        closer = before(text, stop);
    };
    if is_word(before(text, start)) {
        return;
    }
    let callee = &text[..end];
    let inside =
        skip(callee, start, |byte| is_blank(byte) || matches!(byte, b'(' | b'[' | b'{' | b'"' | b'\''));
    let inside = if follows(callee, inside, b"/*") {
        skip(callee, skip(callee, inside + 2, |byte| byte != b'/') + 1, is_blank).min(end)
    } else {
        inside
    };
    let name_end = skip(callee, inside, is_word);
    let is_known = name_end < end && !matches!(FUNCTIONS.class_of(&text[inside..name_end]), UNKNOWN | MODULE);
    let argument = at(text, skip(text, open + 1, is_blank));
    let is_string = matches!(closer, b'"' | b'\'');
    // A string that ends a concatenation.
    let is_sum = is_string && before(text, start) == b'.' && matches!(before(text, start - 1), b'"' | b'\'');
    let is_expression = closer == b')'
        && matches!(argument, b'"' | b'\'')
        && (has_comment
            || groups > 1
            || text[inside.min(end)..end].iter().any(|byte| matches!(byte, b'.' | b'$')))
        && !text[start..end].contains(&b',');
    let score = match () {
        () if is_known && (groups > 1 || closer != b']') => 65,
        () if is_sum || is_expression => 55,
        () => return,
    };
    // After a finished statement, or when a string is called, this is not prose.
    let is_code = before(text, start) == b';' || is_sum && matches!(argument, b'"' | b'\'');
    let score = if is_behind_prose(text, start) && !is_code { score * 2 / 3 } else { score };
    sheet.raise(Kind::CommandInjection, score, start, open + 1);
}

/// Where the string or bracketed group that ends at `end` starts.
fn opener_before(text: &[u8], end: usize, farthest: usize) -> Option<usize> {
    let closer = before(text, end);
    let opener = match closer {
        b')' => b'(',
        b']' => b'[',
        b'}' => b'{',
        quote => quote,
    };
    let mut depth = 0;
    for index in (farthest..end - 1).rev() {
        if text[index] == opener {
            if depth == 0 {
                return Some(index);
            }
            depth -= 1;
        } else if text[index] == closer {
            depth += 1;
        }
    }
    None
}

/// Skips blanks and comments.
fn skip_gap(text: &[u8], mut index: usize) -> usize {
    loop {
        index = skip(text, index, is_blank);
        if follows(text, index, b"/*") {
            index = skip(text, index + 2, |byte| byte != b'/') + 1;
        } else if follows(text, index, b"//") || at(text, index) == b'#' {
            index = skip(text, index, |byte| byte != b'\n');
        } else {
            return index.min(text.len());
        }
        if index >= text.len() {
            return text.len();
        }
    }
}

/// Skips blanks and comments backwards from `end`: `/* … */`, and `# …` and `// …` up to the end of their line.
pub fn skip_gap_back(text: &[u8], mut end: usize, farthest: usize) -> usize {
    loop {
        let behind = end;
        while end > farthest && is_blank(text[end - 1]) {
            end -= 1;
        }
        let is_line_end = text[end..behind].contains(&b'\n');
        if before(text, end) == b'/' && before(text, end.wrapping_sub(1)) == b'*' && end >= farthest + 4 {
            match (farthest..end - 3).rev().find(|start| follows(text, *start, b"/*")) {
                Some(start) => end = start,
                None => return end,
            }
        } else if is_line_end {
            let line =
                (farthest..end).rev().find(|index| text[*index] == b'\n').map_or(farthest, |index| index + 1);
            match (line..end).find(|start| text[*start] == b'#' || follows(text, *start, b"//")) {
                Some(start) => end = start,
                None => return end,
            }
        } else {
            return end;
        }
    }
}
