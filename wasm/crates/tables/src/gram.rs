//! The hashed n-gram, which decides for each position of a text whether any pattern could be there.
//!
//! A window of four folded bytes is multiplied once. The product's top bits select a word of the filter (4 KiB in all),
//! which is also the bucket of entries; two further groups of bits select two bits that must both be set in that word.

/// Bytes in a window.
pub const WINDOW: usize = 4;

const BUCKET_BITS: u32 = 10;

/// The number of buckets of entries, and of words in the filter.
pub const BUCKETS: usize = 1 << BUCKET_BITS;

/// What each byte counts as in a window: ASCII letters are lower-cased, digits and `;` are kept, everything else is a
/// space.
///
/// Folding delimiters lets a three-letter pattern with a word boundary fill a window of four. The semicolon is kept because
/// a bot says `Gecko;` where browsers say `Gecko)` and `Gecko/`.
///
/// It is a part of the block's header rather than a constant, to share a page of memory with everything else that every
/// request needs.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Fold([u8; 256]);

/// What the bytes at a word boundary may be folded to.
pub const BOUNDARIES: [u8; 2] = [b' ', b';'];

const fn fold_table() -> [u8; 256] {
    let mut table = [b' '; 256];
    table[b';' as usize] = b';';
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
}

impl Default for Fold {
    fn default() -> Self {
        const { Fold(fold_table()) }
    }
}

impl Fold {
    /// What a byte is folded to.
    #[inline(always)]
    pub fn of(&self, byte: u8) -> u8 {
        self.0[byte as usize]
    }

    /// Whether a byte is a letter or a digit, as opposed to a delimiter.
    #[inline(always)]
    pub fn is_word(&self, byte: u8) -> bool {
        let folded = self.of(byte);
        folded != b' ' && folded != b';'
    }

    /// Shifts one more byte into the window.
    #[inline(always)]
    pub fn enter(&self, window: u32, byte: u8) -> u32 {
        window >> 8 | u32::from(self.of(byte)) << 24
    }
}

/// The hash of one window, whose first byte is in the lowest eight bits. The block gives the odd multiplier: the
/// compiler half picks the one that lets the least of what browsers send pass the filter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Gram(u32);

impl Gram {
    #[inline(always)]
    pub const fn new(window: u32, multiplier: u32) -> Self {
        // Knuth's multiplicative hash: the top bits depend on all four bytes.
        Gram(window.wrapping_mul(multiplier))
    }

    /// Index of the bucket, and of the filter's word.
    #[inline(always)]
    pub const fn bucket(self) -> usize {
        (self.0 >> (32 - BUCKET_BITS)) as usize
    }

    /// The bits set in the filter's word when an entry is filed under this gram.
    pub const fn mask(self) -> u32 {
        1u32.wrapping_shl(self.0 >> 17) | 1u32.wrapping_shl(self.0 >> 12)
    }

    /// Whether the filter lets this gram through; `word` is the filter's word for it. Nine in ten fail at the first
    /// bit.
    #[inline(always)]
    pub fn passes(self, word: u32) -> bool {
        word.wrapping_shr(self.0 >> 17) & 1 != 0 && word.wrapping_shr(self.0 >> 12) & 1 != 0
    }
}
