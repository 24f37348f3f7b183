//! Command injection: would a shell that meets the value in a line run a command of it, or a server's language a call?

mod words;

use words::{CODE, COMMANDS, FUNCTION, FUNCTIONS, MODULE, PLAIN, RUN, STRONG};

use crate::glance::{AMPERSAND, ANGLE, BACKTICK, DOLLAR, LINE, PAREN, PIPE, PLUS, SEMICOLON, SLASH};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_word, skip};
use crate::words::Hash;

pub fn judge(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if !sheet.wants(Kind::CommandInjection) {
        return;
    }
    if classes & (SEMICOLON | PIPE | AMPERSAND | BACKTICK | DOLLAR | LINE | SLASH | PLUS | ANGLE) != 0 {
        judge_shell(text, sheet);
    }
    if classes & PAREN != 0 {
        judge_calls(text, sheet);
    }
}

fn judge_shell(text: &[u8], sheet: &mut Sheet) {
    // The value may be the whole command.
    let start = skip(text, 0, is_gap);
    judge_command(text, start, 0, b' ', sheet);
    let mut index = 0;
    while index < text.len() {
        let byte = text[index];
        let begin = index;
        index += 1;
        match byte {
            b';' | b'|' | b'&' | b'\n' | b'`' => {
                index = skip(text, index, |next| next == byte || matches!(next, b'|' | b'&'));
                judge_command(text, index, begin, byte, sheet);
            }
            b'$' | b'<' | b'>' if at(text, index) == b'(' => judge_command(text, index + 1, begin, b'$', sheet),
            b'$' if follows(text, index, b"{ifs") || follows(text, index, b"ifs") => {
                sheet.raise(Kind::CommandInjection, 70, begin, index + 4);
            }
            b'/' if follows(text, index, b"dev/tcp/") || follows(text, index, b"dev/udp/") => {
                sheet.raise(Kind::CommandInjection, 85, begin, index + 8);
            }
            b'(' if at(text, index) == b')' => {
                // Shellshock.
                let body = skip(text, index + 1, is_gap);
                let colon = skip(text, body + 1, is_gap);
                if at(text, body) == b'{' && follows_any(text, colon, ":;\n_;\n: ;\n:\t;") > 0 {
                    sheet.raise(Kind::CommandInjection, 90, begin, colon + 2);
                }
            }
            b'<' if follows(text, index, b"!--#exec") || follows(text, index, b"!--#include") => {
                sheet.raise(Kind::CommandInjection, 90, begin, index + 8);
            }
            b'<' if follows(text, index, b"?php") || follows(text, index, b"?=") || follows(text, index, b"? ") || follows(text, index, b"?\t") || follows(text, index, b"?\n") => {
                sheet.raise(Kind::CommandInjection, 65, begin, index + 4);
            }
            _ => {}
        }
    }
}

/// What may stand between a separator and its command.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | b'+' | b'"' | b'\'' | b'(' | b'{' | b'!')
}

/// Judges what stands behind the separator at `begin`, from `index` on.
fn judge_command(text: &[u8], index: usize, begin: usize, separator: u8, sheet: &mut Sheet) {
    // A command's name and its path are short; a gap may be long, and ends a run of separators.
    const GAP_MAX: usize = 16;
    const NAME_MAX: usize = 40;
    let limited = &text[..(index + GAP_MAX).min(text.len())];
    let start = skip(limited, index, is_gap);
    let limit = (start + NAME_MAX).min(text.len());
    let mut hash = Hash::EMPTY;
    let mut folders = 0;
    let mut is_system = false;
    let mut hidden = false;
    let mut end = start;
    while end < limit {
        match text[end] {
            byte if is_word(byte) || byte == b'.' && end > start => hash = hash.with(byte),
            b'/' => {
                is_system |= matches!(before(text, end), b'n') && follows(text, end.wrapping_sub(3), b"bin");
                is_system |= follows(text, end + 1, b"bin/") || follows(text, end + 1, b"sbin/") || follows(text, end + 1, b"usr/");
                folders += 1;
                hash = Hash::EMPTY;
            }
            // Shells take a name apart without minding: c'a't, w\get.
            b'\'' | b'"' | b'\\' | b'^' if end > start && is_word(at(text, end + 1)) => hidden = true,
            b'?' | b'*' if folders > 0 => hidden = true,
            _ => break,
        }
        end += 1;
    }
    let class = COMMANDS.class(hash);
    if hidden && is_system {
        sheet.raise(Kind::CommandInjection, 60, begin, end);
    }
    if class == 0 || folders > 0 && !is_system {
        return;
    }
    let next = at(text, end);
    let ends = end >= text.len() || matches!(next, b';' | b'|' | b'&' | b'`' | b')' | b'\n' | b'<' | b'>' | b'#' | b'-' | b'}' | b'%')
        || text.len() - end < 4 && matches!(next, b'"' | b'\'');
    let blank = matches!(next, b' ' | b'\t' | b'+' | b'$' | b'{' | b'<' | 0);
    if !ends && !blank || next == b'-' {
        return;
    }
    let argument = skip(text, end, |byte| matches!(byte, b' ' | b'\t' | b'+' | 0)).min(end + GAP_MAX);
    let shaped = has_shape(text, argument);
    let is_end = ends || skip(text, argument, |byte| matches!(byte, b'"' | b'\'')) >= text.len() || matches!(at(text, argument), b';' | b'|' | b'&');
    let tight = start == index || begin == 0;
    let prose = is_behind_prose(text, begin);
    if separator == b' ' {
        // No separator: the value is the command, and must look like nothing else.
        let score = match (is_system, class) {
            (true, _) if folders > 1 || at(text, start) == b'/' => 70,
            (true, _) => 60,
            (_, STRONG) if is_argument_sure(text, argument) && blank => 60,
            (_, PLAIN) if is_argument_sure(text, argument) && at(text, argument) != b'-' && blank => 55,
            _ => 0,
        };
        // A script's first line names its interpreter.
        let score = if follows(text, 0, b"#!") { 20 } else { score };
        sheet.raise(Kind::CommandInjection, score, start, end);
        return;
    }
    // Prose and Markdown quote code in backticks, and tables of it have columns.
    let quiet = match separator {
        b'`' => prose || begin > 0 && matches!(before(text, begin), b' ' | b'`' | b'(' | b'\n' | b'*' | b'-') || at(text, index) == b'`',
        b'|' => prose && !tight && !shaped,
        b'\n' => true,
        _ => false,
    };
    let mut score = match (class, shaped, is_end) {
        (STRONG, true, _) => 80,
        (STRONG, false, true) => 65,
        (STRONG, false, false) => 50,
        (_, true, _) => 60,
        (_, false, true) if tight => 60,
        (_, false, true) => 45,
        _ => 20,
    };
    if is_system {
        score = 85;
    }
    if prose {
        score = if text[begin] == b'&' { score * 3 / 5 } else { score * 2 / 3 };
    }
    if quiet {
        score = score.min(if is_system || shaped && class == STRONG { 40 } else { 25 });
    }
    sheet.raise(Kind::CommandInjection, score, begin, end);
}

/// Whether an argument is one that commands take and sentences do not.
fn has_shape(text: &[u8], index: usize) -> bool {
    match at(text, index) {
        b'-' => at(text, index + 1).is_ascii_alphanumeric() || at(text, index + 1) == b'-',
        b'/' | b'$' | b'~' | b'>' | b'<' | b'%' | b'*' | b'|' | b';' | b'`' => true,
        b'.' => matches!(at(text, index + 1), b'/' | b'.' | b'\\'),
        byte if byte.is_ascii_digit() => true,
        byte if byte.is_ascii_alphabetic() => is_argument_sure(text, index),
        _ => false,
    }
}

/// A path, a drive, an address.
fn is_argument_sure(text: &[u8], index: usize) -> bool {
    let first = at(text, index);
    let next = at(text, index + 1);
    first == b'/' && (is_word(next) || next == b' ' || next == 0)
        || first.is_ascii_alphabetic() && next == b':' && matches!(at(text, index + 2), b'/' | b'\\' | b'"' | 0)
        || follows_any(text, index, "http:\nhttps:\nftp:\n%0\n../") > 0
        || first == b'-' && next.is_ascii_alphabetic() && matches!(at(text, index + 2), b' ' | 0 | b'"')
}

/// Calls by which a server's language runs commands or code.
fn judge_calls(text: &[u8], sheet: &mut Sheet) {
    let mut index = 0;
    while index < text.len() {
        if !is_word(text[index]) {
            index += 1;
            continue;
        }
        let start = index;
        let mut hash = Hash::EMPTY;
        while index < text.len() && is_word(text[index]) {
            hash = hash.with(text[index]);
            index += 1;
        }
        let class = FUNCTIONS.class(hash);
        if class == 0 {
            continue;
        }
        let open = skip(text, index, |byte| byte <= b' ');
        if at(text, open) != b'(' || open - index > 8 {
            continue;
        }
        let prose = is_behind_prose(text, start);
        let argument_start = skip(text, open + 1, |byte| byte == b' ');
        let argument = at(text, argument_start);
        let member = matches!(before(text, start), b'.' | b'>' | b':');
        let quoted = matches!(argument, b'"' | b'\'' | b'$' | b'`');
        let score = match class {
            CODE if !prose && !member => 65,
            CODE => 45,
            RUN if quoted && !prose => 60,
            RUN | FUNCTION if start == 0 => 55,
            MODULE if quoted && follows_any(text, argument_start + 1, "child_process\nfs\nnet\nos\nvm\nhttp\nnode:") > 0 => if prose { 45 } else { 65 },
            MODULE => 0,
            FUNCTION if quoted && !member => if prose { 40 } else { 60 },
            FUNCTION if quoted => 30,
            _ => if prose || member { 20 } else { 35 },
        };
        sheet.raise(Kind::CommandInjection, score, start, open + 1);
    }
}
