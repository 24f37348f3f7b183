//! Instructions to a server in markup: includes and PHP.

use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, follows, follows_any, is_blank, skip};

/// The beginnings of instructions to a server, after `<`.
static INSTRUCTIONS: Lines<4> =
    Lines::new("!--#exec\n!--#include\n!--#echo\ncfexecute\nesi:include\njsp:include");

/// Judges the instruction that may start with the `<` at `begin`.
pub fn judge_markup(text: &[u8], begin: usize, sheet: &mut Sheet) {
    let length = INSTRUCTIONS.follow(text, begin + 1);
    let length = length + usize::from(length > 0);
    if length > 0 {
        sheet.raise(Kind::CommandInjection, 90, begin, begin + length);
    }
    if at(text, begin + 1) == b'?' {
        let length = follows_any(text, begin, "<?php\n<?=\n<? \n<?\t\n<?\r")
            .max(usize::from(at(text, begin + 2) == b'\n') * 3);
        // Text that begins like XML but does not continue as XML is treated as PHP.
        let behind = skip(&text[..(begin + 24).min(text.len())], begin + 5, is_blank);
        let is_disguised = follows(text, begin, b"<?xml") && matches!(at(text, behind), b':' | b'(' | b';');
        let is_open = length > 0 || begin + 2 == text.len() || is_disguised;
        sheet.raise(Kind::CommandInjection, if is_open { 65 } else { 0 }, begin, begin + length.max(2));
    }
}
