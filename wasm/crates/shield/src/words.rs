//! Word tables, built when the crate is compiled: a table holds 26 bits of each word's hash and its class.
//!
//! The words themselves are not in the program. A word that is not in a table of 400 is mistaken for one of them with a
//! probability of 400 / 2²⁶; a collision between two words of one table fails the build.

mod looks;

pub use looks::{Guesses, Looks, first_letters};

/// The class of a word that is in no group.
pub const UNKNOWN: u8 = 0;

const CLASS_BITS: u32 = 6;
const CLASS_MASK: u32 = (1 << CLASS_BITS) - 1;

/// The case-insensitive hash of a word, computed byte by byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash(u32);

impl Hash {
    pub const EMPTY: Hash = Hash(0x811c_9dc5);

    #[inline(always)]
    pub const fn with(self, byte: u8) -> Hash {
        self.with_lower(if byte.is_ascii_uppercase() { byte | 0x20 } else { byte })
    }

    /// The same for a byte that is not a capital.
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
    /// Builds a table from groups: a class from 1 to 63, and its words in lower case, separated by single spaces.
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

/// Shared by tables of every size.
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
}
