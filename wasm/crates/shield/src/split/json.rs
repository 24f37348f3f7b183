//! The strings of a JSON text, keys and values, in one pass without a stack.

use crate::bytes::ByteSet;
use crate::glance::REMARKABLE;
use crate::nosql::is_suspect_name;

static QUOTE: ByteSet = ByteSet::of(b"\"");
static QUOTE_OR_BACKSLASH: ByteSet = ByteSet::of(b"\"\\");

/// A string of a JSON text, its escapes still in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonItem<'a> {
    /// The key it belongs to: its own, or the last one read, which for an item of an array is the array's.
    pub name: &'a [u8],
    /// The string; for a key, the key.
    pub value: &'a [u8],
    /// Whether it is a key.
    pub is_key: bool,
    /// Whether [`judge`](crate::judge) would find nothing in it, as far as one look while splitting tells.
    pub is_harmless: bool,
    /// Where the string's first byte stands in the text.
    pub start: usize,
}

/// The strings of a JSON text in their order. Numbers, names and structure are skipped, so anything is accepted; what
/// is broken off ends with the text.
pub struct JsonStrings<'a> {
    text: &'a [u8],
    index: usize,
    name: &'a [u8],
}

impl<'a> JsonStrings<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        JsonStrings { text, index: 0, name: &[] }
    }

    /// Where the next string begins, or the length.
    fn find_quote(&self) -> usize {
        // Between most strings stands little more than a comma.
        const NEAR: usize = 3;
        let near = self.text.iter().skip(self.index).take(NEAR).position(|byte| *byte == b'"');
        match near {
            Some(distance) => self.index + distance,
            None => QUOTE.find(self.text, self.index + NEAR),
        }
    }
}

impl<'a> Iterator for JsonStrings<'a> {
    type Item = JsonItem<'a>;

    fn next(&mut self) -> Option<JsonItem<'a>> {
        let text = self.text;
        let start = self.find_quote() + 1;
        if start > text.len() {
            return None;
        }
        let mut end = REMARKABLE.find(text, start);
        let mut is_harmless = end >= text.len() || text[end] == b'"';
        loop {
            end = QUOTE_OR_BACKSLASH.find(text, end);
            if end >= text.len() || text[end] == b'"' {
                break;
            }
            end = (end + 2).min(text.len());
        }
        let value = &text[start..end];
        self.index = end + 1;
        let mut behind = self.index;
        while text.get(behind).is_some_and(|byte| byte.is_ascii_whitespace()) {
            behind += 1;
        }
        let is_key = text.get(behind) == Some(&b':');
        self.index = behind;
        if is_key {
            self.name = value;
            is_harmless &= !is_suspect_name(value);
        }
        Some(JsonItem { name: self.name, value, is_key, is_harmless, start })
    }
}
