//! Names and their values: `name = "value"`, `"name": value`, `<name>value</name>`, `("name", "value")`, `name("value")`.

use core::ops::Range;

use snapwall_bytes::ByteSet;

/// How long a name may be, and how far before it its surroundings are read.
const NAME_MAX_BYTES: usize = 48;
pub const CONTEXT_MAX_BYTES: usize = 80;

/// How long a value may be.
const VALUE_MAX_BYTES: usize = 512;

/// How long one without quotes may be.
const UNQUOTED_MAX_BYTES: usize = 160;

/// The least number of bytes that a value has.
const VALUE_MIN_BYTES: usize = 5;

/// A name and what it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub name: Range<usize>,
    pub value: Range<usize>,
    pub is_quoted: bool,
}

/// The pair around the separator at `at`, whose name ends at `end`, if there is one worth reading.
#[inline(never)]
pub fn read_pair(text: &[u8], at: usize, end: usize) -> Option<Pair> {
    let (value, is_quoted) = read_value(text, at)?;
    if value.len() < VALUE_MIN_BYTES || is_plain(text, &value, is_quoted) {
        return None;
    }
    let name = read_name(text, end);
    // A general name must be worth to look for another one.
    let digits = text[value.clone()].iter().filter(|byte| byte.is_ascii_digit()).count();
    if is_general(&text[name.clone()]) && !is_quoted && digits < 2 {
        return None;
    }
    (name.len() > 1).then_some(Pair { name, value, is_quoted })
}

/// Whether a name says nothing: the name is elsewhere in the element, the entry or the declaration.
#[inline(never)]
pub fn is_general(name: &[u8]) -> bool {
    GENERAL_NAMES.iter().any(|general| name.eq_ignore_ascii_case(general.as_bytes()))
}

/// What attributes, types and entries of lists are called.
pub const GENERAL_NAMES: [&str; 6] = ["value", "string", "str", "text", "default", "parametervalue"];

/// The pair of `name("value")` whose bracket opens at `at`: what is called is given nothing else.
pub fn read_call(text: &[u8], at: usize) -> Option<Pair> {
    let Range { start, end } = read_name(text, at);
    let last =
        text[start..end].iter().rposition(|byte| *byte == b'.').map_or(start, |point| start + point + 1);
    let (value, is_quoted) = read_value(text, at)?;
    let is_alone = is_quoted && text.get(value.end + 1) == Some(&b')');
    let is_named = end - last > 1 && !is_general(&text[last..end]);
    (is_alone && is_named && value.len() >= VALUE_MIN_BYTES).then_some(Pair {
        name: last..end,
        value,
        is_quoted,
    })
}

/// The pair of the arguments `("name", "value")` whose bracket opens at `at`.
pub fn read_arguments(text: &[u8], at: usize) -> Option<Pair> {
    let quote = *text.get(at + 1).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let start = at + 2;
    let len = text[start..].iter().take(NAME_MAX_BYTES).position(|byte| *byte == quote)?;
    let end = start + len;
    let comma = end + 1 + text[end + 1..].iter().take(2).position(|byte| *byte == b',')?;
    let (value, is_quoted) = read_value(text, comma)?;
    (is_quoted && value.len() >= VALUE_MIN_BYTES).then_some(Pair { name: start..end, value, is_quoted })
}

/// Whether a value is a word or a sentence, a name of the program, or a number, whatever it is called. The scheme of a
/// header's credentials is not.
fn is_plain(text: &[u8], value: &Range<usize>, is_quoted: bool) -> bool {
    let bytes = &text[value.clone()];
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_');
    let is_number = bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
    let is_word = bytes.iter().all(|byte| if is_quoted { byte.is_ascii_lowercase() } else { is_name(byte) });
    let is_scheme = !is_quoted && bytes.len() <= 10 && text.get(value.end) == Some(&b' ');
    is_number || is_word && !is_scheme
}

/// What follows the separator.
#[inline(never)]
fn read_value(text: &[u8], at: usize) -> Option<(Range<usize>, bool)> {
    let mut start = at + 1;
    let byte = |index: usize| text.get(index).copied().unwrap_or(0);
    if text[at] != b'>' {
        while matches!(byte(start), b'=' | b'>' | b':') && start < at + 3 {
            start += 1;
        }
        while matches!(byte(start), b' ' | b'\t') && start < at + 24 {
            start += 1;
        }
    }
    // Behind `::` stands a part of a path.
    let opening = if text[start - 1] == b':' { 0 } else { opening_len(&text[start..]) };
    start += opening;
    let is_argument = opening > 0 && text[start - 1] == b'(';
    // A quote may be escaped itself, as in JSON inside JSON.
    let escapes = usize::from(byte(start) == b'\\');
    let quote = byte(start + escapes);
    let rest = &text[start..];
    if matches!(quote, b'"' | b'\'' | b'`') {
        start += escapes + 1;
        let rest = &text[start..(start + VALUE_MAX_BYTES).min(text.len())];
        let mut len = rest.iter().position(|byte| *byte == quote || *byte == b'\n')?;
        if rest[len] == b'\n' {
            return None;
        }
        // One of several arguments may be anything.
        if is_argument && rest.get(len + 1) != Some(&b')') {
            return None;
        }
        len -= usize::from(escapes > 0 && len > 0);
        return Some((start..start + len, true));
    }
    let is_value = |byte: &&u8| {
        **byte > b' '
            && !matches!(**byte, b'"' | b'\'' | b'`' | b',' | b';' | b'<' | b'>' | b')' | b'}' | b']' | b'\\')
    };
    let len = rest.iter().take(UNQUOTED_MAX_BYTES).take_while(is_value).count();
    // In a query the next name and value follow.
    let mut parts = rest[..len].split(|byte| *byte == b'&');
    let first = parts.next().map_or(len, <[u8]>::len);
    let len = if parts.next().is_some_and(|next| next.contains(&b'=')) { first } else { len };
    Some((start..start + len, false))
}

/// How long what a string is made with may be.
const OPENING_MAX_BYTES: usize = 24;

/// How many bytes stand before the quote of a string that is more than quoted: `b"`, `@"`, `r#"`, `[]byte("`,
/// `String::from("`.
fn opening_len(rest: &[u8]) -> usize {
    let rest = &rest[..rest.len().min(OPENING_MAX_BYTES)];
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    let Some(len) = rest.iter().position(is_quote) else { return 0 };
    let is_opening = match &rest[..len] {
        [b'@' | b'$' | b'(', ..] if len < 3 => true,
        // An expression more often than not.
        [b'r' | b'R'] => false,
        [letter, marks @ ..] if marks.iter().all(|byte| *byte == b'#') => letter.is_ascii_alphabetic(),
        [call @ .., b'('] => call.iter().all(|byte| is_part_of_name(&[*byte]) || b":[]".contains(byte)),
        _ => false,
    };
    if is_opening { len } else { 0 }
}

/// Where a name ends that blanks, quotes and brackets stand behind, up to `at`.
#[inline(always)]
pub fn name_end(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while end > 0 && at - end < 8 && BETWEEN.contains(text[end - 1]) {
        end -= 1;
    }
    end
}

/// The name that ends at `end`.
#[inline(never)]
pub fn read_name(text: &[u8], end: usize) -> Range<usize> {
    read_name_here(text, end)
}

/// The same, for what is asked of every member of JSON.
#[inline(always)]
pub fn read_name_here(text: &[u8], end: usize) -> Range<usize> {
    let least = end.saturating_sub(NAME_MAX_BYTES);
    NAMES.rfind(false, text, least..end).map_or(least, |before| before + 1)..end
}

/// Whether nothing in it ends a name.
pub fn is_part_of_name(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$".contains(byte))
}

/// What names are made of.
static NAMES: ByteSet = ByteSet::of_letters(b'a'..=b'z').with(b"_-.$0123456789");

/// What ends a statement, or a member of a list.
static ENDS: ByteSet = ByteSet::of(b"\n,;{}");

/// What may stand between a name and a separator.
static BETWEEN: ByteSet = ByteSet::of(b" \t\"'`[](){}\\:=?><|+,");

/// How many blanks a line of JSON is looked through.
const INDENT_MAX_BYTES: usize = 32;

/// The name in `"name": "value"` whose value begins at `at`, and before which nothing else stands on its line or in its
/// list: what [`read_name`] and [`line_start`] tell as well, in a tenth of the time.
#[inline(always)]
pub fn read_member(text: &[u8], at: usize) -> Option<Range<usize>> {
    let before = text[..at].strip_suffix(b"\"")?;
    let before = before.strip_suffix(b" ").unwrap_or(before).strip_suffix(b"\":")?;
    let name = read_name_here(text, before.len());
    let mut before = text[..name.start].strip_suffix(b"\"")?;
    let least = before.len().saturating_sub(INDENT_MAX_BYTES);
    while before.len() > least
        && let Some(rest) = before.strip_suffix(b" ")
    {
        before = rest;
    }
    matches!(before.last(), Some(b',' | b'{' | b'\n')).then_some(name)
}

/// Where the surroundings of `at` start: in the same statement, on the same line, or on the one before when nothing else
/// stands on this one.
pub fn line_start(text: &[u8], at: usize) -> usize {
    let from = at.saturating_sub(CONTEXT_MAX_BYTES);
    let margin = text[from..at].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    // Of `("name", "value")` the comma belongs to it.
    let near =
        text[from..at - margin].iter().rev().take(3).take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    ENDS.rfind(true, text, from..at - margin - near).map_or(from, |index| index + 1)
}
