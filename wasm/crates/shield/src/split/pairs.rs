//! `name=value` pairs of a query, an urlencoded body or the Cookie header.

use snapwall_bytes::ByteSet;

static AMPERSANDS: ByteSet = ByteSet::of(b"&");

/// Longer than the queries in first requests, which then do not wait for one more function to be compiled.
const LONG_BYTES: usize = 1024;

/// A name and its value, both still encoded. The value is empty without `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    pub name: &'a [u8],
    pub value: &'a [u8],
    /// Where the name starts in the text that was split.
    pub name_start: usize,
    /// Where the value starts in the text that was split.
    pub value_start: usize,
}

/// The pairs of a query without its `?`, or of an urlencoded body. Empty pairs are skipped.
pub struct Pairs<'a> {
    text: &'a [u8],
    index: usize,
    separator: u8,
}

impl<'a> Pairs<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Pairs { text, index: 0, separator: b'&' }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Pair<'a>;

    fn next(&mut self) -> Option<Pair<'a>> {
        while self.index < self.text.len() {
            let start = self.index;
            let rest = &self.text[start..];
            let length = if rest.len() < LONG_BYTES || self.separator != b'&' {
                rest.iter().position(|byte| *byte == self.separator).unwrap_or(rest.len())
            } else {
                AMPERSANDS.find(self.text, start) - start
            };
            self.index = start + length + 1;
            let pair = &rest[..length];
            if !pair.is_empty() {
                let equals = pair.iter().position(|byte| *byte == b'=');
                let value_at = equals.map_or(length, |at| at + 1);
                return Some(Pair {
                    name: &pair[..equals.unwrap_or(length)],
                    value: &pair[value_at..],
                    name_start: start,
                    value_start: start + value_at,
                });
            }
        }
        None
    }
}

/// The pairs of a Cookie header (RFC 6265, section 4.2.1), without surrounding blanks and a value's outer quotes.
pub struct Cookies<'a>(Pairs<'a>);

impl<'a> Cookies<'a> {
    pub fn new(text: &'a [u8]) -> Self {
        Cookies(Pairs { text, index: 0, separator: b';' })
    }
}

impl<'a> Iterator for Cookies<'a> {
    type Item = Pair<'a>;

    fn next(&mut self) -> Option<Pair<'a>> {
        loop {
            let pair = self.0.next()?;
            let (name, blanks) = trim(pair.name);
            let (value, skipped) = trim(pair.value);
            let (value, skipped) = match value {
                [b'"', inner @ .., b'"'] => (inner, skipped + 1),
                value => (value, skipped),
            };
            if !name.is_empty() || !value.is_empty() {
                let name_start = pair.name_start + blanks;
                return Some(Pair { name, value, name_start, value_start: pair.value_start + skipped });
            }
        }
    }
}

/// The text trimmed at both ends, and how many bytes were trimmed at the start.
fn trim(text: &[u8]) -> (&[u8], usize) {
    let trimmed = text.trim_ascii_start();
    (trimmed.trim_ascii_end(), text.len() - trimmed.len())
}
