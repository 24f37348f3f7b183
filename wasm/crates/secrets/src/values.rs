//! Names and their values: `name = "value"`, `"name": value`, `<name>value</name>`, `("name", "value")`, `name("value")`.

use core::ops::Range;

use snapwall_bytes::ByteSet;

/// The maximum length of a name, and how far the text around it is read.
const NAME_MAX_BYTES: usize = 48;
pub const CONTEXT_MAX_BYTES: usize = 80;

/// The maximum length of a value.
const VALUE_MAX_BYTES: usize = 512;

/// The maximum length of an unquoted value.
const UNQUOTED_MAX_BYTES: usize = 160;

/// The minimum length of a value.
const VALUE_MIN_BYTES: usize = 5;

/// A name and the value assigned to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub name: Range<usize>,
    pub value: Range<usize>,
    pub is_quoted: bool,
}

/// The pair around the separator at `at`, whose name ends at `end`, if it is worth judging.
#[inline(never)]
pub fn read_pair(text: &[u8], at: usize, end: usize) -> Option<Pair> {
    let (value, is_quoted) = read_value(text, at)?;
    if value.len() < VALUE_MIN_BYTES || is_plain(text, &value, is_quoted) {
        return None;
    }
    let name = read_name(text, end);
    // After a general name another one is looked for, which only some values are worth.
    let digits = text[value.clone()].iter().filter(|byte| byte.is_ascii_digit()).count();
    if is_general(&text[name.clone()]) && !is_quoted && digits < 2 {
        return None;
    }
    (name.len() > 1).then_some(Pair { name, value, is_quoted })
}

/// Whether a name says nothing: the telling name is elsewhere in the element, entry or declaration.
#[inline(never)]
pub fn is_general(name: &[u8]) -> bool {
    GENERAL_NAMES.iter().any(|general| name.eq_ignore_ascii_case(general.as_bytes()))
}

/// Names of attributes, types and list entries.
pub const GENERAL_NAMES: [&str; 6] = ["value", "string", "str", "text", "default", "parametervalue"];

/// The pair of `name("value")` whose parenthesis opens at `at`: the value must be the only argument.
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

/// The pair of the arguments `("name", "value")` whose parenthesis opens at `at`.
pub fn read_arguments(text: &[u8], at: usize) -> Option<Pair> {
    let quote = *text.get(at + 1).filter(|byte| matches!(byte, b'"' | b'\''))?;
    let start = at + 2;
    let len = text[start..].iter().take(NAME_MAX_BYTES).position(|byte| *byte == quote)?;
    let end = start + len;
    let comma = end + 1 + text[end + 1..].iter().take(2).position(|byte| *byte == b',')?;
    let (value, is_quoted) = read_value(text, comma)?;
    (is_quoted && value.len() >= VALUE_MIN_BYTES).then_some(Pair { name: start..end, value, is_quoted })
}

/// Whether a value is a plain word, an identifier or a number, and so not secret whatever its name. The scheme of a
/// header's credentials does not count as a word.
fn is_plain(text: &[u8], value: &Range<usize>, is_quoted: bool) -> bool {
    let bytes = &text[value.clone()];
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_');
    let is_number = bytes.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-'));
    let is_word = bytes.iter().all(|byte| if is_quoted { byte.is_ascii_lowercase() } else { is_name(byte) });
    let is_scheme = !is_quoted && bytes.len() <= 10 && text.get(value.end) == Some(&b' ');
    is_number || is_word && !is_scheme
}

/// The value after the separator.
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
    // After `::` comes a path segment.
    let opening = if text[start - 1] == b':' { 0 } else { opening_len(&text[start..]) };
    start += opening;
    let is_argument = opening > 0 && text[start - 1] == b'(';
    // The quote may itself be escaped, as in JSON within JSON.
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
    // In a query string, another name and value follow.
    let mut parts = rest[..len].split(|byte| *byte == b'&');
    let first = parts.next().map_or(len, <[u8]>::len);
    let len = if parts.next().is_some_and(|next| next.contains(&b'=')) { first } else { len };
    Some((start..start + len, false))
}

/// The maximum length of what opens a string before its quote.
const OPENING_MAX_BYTES: usize = 24;

/// The length of a string literal's opening before its quote: `b"`, `@"`, `r#"`, `[]byte("`, `String::from("`.
fn opening_len(rest: &[u8]) -> usize {
    let rest = &rest[..rest.len().min(OPENING_MAX_BYTES)];
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    let Some(len) = rest.iter().position(is_quote) else { return 0 };
    let is_opening = match &rest[..len] {
        [b'@' | b'$' | b'(', ..] if len < 3 => true,
        // More often an expression than a string.
        [b'r' | b'R'] => false,
        [letter, marks @ ..] if marks.iter().all(|byte| *byte == b'#') => letter.is_ascii_alphabetic(),
        [call @ .., b'('] => call.iter().all(|byte| is_part_of_name(&[*byte]) || b":[]".contains(byte)),
        _ => false,
    };
    if is_opening { len } else { 0 }
}

/// The end of the name before `at`, skipping whitespace, quotes and brackets.
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

/// The same, inlined: it is called for every member of JSON.
#[inline(always)]
pub fn read_name_here(text: &[u8], end: usize) -> Range<usize> {
    let least = end.saturating_sub(NAME_MAX_BYTES);
    NAMES.rfind(false, text, least..end).map_or(least, |before| before + 1)..end
}

/// Whether all bytes may be part of a name.
pub fn is_part_of_name(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$".contains(byte))
}

/// The bytes of names.
static NAMES: ByteSet = ByteSet::of_letters(b'a'..=b'z').with(b"_-.$0123456789");

/// What ends a statement or a list item.
static ENDS: ByteSet = ByteSet::of(b"\n,;{}");

/// What may stand between a name and a separator.
static BETWEEN: ByteSet = ByteSet::of(b" \t\"'`[](){}\\:=?><|+,");

/// The maximum indent of a line of JSON that is read.
const INDENT_MAX_BYTES: usize = 32;

/// The name in `"name": "value"` whose value begins at `at`, if nothing precedes it on its line or in its list.
/// [`read_name`] and [`line_start`] give the same in ten times the time.
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

/// Where the context of `at` begins: in the same statement and on the same line, or on the line before if nothing else
/// precedes `at` on its own.
pub fn line_start(text: &[u8], at: usize) -> usize {
    let from = at.saturating_sub(CONTEXT_MAX_BYTES);
    let margin = text[from..at].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    // In `("name", "value")` the comma does not end the context.
    let near =
        text[from..at - margin].iter().rev().take(3).take_while(|byte| !byte.is_ascii_alphanumeric()).count();
    ENDS.rfind(true, text, from..at - margin - near).map_or(from, |index| index + 1)
}
