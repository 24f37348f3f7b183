//! Skips bytes at which something may begin but, judging by their neighbours, does not.
//!
//! Addresses, dates, paths and sentences are full of such bytes. A few comparisons at each avoid calling the judges,
//! which are many and large. This only saves time: any doubt ends the pass, and the judges look for themselves.

use snapwall_bytes::ByteSet;

use super::SPECIAL;
use crate::command::idle::{ends_system_folder, is_no_command, is_no_function};
use crate::glance::{AMPERSAND, AT, BACKTICK, BLANK, DOUBLE, LINE, NUL, OPERATOR, SINGLE};
use crate::text::{Beginnings, at, before, follows, is_blank, is_word, skip as skip_while, spells};
use crate::{Place, header, nosql, path, ssrf};

/// The first index at which something may begin, or the text's length.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn skip(text: &[u8], classes: u32, place: Place) -> usize {
    // Where the name before a slash can start.
    let mut slash = None;
    let mut block = 0;
    loop {
        let mut members = CANDIDATES.members_of_four(text, block);
        while members != 0 {
            let index = block + members.trailing_zeros() as usize;
            members &= members - 1;
            let is_idle = match text[index] {
                b'.' => is_idle_dot(text, index),
                b'/' => is_idle_slash(text, index, classes, slash.replace(index)),
                b':' => is_idle_colon(text, index, classes),
                b'_' => at(text, index + 1) != b'_',
                b'x' | b'X' => before(text, index) != b'0',
                b'=' => classes & (SINGLE | DOUBLE | BACKTICK) == 0 && is_idle_assignment(text, index),
                b';' | b'&' => is_idle_separator(text, index),
                b'(' => is_idle_parenthesis(text, index),
                b'$' => at(text, index + 1).is_ascii_digit(),
                b'\n' => is_idle_line(text, index, place),
                _ => false,
            };
            if !is_idle {
                return index;
            }
        }
        block += 64;
        if block >= text.len() {
            return text.len();
        }
    }
}

/// The bytes that may begin something, and `x`, which marks hexadecimal notations of dots and slashes.
static CANDIDATES: ByteSet = SPECIAL.with(b"xX");

/// A dot that ends a sentence, is inside a number, or follows a word that is not an object.
#[inline(always)]
fn is_idle_dot(text: &[u8], index: usize) -> bool {
    let (left, next) = (before(text, index), at(text, index + 1));
    if next == b'.' || !is_word(left) || nosql::is_shell(text, index) {
        return false;
    }
    is_blank(next)
        || left.is_ascii_digit()
        || !(OBJECTS.may_hold(ending(text, index)) || ssrf::may_be_suffix(text, index))
}

/// The last letters of the words that judges look for before a dot: objects of a page, of Node's runtime and of
/// programs in general, and the first parts of class names.
static OBJECTS: Beginnings<32> = {
    let words = b"document window self top parent frames globalthis location navigator localstorage sessionstorage \
                  this constructor process console require module java javax com xwork ognl org groovy freemarker \
                  class classloader system ";
    let mut endings = Beginnings::NONE;
    let mut index = 3;
    while index < words.len() {
        if words[index] == b' ' {
            endings = endings.with([words[index - 3], words[index - 2], words[index - 1], 0]);
        }
        index += 1;
    }
    endings
};

/// The three bytes before `end`.
#[inline(always)]
fn ending(text: &[u8], end: usize) -> [u8; 4] {
    [before(text, end.wrapping_sub(2)), before(text, end.wrapping_sub(1)), before(text, end), 0]
}

/// A slash between two names that are not of system files. `previous` is the slash before it.
#[inline(always)]
fn is_idle_slash(text: &[u8], index: usize, classes: u32, previous: Option<usize>) -> bool {
    let (left, next) = (before(text, index), at(text, index + 1));
    if matches!(next, b'/' | b'\\') && index == 0 || left == b'.' {
        return false;
    }
    let may_be_tag = matches!(left | 0x20, b'n' | b'y') && classes & OPERATOR != 0;
    let may_be_device = next | 0x20 == b'd' && at(text, index + 3) | 0x20 == b'v';
    // Where nothing else separates names, the start of a name between two slashes need not be searched for.
    let is_between = classes & (BLANK | LINE | NUL) == 0
        && previous.is_some_and(|previous| index - previous <= path::NAME_MAX);
    !(may_be_tag
        || may_be_device
        || ends_system_folder(text, index)
        || path::may_be_file(text, index, is_between))
}

/// A colon in a time, after a word, or after the scheme of an ordinary address.
#[inline(always)]
fn is_idle_colon(text: &[u8], index: usize, classes: u32) -> bool {
    let (left, next) = (before(text, index), at(text, index + 1));
    match next {
        b'/' => {
            let is_web = spells(text, index.wrapping_sub(4), b"http")
                || spells(text, index.wrapping_sub(5), b"http") && left | 0x20 == b's';
            is_web
                && at(text, index + 2) == b'/'
                && classes & (AT | AMPERSAND) == 0
                && ssrf::is_ordinary_host(text, index + 3)
        }
        b'\\' | b'u' | b'U' | b'c' | b'C' | b'p' | b'P' | b'_' | b'[' | b'+' => false,
        // After these letters, a number may be a port, an LDAP rule or part of a serialized object.
        b'0'..=b'9' => {
            !matches!(left | 0x20, b'p' | b's' | b'o' | b'c' | b't' | b'a') && at(text, index + 2) != b'.'
        }
        _ => {
            let end = index.wrapping_sub(4);
            !spells(text, end, b"ript") && !spells(text, end, b"ocha")
        }
    }
}

/// A `=` after a name that is not a handler's.
#[inline(always)]
fn is_idle_assignment(text: &[u8], index: usize) -> bool {
    const NAME_MAX: usize = 32;
    let mut start = index;
    while start > 0 && index - start < NAME_MAX && is_word(text[start - 1]) {
        start -= 1;
    }
    let is_name = start < index && index - start < NAME_MAX;
    is_name && !follows(text, start, b"on") && !follows(text, start, b"style")
}

/// A semicolon in a sentence, or an ampersand between words or parameters.
#[inline(always)]
fn is_idle_separator(text: &[u8], index: usize) -> bool {
    if matches!(before(text, index), b'\'' | b'"' | b'`' | b')' | b'}') {
        return false;
    }
    let start = index + 1 + usize::from(at(text, index + 1) == b' ');
    is_word(at(text, start)) && is_no_command(text, start)
}

/// A parenthesis after a word and a blank, as in a sentence.
#[inline(always)]
fn is_idle_parenthesis(text: &[u8], open: usize) -> bool {
    let next = at(text, open + 1);
    if before(text, open) != b' ' || !is_word(next) || matches!(next | 0x20, b'a' | b'p' | b'c') {
        return false;
    }
    matches!(at(text, open.wrapping_sub(2)), b',' | b':') || is_no_function(text, open - 1)
}

/// A line that starts with a word and is neither a header nor a command.
#[inline(always)]
fn is_idle_line(text: &[u8], index: usize, place: Place) -> bool {
    const LINES_MAX: usize = 4;
    const NAME_MAX: usize = 40;
    if !matches!(place, Place::Text | Place::Json) || before(text, index) == b'\r' {
        return false;
    }
    let near = &text[..(index + LINES_MAX).min(text.len())];
    let start = skip_while(near, index, |byte| byte == b'\n');
    let limit = (start + NAME_MAX).min(text.len());
    let end = skip_while(&text[..limit], start, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_word(at(text, start))
        && !matches!(at(text, end), b':' | b'/')
        && !header::is_mail(text, start)
        && is_no_command(text, start)
}
