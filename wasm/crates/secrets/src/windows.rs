//! Windows of three bytes, and what is filed under each: a gate that nearly all others do not pass, and buckets behind it.

/// Bits of a hashed window, which are the bits of a gate.
const GATE_BITS: u32 = 13;

/// Buckets behind a gate: hashes that share the highest bits share one.
const BUCKETS: usize = 1 << 8;

/// The window of three bytes, the first the lowest.
#[inline(always)]
pub const fn window_of([first, second, third]: [u8; 3]) -> u32 {
    u32::from_le_bytes([first, second, third, 0])
}

/// A window of a word: the same for capitals and small letters, and for some signs.
#[inline(always)]
pub const fn fold_window(window: u32) -> u32 {
    window | 0x20_2020
}

/// A window, hashed.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl Hash {
    /// Hashes a window.
    #[inline(always)]
    pub const fn of(window: u32) -> Self {
        // Knuth's multiplicative hash: the top bits depend on all three bytes.
        Hash(window.wrapping_mul(0x9e37_79b1))
    }

    /// Its bit in a gate.
    #[inline(always)]
    const fn bit(self) -> usize {
        (self.0 >> (32 - GATE_BITS)) as usize
    }

    /// The bucket that it is filed in.
    #[inline(always)]
    const fn bucket(self) -> usize {
        (self.0 >> 24) as usize
    }

    /// What tells it from most others in its bucket.
    #[inline(always)]
    const fn print(self) -> u8 {
        (self.0 >> 12) as u8
    }
}

/// One bit for each hash.
pub struct Gate([u8; 1 << (GATE_BITS - 3)]);

impl Gate {
    pub const EMPTY: Gate = Gate([0; 1 << (GATE_BITS - 3)]);

    pub fn open(&mut self, hash: Hash) {
        self.0[hash.bit() >> 3] |= 1 << (hash.bit() & 7);
    }

    /// 1 if it is open, else 0.
    #[inline(always)]
    pub fn bit(&self, hash: Hash) -> u32 {
        u32::from(self.0[hash.bit() >> 3] >> (hash.bit() & 7) & 1)
    }
}

/// A number that is filed, and the print of its window's hash.
#[derive(Clone, Copy)]
struct Entry {
    number: u16,
    print: u8,
}

/// Numbers by windows, at most `N`.
///
/// All are counted first, then filed in the same order.
pub struct Windows<const N: usize> {
    gate: Gate,
    /// While it is filled, the place of a bucket is one higher than afterwards.
    starts: [u16; BUCKETS + 2],
    entries: [Entry; N],
}

impl<const N: usize> Windows<N> {
    pub const EMPTY: Self =
        Windows { gate: Gate::EMPTY, starts: [0; BUCKETS + 2], entries: [Entry { number: 0, print: 0 }; N] };

    pub fn count(&mut self, window: u32) {
        let hash = Hash::of(window);
        self.gate.open(hash);
        self.starts[hash.bucket() + 2] += 1;
    }

    /// Gives each bucket the room for what has been counted.
    pub fn lay_out(&mut self) {
        for bucket in 1..self.starts.len() {
            self.starts[bucket] += self.starts[bucket - 1];
        }
    }

    pub fn file(&mut self, window: u32, number: usize) {
        let hash = Hash::of(window);
        let end = &mut self.starts[hash.bucket() + 1];
        self.entries[usize::from(*end)] = Entry { number: number as u16, print: hash.print() };
        *end += 1;
    }

    /// 1 if a window may be one of them, else 0.
    #[inline(always)]
    pub fn bit(&self, hash: Hash) -> u32 {
        self.gate.bit(hash)
    }

    /// The numbers that are filed under the window.
    pub fn entries(&self, hash: Hash) -> impl Iterator<Item = usize> {
        let [start, end] = [0, 1].map(|next| usize::from(self.starts[hash.bucket() + next]));
        let of_window = move |entry: &&Entry| entry.print == hash.print();
        self.entries[start..end].iter().filter(of_window).map(|entry| usize::from(entry.number))
    }
}
