//! The hashed n-gram: what decides, for each position of a text, whether any pattern could be there.
//!
//! A window of four folded bytes is multiplied once; the product's top bits index a bitset (4 KiB), fewer of them a
//! bucket of entries, and other bits are a fingerprint that saves most of the remaining looks at pattern text.

/// Bytes in a window.
pub const WINDOW: usize = 4;

const FILTER_BITS: u32 = 15;
const BUCKET_BITS: u32 = 10;

/// Words in the filter's bitset.
pub const FILTER_WORDS: usize = 1 << (FILTER_BITS - 5);

/// Buckets that entries are sorted into.
pub const BUCKETS: usize = 1 << BUCKET_BITS;

/// What a byte counts as in a window: ASCII letters lower-cased, digits as they are, everything else a space.
///
/// Folding all delimiters to one lets a three-letter pattern with a word boundary fill a window of four.
pub static FOLD: [u8; 256] = fold_table();

const fn fold_table() -> [u8; 256] {
    let mut table = [b' '; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
}

/// The hash of one window, first byte in the lowest eight bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Gram(u32);

impl Gram {
    #[inline(always)]
    pub const fn new(window: u32) -> Self {
        // Knuth's multiplicative hash: the top bits depend on all four bytes.
        Gram(window.wrapping_mul(0x9E37_79B1))
    }

    /// Index of the bit that the filter keeps for this gram.
    #[inline(always)]
    pub const fn filter_bit(self) -> usize {
        (self.0 >> (32 - FILTER_BITS)) as usize
    }

    #[inline(always)]
    pub const fn bucket(self) -> usize {
        (self.0 >> (32 - BUCKET_BITS)) as usize
    }
}
