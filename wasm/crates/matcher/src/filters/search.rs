//! Substring search.

/// Whether `text` contains `literal`, in one pass (Knuth, Morris and Pratt): no byte of the text is read twice, however
/// repetitive either is. `failures` gives for each byte of the literal the length of its longest proper prefix ending
/// there.
pub fn contains(text: &[u8], literal: &[u8], failures: &[u8]) -> bool {
    let Some(first) = literal.first() else { return true };
    let mut at = 0;
    loop {
        // Most bytes of most texts match no prefix; skip them in as few steps as possible.
        let Some(skipped) = text[at..].iter().position(|byte| byte == first) else { return false };
        at += skipped + 1;
        let mut matched = 1;
        while matched > 0 {
            if matched == literal.len() {
                return true;
            }
            let Some(byte) = text.get(at) else { return false };
            if literal[matched] == *byte {
                matched += 1;
                at += 1;
            } else {
                // Compare the same byte again, now after a shorter prefix.
                matched = usize::from(failures[matched - 1]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::vec::Vec;

    fn failures(literal: &[u8]) -> Vec<u8> {
        let borders = |end: usize| (0..end).rev().find(|len| literal[..end].ends_with(&literal[..*len]));
        (1..=literal.len()).map(|end| borders(end).unwrap_or(0) as u8).collect()
    }

    proptest! {
        #[test]
        fn a_literal_is_found_wherever_it_stands(text in "[ab]{0,24}", literal in "[ab]{0,6}") {
            let found = contains(text.as_bytes(), literal.as_bytes(), &failures(literal.as_bytes()));
            prop_assert_eq!(found, text.contains(&literal));
        }
    }
}
