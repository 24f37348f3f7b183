//! Random texts: short pieces, concatenated and repeated, to find inputs that nobody thought of.

use std::env;
use std::hash::{BuildHasher, RandomState};

/// The maximum number of pieces in a mix.
const PIECES_MAX: u64 = 5;

/// Random concatenations of two to five pieces, each meant to be repeated to the length of a test's text.
///
/// They differ in each run, unless the environment variable `PROPTEST_RNG_SEED` is a number.
pub fn mixes(pieces: &[&str], count: usize) -> impl Iterator<Item = String> {
    let seed = env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    let mut state: u64 = seed.unwrap_or_else(|| RandomState::new().hash_one(0)) | 1;
    // Marsaglia's xorshift.
    let mut below = move |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % limit
    };
    std::iter::repeat_with(move || {
        let len = 2 + below(PIECES_MAX - 1);
        (0..len).map(|_| pieces[below(pieces.len() as u64) as usize]).collect()
    })
    .take(count)
}

/// As many whole units as fit in `length` bytes, so that texts of different lengths end alike.
pub fn repeat(unit: &str, length: usize) -> Vec<u8> {
    unit.as_bytes().repeat(length / unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixes_are_of_the_pieces_and_differ() {
        let all: Vec<String> = mixes(&["a", "b", "c"], 100).collect();
        assert_eq!(all.len(), 100);
        assert!(
            all.iter()
                .all(|mix| (2..=5).contains(&mix.len()) && mix.bytes().all(|byte| b"abc".contains(&byte)))
        );
        assert!(all.iter().any(|mix| *mix != all[0]));
    }
}
