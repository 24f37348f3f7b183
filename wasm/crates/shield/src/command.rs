//! Command injection: would a shell that reads a line containing the value run a command from it? The submodules ask the
//! same of server languages: would they call a function, build an object, or follow an instruction?

mod argument;
mod call;
pub mod idle;
mod markup;
pub mod node;
pub mod objects;
pub mod php;
mod words;

use argument::{has_shape, is_argument_sure, is_subcommand};
use words::{COMMANDS, PLAIN, STRONG, TERSE};

pub use call::judge_call;
pub use markup::judge_markup;

use crate::glance::{ANGLE, BLANK, BRACE, COLON, DOLLAR, MINUS, NUL, PERCENT, PIPE, PLUS, SEMICOLON, SLASH};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};
use crate::words::Hash;

/// Judges the value as if it were the whole command.
pub fn judge_start(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if may_be_line(classes) {
        let start = skip(text, 0, is_gap);
        judge_command(text, start, 0, b' ', sheet);
    }
}

/// A command alone proves nothing without a path, a separator, or an argument that is not found in sentences.
fn may_be_line(classes: u32) -> bool {
    let has_argument = classes & (COLON | PERCENT | MINUS) != 0
        && classes & (BLANK | PLUS | DOLLAR | BRACE | ANGLE | NUL) != 0;
    classes & (SLASH | SEMICOLON | PIPE) != 0 || has_argument
}

/// Judges the separator at `begin`; returns where to continue.
pub fn judge_separator(text: &[u8], begin: usize, sheet: &mut Sheet) -> usize {
    let byte = text[begin];
    let mut index = begin + 1;
    match byte {
        b';' | b'|' | b'&' | b'\n' | b'`' => {
            index = skip(text, index, |next| next == byte || matches!(next, b'|' | b'&'));
            // Three backticks start a Markdown code block, followed by the name of its language.
            if byte == b'`' && index > begin + 2 {
                return index;
            }
            judge_command(text, index, begin, byte, sheet);
            return index;
        }
        b'$' | b'<' | b'>' if at(text, index) == b'(' => judge_command(text, index + 1, begin, b'$', sheet),
        b'$' if follows(text, index, b"{ifs") || follows(text, index, b"ifs") => {
            sheet.raise(Kind::CommandInjection, 70, begin, index + 4);
        }
        _ => {}
    }
    index
}

/// Judges Bash's pseudo-devices for network connections.
pub fn judge_device(text: &[u8], begin: usize, sheet: &mut Sheet) {
    if follows_any(text, begin, "/dev/tcp/\n/dev/udp/") > 0 {
        sheet.raise(Kind::CommandInjection, 85, begin, begin + 9);
    }
}

/// Judges `() {`, with which Shellshock starts.
pub fn judge_function(text: &[u8], begin: usize, sheet: &mut Sheet) {
    if at(text, begin + 1) == b')' {
        let text = &text[..(begin + 24).min(text.len())];
        let body = skip(text, begin + 2, is_blank);
        let colon = skip(text, body + 1, is_blank);
        let is_known = follows_any(text, colon, ":;\n_;\n: ;\n:\t;") > 0;
        // Only in shell does a function without a name start like this.
        if at(text, body) == b'{' && (is_known || begin == 0) {
            sheet.raise(
                Kind::CommandInjection,
                if is_known { 90 } else { 55 },
                begin,
                (colon + 2).min(text.len()),
            );
        }
    }
}

/// No command's name plus path is longer.
const NAME_MAX: usize = 40;

/// The bytes that may separate a separator from its command.
fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | b'+' | b'"' | b'\'' | b'(' | b'{' | b'!')
}

/// Judges what follows the separator at `begin`, from `index` on.
fn judge_command(text: &[u8], index: usize, begin: usize, separator: u8, sheet: &mut Sheet) {
    // A command's name and path are short. A gap may be long, but it ends a run of separators.
    const GAP_MAX: usize = 16;
    let limited = &text[..(index + GAP_MAX).min(text.len())];
    let start = skip(limited, index, is_gap);
    let limit = (start + NAME_MAX).min(text.len());
    let mut hash = Hash::EMPTY;
    let mut folders = 0;
    let mut is_system = false;
    let mut hidden = false;
    let mut wildcards = 0;
    let mut end = start;
    while end < limit {
        match text[end] {
            byte if is_word(byte) || byte == b'.' && end > start => hash = hash.with(byte),
            b'/' => {
                is_system |= matches!(before(text, end), b'n') && follows(text, end.wrapping_sub(3), b"bin");
                is_system |= follows(text, end + 1, b"bin/")
                    || follows(text, end + 1, b"sbin/")
                    || follows(text, end + 1, b"usr/");
                folders += 1;
                hash = Hash::EMPTY;
            }
            // Shells ignore quotes and escapes inside a name: c'a't, w\get.
            b'\'' | b'"' | b'\\' | b'^' if end > start && is_word(at(text, end + 1)) => hidden = true,
            byte @ (b'\'' | b'"')
                if end > start && at(text, end + 1) == byte && is_word(at(text, end + 2)) =>
            {
                (hidden, end) = (true, end + 1);
            }
            // Variables that are empty.
            b'$' if end > start
                && matches!(at(text, end + 1), b'@' | b'*' | b'1'..=b'9')
                && is_word(at(text, end + 2)) =>
            {
                (hidden, end) = (true, end + 1);
            }
            b'?' | b'*' if folders > 0 => (hidden, wildcards) = (true, wildcards + 1),
            _ => break,
        }
        end += 1;
    }
    let mut class = COMMANDS.class(hash);
    // Program names on Windows may have their extension.
    if class == 0 && end > start + 4 && text[end - 4] == b'.' && follows(text, end - 4, b".exe") {
        class = COMMANDS.class_of(&text[start..end - 4]);
    }
    // `&copy;`, the copyright sign, looks like a command run in the background.
    if separator == b'&' && follows(text, index, b"copy;") {
        return;
    }
    // After a separator, a path with wildcards is a command's path.
    let is_pattern =
        wildcards > 1 && folders > 1 && start == index && at(text, start) == b'/' && separator != b' ';
    if hidden && is_system || is_pattern {
        sheet.raise(Kind::CommandInjection, 60, begin, end);
    }
    if class == 0 && end == start && separator != b' ' {
        judge_substitution(text, start, begin, sheet);
    }
    if class == 0 || folders > 0 && !is_system {
        return;
    }
    let next = at(text, end);
    let ends = end >= text.len()
        || matches!(next, b';' | b'|' | b'&' | b'`' | b')' | b'\n' | b'<' | b'>' | b'#' | b'-' | b'%')
        || text.len() - end < 4 && matches!(next, b'"' | b'\'');
    let blank = matches!(next, b' ' | b'\t' | b'+' | b'$' | b'{' | b'<' | 0);
    if !ends && !blank || next == b'-' {
        return;
    }
    let argument = skip(text, end, |byte| matches!(byte, b' ' | b'\t' | b'+' | 0)).min(end + GAP_MAX);
    let shaped = has_shape(text, argument);
    let is_end = ends
        || skip(text, argument, |byte| matches!(byte, b'"' | b'\'')) >= text.len()
        || matches!(at(text, argument), b';' | b'|' | b'&' | b'#');
    let shaped = shaped || class == PLAIN && is_subcommand(&text[start..end], text, argument);
    let tight = start == index || begin == 0;
    let prose = is_behind_prose(text, begin);
    if separator == b' ' {
        // No separator: the value itself is the command, and must not look like anything else.
        let score = match (is_system, class) {
            (true, _) if folders > 1 || at(text, start) == b'/' => 70,
            (true, _) => 60,
            (_, STRONG) if is_argument_sure(text, argument) && blank => 60,
            _ if blank && leads_to_file(text, argument) => 60,
            // A command that is followed by a separator and nothing else.
            _ if end + 1 == text.len() && matches!(next, b';' | b'|') && folders == 0 => 50,
            (_, PLAIN | TERSE) if is_argument_sure(text, argument) && at(text, argument) != b'-' && blank => {
                55
            }
            _ => 0,
        };
        // A script's first line names its interpreter.
        let score = if follows(text, 0, b"#!") { 20 } else { score };
        sheet.raise(Kind::CommandInjection, score, start, end);
        return;
    }
    // Prose and Markdown quote code in backticks, and Markdown tables separate columns with `|`.
    let is_cell =
        start > index && blank && at(text, argument) == b'|' && matches!(at(text, argument + 1), b' ' | 0);
    let is_quotation = next == b'`' && at(text, end + 1) == b' ';
    let quiet = match separator {
        b'`' => {
            is_quotation
                || prose
                || start > index
                || begin > 0 && matches!(before(text, begin), b' ' | b'`' | b'(' | b'\n' | b'*' | b'-')
                || at(text, index) == b'`'
        }
        b'|' => is_cell || prose && !tight && !shaped,
        b'$' => text[start].is_ascii_uppercase(),
        // A list of words does not start with an empty line.
        b'\n' => !(text[..begin].iter().all(|byte| *byte == b'\r') && (is_end || shaped)),
        _ => false,
    };
    let mut score = match (class, shaped, is_end) {
        (STRONG, true, _) => 80,
        (STRONG, false, true) => 65,
        (STRONG, false, false) => 50,
        (_, true, _) => 60,
        (_, false, true) if tight => 60,
        (TERSE, false, true) => 50,
        (_, false, true) if is_joined(text, begin) => 50,
        (_, false, true) => 45,
        (TERSE, false, false) if start == index && separator == b';' => 50,
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

/// Judges a substitution in place of a command's name: `;$(…)`, `` ;`…` ``, `;${PATH:0:1}`.
#[inline(never)]
fn judge_substitution(text: &[u8], start: usize, begin: usize, sheet: &mut Sheet) {
    let is_begun = matches!(text[begin], b';' | b'|' | b'&') && !is_behind_prose(text, begin);
    let first = at(text, start + 1);
    let is_command = match at(text, start) {
        b'$' if first == b'(' => COMMANDS.class_of(word_at(text, start + 2)) != 0,
        b'$' if first == b'{' => {
            let name = word_at(text, start + 2);
            !name.is_empty()
                && name.iter().all(|byte| byte.is_ascii_uppercase())
                && at(text, start + 2 + name.len()) == b':'
        }
        // In tables and sentences, code in backticks follows a blank.
        b'`' if start == begin + 1 => COMMANDS.class_of(word_at(text, start + 1)) != 0,
        _ => false,
    };
    if is_begun && is_command {
        sheet.raise(Kind::CommandInjection, 60, begin, start + 2);
    }
}

/// Whether a system file follows a command's options: `-l /etc/x`.
fn leads_to_file(text: &[u8], argument: usize) -> bool {
    const OPTIONS_MAX: usize = 32;
    let near = &text[..(argument + OPTIONS_MAX).min(text.len())];
    let mut index = argument;
    while at(near, index) == b'-' {
        index = skip(near, skip(near, index, |byte| !is_blank(byte)), is_blank);
    }
    index > argument && follows_any(near, index, "/etc/\n/var/\n/proc/\n/root/\n/home/\n/usr/") > 0
}

/// The word that starts at `start`, up to the length of a command's name.
fn word_at(text: &[u8], start: usize) -> &[u8] {
    const WORD_MAX: usize = 16;
    let end = skip(&text[..(start + WORD_MAX).min(text.len())], start, is_word);
    text.get(start..end).unwrap_or_default()
}

/// Whether the separator at `begin` is doubled or follows a number: neither occurs in a list of words.
fn is_joined(text: &[u8], begin: usize) -> bool {
    let left = text[..begin].iter().rev().find(|byte| **byte != b' ');
    matches!(text[begin], b'|' | b'&') && at(text, begin + 1) == text[begin]
        || left.is_some_and(u8::is_ascii_digit)
}
