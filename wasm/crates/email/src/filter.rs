//! Sets of hashes that answer "not in the set" or "almost certainly in the set", near the minimum number of bits.
//!
//! A ribbon filter: each key has a row, which is a start position in a table of bit columns and 64 coefficients from there on.
//! The table solves one linear equation over GF(2) per key: the sum selected by the coefficients is the key's fingerprint. A
//! key that is not in the set matches by chance in one of 2^columns cases. A look-up stops at the first wrong column, so most
//! read two.
//!
//! Source: P. C. Dillinger and S. Walzer, "Ribbon filter: practically smaller than Bloom and Xor", 2021.

use crate::hash::Key;

/// Coefficients in a row, and rows in a block.
pub const WIDTH: u32 = 64;

/// Where a key's equation starts, which rows it sums, and the required sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub start: u32,
    /// Bit `n`: row `start + n` is in the sum. Bit 0 is set.
    pub coefficients: u64,
    /// Only as many of the lowest bits count as the filter has columns.
    pub fingerprint: u32,
}

impl Row {
    /// The row of a key in a table with `starts` possible start positions.
    #[inline(always)]
    pub fn new(key: Key, seed: u32, starts: u32) -> Row {
        // The finalizer of SplitMix64: each bit of the key affects each bit of the result.
        let mut mixed = key.0.wrapping_add(u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let coefficients = mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        Row {
            start: (((mixed >> 32) * u64::from(starts)) >> 32) as u32,
            coefficients: (coefficients ^ coefficients >> 32) | 1,
            fingerprint: mixed as u32,
        }
    }
}

/// A set of keys.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a> {
    /// The number of columns: one key in 2^columns that are not in the set is a false positive.
    pub columns: u32,
    pub seed: u32,
    /// How many positions a row can start at.
    pub starts: u32,
    /// For each block of 64 rows, for each column, 64 bits in two words, the lower first.
    pub words: &'a [u32],
}

impl Filter<'_> {
    /// Whether a key is in the set, false positives included.
    pub fn has(&self, key: Key) -> bool {
        if self.starts == 0 {
            return false;
        }
        let row = Row::new(key, self.seed, self.starts);
        let (block, shift) = ((row.start / WIDTH) as usize, row.start % WIDTH);
        let lower = row.coefficients << shift;
        // In two steps, since a shift by all 64 bits would overflow.
        let upper = row.coefficients >> 1 >> (WIDTH - 1 - shift);
        let words = 2 * self.columns as usize;
        let Some(blocks) = self.words.get(block * words..(block + 2) * words) else { return false };
        let (first, second) = blocks.split_at(words);
        let mut fingerprint = row.fingerprint;
        for (first, second) in first.chunks_exact(2).zip(second.chunks_exact(2)) {
            let sum = (join(first) & lower) ^ (join(second) & upper);
            if (sum.count_ones() ^ fingerprint) & 1 != 0 {
                return false;
            }
            fingerprint >>= 1;
        }
        true
    }
}

fn join(words: &[u32]) -> u64 {
    u64::from(words[0]) | u64::from(words[1]) << 32
}
