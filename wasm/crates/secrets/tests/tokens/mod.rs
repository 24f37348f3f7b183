//! Tokens generated from a shape.

use snapwall_compiler::Element;

/// Pseudorandom numbers, the same for the same seed.
pub fn chance(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

/// A token of a shape; a class of variable length has up to `extra` bytes more than its minimum.
pub fn token(elements: &[Element], seed: u64, extra: u16) -> Vec<u8> {
    let mut next = chance(seed);
    fill(elements, extra, |bytes, _| bytes[next() as usize % bytes.len()])
}

/// The same; `choose` picks each byte from its class, given how many were picked before.
pub fn fill(elements: &[Element], extra: u16, mut choose: impl FnMut(&[u8], usize) -> u8) -> Vec<u8> {
    let (mut token, mut count) = (Vec::new(), 0);
    for element in elements {
        match element {
            Element::Literal(literal) => token.extend(literal),
            Element::Class { set, least, most } => {
                let bytes: Vec<u8> = (0..128).filter(|byte| set >> byte & 1 != 0).collect();
                for _ in 0..least + (most - least).min(extra) {
                    token.push(choose(&bytes, count));
                    count += 1;
                }
            }
        }
    }
    token
}
