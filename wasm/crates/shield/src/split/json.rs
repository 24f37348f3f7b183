//! The strings of a JSON text, keys and values, in one pass without a stack.

/// A string of a JSON text, its escapes still in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonItem<'a> {
    /// The key it belongs to: its own, or the last one read, which for an item of an array is the array's.
    pub name: &'a [u8],
    /// The string; for a key, the key.
    pub value: &'a [u8],
    /// Whether it is a key.
    pub is_key: bool,
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
}

impl<'a> Iterator for JsonStrings<'a> {
    type Item = JsonItem<'a>;

    fn next(&mut self) -> Option<JsonItem<'a>> {
        let text = self.text;
        let quote = self.index + text.get(self.index..)?.iter().position(|byte| *byte == b'"')?;
        let start = quote + 1;
        let mut end = start;
        loop {
            end += find_quote_or_backslash(&text[end..]);
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
        }
        Some(JsonItem { name: self.name, value, is_key, start })
    }
}

/// The index of the first `"` or `\`, or the length. Looks at eight bytes at once.
fn find_quote_or_backslash(text: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    const HIGHS: u64 = ONES << 7;
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let mut index = 0;
    for chunk in text.chunks_exact(8) {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(chunk);
        let word = u64::from_le_bytes(bytes);
        let found = zeros(word ^ (ONES * b'"' as u64)) | zeros(word ^ (ONES * b'\\' as u64));
        if found != 0 {
            return index + found.trailing_zeros() as usize / 8;
        }
        index += 8;
    }
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\\');
    text[index..].iter().position(is_end).map_or(text.len(), |at| index + at)
}
