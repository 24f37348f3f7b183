//! The first look at a text: from anchor to anchor, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x80 * ONES;

/// The high bit of every byte that is below `limit`, and of no other; `limit` is at most 128.
const fn below(word: u64, limit: u64) -> u64 {
    !((word & !HIGHS).wrapping_add((0x80 - limit) * ONES) | word) & HIGHS
}

/// The high bit of every byte in which an anchor may stand: a digit, `@`, or a colon before a colon. A colon at the
/// word's end counts, since what follows it is not seen.
fn marks(word: u64) -> u64 {
    let digits = below(word ^ (0x30 * ONES), 10);
    let ats = below(word ^ (0x40 * ONES), 1);
    let colons = below(word ^ (0x3a * ONES), 1);
    digits | ats | colons & (colons >> 8 | 0x80 << 56)
}

/// The first digit, `@` or `::` at a place or behind it, or the text's length.
pub fn next_anchor(text: &[u8], mut at: usize) -> usize {
    while let Some((word, _)) = text.get(at..).and_then(<[u8]>::split_first_chunk::<8>) {
        let marks = marks(u64::from_le_bytes(*word));
        if marks == 0 {
            at += 8;
            continue;
        }
        at += marks.trailing_zeros() as usize / 8;
        if text[at] != b':' || text.get(at + 1) == Some(&b':') {
            return at;
        }
        at += 1;
    }
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii_digit() || byte == b'@' || byte == b':' && text.get(at + 1) == Some(&b':') {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn next_anchor_naively(text: &[u8], at: usize) -> usize {
        let is_anchor =
            |at: &usize| text[*at].is_ascii_digit() || text[*at] == b'@' || text[*at..].starts_with(b"::");
        (at..text.len()).find(is_anchor).unwrap_or(text.len())
    }

    #[test]
    fn every_byte_in_every_place_of_a_word_is_told_right() {
        for byte in 0..=255u8 {
            for place in 0..24 {
                let mut text = [b'x'; 24];
                text[place] = byte;
                assert_eq!(next_anchor(&text, 0), next_anchor_naively(&text, 0), "{byte} at {place}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn anchors_are_those_that_bytes_one_by_one_give(text in "[ -~:@0é]{0,60}", at in 0usize..20) {
            let at = at.min(text.len());
            prop_assert_eq!(next_anchor(text.as_bytes(), at), next_anchor_naively(text.as_bytes(), at));
        }
    }
}
