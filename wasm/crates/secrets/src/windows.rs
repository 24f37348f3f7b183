//! An index by windows of three bytes: a gate that few other windows pass, and hash buckets behind it.

/// The number of bits of the hash that index a gate.
const GATE_BITS: u32 = 13;

/// The number of buckets: hashes with the same high bits share one.
const BUCKETS: usize = 1 << 8;

/// A window of three bytes, the first in the lowest byte.
#[inline(always)]
pub const fn window_of([first, second, third]: [u8; 3]) -> u32 {
    u32::from_le_bytes([first, second, third, 0])
}

/// Folds the window of a word: ignores the case of letters, and merges some symbols.
#[inline(always)]
pub const fn fold_window(window: u32) -> u32 {
    window | 0x20_2020
}

/// Any byte, or none, may follow the window.
pub const ANY: u8 = 0;

/// The byte after the window of a word, folded as windows are, or [`ANY`] for the delimiter in names, which may be
/// missing.
#[inline(always)]
pub const fn behind_of(byte: u8) -> u8 {
    if byte == b'_' { ANY } else { byte | 0x20 }
}

/// A window, hashed.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl Hash {
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

    /// Its bucket.
    #[inline(always)]
    const fn bucket(self) -> usize {
        (self.0 >> 24) as usize
    }

    /// A fingerprint that distinguishes it from most others in its bucket.
    #[inline(always)]
    const fn print(self) -> u8 {
        (self.0 >> 12) as u8
    }
}

/// One bit for each hash, as in a Bloom filter with one hash function.
pub struct Gate([u8; 1 << (GATE_BITS - 3)]);

impl Gate {
    pub const EMPTY: Gate = Gate([0; 1 << (GATE_BITS - 3)]);

    pub fn open(&mut self, hash: Hash) {
        self.0[hash.bit() >> 3] |= 1 << (hash.bit() & 7);
    }

    /// 1 if the bit is set, else 0.
    #[inline(always)]
    pub fn bit(&self, hash: Hash) -> u32 {
        u32::from(self.0[hash.bit() >> 3] >> (hash.bit() & 7) & 1)
    }
}

/// A filed number, the fingerprint of its window's hash, the byte after the window, and one more than the index of the
/// next entry in the bucket.
#[derive(Clone, Copy)]
struct Entry {
    number: u16,
    next: u16,
    print: u8,
    behind: u8,
}

/// At most `N` numbers, filed by windows.
pub struct Windows<const N: usize> {
    gate: Gate,
    /// One more than the index of each bucket's first entry; 0 if the bucket is empty.
    firsts: [u16; BUCKETS],
    entries: [Entry; N],
    count: u16,
}

impl<const N: usize> Windows<N> {
    pub const EMPTY: Self = Windows {
        gate: Gate::EMPTY,
        firsts: [0; BUCKETS],
        entries: [Entry { number: 0, next: 0, print: 0, behind: ANY }; N],
        count: 0,
    };

    /// Files a number last in its bucket, with the byte that must follow the window, unless that is [`ANY`].
    #[inline(never)]
    pub fn file(&mut self, window: u32, behind: u8, number: usize) {
        let hash = Hash::of(window);
        self.gate.open(hash);
        let place = usize::from(self.count);
        self.count += 1;
        self.entries[place] = Entry { number: number as u16, next: 0, print: hash.print(), behind };
        let mut last = self.firsts[hash.bucket()];
        if last == 0 {
            self.firsts[hash.bucket()] = self.count;
            return;
        }
        while self.entries[usize::from(last) - 1].next != 0 {
            last = self.entries[usize::from(last) - 1].next;
        }
        self.entries[usize::from(last) - 1].next = self.count;
    }

    /// 1 if a number may be filed under a window, else 0.
    #[inline(always)]
    pub fn bit(&self, hash: Hash) -> u32 {
        self.gate.bit(hash)
    }

    /// An iterator, advanced by [`Windows::next`], over the numbers filed under a window and the byte after it, in the
    /// order of filing.
    #[inline(always)]
    pub fn filed(&self, hash: Hash, behind: u8) -> Filed {
        Filed { next: self.firsts[hash.bucket()], print: hash.print(), behind }
    }

    /// The next number, if any.
    #[inline(always)]
    pub fn next(&self, filed: &mut Filed) -> Option<usize> {
        loop {
            let entry = self.entries.get(usize::from(filed.next).wrapping_sub(1))?;
            filed.next = entry.next;
            if entry.print == filed.print && (entry.behind == filed.behind || entry.behind == ANY) {
                return Some(usize::from(entry.number));
            }
        }
    }
}

/// The remaining numbers filed under a window.
#[derive(Clone, Copy)]
pub struct Filed {
    next: u16,
    print: u8,
    behind: u8,
}

impl Filed {
    pub const NONE: Filed = Filed { next: 0, print: 0, behind: ANY };
}
