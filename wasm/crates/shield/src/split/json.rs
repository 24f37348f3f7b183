//! The strings of a JSON text, keys and values, in one pass without a stack.

use snapwall_bytes::{ByteSet, Classes};

use crate::glance::REMARKABLE;
use crate::{Place, is_telling};

/// A quote ends a string unless it is escaped by a backslash.
static QUOTES: ByteSet = ByteSet::of(b"\"\\");

/// Both sets at once: the first two groups are [`QUOTES`], and all groups together are the remarkable bytes.
static KINDS: ByteSet = ByteSet::of_groups(&[
    ByteSet::halves(b"\""),
    ByteSet::halves(b"\\"),
    (!0, 0b11),
    (!(1 << 12 | 1 << 13), 1 << 2),
    (0xf800, 1 << 3 | 1 << 5 | 1 << 7),
    (1, 1 << 6 | 1 << 15),
    ByteSet::halves(b"\xc0\xc1\xc2\xca"),
    ByteSet::halves(b"\xe0\xe2\xe3\xef"),
]);
const QUOTE_GROUPS: u8 = 0b11;

/// What JSON has nowhere but in strings: all but structure, numbers, the letters of its literals, blanks, and the NULs of
/// other encodings.
static FOREIGN: ByteSet = {
    let mut members = [true; 256];
    let mut index = 0;
    let own = b"{}[]:,+-.0123456789truefalsenullE \t\r\n\0";
    while index < own.len() {
        members[own[index] as usize] = false;
        index += 1;
    }
    ByteSet::new(&members)
};

/// The end of an object, or a quote.
static ENDS: ByteSet = ByteSet::of(b"\"}");

/// Whether a text that begins like JSON has anything outside its strings that JSON does not have there.
pub fn has_foreign(text: &[u8]) -> bool {
    is_outside_strings(&FOREIGN, text)
}

/// Whether an object ends in this text, which begins and ends outside strings.
pub fn ends_object(text: &[u8]) -> bool {
    is_outside_strings(&ENDS, text)
}

/// Whether a byte of a set, which has the quote, is anywhere outside the strings of a JSON text.
#[inline(never)]
fn is_outside_strings(set: &ByteSet, text: &[u8]) -> bool {
    let mut index = set.find(text, 0);
    while index < text.len() && text[index] == b'"' {
        index = QUOTES.find(text, index + 1);
        while index < text.len() && text[index] == b'\\' {
            index = QUOTES.find(text, (index + 2).min(text.len()));
        }
        index = set.find(text, (index + 1).min(text.len()));
    }
    index < text.len()
}

/// A string of a JSON text, with its escapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonItem<'a> {
    /// The key it belongs to: for a key, itself; otherwise the last key read, which for an array's items is the
    /// array's.
    pub name: &'a [u8],
    /// The string; for a key, the key.
    pub value: &'a [u8],
    /// What it is judged as: a key is a [name](Place::Name), a string without escapes a [text](Place::Text).
    pub place: Place,
    /// Whether [`judge`](crate::judge) would find nothing in it, as far as splitting shows.
    pub is_harmless: bool,
    /// Where the string's first byte is in the text.
    pub start: usize,
}

/// The strings of a JSON text in order. Numbers, literals and structure are skipped, so any text is accepted; an
/// unclosed string ends with the text.
pub struct JsonStrings<'a> {
    text: &'a [u8],
    name: &'a [u8],
    /// The offset of the bytes that the bitmasks below describe.
    block: usize,
    /// Bit `n`: byte `block + n` is a quote or a backslash not yet read.
    quotes: u64,
    /// Bit `n`: byte `block + n` is not harmless.
    remarkable: u64,
}

impl<'a> JsonStrings<'a> {
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline]
    pub fn new(text: &'a [u8]) -> Self {
        let mut strings = JsonStrings { text, name: &[], block: 0, quotes: 0, remarkable: 0 };
        strings.look(0);
        strings
    }

    /// Classifies the bytes from `block` on.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    #[inline(never)]
    fn look(&mut self, block: usize) {
        self.block = block;
        (self.quotes, self.remarkable) = match self.text.get(block..).and_then(|rest| rest.first_chunk()) {
            Some(near) => {
                let kinds = Classes::of(&KINDS, near);
                (kinds.members(QUOTE_GROUPS), kinds.members(!0))
            }
            None => (QUOTES.members_of_four(self.text, block), REMARKABLE.members_of_four(self.text, block)),
        };
    }

    /// The index of the next quote, or the text's length; whether all bytes before it from the string's `start` on are
    /// harmless; and whether there is an escape among them.
    #[inline(always)]
    fn find_quote(&mut self, start: Option<usize>) -> (usize, bool, bool) {
        let (mut is_harmless, mut is_escaped) = (true, false);
        loop {
            let bit = self.quotes.trailing_zeros();
            // The bytes after the string's start and before the quote.
            let from = start.map_or(64, |start| start.saturating_sub(self.block));
            let remarkable = self.remarkable & u64::MAX.checked_shl(from as u32).unwrap_or_default();
            if bit < 64 {
                let index = self.block + bit as usize;
                is_harmless &= remarkable & ((1 << bit) - 1) == 0;
                self.quotes &= self.quotes - 1;
                if self.text[index] == b'"' {
                    return (index, is_harmless, is_escaped);
                }
                (is_harmless, is_escaped) = (false, true);
                if start.is_some() {
                    self.pass(index + 1);
                }
            } else {
                is_harmless &= remarkable == 0;
                if self.block + 64 >= self.text.len() {
                    return (self.text.len(), is_harmless, is_escaped);
                }
                self.look(self.block + 64);
            }
        }
    }

    /// Skips the byte that a backslash escapes.
    #[inline(always)]
    fn pass(&mut self, index: usize) {
        if index < self.block + 64 {
            self.quotes &= !(1 << (index - self.block));
        } else if index < self.text.len() {
            self.look(self.block + 64);
            self.quotes &= !1;
        }
    }

    /// The next string that is not harmless.
    #[inline(never)]
    pub fn next_doubtful(&mut self) -> Option<JsonItem<'a>> {
        loop {
            let item = self.read()?;
            if !item.is_harmless {
                return Some(item);
            }
        }
    }

    #[inline(always)]
    fn read(&mut self) -> Option<JsonItem<'a>> {
        let text = self.text;
        let start = self.find_quote(None).0 + 1;
        if start > text.len() {
            return None;
        }
        let (end, is_harmless, is_escaped) = self.find_quote(Some(start));
        let value = &text[start..end];
        let mut behind = end + 1;
        while text.get(behind).is_some_and(|byte| byte.is_ascii_whitespace()) {
            behind += 1;
        }
        let place = match text.get(behind) {
            Some(b':') => Place::Name,
            _ if is_escaped => Place::Json,
            _ => Place::Text,
        };
        if place == Place::Name {
            self.name = value;
        }
        let is_harmless = is_harmless && !is_telling(value, place);
        Some(JsonItem { name: self.name, value, place, is_harmless, start })
    }
}

impl<'a> Iterator for JsonStrings<'a> {
    type Item = JsonItem<'a>;

    fn next(&mut self) -> Option<JsonItem<'a>> {
        self.read()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_of_bytes_are_those_of_both_sets() {
        for byte in 0..=255 {
            let groups = KINDS.groups_of(byte);
            assert_eq!(groups & QUOTE_GROUPS != 0, QUOTES.contains(byte), "{byte:#x}");
            assert_eq!(groups != 0, REMARKABLE.contains(byte), "{byte:#x}");
        }
    }
}
