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
}
