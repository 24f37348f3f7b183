//! A window of four folded bytes and its hash. The shipped matcher has its own, which may change without these.

/// Bytes in a window.
pub const WINDOW: usize = 4;

const FILTER_BITS: u32 = 15;
const BUCKET_BITS: u32 = 10;

/// Words in a bitset over [`Gram::filter_bit`]: 4 KiB.
pub const FILTER_WORDS: usize = 1 << (FILTER_BITS - 5);

/// Buckets that entries are sorted into.
pub const BUCKETS: usize = 1 << BUCKET_BITS;

/// What a byte counts as in a window: ASCII letters lower-cased, digits as they are, everything else a space.
static FOLD: [u8; 256] = fold_table();

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

/// The bytes as windows hold them.
pub fn fold(text: &[u8]) -> Vec<u8> {
    text.iter().map(|byte| FOLD[usize::from(*byte)]).collect()
}

/// The window after one more byte has entered it; the byte that entered first is in the lowest eight bits.
#[inline(always)]
pub fn enter(window: u32, byte: u8) -> u32 {
    window >> 8 | u32::from(FOLD[usize::from(byte)]) << 24
}

/// The hash of one window.
#[derive(Clone, Copy)]
pub struct Gram(u32);

impl Gram {
    #[inline(always)]
    pub const fn new(window: u32) -> Self {
        // Knuth's multiplicative hash: the top bits depend on all four bytes.
        Gram(window.wrapping_mul(0x9E37_79B1))
    }

    #[inline(always)]
    pub const fn filter_bit(self) -> usize {
        (self.0 >> (32 - FILTER_BITS)) as usize
    }

    #[inline(always)]
    pub const fn bucket(self) -> usize {
        (self.0 >> (32 - BUCKET_BITS)) as usize
    }
}
