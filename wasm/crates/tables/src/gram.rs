//! The hashed n-gram: what decides, for each position of a text, whether any pattern could be there.
//!
//! A window of four folded bytes is multiplied once. The product's top bits pick a word of the filter (4 KiB in all),
//! which is the bucket of entries too; two further groups of bits pick two bits that must both be set in it.

/// Bytes in a window.
pub const WINDOW: usize = 4;

const BUCKET_BITS: u32 = 10;

/// Buckets that entries are sorted into, and words of the filter.
pub const BUCKETS: usize = 1 << BUCKET_BITS;

/// What each byte counts as in a window: ASCII letters lower-cased, digits and `;` as they are, everything else a space.
///
/// Folding delimiters lets a three-letter pattern with a word boundary fill a window of four. The semicolon stays apart
/// since `Gecko;` is what a bot says where browsers say `Gecko)` and `Gecko/`.
///
/// It is a part of the block's header and no constant: there it shares a page of memory with what else every request needs.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Fold([u8; 256]);

/// What the bytes at a word boundary may count as.
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
    /// What a byte counts as.
    #[inline(always)]
    pub fn of(&self, byte: u8) -> u8 {
        self.0[byte as usize]
    }

    /// Whether a byte is a letter or a digit: they are what stays apart from the delimiters.
    #[inline(always)]
    pub fn is_word(&self, byte: u8) -> bool {
        let folded = self.of(byte);
        folded != b' ' && folded != b';'
    }

    /// The window after one more byte has entered it.
    #[inline(always)]
    pub fn enter(&self, window: u32, byte: u8) -> u32 {
        window >> 8 | u32::from(self.of(byte)) << 24
    }
}

/// The hash of one window, first byte in the lowest eight bits. The block says with which odd multiplier: the compiler
/// half takes the one that lets the least of what browsers send through the filter.
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

    /// The bits that the filter's word has when an entry is filed under this gram.
    pub const fn mask(self) -> u32 {
        1u32.wrapping_shl(self.0 >> 17) | 1u32.wrapping_shl(self.0 >> 12)
    }

    /// Whether the filter, of which `word` is this gram's, lets it through. Nine in ten fail at the first bit.
    #[inline(always)]
    pub fn passes(self, word: u32) -> bool {
        word.wrapping_shr(self.0 >> 17) & 1 != 0 && word.wrapping_shr(self.0 >> 12) & 1 != 0
    }
}
