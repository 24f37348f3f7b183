//! The looks of words: a hash of their first eight letters and their length. It rules out most other words without reading
//! them letter by letter.

const LOOKS: usize = 8192;

/// The looks of the words of some classes.
pub struct Looks([u32; LOOKS / 32]);

impl Looks {
    /// The looks of the words in `groups` whose class is in the bitmask `classes`.
    pub const fn of_set(groups: &[(u8, &str)], classes: u64) -> Self {
        let Guesses(guesses) = Guesses::new(groups, [classes, 0, 0]);
        let mut looks = [0; LOOKS / 32];
        let mut look = 0;
        while look < LOOKS {
            looks[look / 32] |= (guesses[look / 16] >> (look % 16 * 2) & 1) << (look % 32);
            look += 1;
        }
        Looks(looks)
    }

    /// Whether the word from `start` to `end` may be one of them.
    #[inline(always)]
    pub fn may_hold(&self, text: &[u8], start: usize, end: usize) -> bool {
        let look = look(first_letters(text, start), end - start);
        self.0[look / 32] >> (look % 32) & 1 != 0
    }
}

/// Which of three sets of classes a word may be in, judging by its looks.
pub struct Guesses([u32; LOOKS / 16]);

impl Guesses {
    /// Built from the words in `groups` whose class is in one of the sets, each a bitmask of classes. Looks that fit
    /// several sets count for the last.
    pub const fn new(groups: &[(u8, &str)], sets: [u64; 3]) -> Self {
        let mut guesses = [0; LOOKS / 16];
        let mut group = 0;
        while group < groups.len() {
            let (class, words) = groups[group];
            let mut guess = 3;
            while guess > 0 && sets[guess - 1] >> class & 1 == 0 {
                guess -= 1;
            }
            let words = words.as_bytes();
            let mut start = 0;
            let mut letters = 0;
            let mut index = 0;
            while index <= words.len() {
                if index == words.len() || words[index] == b' ' {
                    let look = look(letters, index - start);
                    let shift = look % 16 * 2;
                    if (guesses[look / 16] >> shift & 3) < guess as u32 {
                        guesses[look / 16] = guesses[look / 16] & !(3 << shift) | (guess as u32) << shift;
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
        Guesses(guesses)
    }

    /// The number (from 1) of the set that the word from `start` to `end` may be in; 0 if in none.
    #[inline(always)]
    pub fn of(&self, text: &[u8], start: usize, end: usize) -> u32 {
        self.of_letters(first_letters(text, start), (end - start) as u32)
    }

    /// The same for a word's first eight letters (followed by other text if it is shorter) and its length.
    #[inline(always)]
    pub fn of_letters(&self, letters: u64, length: u32) -> u32 {
        let look = look(letters, length as usize);
        self.0[look / 16] >> (look % 16 * 2) & 3
    }
}

/// Takes the first eight letters in memory order, followed by other text if the word is shorter.
#[inline(always)]
const fn look(letters: u64, length: usize) -> usize {
    let letters = letters << EXCESS[length % 64];
    let mixed = (letters | 0x2020_2020_2020_2020).wrapping_mul(FACTOR);
    ((mixed >> 51) as usize ^ length) % LOOKS
}

/// A factor with which few common English words look like SQL's: 2.7 %, where chance would give 7 %.
const FACTOR: u64 = 0xc654_3324_b7e9_4b35;

/// By a word's length, how many bits of eight letters are beyond the word. A table look-up is faster than a branch taken on
/// words of every length.
static EXCESS: [u8; 64] = {
    let mut excess = [0; 64];
    let mut length = 1;
    while length < 8 {
        excess[length] = (64 - 8 * length) as u8;
        length += 1;
    }
    excess
};

/// The eight bytes from `start` on, or as many as there are.
#[inline(always)]
pub fn first_letters(text: &[u8], start: usize) -> u64 {
    let rest = &text[start..];
    match (rest.first_chunk(), text.last_chunk()) {
        (Some(letters), _) => u64::from_le_bytes(*letters),
        // The text's last eight bytes without those before the word.
        (None, Some(last)) if !rest.is_empty() => u64::from_le_bytes(*last) >> (8 * (8 - rest.len())),
        _ => rest.iter().rev().fold(0, |letters, letter| letters << 8 | u64::from(*letter)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUPS: &[(u8, &str)] = &[(1, "alpha beta"), (2, "gamma")];

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

    #[test]
    fn a_guess_tells_the_last_set_that_a_word_may_be_in() {
        static GUESSES: Guesses = Guesses::new(GROUPS, [1 << 1 | 1 << 2, 0, 1 << 2]);
        for (word, guess) in [("alpha", 1), ("BETA", 1), ("gamma", 3), ("gammas", 0), ("", 0)] {
            assert_eq!(GUESSES.of(word.as_bytes(), 0, word.len()), guess, "{word}");
        }
    }
}
