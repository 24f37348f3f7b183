//! Equality of short texts.

/// Whether two texts are equal, compared eight bytes at a time: on wasm, comparing slices calls a function that compares
/// byte by byte.
///
/// ```
/// use snapwall_bytes::is_same;
///
/// assert!(is_same(b"customer_id", b"customer_id") && !is_same(b"customer_id", b"customer"));
/// ```
#[inline(always)]
pub fn is_same(left: &[u8], right: &[u8]) -> bool {
    let (words, rest) = left.as_chunks::<8>();
    let (other_words, other_rest) = right.as_chunks::<8>();
    let is_same =
        |(left, right): (&[u8; 8], &[u8; 8])| u64::from_le_bytes(*left) == u64::from_le_bytes(*right);
    left.len() == right.len() && words.iter().zip(other_words).all(is_same) && rest.iter().eq(other_rest)
}

/// Whether two texts of as many bytes, a multiple of eight, are the same but for which digits stand in them.
///
/// ```
/// use snapwall_bytes::is_alike;
///
/// assert!(is_alike(b"id: 2026", b"id: 1999") && !is_alike(b"id: 2026", b"id: 199x"));
/// ```
#[inline(always)]
pub fn is_alike(left: &[u8], right: &[u8]) -> bool {
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = left.as_chunks::<8>();
    let (other_words, _) = right.as_chunks::<8>();
    // The highest bit of each byte that is more than so much.
    let exceeds = |word: u64, most: u8| (word & !HIGHS) + u64::from_ne_bytes([0x7f - most; 8]) | word;
    let is_alike = |(left, right): (&[u8; 8], &[u8; 8])| {
        let (left, right) = (u64::from_le_bytes(*left), u64::from_le_bytes(*right));
        let from_zero = |word: u64| word ^ u64::from_ne_bytes([b'0'; 8]);
        let is_other = exceeds(from_zero(left), 9) | exceeds(from_zero(right), 9);
        exceeds(left ^ right, 0) & is_other & HIGHS == 0
    };
    left.len() == right.len() && rest.is_empty() && words.iter().zip(other_words).all(is_alike)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_when_all_of_their_bytes_are() {
        let text = b"abcdefghijklmnopqrstuvwxyz";
        for length in 0..=text.len() {
            assert!(is_same(&text[..length], &text.to_vec()[..length]));
            assert!((0..length).all(|shorter| !is_same(&text[..length], &text[..shorter])));
            for place in 0..length {
                let mut other = text.to_vec();
                other[place] ^= 1;
                assert!(!is_same(&text[..length], &other[..length]), "{place} of {length}");
            }
        }
    }

    #[test]
    fn texts_are_alike_when_only_digits_differ() {
        for (one, other) in (0..=255).flat_map(|one| (0..=255).map(move |other| (one, other))) {
            let (mut left, mut right) = (*b"a1\xff\x00b9:/", *b"a7\xff\x00b0:/");
            for place in 0..8 {
                let (left, right) = (&mut left.clone(), &mut right.clone());
                (left[place], right[place]) = (one, other);
                let expected = one == other || one.is_ascii_digit() && other.is_ascii_digit();
                assert_eq!(is_alike(left, right), expected, "{one} and {other} at {place}");
            }
            left[0] = one;
            right[0] = one;
            assert!(is_alike(&left, &right) && !is_alike(&left, &right[..7]));
        }
    }
}
