//! Rules out, without judging them, words and slashes that are not part of a command.

use super::words::{COMMANDS, FUNCTIONS};
use super::{NAME_MAX, may_be_line, node};
use crate::html::SCRIPT;
use crate::text::{at, before, follows, is_word, skip, spells};

/// Whether no command starts a value whose first byte is neither a blank nor a mark other than a slash, provided that
/// no slash in it ends the name of a system folder.
#[inline(always)]
pub fn begins_nothing(text: &[u8], classes: u32) -> bool {
    !may_be_line(classes)
        || matches!(at(text, skip(text, 0, is_word)), b'/' | b':' | b',' | b'@' | b'=')
        || is_no_command(text, 0)
}

/// Whether the word at `start` cannot begin a command, whatever follows.
#[inline(never)]
pub fn is_no_command(text: &[u8], start: usize) -> bool {
    let near = &text[..(start + NAME_MAX).min(text.len())];
    let end = skip(near, start, |byte| is_word(byte) || byte == b'.');
    let may_go_on = matches!(at(text, end), b'\'' | b'"' | b'\\' | b'^' | b'$' | b'/');
    let has_extension = end > start + 4 && follows(text, end - 4, b".exe");
    is_word(at(text, start))
        && end < start + NAME_MAX
        && !may_go_on
        && !has_extension
        && COMMANDS.class_of(&text[start..end]) == 0
}

/// Whether the slash at `index` ends the name of a folder that contains system commands.
#[inline(always)]
pub fn ends_system_folder(text: &[u8], index: usize) -> bool {
    let start = index.wrapping_sub(3);
    spells(text, start, b"bin/") || spells(text, start, b"usr/")
}

/// Whether the word that ends at `end`, followed by a blank and a parenthesis, is not a function's name.
#[inline(never)]
pub fn is_no_function(text: &[u8], end: usize) -> bool {
    const WORD_MAX: usize = 32;
    let mut start = end;
    while start > 0 && end - start < WORD_MAX && is_word(text[start - 1]) {
        start -= 1;
    }
    let is_name = start < end && end - start < WORD_MAX && !matches!(before(text, start), b'.' | b';' | b'$');
    let may_loop = start <= node::LOOP_START_MAX && text[start] | 0x20 == b'w';
    let word = &text[start..end];
    is_name && !may_loop && FUNCTIONS.class_of(word) == 0 && SCRIPT.class_of(word) == 0
}
