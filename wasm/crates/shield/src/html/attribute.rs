//! Attributes, inside a tag or after a quote that ends the surrounding attribute.

use super::script;
use super::tag::runs_address;
use super::words::{
    ADDRESS, ATTRIBUTES, EVENT, EVENTS, MARKUP, NAMESPACE, RUNNER, SCHEMA, SCRIPT, SIGN, STYLE,
};
use crate::glance::COLON;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};
use crate::words::Hash;

/// Judges the attributes of a tag from `index` on. Returns where the tag ends and how many attributes have values.
pub fn judge_all(text: &[u8], mut index: usize, sheet: &mut Sheet) -> (usize, usize) {
    let mut count = 0;
    loop {
        index = skip(text, index, |byte| is_blank(byte) || matches!(byte, b'/' | b'"' | b'\'' | b'`' | b'='));
        if index >= text.len() || text[index] == b'<' {
            return (index, count);
        }
        if text[index] == b'>' {
            return (index + 1, count);
        }
        let start = index;
        let name_end = skip(text, index, |byte| {
            !is_blank(byte) && !matches!(byte, b'/' | b'>' | b'=' | b'"' | b'\'' | b'<' | b'`') || byte == 0
        });
        index = skip(text, name_end, is_blank);
        // Some browsers also skip slashes between a name and its `=`.
        let assignment = skip(text, index, |byte| is_blank(byte) || byte == b'/');
        if at(text, assignment) == b'=' {
            index = assignment;
        }
        if at(text, index) != b'=' {
            // Old browsers ignored any punctuation between a known name and `=`.
            let (known, length) = event(text, start);
            if known && start + 2 + length < name_end {
                sheet.raise(Kind::Xss, 70, start, name_end);
            }
            index = index.max(start + 1);
            continue;
        }
        index = skip(text, index + 1, is_blank);
        count += usize::from(at(text, index) != b'{');
        let value_start = index;
        let quote = at(text, index);
        let value_end = if matches!(quote, b'"' | b'\'' | b'`') {
            let end = skip(text, index + 1, |byte| byte != quote);
            // A quote not closed here may be closed by the page; what follows is read as attributes, too.
            index = if end < text.len() { end + 1 } else { index + 1 };
            end
        } else {
            // A tag that starts with `<` is judged on its own.
            index = skip(text, index, |byte| !is_blank(byte) && byte != b'>' && byte != b'<');
            index
        };
        let score = judge_one(text, start..name_end, value_start, value_end.min(text.len()));
        sheet.raise(Kind::Xss, score, start, value_end.min(text.len()));
    }
}

/// The score of an attribute inside a tag.
fn judge_one(text: &[u8], name: core::ops::Range<usize>, start: usize, end: usize) -> u8 {
    let value = &text[start..end];
    let value = &value[usize::from(matches!(at(value, 0), b'"' | b'\'' | b'`'))..];
    let mut hash = Hash::EMPTY;
    for &byte in &text[name.clone()] {
        if byte != 0 {
            hash = hash.with(byte);
        }
    }
    let (event, length) = event(text, name.start);
    if event || length >= 3 {
        // UI components have handlers too, but theirs are in braces.
        return if at(value, 0) == b'{' { 40 } else { 90 };
    }
    match ATTRIBUTES.class(hash) {
        ADDRESS if runs_address(value, 0) > 0 => 90,
        ADDRESS
            if follows(value, 0, b"javascript")
                && !is_word(at(value, 10))
                && !matches!(at(value, 10), 0 | b'/' | b'.' | b'-') =>
        {
            70
        }
        // A refresh has its address after a number.
        ADDRESS if find(value, b"url=", |rest| runs_address(value, rest) > 0) => 90,
        STYLE if is_active_style(value) => 80,
        MARKUP => 70,
        SCHEMA => 60,
        NAMESPACE if !is_behind_prose(text, name.start) => 50,
        _ if at(value, 0) == b'&' && at(value, 1) == b'{' => 80,
        _ if runs_address(value, 0) > 0 => 80,
        _ => 0,
    }
}

/// Whether a name is an event handler, or an attribute that loads or runs something.
pub fn is_known(name: &[u8]) -> bool {
    let (event, length) = event(name, 0);
    event && length + 2 == name.len() || ATTRIBUTES.class_of(name) != 0
}

/// Whether the word at `start` is `on` and a known event, and the length of what follows `on`.
fn event(text: &[u8], start: usize) -> (bool, usize) {
    if !follows(text, start, b"on") {
        return (false, 0);
    }
    let mut hash = Hash::EMPTY;
    let mut index = start + 2;
    while index < text.len() && (text[index].is_ascii_alphabetic() || text[index] == 0) {
        if text[index] != 0 {
            hash = hash.with(text[index]);
        }
        index += 1;
    }
    (EVENTS.class(hash) == EVENT, index - start - 2)
}

/// Whether a function is defined at `start`: `function (`, `async`, `event =>`, `(event) =>`.
fn is_function(text: &[u8], start: usize) -> bool {
    const PARAMETERS_MAX: usize = 64;
    let near = &text[..(start + PARAMETERS_MAX).min(text.len())];
    let parameters = skip(near, start, |byte| {
        is_word(byte) || is_blank(byte) || matches!(byte, b'(' | b',' | b'$' | b'{' | b'}' | b'[' | b']')
    });
    let arrow = skip(near, parameters, |byte| byte == b')' || is_blank(byte));
    // A function in parentheses of its own is called.
    follows_any(near, start, "function\nasync") > 0
        || follows(near, arrow, b"=>") && !follows(near, start, b"((")
}

fn is_active_style(style: &[u8]) -> bool {
    follows_anywhere(
        style,
        "expression\nbehavior\nbehaviour\n-moz-binding\n-o-link\n@import\nbinding:\njavascript\nvbscript\n/*\nurl(data",
    ) || style
        .windows(2)
        .any(|pair| pair[0] == b'\\' && !matches!(pair[1], b'"' | b'\'' | b'n' | b'/' | b'\\'))
}

/// Whether any of the words, all of which are short, occurs in the text.
fn follows_anywhere(text: &[u8], words: &str) -> bool {
    (0..text.len()).any(|index| {
        let byte = text[index] | 0x20;
        let begins = matches!(byte, b'e' | b'b' | b'j' | b'v' | b'u') || !byte.is_ascii_alphanumeric();
        begins && follows_any(text, index, words) > 0
    })
}

fn find(text: &[u8], word: &[u8], test: impl Fn(usize) -> bool) -> bool {
    (0..text.len()).any(|index| follows(text, index, word) && test(index + word.len()))
}

/// Finds handlers and styles that a value adds to the surrounding tag, by the `=` at `index`.
pub fn judge_assignment(text: &[u8], index: usize, has_quotes: bool, sheet: &mut Sheet) {
    const NAME_MAX: usize = 48;
    const GAP_MAX: usize = 8;
    let mut end = index;
    while end > 0 && index - end < NAME_MAX && is_blank(text[end - 1]) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < NAME_MAX && is_word(text[start - 1]) {
        start -= 1;
    }
    let value = skip(text, index + 1, |byte| is_blank(byte) || matches!(byte, b'"' | b'\'' | b'`'));
    let behind = before(text, start);
    // Markup has its values in quotes; a comparison in a program has another `=`.
    if has_quotes && value == index + 1 && at(text, value) != b'=' {
        script::judge_assignment(text, start, end, sheet);
    }
    let (known, length) = event(text, start);
    // Where a page omits the quotes, a blank is enough to start the next attribute.
    let begins =
        start > 0 && start <= GAP_MAX && text[..start].iter().all(|byte| is_blank(*byte) || *byte == b'/');
    if begins
        && length == (end - start).wrapping_sub(2)
        && (known || length >= 8)
        && !matches!(at(text, value), b'{' | b'=')
    {
        sheet.raise(Kind::Xss, 50, start, value.min(text.len()));
    }
    if known && length == end - start - 2 && !is_word(behind) {
        let broken = matches!(behind, b'"' | b'\'' | b'`' | b'/' | b'<')
            || has_quotes && {
                let gap = (0..start).rev().find(|index| !is_blank(text[*index]));
                gap.is_some_and(|index| matches!(text[index], b'"' | b'\'' | b'`'))
            };
        // A call, an assignment, or an address that runs.
        const VALUE_MAX: usize = 64;
        let near = &text[..(value + VALUE_MAX).min(text.len())];
        let value_end = skip(near, value, |byte| !is_blank(byte) && byte != b'>').min(near.len());
        let acts = text[value.min(value_end)..value_end]
            .iter()
            .any(|byte| matches!(byte, b'(' | b'=' | b'`' | b':' | b'{'));
        let called = skip(text, value, is_word);
        let is_sign = matches!(SCRIPT.class_of(&text[value.min(called)..called]), SIGN | RUNNER);
        let score = if broken && acts {
            80
        } else if broken {
            65
        } else if is_function(text, value) {
            // Programs assign functions; a handler in markup would only create and drop one.
            25
        } else if acts && at(text, value) != b'{' {
            if behind == b'.' { 45 } else { 60 }
        } else if is_sign && !matches!(at(text, called), b'(' | b'-') {
            60
        } else {
            25
        };
        sheet.raise(Kind::Xss, score, start, value_end.max(index));
    } else if follows(text, start, b"style") && end - start == 5 {
        let near = &text[..(value + 96).min(text.len())];
        let value_end = skip(near, value, |byte| byte != b'=').min(near.len());
        if is_active_style(&text[value.min(value_end)..value_end]) {
            sheet.raise(Kind::Xss, 60, start, value_end);
        }
    } else if matches!(behind, b'"' | b'\'' | b'`')
        && (follows(text, start, b"formaction") || follows(text, start, b"srcdoc"))
    {
        sheet.raise(Kind::Xss, 55, start, index);
    } else if length >= 8 && behind == b'"' && length == end - start - 2 {
        sheet.raise(Kind::Xss, 50, start, index);
    }
}

/// Judges script in braces after the `&` before `open`, which old browsers ran in attributes: `&{f()}`.
#[inline(never)]
pub fn judge_entity(text: &[u8], open: usize, sheet: &mut Sheet) {
    const NEAR: usize = 48;
    let near = &text[open..(open + NEAR).min(text.len())];
    let calls = near.iter().any(|byte| matches!(byte, b'(' | b'`' | b'='));
    sheet.raise(Kind::Xss, if calls { 55 } else { 25 }, open - 1, open + 1);
}

/// Judges a value that is an address as a whole.
pub fn judge_start(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if classes & COLON == 0 {
        return;
    }
    let start = skip(text, 0, |byte| is_blank(byte) || matches!(byte, b'"' | b'\'' | b'`' | b'>' | b'('));
    let end = runs_address(text, start);
    if end == 0 {
        return;
    }
    // A heading may start with the language's name, but nobody splits that name.
    let is_broken_up = text[start..end].iter().any(|byte| is_blank(*byte));
    let is_language = at(text, end) == b' ' && at(text, end - 2) | 0x20 == b't' && !is_broken_up;
    let code = skip(text, end, is_blank);
    let name_end = skip(&text[..(code + 32).min(text.len())], code, is_word);
    let acts = name_end > code && matches!(at(text, name_end), b'(' | b'=' | b'[' | b'`')
        || matches!(at(text, code), b'\\' | b'/' | b'`' | b'[' | b'(' | b'{');
    sheet.raise(Kind::Xss, if !is_language || acts { 80 } else { 30 }, start, end);
}

/// Whether a value whose first byte is neither a blank nor a mark other than a slash does not start with a scheme that
/// runs.
#[inline(always)]
pub fn begins_nothing(text: &[u8], classes: u32) -> bool {
    let first = text[0] | 0x20;
    classes & COLON == 0 || !matches!(first, b'j' | b'v' | b'l' | b'm' | b'd') || runs_address(text, 0) == 0
}

/// Judges the scheme before the `:` at `index`, in the middle of a text.
pub fn judge_address(text: &[u8], index: usize, sheet: &mut Sheet) {
    // Styles that load script.
    if at(text, index + 1) | 0x20 == b'u'
        && follows(text, index + 1, b"url(")
        && (follows(text, index.wrapping_sub(7), b"binding")
            || follows(text, index.wrapping_sub(8), b"behavior"))
    {
        return sheet.raise(Kind::Xss, 60, index.saturating_sub(8), index + 5);
    }
    // The names of all these schemes end alike.
    if !matches!(before(text, index) | 0x20, b't' | b'a') {
        return;
    }
    let start = (index.saturating_sub(10)..index).find(|start| {
        follows_any(text, *start, "javascript:\nvbscript:\nlivescript:\nmocha:") == index + 1 - *start
    });
    let Some(start) = start else {
        return;
    };
    let behind = at(text, index + 1);
    let is_code = is_word(behind)
        || matches!(behind, b'/' | b'(' | b'[' | b'\\' | b'%' | b'`' | b'+' | b'\t' | b'!' | b'"' | b'\'');
    // Code soon calls or assigns something.
    let soon = &text[index..(index + 40).min(text.len())];
    let acts = soon.iter().any(|byte| matches!(byte, b'(' | b'=' | b'`'));
    let score = match (is_code, acts) {
        (true, true) => 65,
        (true, false) => 40,
        _ => 20,
    };
    sheet.raise(Kind::Xss, score, start, index + 1);
}
