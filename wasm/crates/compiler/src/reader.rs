//! Typed access to a JSON document that keeps track of positions.

use std::collections::BTreeSet;

use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::error::PolicyError;
use crate::policy_schema::{Key, POLICY_MAX_DEPTH};
use crate::suggest::{nearest, quoted};

/// The document's text: converts byte offsets into lines and columns.
#[derive(Clone, Copy)]
pub struct Document<'t> {
    text: &'t str,
}

/// A value and its path.
#[derive(Clone)]
pub struct Node<'a, 't> {
    pub document: Document<'t>,
    pub path: String,
    pub value: &'a Value<'t>,
}

/// Parses JSON with comments and trailing commas, and no other extensions.
pub fn parse(text: &str) -> Result<Option<Value<'_>>, PolicyError> {
    if let Some(offset) = find_too_deep(text) {
        let message = format!("Nested more than {POLICY_MAX_DEPTH} levels deep");
        return Err(Document { text }.error(offset, "limit", "", message));
    }
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &options).map_err(|error| {
        Document { text }.error(error.range().start, "syntax", "", error.kind().to_string())
    })?;
    Ok(parsed.value)
}

/// The offset of the first bracket that is nested too deeply; brackets in strings and comments do not count.
fn find_too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut offset = 0;
    while offset < bytes.len() {
        let rest = &bytes[offset..];
        // The length of the string or comment that starts here. If it does not end, the parser will report that.
        let skipped = match rest {
            [b'"', ..] => string_len(rest),
            [b'/', b'/', ..] => find(rest, b"\n"),
            [b'/', b'*', body @ ..] => find(body, b"*/").map(|len| len + 4),
            _ => Some(1),
        };
        match rest[0] {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > POLICY_MAX_DEPTH {
            return Some(offset);
        }
        offset += skipped.unwrap_or(rest.len());
    }
    None
}

/// The length of the string that `text` starts with, including both quotation marks.
fn string_len(text: &[u8]) -> Option<usize> {
    let mut is_escaped = false;
    let end = text[1..].iter().position(|byte| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    end.map(|end| end + 2)
}

/// The offset in an escaped string for byte `offset` of its unescaped text.
fn written_offset(written: &str, offset: usize) -> usize {
    // The opening quotation mark.
    let mut at = 1;
    let mut said = 0;
    while said < offset && at < written.len() {
        let rest = &written[at..];
        let (written_len, said_len) = match rest.as_bytes() {
            [b'\\', b'u', ..] => {
                let unit =
                    |text: &str| text.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match unit(rest) {
                    // The first half of a surrogate pair; the second follows it.
                    Some(0xD800..=0xDFFF) => (12, 4),
                    Some(code) => (6, char::from_u32(code).map_or(1, char::len_utf8)),
                    None => (2, 1),
                }
            }
            [b'\\', ..] => (2, 1),
            _ => {
                let len = rest.chars().next().map_or(1, char::len_utf8);
                (len, len)
            }
        };
        at += written_len;
        said += said_len;
    }
    at.min(written.len())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|slice| slice == wanted)
}

impl<'t> Document<'t> {
    pub fn new(text: &'t str) -> Self {
        Document { text }
    }

    /// An error that concerns the document as a whole.
    pub fn at_start(self, code: &'static str, message: &str) -> PolicyError {
        self.error(0, code, "", message.to_owned())
    }

    fn error(self, offset: usize, code: &'static str, path: &str, message: String) -> PolicyError {
        let before = &self.text[..self.text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        PolicyError {
            code,
            message,
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            suggestion: None,
        }
    }
}

impl<'a, 't> Node<'a, 't> {
    /// An error at this value.
    pub fn error(&self, code: &'static str, message: String) -> PolicyError {
        self.document.error(self.value.range().start, code, &self.path, message)
    }

    /// An error inside this string, at byte `offset` of its unescaped text.
    pub fn error_inside(&self, offset: usize, code: &'static str, message: String) -> PolicyError {
        let range = self.value.range();
        let written = &self.document.text[range.start..range.end];
        let at = range.start + written_offset(written, offset);
        self.document.error(at, code, &self.path, message)
    }

    /// The members of an object with arbitrary keys, at most `max`.
    ///
    /// # Errors
    /// When it is not an object, has more members, or has a duplicate key.
    pub fn named_members(&self, max: usize) -> Result<Vec<(&'a str, Node<'a, 't>)>, PolicyError> {
        let Value::Object(Object { properties, .. }) = self.value else {
            return Err(self.expected("an object"));
        };
        let mut known = BTreeSet::new();
        let mut members = Vec::new();
        for property in properties {
            let key = property.name.as_str();
            let path = format!("{}.{key}", self.path);
            let error = |code, message| self.document.error(property.range.start, code, &path, message);
            if members.len() == max {
                return Err(error("limit", format!("{} members, at most {max} fit", properties.len())));
            }
            if !known.insert(key) {
                return Err(error("duplicate", format!("Key {} stands twice", quoted(key))));
            }
            members.push((key, Node { document: self.document, path, value: &property.value }));
        }
        Ok(members)
    }

    /// The members of an object whose keys must all be in `known`.
    ///
    /// # Errors
    /// When it is not an object, or a key is unknown, unavailable or a duplicate.
    pub fn members<K: Copy + PartialEq>(
        &self,
        known: &[Key<K>],
    ) -> Result<Vec<(K, Node<'a, 't>)>, PolicyError> {
        let Value::Object(Object { properties, .. }) = self.value else {
            return Err(self.expected("an object"));
        };
        let mut members: Vec<(K, Node)> = Vec::new();
        for property in properties {
            let key = property.name.as_str();
            let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
            let error = |code, message| self.document.error(property.range.start, code, &path, message);
            let Some((_, meaning)) = known.iter().find(|(name, _)| *name == key) else {
                let unknown = error("unknownKey", format!("Unknown key {}", quoted(key)));
                return Err(suggesting(unknown, key, known.iter().map(|(name, _)| *name)));
            };
            let Some(meaning) = *meaning else {
                return Err(error("unavailable", format!("This version has no rule \"{key}\" yet")));
            };
            // There are at most as many members as known keys, so this is fast for any document.
            if members.iter().any(|(other, _)| *other == meaning) {
                return Err(error("duplicate", format!("Key {} stands twice", quoted(key))));
            }
            members.push((meaning, Node { document: self.document, path, value: &property.value }));
        }
        Ok(members)
    }

    /// The elements of an array.
    ///
    /// # Errors
    /// When it is not an array, or has more than `max` elements.
    pub fn elements(&self, max: usize) -> Result<impl Iterator<Item = Node<'a, 't>>, PolicyError> {
        let Value::Array(Array { elements, .. }) = self.value else {
            return Err(self.expected("an array"));
        };
        let (document, path) = (self.document, self.path.clone());
        let node = move |(index, value)| Node { document, path: format!("{path}[{index}]"), value };
        if let Some(value) = elements.get(max) {
            let message = format!("{} elements, at most {max} fit", elements.len());
            return Err(node((max, value)).error("limit", message));
        }
        Ok(elements.iter().enumerate().map(node))
    }

    /// # Errors
    /// When it is not a string.
    pub fn text(&self) -> Result<&'a str, PolicyError> {
        match self.value {
            Value::StringLit(literal) => Ok(&literal.value),
            _ => Err(self.expected("a string")),
        }
    }

    /// # Errors
    /// When it is not a 64-bit integer.
    pub fn integer(&self) -> Result<i64, PolicyError> {
        match self.value {
            Value::NumberLit(literal) => {
                literal.value.parse().map_err(|_| self.expected("an integer of 64 bits"))
            }
            _ => Err(self.expected("an integer")),
        }
    }

    /// # Errors
    /// When it is neither `true` nor `false`.
    pub fn boolean(&self) -> Result<bool, PolicyError> {
        match self.value {
            Value::BooleanLit(literal) => Ok(literal.value),
            _ => Err(self.expected("true or false")),
        }
    }

    /// The index in `choices` of a string that must be one of them.
    ///
    /// # Errors
    /// When it is another string or not a string.
    pub fn choice(&self, choices: &[&str]) -> Result<u32, PolicyError> {
        let text = self.text()?;
        let index = choices.iter().position(|choice| *choice == text).ok_or_else(|| {
            let known: Vec<_> = choices.iter().map(|choice| quoted(choice)).collect();
            let message = format!("Expected {}, got {}", known.join(" or "), quoted(text));
            suggesting(self.error("unknownName", message), text, choices.iter().copied())
        })?;
        Ok(index as u32)
    }

    fn expected(&self, what: &str) -> PolicyError {
        let got = match self.value {
            Value::StringLit(_) => "a string",
            Value::NumberLit(_) => "a number",
            Value::BooleanLit(_) => "a boolean",
            Value::Object(_) => "an object",
            Value::Array(_) => "an array",
            Value::NullKeyword(_) => "null",
        };
        self.error("wrongType", format!("Expected {what}, got {got}"))
    }
}

/// Adds the nearest of `candidates` to `error`, whose message then asks whether it was meant.
pub fn suggesting<'c>(
    mut error: PolicyError,
    given: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> PolicyError {
    error.suggestion = nearest(given, candidates);
    if let Some(suggestion) = &error.suggestion {
        error.message += &format!("; did you mean \"{suggestion}\"?");
    }
    error
}

#[cfg(test)]
mod tests {
    use super::find_too_deep;

    #[test]
    fn only_brackets_outside_of_strings_and_comments_nest() {
        let deep = "[".repeat(33);
        assert_eq!(find_too_deep(&deep), Some(32));
        assert_eq!(find_too_deep(&format!("/*\"*/{deep}")), Some(37));
        assert_eq!(find_too_deep(&format!("// \"\n{deep}")), Some(37));
        assert_eq!(find_too_deep(&format!(r#""\"" {deep}"#)), Some(37));
        for shallow in [format!("\"{deep}\""), format!("/*{deep}*/"), format!("//{deep}"), "[]".repeat(99)] {
            assert_eq!(find_too_deep(&shallow), None, "{shallow}");
        }
    }
}
