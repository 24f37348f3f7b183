//! Texts packed one after the other. A slice of slices would need eight bytes more for each text, half of them
//! addresses, which do not compress.

/// `COUNT` texts with `BYTES` bytes in total.
pub struct Packed<const COUNT: usize, const BYTES: usize> {
    /// The end of each text.
    ends: [u16; COUNT],
    bytes: [u8; BYTES],
}

/// The total length of texts.
pub const fn bytes_of(texts: &[&str]) -> usize {
    let (mut bytes, mut at) = (0, 0);
    while at < texts.len() {
        bytes += texts[at].len();
        at += 1;
    }
    bytes
}

impl<const COUNT: usize, const BYTES: usize> Packed<COUNT, BYTES> {
    /// Packs texts; `BYTES` is the result of [`bytes_of`].
    pub const fn new(texts: &[&str; COUNT]) -> Self {
        let mut packed = Packed { ends: [0; COUNT], bytes: [0; BYTES] };
        let (mut end, mut at) = (0, 0);
        while at < COUNT {
            let (text, mut byte) = (texts[at].as_bytes(), 0);
            while byte < text.len() {
                packed.bytes[end] = text[byte];
                (end, byte) = (end + 1, byte + 1);
            }
            packed.ends[at] = end as u16;
            at += 1;
        }
        packed
    }

    /// Packs lists of words, delimited by `|`, as [`Words`]; `BYTES` is the result of [`bytes_of`] plus one for each
    /// list.
    pub const fn of_words(texts: &[&str; COUNT]) -> Self {
        let mut packed = Packed { ends: [0; COUNT], bytes: [0; BYTES] };
        let (mut end, mut at) = (0, 0);
        while at < COUNT {
            let mut words = texts[at].as_bytes();
            while !words.is_empty() {
                let (word, rest) = split_first(words);
                words = rest;
                end = write_word(&mut packed.bytes, end, 0, word);
            }
            packed.ends[at] = end as u16;
            at += 1;
        }
        packed
    }

    /// The text with an index; empty if there is none.
    pub fn get(&self, at: usize) -> &[u8] {
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[usize::from(start)..usize::from(end)]
    }
}

/// The number of bits of a word's first byte that hold its length.
const LENGTH_BITS: u32 = 5;

/// Words, each preceded by a byte that holds its length and, in the bits above, another number.
#[derive(Clone, Copy)]
pub struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Words(bytes)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a [u8]);

    #[inline(always)]
    fn next(&mut self) -> Option<(usize, &'a [u8])> {
        let (lead, rest) = self.0.split_first()?;
        let (word, rest) = rest.split_at(usize::from(lead & ((1 << LENGTH_BITS) - 1)));
        self.0 = rest;
        Some((usize::from(lead >> LENGTH_BITS), word))
    }
}

/// The first word of a list delimited by `|`, and the rest of the list.
pub const fn split_first(words: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    while end < words.len() && words[end] != b'|' {
        end += 1;
    }
    let (word, rest) = words.split_at(end);
    (word, if rest.is_empty() { rest } else { rest.split_at(1).1 })
}

/// Writes a word for [`Words`] at `start`, and returns its end.
pub const fn write_word(bytes: &mut [u8], start: usize, number: usize, word: &[u8]) -> usize {
    assert!(word.len() >> LENGTH_BITS == 0);
    bytes[start] = (number << LENGTH_BITS | word.len()) as u8;
    let mut at = 0;
    while at < word.len() {
        bytes[start + 1 + at] = word[at];
        at += 1;
    }
    start + 1 + word.len()
}
