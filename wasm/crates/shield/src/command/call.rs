//! Functions of server languages that run commands or code, or that only attackers call in a value.

use super::words::{CODE, FAMILIES, FUNCTION, FUNCTIONS, MODULE, RUN};
use super::{node, php};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_lone, is_word, skip};

/// Judges the function called by the `(` at `open`.
pub fn judge_call(text: &[u8], open: usize, sheet: &mut Sheet) {
    const WORD_MAX: usize = 32;
    const GAP_MAX: usize = 8;
    let mut end = open;
    while end > 0 && open - end < GAP_MAX && is_blank(text[end - 1]) {
        end -= 1;
    }
    let may_comment = before(text, end) == b'/' && before(text, end.wrapping_sub(1)) == b'*'
        || end < open && text[end..open].contains(&b'\n');
    let mut has_comment = false;
    if may_comment {
        let gap = php::skip_gap_back(text, open, end.saturating_sub(WORD_MAX));
        has_comment = gap < end;
        end = gap.min(end);
    }
    let mut start = end;
    while start > 0 && end - start < WORD_MAX && is_word(text[start - 1]) {
        start -= 1;
    }
    if start == end {
        return php::judge_callee(text, open, sheet);
    }
    let class = FUNCTIONS.class_of(&text[start..end]);
    if class == 0 {
        if start == 0
            && (end == open || has_comment)
            && (has_comment || is_family(&text[..end]))
            && is_lone(text)
        {
            sheet.raise(Kind::CommandInjection, 50, 0, open + 1);
        }
        if matches!(before(text, start), b'.' | b';') && start <= php::LEAD_MAX {
            php::judge_broken(text, start, open, sheet);
        }
        if start <= node::LOOP_START_MAX {
            node::judge_loop(text, start, open, sheet);
        }
        return;
    }
    let prose = is_behind_prose(text, start);
    let argument_start = skip(text, open + 1, |byte| byte == b' ');
    let argument = at(text, argument_start);
    let member = matches!(before(text, start), b'.' | b'>' | b':');
    let quoted = matches!(argument, b'"' | b'\'' | b'$' | b'`');
    let score = match class {
        // Nobody writes a comment between a function's name and its parenthesis.
        RUN | FUNCTION | CODE if has_comment => 65,
        CODE if !prose && !member => 65,
        CODE => 45,
        // Regular expressions also have a method of that name.
        RUN if quoted && member && end - start == 4 && before(text, start - 1) != b')' => 40,
        RUN if quoted && !prose => 60,
        RUN if start == 0 => 55,
        FUNCTION if start == 0 && end == open && (is_lone(text) || argument == b')') => 55,
        MODULE if quoted && is_module(text, argument_start + 1) => {
            if prose {
                45
            } else {
                65
            }
        }
        MODULE => 0,
        FUNCTION if quoted && !member => {
            if prose {
                40
            } else {
                60
            }
        }
        FUNCTION if quoted => 30,
        _ => {
            if prose || member {
                20
            } else {
                35
            }
        }
    };
    sheet.raise(Kind::CommandInjection, score, start, open + 1);
}

/// Whether the module named at `start` reaches outside the program.
fn is_module(text: &[u8], start: usize) -> bool {
    let start = start + if follows(text, start, b"node:") { 5 } else { 0 };
    let length = follows_any(text, start, "child_process\nfs\nnet\nos\nvm\nhttp\nhttps\nprocess");
    length > 0 && !is_word(at(text, start + length)) && at(text, start + length) != b'-'
}

/// Whether a name has the prefix of a PHP extension's functions: `pg_`, `array_`.
fn is_family(name: &[u8]) -> bool {
    let end = skip(name, 0, |byte| byte != b'_');
    end < name.len() && FAMILIES.class_of(&name[..end]) != 0
}
