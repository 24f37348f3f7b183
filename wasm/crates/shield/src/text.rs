//! Reading a text that an attacker wrote: every access is checked, and behind the end stand NUL bytes.

/// The byte at `index`, 0 behind the end.
#[inline(always)]
pub fn at(text: &[u8], index: usize) -> u8 {
    match text.get(index) {
        Some(byte) => *byte,
        None => 0,
    }
}

/// The byte before `index`, 0 at the start.
#[inline(always)]
pub fn before(text: &[u8], index: usize) -> u8 {
    at(text, index.wrapping_sub(1))
}

/// Letters, digits, `_`, and every byte of a character beyond ASCII.
#[inline(always)]
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Blanks of any sort. NUL is one: databases and shells that see it at all skip it.
#[inline(always)]
pub fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// The first index from `index` on that is at the end or does not satisfy `test`.
#[inline(always)]
pub fn skip(text: &[u8], mut index: usize, test: impl Fn(u8) -> bool) -> usize {
    while index < text.len() && test(text[index]) {
        index += 1;
    }
    index
}

/// Whether the text goes on with `word`, in lower case, at `index`.
pub fn follows(text: &[u8], index: usize, word: &[u8]) -> bool {
    match text.get(index..) {
        Some(rest) => rest.len() >= word.len() && rest[..word.len()].eq_ignore_ascii_case(word),
        None => false,
    }
}

/// The length of the longest of the words, one to a line and in lower case, that the text goes on with; 0 for none.
pub fn follows_any(text: &[u8], index: usize, words: &str) -> usize {
    let first = at(text, index).to_ascii_lowercase();
    let mut longest = 0;
    for word in words.as_bytes().split(|byte| *byte == b'\n') {
        // Few words begin as the text does.
        if word.first() == Some(&first) && word.len() > longest && follows(text, index, word) {
            longest = word.len();
        }
    }
    longest
}

/// Words, one to a line and in lower case, that few texts go on with: two letters of a text rule most of them out.
pub struct Lines {
    words: &'static str,
    beginnings: [u32; 8],
}

impl Lines {
    /// Every word must have two letters.
    pub const fn new(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut beginnings = [0; 8];
        let mut index = 0;
        while index < bytes.len() {
            if index == 0 || bytes[index - 1] == b'\n' {
                assert!(bytes[index + 1] != b'\n', "a word of one letter");
                let hash = Lines::beginning(bytes[index], bytes[index + 1]);
                beginnings[hash / 32] |= 1 << (hash % 32);
            }
            index += 1;
        }
        Lines { words, beginnings }
    }

    const fn beginning(first: u8, second: u8) -> usize {
        ((first | 0x20) as usize * 31 + (second | 0x20) as usize) & 255
    }

    /// The length of the longest of the words that the text goes on with; 0 for none.
    #[inline(always)]
    pub fn follow(&self, text: &[u8], index: usize) -> usize {
        let hash = Lines::beginning(at(text, index), at(text, index + 1));
        if self.beginnings[hash / 32] >> (hash % 32) & 1 == 0 {
            return 0;
        }
        follows_any(text, index, self.words)
    }
}

/// Whether the text holds blanks between words before `index`, as prose does.
pub fn is_behind_prose(text: &[u8], index: usize) -> bool {
    // A few words tell; a long text need not be read again for each thing found in it.
    const FAR: usize = 64;
    let mut end = index.min(text.len());
    while end > 0 && is_blank(text[end - 1]) && index - end < FAR {
        end -= 1;
    }
    let mut start = end.saturating_sub(FAR);
    start = skip(text, start, is_blank).min(end);
    let mut in_word = false;
    for &byte in &text[start..end] {
        if byte == b' ' && in_word {
            return true;
        }
        in_word = is_word(byte) || matches!(byte, b',' | b'.' | b':' | b')' | b'"' | b'\'' | b'`');
    }
    false
}

/// Whether a text is short and one piece, as an expression is and a sentence is not.
pub fn is_lone(text: &[u8]) -> bool {
    const LONE_MAX: usize = 64;
    text.len() <= LONE_MAX && !text.trim_ascii().contains(&b' ')
}
