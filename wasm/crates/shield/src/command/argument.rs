//! What follows a command's name: arguments that are not found in sentences.

use super::word_at;
use crate::text::{at, follows_any, is_word};

/// Whether a Windows command is followed by one of its subcommands.
pub fn is_subcommand(command: &[u8], text: &[u8], argument: usize) -> bool {
    let words = match () {
        () if command.eq_ignore_ascii_case(b"net") => "user\nview\nuse \nlocalgroup\ngroup\nshare\naccounts",
        () if command.eq_ignore_ascii_case(b"reg") => "query\nadd \nsave\nexport\ndelete",
        () => return false,
    };
    follows_any(text, argument, words) > 0
}

/// Whether an argument is one that commands take and sentences do not contain.
pub fn has_shape(text: &[u8], index: usize) -> bool {
    match at(text, index) {
        b'-' => at(text, index + 1).is_ascii_alphanumeric() || at(text, index + 1) == b'-',
        b'/' | b'$' | b'~' | b'>' | b'<' | b'%' | b'*' | b'|' | b';' | b'`' => true,
        b'.' => matches!(at(text, index + 1), b'/' | b'.' | b'\\'),
        byte if byte.is_ascii_digit() => true,
        byte if byte.is_ascii_alphabetic() => {
            is_argument_sure(text, index) || at(text, index + word_at(text, index).len()) == b'='
        }
        _ => false,
    }
}

/// Whether an argument is a path, a drive or an address.
pub fn is_argument_sure(text: &[u8], index: usize) -> bool {
    let first = at(text, index);
    let next = at(text, index + 1);
    first == b'/' && (is_word(next) || next == b' ' || next == 0)
        || first.is_ascii_alphabetic()
            && next == b':'
            && matches!(at(text, index + 2), b'/' | b'\\' | b'"' | b' ' | b'+' | b'|' | 0)
        || follows_any(text, index, "http:\nhttps:\nftp:\n%0\n../") > 0
        || first == b'-' && next.is_ascii_alphabetic() && matches!(at(text, index + 2), b' ' | 0 | b'"')
}
