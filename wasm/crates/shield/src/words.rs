//! Tables of words, built when the crate is compiled: a table holds 26 bits of each word's hash and its class.
//!
//! The words themselves are not in the program. A word that is not in a table of 400 passes for one of them with a
//! probability of 400 / 2²⁶; words of one table that collide fail the build.

/// The class of a word that is in no group.
pub const UNKNOWN: u8 = 0;

const CLASS_BITS: u32 = 6;
const CLASS_MASK: u32 = (1 << CLASS_BITS) - 1;

/// The hash of a word, taken in byte by byte and without regard to case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash(u32);

impl Hash {
    pub const EMPTY: Hash = Hash(0x811c_9dc5);

    #[inline(always)]
    pub const fn with(self, byte: u8) -> Hash {
        self.with_lower(if byte.is_ascii_uppercase() { byte | 0x20 } else { byte })
    }

    /// The same for a byte that is no capital.
    #[inline(always)]
    pub const fn with_lower(self, byte: u8) -> Hash {
        Hash((self.0 ^ byte as u32).wrapping_mul(0x0100_0193))
    }

    pub const fn of(word: &[u8]) -> Hash {
        let mut hash = Hash::EMPTY;
        let mut index = 0;
        while index < word.len() {
            hash = hash.with(word[index]);
            index += 1;
        }
        hash
    }

    const fn mixed(self) -> u32 {
        let mixed = (self.0 ^ self.0 >> 15).wrapping_mul(0x9e37_79b1);
        mixed ^ mixed >> 13
    }
}

/// An open-addressing table of `N` entries, a power of two.
pub struct Words<const N: usize>([u32; N]);

impl<const N: usize> Words<N> {
    /// A table of groups: a class from 1 to 63, and its words separated by single spaces, in lower case.
    pub const fn new(groups: &[(u8, &str)]) -> Self {
        assert!(N.is_power_of_two());
        let mut entries = [0; N];
        let mut group = 0;
        while group < groups.len() {
            let (class, words) = groups[group];
            assert!(class != UNKNOWN && (class as u32) <= CLASS_MASK);
            let words = words.as_bytes();
            let mut hash = Hash::EMPTY;
            let mut index = 0;
            while index <= words.len() {
                if index == words.len() || words[index] == b' ' {
                    insert(&mut entries, hash.mixed(), class);
                    hash = Hash::EMPTY;
                } else {
                    hash = hash.with(words[index]);
                }
                index += 1;
            }
            group += 1;
        }
        Words(entries)
    }

    /// The class of the word with this hash, or [`UNKNOWN`].
    pub fn class(&self, hash: Hash) -> u8 {
        class(&self.0, hash)
    }

    pub fn class_of(&self, word: &[u8]) -> u8 {
        class_of(&self.0, word)
    }
}

/// One for tables of every size.
#[inline(never)]
fn class(entries: &[u32], hash: Hash) -> u8 {
    let mixed = hash.mixed();
    let last = entries.len() - 1;
    let mut slot = (mixed >> CLASS_BITS) as usize;
    loop {
        let entry = entries[slot & last];
        if entry == 0 {
            return UNKNOWN;
        }
        if (entry ^ mixed) & !CLASS_MASK == 0 {
            return (entry & CLASS_MASK) as u8;
        }
        slot += 1;
    }
}

#[inline(never)]
fn class_of(entries: &[u32], word: &[u8]) -> u8 {
    class(entries, Hash::of(word))
}

/// What the words of some classes look like: their first eight letters and their length, hashed. It rules most other
/// words out without reading them letter by letter.
pub struct Looks([u32; LOOKS / 32]);

const LOOKS: usize = 8192;

impl Looks {
    /// Of the words in `groups` whose class is one of those whose bits are set.
    pub const fn of_set(groups: &[(u8, &str)], classes: u64) -> Self {
        let mut looks = [0; LOOKS / 32];
        let mut group = 0;
        while group < groups.len() {
            let words = groups[group].1.as_bytes();
            let mut start = 0;
            let mut letters = 0;
            let mut index = 0;
            while index <= words.len() {
                if index == words.len() || words[index] == b' ' {
                    if classes >> groups[group].0 & 1 != 0 {
                        let look = Looks::of(letters, index - start);
                        looks[look / 32] |= 1 << (look % 32);
                    }
                    start = index + 1;
                    letters = 0;
                } else if index - start < 8 {
                    letters |= (words[index] as u64) << (8 * (index - start));
                }
                index += 1;
            }
            group += 1;
        }
        Looks(looks)
    }

    /// By the first eight letters in the order of memory, and what is behind a shorter word.
    #[inline(always)]
    const fn of(letters: u64, length: usize) -> usize {
        let letters = if length < 8 { letters << 8 << (8 * (7 - length)) } else { letters };
        let mixed = (letters | 0x2020_2020_2020_2020).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 51) as usize ^ length
    }

    /// Whether the text from `start` to `end` may be one of them.
    #[inline(always)]
    pub fn may_hold(&self, text: &[u8], start: usize, end: usize) -> bool {
        let rest = &text[start..];
        let letters = match (rest.first_chunk(), text.last_chunk()) {
            (Some(letters), _) => u64::from_le_bytes(*letters),
            // The text's last eight bytes, less those before the word.
            (None, Some(last)) if !rest.is_empty() => u64::from_le_bytes(*last) >> (8 * (8 - rest.len())),
            _ => rest.iter().rev().fold(0, |letters, letter| letters << 8 | u64::from(*letter)),
        };
        self.may_be(letters, end - start)
    }

    /// The same by a word's first eight letters, or what is behind a shorter one, and its length.
    #[inline(always)]
    pub fn may_be(&self, letters: u64, length: usize) -> bool {
        let look = Looks::of(letters, length) % LOOKS;
        self.0[look / 32] >> (look % 32) & 1 != 0
    }
}

const fn insert(entries: &mut [u32], mixed: u32, class: u8) {
    let mut slot = (mixed >> CLASS_BITS) as usize & (entries.len() - 1);
    let mut probes = 0;
    while entries[slot] != 0 {
        assert!((entries[slot] ^ mixed) & !CLASS_MASK != 0, "a word stands twice, or two collide");
        slot = (slot + 1) & (entries.len() - 1);
        probes += 1;
        assert!(probes < 64, "the table is too full");
    }
    entries[slot] = mixed & !CLASS_MASK | class as u32;
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &[(u8, &str)] = &[(1, "alpha beta"), (2, "gamma")];

    static TABLE: Words<8> = Words::new(GROUPS);

    #[test]
    fn words_are_found_without_regard_to_case() {
        for (word, class) in
            [("alpha", 1), ("BETA", 1), ("Gamma", 2), ("delta", UNKNOWN), ("", UNKNOWN), ("alph", UNKNOWN)]
        {
            assert_eq!(TABLE.class_of(word.as_bytes()), class, "{word}");
        }
    }

    #[test]
    fn looks_rule_out_other_words_but_none_of_their_own() {
        let looks = Looks::of_set(GROUPS, 1 << 1);
        for (word, may_be) in [
            ("alpha", true),
            ("ALPHA", true),
            ("beta", true),
            ("gamma", false),
            ("alphas", false),
            ("", false),
        ] {
            assert_eq!(looks.may_hold(word.as_bytes(), 0, word.len()), may_be, "{word}");
            let text = std::format!("{word} and more");
            assert_eq!(looks.may_hold(text.as_bytes(), 0, word.len()), may_be, "{text}");
        }
    }
}
