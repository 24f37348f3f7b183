//! One pass over a text that stops only at bytes with which an attack may begin, and calls the judges for each.
//!
//! In most texts nothing begins at these bytes ([`idle`]), and the pass, whose code is large, is skipped.

mod idle;

use snapwall_bytes::{BLOCK_BYTES, ByteSet};

use crate::command::{node, objects, php};
use crate::glance::{ANGLE, BACKTICK, DOUBLE, SINGLE};
use crate::header;
use crate::html::{attribute, script, tag};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, is_blank, is_word};
use crate::{Place, command, inclusion, ldap, lookup, nosql, path, ssrf, template};

/// State carried from one byte of the pass to later ones.
#[derive(Default)]
pub struct Progress {
    /// The end of the template expression judged last: everything inside it was judged with it.
    pub template: usize,
    /// The same for lookups.
    pub lookup: usize,
    /// Whether a `<` has occurred.
    pub has_tag: bool,
    /// How many bytes have been read as attributes.
    pub attributes: usize,
    /// Whether dots or slashes form steps of a path.
    pub has_steps: bool,
}

/// The bytes with which something may begin.
static SPECIAL: ByteSet = ByteSet::of(b"\0\n\r#$&(./:;<=>[\\_`{|");

/// Whether the pass would find nothing, judging by the bytes at which something may begin.
#[inline(always)]
pub fn is_idle(text: &[u8], classes: u32, place: Place) -> bool {
    begins_nothing(text, classes)
        && idle::skip(text, classes, place) >= text.len()
        && !path::may_be_filled(text)
}

/// Judges the beginning of a text, what begins anywhere in it, and its dots and slashes.
pub fn judge(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    let begin = idle::skip(text, classes, place);
    let is_idle = begin >= text.len();
    if !(is_idle && begins_nothing(text, classes)) {
        judge_start(text, classes, sheet);
    }
    let has_steps = !is_idle && judge_from(text, begin, classes, place, sheet);
    if sheet.wants(Kind::PathTraversal) && (!is_idle || path::may_be_filled(text)) {
        path::judge(text, classes, has_steps, place, sheet);
    }
}

/// Whether nothing begins with a text's first word, given that nothing begins later.
#[inline(never)]
fn begins_nothing(text: &[u8], classes: u32) -> bool {
    let first = at(text, 0);
    (is_word(first) || matches!(first, b'/' | b'$'))
        && inclusion::begins_nothing(text, classes)
        && ssrf::begins_nothing(text)
        && attribute::begins_nothing(text, classes)
        && command::idle::begins_nothing(text, classes)
}

/// [`judge`] without skipping anything.
#[cfg(test)]
pub fn judge_every_byte(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    judge_start(text, classes, sheet);
    let has_steps = judge_from(text, 0, classes, place, sheet);
    path::judge(text, classes, has_steps, place, sheet);
}

#[inline(never)]
fn judge_start(text: &[u8], classes: u32, sheet: &mut Sheet) {
    inclusion::judge_start(text, classes, sheet);
    ssrf::judge_start(text, sheet);
    if sheet.wants(Kind::Xss) {
        attribute::judge_start(text, classes, sheet);
    }
    if sheet.wants(Kind::CommandInjection) {
        command::judge_start(text, classes, sheet);
    }
}

/// Judges what begins at or after `begin`. Returns whether dots or slashes form steps of a path.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
fn judge_from(text: &[u8], begin: usize, classes: u32, place: Place, sheet: &mut Sheet) -> bool {
    let has_quotes = classes & (SINGLE | DOUBLE | BACKTICK | ANGLE) != 0;
    let wants_xss = sheet.wants(Kind::Xss);
    let wants_command = sheet.wants(Kind::CommandInjection);
    let mut progress = Progress::default();
    let mut block = begin;
    let mut members = SPECIAL.members_from(text, begin);
    // Nothing begins inside what a judge has already read.
    let mut behind = 0;
    loop {
        if members == 0 {
            block += BLOCK_BYTES;
            if block >= text.len() {
                break;
            }
            members = SPECIAL.members_from(text, block);
            continue;
        }
        let index = block + members.trailing_zeros() as usize;
        members &= members - 1;
        if index < behind {
            continue;
        }
        let byte = text[index];
        let next = at(text, index + 1);
        match byte {
            b'.' => {
                progress.has_steps |= next == b'.' || matches!(before(text, index), b'/' | b'\\');
                let left = before(text, index);
                // In a sentence, a dot has a blank on one side.
                if is_blank(next) == (left == b' ') && next != b'.' && !matches!(left, 0 | b'.') {
                    // No object's name ends in a digit.
                    if !left.is_ascii_digit() {
                        script::judge_member(text, index, sheet);
                        nosql::judge_member(text, index, place, sheet);
                        nosql::judge_shell(text, index, sheet);
                        node::judge_member(text, index, sheet);
                    }
                    objects::judge_class(text, index, sheet);
                }
            }
            b'/' | b'\\' => {
                progress.has_steps |= matches!(next, b'/' | b'\\') && index == 0;
                path::judge_file(text, index, sheet);
                if byte == b'\\' {
                    header::judge_line_break(text, index, place, sheet);
                } else if next | 0x20 == b'd' {
                    command::judge_device(text, index, sheet);
                } else if matches!(before(text, index) | 0x20, b'n' | b'y') {
                    objects::judge_tag(text, index, sheet);
                }
            }
            b':' => {
                if wants_xss {
                    attribute::judge_address(text, index, sheet);
                }
                if next == b'/' {
                    inclusion::judge_wrapper(text, index, sheet);
                }
                ssrf::judge_address(text, index, sheet);
                if matches!(next | 0x20, b'c' | b'p' | 0x7f) {
                    nosql::judge_path(text, index, place, sheet);
                }
                if next.is_ascii_digit() {
                    ldap::judge_rule(text, index, sheet);
                }
                objects::judge_serialized(text, index, sheet);
            }
            b'=' if wants_xss => attribute::judge_assignment(text, index, has_quotes, sheet),
            b';' if wants_xss && matches!(before(text, index), b'\'' | b'"' | b'`' | b')' | b'}') => {
                script::judge_statement(text, index, sheet);
            }
            b'(' => {
                script::judge_call(text, index, sheet);
                command::judge_call(text, index, sheet);
                command::judge_function(text, index, sheet);
                nosql::judge_loop(text, index, sheet);
                if before(text, index) == b')' || matches!(next, b'&' | b'|') {
                    ldap::judge(text, index, sheet);
                }
            }
            b'<' => {
                progress.has_tag = true;
                if wants_xss {
                    tag::judge_tag(text, index, &mut progress.attributes, sheet);
                }
                command::judge_markup(text, index, sheet);
                template::judge(text, index, &mut progress, sheet);
            }
            b'>' if wants_xss && !progress.has_tag => tag::judge_end(text, index, sheet),
            b'>' => {}
            b'[' => {
                script::judge_member(text, index, sheet);
                nosql::judge_member(text, index, place, sheet);
                node::judge_member(text, index, sheet);
                template::judge(text, index, &mut progress, sheet);
            }
            b'{' if before(text, index) == b'&' => attribute::judge_entity(text, index, sheet),
            b'{' | b'#' => template::judge(text, index, &mut progress, sheet),
            b'$' => {
                php::judge_variable(text, index, sheet);
                if next == b'$' {
                    node::judge_function(text, index, sheet);
                }
                if next.is_ascii_alphabetic() {
                    nosql::judge_operator(text, index, place, sheet);
                }
                lookup::judge(text, index, &mut progress, sheet);
                template::judge(text, index, &mut progress, sheet);
            }
            b'_' if next == b'_' => {
                nosql::judge_prototype(text, index, place, sheet);
                node::judge_function(text, index, sheet);
            }
            b'\r' => header::judge_line_break(text, index, place, sheet),
            b'\n' if before(text, index) != b'\r' => header::judge_line_break(text, index, place, sheet),
            b'`' => script::judge_call(text, index, sheet),
            0 => path::judge_nul(text, index, sheet),
            _ => {}
        }
        if wants_command && matches!(byte, b';' | b'|' | b'&' | b'\n' | b'`' | b'$' | b'<' | b'>') {
            behind = command::judge_separator(text, index, sheet);
        }
    }
    progress.has_steps
}
