//! How random a value looks.

/// The number of bytes of a value that are examined.
const LOOK_MAX_BYTES: usize = 128;

/// A random value does not repeat one byte this often in a row.
const FILLING_MIN_BYTES: u32 = 10;

/// `log2(n)` in 256ths.
static LOG: [u16; LOOK_MAX_BYTES + 1] = {
    let mut table = [0; LOOK_MAX_BYTES + 1];
    let mut n = 1;
    while n <= LOOK_MAX_BYTES {
        table[n] = log2(n as u32) as u16;
        n += 1;
    }
    table
};

/// `n * log2(n)` in 256ths.
#[inline(always)]
fn n_log_n(n: usize) -> u32 {
    n as u32 * u32::from(LOG[n])
}

/// The binary logarithm in 256ths, bit by bit: each squaring of the mantissa gives the next one.
const fn log2(n: u32) -> u32 {
    let whole = n.ilog2();
    let mut mantissa = (n as u64) << (31 - whole);
    let mut digits = whole;
    let mut digit = 0;
    while digit < 8 {
        mantissa = mantissa * mantissa >> 31;
        digits <<= 1;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            digits |= 1;
        }
        digit += 1;
    }
    digits
}

/// Statistics of the first bytes of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Randomness {
    /// Shannon entropy per byte, in sixteenths of a bit.
    pub entropy: u32,
    pub len: u32,
    pub digits: u32,
    pub lowers: u32,
    pub uppers: u32,
    pub others: u32,
    /// Letters and digits that equal the previous one or succeed it.
    pub steps: u32,
    /// The same, compared with the one before the previous: `a1b2c3`.
    pub strides: u32,
    /// The longest run of one byte.
    pub repeats: u32,
    /// Bytes of another kind than the previous byte: a digit after a letter, a capital after a lowercase letter.
    pub changes: u32,
}

impl Randomness {
    pub fn of(value: &[u8]) -> Self {
        let value = &value[..value.len().min(LOOK_MAX_BYTES)];
        let mut counts = [0u8; 128];
        let mut found = Randomness { len: value.len() as u32, ..Randomness::default() };
        let (mut before, mut earlier, mut kinds, mut kind_before) = (0, 0, [0; 4], 0);
        let (mut sum, mut is_first, mut last, mut repeats) = (0, true, 0, 0);
        for &byte in value {
            let count = &mut counts[usize::from(byte & 127)];
            sum += n_log_n(usize::from(*count) + 1) - n_log_n(usize::from(*count));
            *count += 1;
            let kind = match byte {
                b'0'..=b'9' => 0,
                b'a'..=b'z' => 1,
                b'A'..=b'Z' => 2,
                _ => 3,
            };
            kinds[kind] += 1;
            found.changes += u32::from(kind != kind_before && !is_first);
            is_first = false;
            repeats = if byte == last { repeats + 1 } else { 1 };
            last = byte;
            found.repeats = found.repeats.max(repeats);
            kind_before = kind;
            if kind < 3 {
                let follows = |other: u8| u32::from(byte == other || byte == other.wrapping_add(1));
                found.steps += follows(before);
                found.strides += follows(earlier);
                (before, earlier) = (byte, before);
            }
        }
        [found.digits, found.lowers, found.uppers, found.others] = kinds;
        if found.len > 0 {
            found.entropy = (n_log_n(value.len()) - sum) / (found.len * 16);
        }
        found
    }

    /// Whether most letters and digits repeat or succeed each other, ignoring other characters between them:
    /// `abcdefgh`, `1234-5678`, `xxxxxxxx`, `a1b2c3d4`.
    pub fn is_sequence(&self) -> bool {
        self.steps.max(self.strides) * 10 > (self.len - self.others) * 7
    }

    /// Whether it is filled with one byte.
    pub fn is_filled(&self) -> bool {
        self.repeats >= FILLING_MIN_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_is_what_shannon_says() {
        for (value, bits) in [("", 0.0), ("aaaa", 0.0), ("abab", 1.0), ("abcd", 2.0), ("aabc", 1.5)] {
            let entropy = f64::from(Randomness::of(value.as_bytes()).entropy) / 16.0;
            assert!((entropy - bits).abs() < 0.07, "{value}: {entropy}");
        }
    }

    #[test]
    fn sequences_and_repetitions_are_told_from_chance() {
        for value in [
            "abcdefghijklmnop",
            "1234567890123",
            "xxxxxxxxxxxx",
            "aaaabbbbcccc",
            "ABCDEF-GHIJKL-MNOPQ-RSTUV-WXYZ0-12345",
            "a1b2c3d4e5f6g7h8i9j0",
        ] {
            assert!(Randomness::of(value.as_bytes()).is_sequence(), "{value}");
        }
        for value in ["q8Zr1xVb0Ls9", "abc123xyz789", "correct horse"] {
            assert!(!Randomness::of(value.as_bytes()).is_sequence(), "{value}");
        }
    }
}
