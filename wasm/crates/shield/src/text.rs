//! Reading text that an attacker wrote: every access is checked, and beyond the end there are NUL bytes.

/// The byte at `index`, 0 beyond the end.
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

/// Letters, digits, `_`, and every byte of a non-ASCII character.
#[inline(always)]
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Blanks of any kind. NUL counts as one: databases and shells that see it at all skip it.
#[inline(always)]
pub fn is_blank(byte: u8) -> bool {
    byte <= b' '
}

/// The first index at or after `index` whose byte does not satisfy `test`, or the end.
#[inline(always)]
pub fn skip(text: &[u8], mut index: usize, test: impl Fn(u8) -> bool) -> usize {
    while index < text.len() && test(text[index]) {
        index += 1;
    }
    index
}

/// Whether the text at `index` starts with `word`, which is in lower case; the text's case is ignored.
#[inline(never)]
pub fn follows(text: &[u8], index: usize, word: &[u8]) -> bool {
    match text.get(index..) {
        Some(rest) => rest.len() >= word.len() && rest[..word.len()].eq_ignore_ascii_case(word),
        None => false,
    }
}

/// The length of the longest of the words that the text at `index` starts with; 0 for none. One word per line, in lower
/// case.
#[inline(never)]
pub fn follows_any(text: &[u8], index: usize, words: &str) -> usize {
    let first = at(text, index).to_ascii_lowercase();
    let mut longest = 0;
    for word in words.as_bytes().split(|byte| *byte == b'\n') {
        // Few words share the text's first letter.
        if word.first() == Some(&first) && word.len() > longest && follows(text, index, word) {
            longest = word.len();
        }
    }
    longest
}

/// Words, one per line in lower case, that rarely follow: their first letters rule out most texts.
pub struct Lines<const LETTERS: usize> {
    words: &'static str,
    beginnings: Beginnings<32>,
}

impl<const LETTERS: usize> Lines<LETTERS> {
    /// Every word must have at least `LETTERS` letters; `LETTERS` is at most four.
    pub const fn new(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut beginnings = Beginnings::NONE;
        let mut start = 0;
        while start < bytes.len() {
            let mut letters = [0; 4];
            let mut end = start;
            while end < bytes.len() && bytes[end] != b'\n' {
                if end - start < LETTERS {
                    letters[end - start] = bytes[end];
                }
                end += 1;
            }
            assert!(end >= start + LETTERS, "a word is too short");
            beginnings = beginnings.with(letters);
            start = end + 1;
        }
        Lines { words, beginnings }
    }

    /// The length of the longest of the words that the text at `index` starts with; 0 for none.
    #[inline(always)]
    pub fn follow(&self, text: &[u8], index: usize) -> usize {
        if self.may_follow(text, index) { follows_any(text, index, self.words) } else { 0 }
    }

    /// Whether the text at `index` may start with one of the words.
    #[inline(always)]
    pub fn may_follow(&self, text: &[u8], index: usize) -> bool {
        let mut letters = four(text, index);
        letters[LETTERS..].fill(0);
        self.beginnings.may_hold(letters)
    }
}

/// A set of four-letter sequences, hashed to `32 * N` bits, a power of two.
pub struct Beginnings<const N: usize>([u32; N]);

impl<const N: usize> Beginnings<N> {
    pub const NONE: Self = Beginnings([0; N]);

    pub const fn with(mut self, letters: [u8; 4]) -> Self {
        let hash = Self::hash(letters);
        self.0[hash / 32] |= 1 << (hash % 32);
        self
    }

    #[inline(always)]
    pub fn may_hold(&self, letters: [u8; 4]) -> bool {
        let hash = Self::hash(letters);
        self.0[hash / 32] >> (hash % 32) & 1 != 0
    }

    /// Case-insensitive.
    #[inline(always)]
    const fn hash(letters: [u8; 4]) -> usize {
        let mixed = (u32::from_le_bytes(letters) | 0x2020_2020).wrapping_mul(0x9e37_79b1);
        // The last letter affects only the highest bits.
        (mixed >> (32 - (32 * N).trailing_zeros())) as usize
    }
}

/// Whether the four bytes from `index` on are these letters in either case, or marks that differ from them by one bit.
#[inline(always)]
pub fn spells(text: &[u8], index: usize, letters: &[u8; 4]) -> bool {
    u32::from_le_bytes(four(text, index)) | 0x2020_2020 == u32::from_le_bytes(*letters)
}

/// The four bytes from `index` on, NUL beyond the end.
#[inline(always)]
pub fn four(text: &[u8], index: usize) -> [u8; 4] {
    match text.get(index..).and_then(|rest| rest.first_chunk()) {
        Some(letters) => *letters,
        None => last_three(text, index),
    }
}

#[inline(never)]
fn last_three(text: &[u8], index: usize) -> [u8; 4] {
    [at(text, index), at(text, index.wrapping_add(1)), at(text, index.wrapping_add(2)), 0]
}

/// Whether blanks between words precede `index`, as in prose.
#[inline(never)]
pub fn is_behind_prose(text: &[u8], index: usize) -> bool {
    // A few words are enough, and a long text must not be read again for each finding in it.
    const FAR: usize = 64;
    let mut end = index.min(text.len());
    while end > 0 && is_blank(text[end - 1]) && index - end < FAR {
        end -= 1;
    }
    let mut start = end.saturating_sub(FAR);
    start = skip(&text[..end], start, is_blank);
    let mut in_word = false;
    for &byte in &text[start..end] {
        if byte == b' ' && in_word {
            return true;
        }
        in_word = is_word(byte) || matches!(byte, b',' | b'.' | b':' | b')' | b'"' | b'\'' | b'`');
    }
    false
}

/// Whether a text is short and in one piece, like an expression and unlike a sentence.
#[inline(never)]
pub fn is_lone(text: &[u8]) -> bool {
    const LONE_MAX: usize = 64;
    text.len() <= LONE_MAX && !text.trim_ascii().contains(&b' ')
}
