//! Offsets in UTF-16 code units, in which hosts count.

const BLOCK_BYTES: usize = 8;

/// Converts byte offsets, ascending and at character boundaries, into offsets in UTF-16 code units. Each byte is read once.
pub struct Units<'t> {
    text: &'t [u8],
    /// The end of the whole blocks counted so far, and their units.
    at: usize,
    units: u32,
}

impl<'t> Units<'t> {
    pub fn new(text: &'t [u8]) -> Self {
        Units { text, at: 0, units: 0 }
    }

    /// How many units the text has before a byte offset.
    ///
    /// # Panics
    /// When the offset is beyond the text.
    #[inline(never)]
    pub fn before(&mut self, offset: usize) -> u32 {
        let (blocks, rest) = self.text[self.at..offset].as_chunks::<BLOCK_BYTES>();
        self.units += blocks.iter().map(|block| count_in(u64::from_le_bytes(*block))).sum::<u32>();
        self.at += blocks.len() * BLOCK_BYTES;
        self.units + rest.iter().map(|byte| count_of(*byte)).sum::<u32>()
    }
}

/// The units of the character that this byte starts; 0 for a continuation byte.
fn count_of(byte: u8) -> u32 {
    u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0)
}

/// The same, summed over eight bytes.
fn count_in(block: u64) -> u32 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    let (first, second) = (block >> 7, block >> 6);
    let inner = first & !second & LOWEST;
    let of_four = first & second & block >> 5 & block >> 4 & LOWEST;
    BLOCK_BYTES as u32 - inner.count_ones() + of_four.count_ones()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn places_are_those_of_the_standard_library(text in "([a-z]{0,12}[\\x00-~é€😀\u{ffff}\u{10ffff}]){0,40}", step in 1usize..9) {
            let mut units = Units::new(text.as_bytes());
            for (offset, _) in text.char_indices().step_by(step).chain([(text.len(), ' ')]) {
                let expected = text[..offset].encode_utf16().count();
                prop_assert_eq!(units.before(offset) as usize, expected);
                prop_assert_eq!(units.before(offset) as usize, expected);
            }
        }
    }
}
