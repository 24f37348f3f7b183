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

/// What stands behind a window where it may be anything.
pub const ANY: u8 = 0;

/// What stands behind a window of a word: folded as windows are, or [`ANY`] for the delimiter of names, which may be missing.
#[inline(always)]
pub const fn behind_of(byte: u8) -> u8 {
    if byte == b'_' { ANY } else { byte | 0x20 }
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

/// A number that is filed, the print of its window's hash, what stands behind the window, and the place behind that of the
/// next one in the same bucket.
#[derive(Clone, Copy)]
struct Entry {
    number: u16,
    next: u16,
    print: u8,
    behind: u8,
}

/// Numbers by windows, at most `N`.
pub struct Windows<const N: usize> {
    gate: Gate,
    /// The place behind that of the first entry of each bucket; 0 if there is none.
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

    /// Files a number behind all others in its bucket, and what stands behind the window, unless that is [`ANY`].
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

    /// 1 if a window may be one of them, else 0.
    #[inline(always)]
    pub fn bit(&self, hash: Hash) -> u32 {
        self.gate.bit(hash)
    }

    /// The numbers that are filed under the window and what stands behind it, in the order in which they were:
    /// [`Windows::next`] tells them.
    #[inline(always)]
    pub fn filed(&self, hash: Hash, behind: u8) -> Filed {
        Filed { next: self.firsts[hash.bucket()], print: hash.print(), behind }
    }

    /// The next of some numbers.
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

/// Numbers that are filed under a window and have not been told.
#[derive(Clone, Copy)]
pub struct Filed {
    next: u16,
    print: u8,
    behind: u8,
}

impl Filed {
    pub const NONE: Filed = Filed { next: 0, print: 0, behind: ANY };
}
