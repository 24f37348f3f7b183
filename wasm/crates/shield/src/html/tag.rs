//! Tags, as a browser's tokenizer finds them in text.

use super::attribute;
use super::words::{ACTIVE, CONTROL, ELEMENTS, ENCLOSING, FOREIGN, FRAME, LOADING};
use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};
use crate::words::Hash;

/// How many times the length of a text may be read as attributes in total: a tag may stand inside another one's attribute,
/// but not every tag in the attributes of all tags before it.
const READINGS: usize = 4;

/// How many bytes of a tag's attributes are always read, however many have been.
const ATTRIBUTES_MIN_BYTES: usize = 256;

/// Judges what starts with the `<` at `start`. Tags inside attributes are judged on their own. `read` counts the bytes of
/// attributes that have been read of this text.
pub fn judge_tag(text: &[u8], start: usize, read: &mut usize, sheet: &mut Sheet) {
    let mut index = start + 1;
    let mut raise = |score, end: usize| sheet.raise(Kind::Xss, score, start, end.min(text.len()));
    match at(text, index) {
        b'!' => {
            let score = match () {
                () if follows(text, index, b"!--#") => 60,
                () if follows(text, index, b"!entity") || follows(text, index, b"!doctype") => 60,
                () if follows(text, index, b"![cdata[") => 50,
                () if follows(text, index, b"!--[if") => 60,
                // The end of a comment that was not started here, or one that hides markup.
                () if follows(text, index, b"!--") => 30,
                () => 0,
            };
            raise(score, index + 10);
            return;
        }
        b'?' => {
            let score = if follows(text, index, b"?xml-stylesheet")
                || follows(text, index, b"?import")
                || follows(text, index, b"?xml:")
            {
                80
            } else {
                0
            };
            raise(score, index + 15);
            return;
        }
        _ => {}
    }
    let is_end = at(text, index) == b'/';
    index += usize::from(is_end);
    // Old browsers skip NUL, and filters that remove characters leave such gaps.
    let name_start = skip(text, index, |byte| byte == 0);
    // A namespace prefix may be empty.
    let name_start = name_start + usize::from(at(text, name_start) == b':');
    if is_blank(at(text, name_start)) {
        return judge_gap(text, start, name_start, sheet);
    }
    if !at(text, name_start).is_ascii_alphabetic() {
        return;
    }
    if at(text, name_start + 1) == b' ' && judge_spread(text, start, name_start, sheet) {
        return;
    }
    let mut hash = Hash::EMPTY;
    let mut colon = false;
    index = name_start;
    while index < text.len() {
        match text[index] {
            0 => {}
            // A namespace prefix does not change which element it is.
            b':' => (hash, colon) = (Hash::EMPTY, true),
            byte if is_word(byte) || byte == b'-' => hash = hash.with(byte),
            _ => break,
        }
        index += 1;
    }
    let class = ELEMENTS.class(hash);
    let behind = at(text, index);
    // Type parameters look like tags: `Promise<Object>`.
    let is_parameter = is_word(before(text, start));
    if is_end {
        let score = match class {
            ACTIVE => 70,
            ENCLOSING
                if begins(text, start, name_start, index).is_some_and(|inside| is_computed(text, inside)) =>
            {
                40
            }
            ENCLOSING => 70,
            LOADING if begins(text, start, name_start, index).is_some() => 30,
            LOADING => 50,
            FRAME if is_behind_prose(text, start) => 35,
            FRAME => 50,
            _ => 0,
        };
        sheet.raise(Kind::Xss, score, start, (index + 1).min(text.len()));
        return;
    }
    let spare = (READINGS * text.len()).saturating_sub(*read).max(ATTRIBUTES_MIN_BYTES);
    let near = &text[..text.len().min(index + spare)];
    let (end, attributes) = attribute::judge_all(near, index, sheet);
    *read += end - index;
    let mut raise = |score| sheet.raise(Kind::Xss, score, start, end.min(text.len()));
    match class {
        ACTIVE if !is_parameter || attributes > 0 => raise(90),
        ACTIVE => raise(70),
        LOADING if attributes > 0 => raise(80),
        LOADING if colon => raise(60),
        LOADING | FRAME | ENCLOSING if !is_parameter => {
            let quiet = class == LOADING
                || is_behind_prose(text, start)
                || class == ENCLOSING && is_computed(text, index);
            raise(if quiet { 40 } else { 55 });
        }
        _ => {}
    }
    if matches!(class, CONTROL | FOREIGN) && !is_parameter && (attributes > 0 || class == FOREIGN) {
        raise(if is_behind_prose(text, start) { 35 } else { 50 });
    }
    // An unclosed tag, to be closed by the surrounding page, sends the page's text in between to its address.
    const NEAR: usize = 64;
    let is_open = end >= text.len() && before(text, end) != b'>';
    if class != 0 && attributes > 0 && !is_parameter && is_open {
        let near = &text[start..(start + NEAR).min(text.len())];
        let has_address =
            (0..near.len()).any(|index| follows_any(near, index, " src\n\tsrc\n/src\nhref") > 0);
        raise(if has_address { 50 } else { 35 });
    }
    if class == 0 && attributes > 0 && colon {
        raise(40);
    }
    if class == 0 && behind == b'=' && is_joined(text, name_start, index) {
        raise(50);
    }
    // `<svg/onload` needs no blank, and nobody else writes such a slash in a tag.
    if behind == b'/' && attributes > 0 && class != 0 {
        raise(55);
    }
}

/// The index after the name of the element that the tag at `start` closes, if the element was opened in the value: then
/// nothing around the value is closed.
#[inline(never)]
fn begins(text: &[u8], start: usize, name: usize, end: usize) -> Option<usize> {
    // Far enough for a style or a frame, but bounded, since it is read again for each end tag.
    const FAR: usize = 512;
    let name = &text[name..end];
    let is_name = |index: &usize| {
        let other = text[index + 1..start].get(..name.len());
        text[*index] == b'<' && other.is_some_and(|other| other.eq_ignore_ascii_case(name))
    };
    (start.saturating_sub(FAR)..start).find(is_name).map(|index| index + 1 + name.len())
}

/// Whether an element's content is an expression in braces, which UI components have and styles do not. `index` is in
/// its tag.
fn is_computed(text: &[u8], index: usize) -> bool {
    const TAG_MAX: usize = 64;
    let near = &text[..(index + TAG_MAX).min(text.len())];
    let inside = skip(near, index, |byte| byte != b'>') + 1;
    at(text, skip(near, inside, is_blank)) == b'{'
}

/// Whether a filter has joined the names of an element that loads something and of its attribute: `<metahttp-equiv=`.
#[inline(never)]
fn is_joined(text: &[u8], start: usize, end: usize) -> bool {
    const ELEMENT_MAX: usize = 10;
    let mut hash = Hash::EMPTY;
    for index in start..end.min(start + ELEMENT_MAX) {
        hash = hash.with(text[index]);
        if matches!(ELEMENTS.class(hash), ACTIVE | LOADING) && attribute::is_known(&text[index + 1..end]) {
            return true;
        }
    }
    false
}

static SCHEMES: Lines<3> = Lines::new("javascript\nvbscript\nlivescript\nmocha\njscript\nvbs");

/// Judges the end of a tag that does not start in the value, by the `>` at `index`: `">`, `autofocus>`.
#[inline(never)]
pub fn judge_end(text: &[u8], index: usize, sheet: &mut Sheet) {
    let end = index - usize::from(before(text, index) == b'/');
    let quote = before(text, end);
    let is_broken = matches!(quote, b'"' | b'\'')
        && end > 1
        && at(text, index + 1) != quote
        && at(text, index + 1) != b'=';
    let is_attribute = follows(text, end.wrapping_sub(9), b"autofocus");
    if is_attribute || is_broken && !is_behind_prose(text, end) {
        sheet.raise(Kind::Xss, if is_attribute { 55 } else { 40 }, end - 1, index + 1);
    }
}

/// Judges a script tag after a blank that is meant to confuse a filter, with or without a prefix.
#[inline(never)]
fn judge_gap(text: &[u8], start: usize, gap: usize, sheet: &mut Sheet) {
    const GAP_MAX: usize = 8;
    let text = &text[..(gap + 4 * GAP_MAX).min(text.len())];
    let mut name = skip(text, gap, is_blank);
    let prefix = skip(text, name, |byte| byte.is_ascii_alphabetic());
    if at(text, prefix) == b':' {
        name = skip(text, prefix + 1, is_blank);
    }
    if follows(text, name, b"script") && !is_word(at(text, name + 6)) && name - gap < 2 * GAP_MAX {
        sheet.raise(Kind::Xss, if is_behind_prose(text, start) { 35 } else { 55 }, start, name + 6);
    }
}

/// Judges an element's name with gaps between its letters, which nothing else has after a `<`.
#[inline(never)]
fn judge_spread(text: &[u8], start: usize, name: usize, sheet: &mut Sheet) -> bool {
    const LETTERS_MIN: usize = 3;
    const LETTERS_MAX: usize = 16;
    let mut hash = Hash::EMPTY;
    let mut letters = 0;
    let mut index = name;
    while letters < LETTERS_MAX && at(text, index).is_ascii_alphabetic() && !is_word(at(text, index + 1)) {
        hash = hash.with(text[index]);
        letters += 1;
        index = index + 1 + usize::from(at(text, index + 1) == b' ');
    }
    let is_element = letters >= LETTERS_MIN && ELEMENTS.class(hash) != 0;
    sheet.raise(Kind::Xss, if is_element { 55 } else { 0 }, start, index.min(text.len()));
    is_element
}

/// Whether a scheme that runs its address follows, even with gaps in it.
pub fn runs_address(text: &[u8], start: usize) -> usize {
    // Browsers ignore blanks and control characters in schemes.
    const LONGEST: usize = 48;
    let mut scheme = [0; 16];
    let mut length = 0;
    let limit = (start + LONGEST).min(text.len());
    let mut index = start;
    while index < limit && length < scheme.len() {
        match text[index] {
            b':' => {
                let known = SCHEMES.follow(&scheme[..length], 0);
                if known == length && known > 0 {
                    return index + 1;
                }
                if &scheme[..length] == b"data" && is_active_data(text, index + 1) {
                    return index + 1;
                }
                return 0;
            }
            byte if is_blank(byte) => {}
            byte if byte.is_ascii_alphabetic() => {
                scheme[length] = byte | 0x20;
                length += 1;
            }
            // A comment inside a word used to get past filters.
            b'<' if follows(text, index, b"<!--") || follows(text, index, b"<![") => {
                index = skip(&text[..limit], index + 1, |byte| byte != b'>');
            }
            _ => return 0,
        }
        index += 1;
    }
    0
}

/// Whether the media type of a `data:` address is one that runs.
fn is_active_data(text: &[u8], start: usize) -> bool {
    let start = skip(text, start, is_blank);
    follows_any(
        text,
        start,
        "text/html\nimage/svg\ntext/xml\napplication/xml\napplication/xhtml\ntext/javascript\napplication/javascript\n\
         application/x-javascript\ntext/j\n,",
    ) > 0
}
