//! The notation of a token's shape: regular expressions without alternation, so that a token is read in a single pass.
//!
//! Literals and `[classes]`, either optionally followed by `{n}`, `{n,m}`, `{n,}` or `?`. A repetition with a variable
//! count must not be followed by something that it could match itself.

use std::ops::Range;

/// The maximum count of an open-ended repetition.
const REPEAT_MAX: u16 = 4096;

/// One part of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    Literal(Vec<u8>),
    /// Bit `n` of `set`: the class contains byte `n`.
    Class {
        set: u128,
        least: u16,
        most: u16,
    },
}

impl Element {
    /// Its length in bytes, if that is fixed.
    pub fn fixed_bytes(&self) -> Option<usize> {
        match self {
            Element::Literal(literal) => Some(literal.len()),
            Element::Class { least, most, .. } => (least == most).then_some(usize::from(*least)),
        }
    }

    /// The least number of bytes.
    pub fn least(&self) -> usize {
        match self {
            Element::Literal(literal) => literal.len(),
            Element::Class { least, .. } => usize::from(*least),
        }
    }

    /// The bytes that are allowed at an index of it.
    pub fn set_at(&self, index: usize) -> u128 {
        match self {
            Element::Literal(literal) => 1 << literal[index],
            Element::Class { set, .. } => *set,
        }
    }
}

/// Parses a shape.
///
/// # Panics
/// When it is invalid: shapes are part of the product, and its tests read them.
pub fn parse_shape(shape: &str) -> Vec<Element> {
    let bytes = shape.as_bytes();
    assert!(shape.is_ascii(), "{shape}: a shape is ASCII");
    let mut elements: Vec<Element> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let set = match bytes[at] {
            b'[' => {
                let end =
                    at + 1 + bytes[at + 1..].iter().position(|byte| *byte == b']').expect("a closing ]");
                let set = parse_class(&bytes[at + 1..end]);
                at = end + 1;
                set
            }
            b'\\' => {
                at += 2;
                1 << bytes[at - 1]
            }
            byte => {
                assert!(!b"(){}|.*+?^$".contains(&byte), "{shape}: {} is not in the notation", byte as char);
                at += 1;
                1 << byte
            }
        };
        let (repeat, end) = parse_repeat(bytes, at);
        at = end;
        push(&mut elements, set, repeat);
    }
    for pair in elements.windows(2) {
        let may_mix = pair[0].fixed_bytes().is_none() && pair[0].set_at(0) & pair[1].set_at(0) != 0;
        assert!(!may_mix, "{shape}: where a class ends is not certain");
    }
    elements
}

fn parse_class(class: &[u8]) -> u128 {
    let mut set = 0;
    let mut at = 0;
    while at < class.len() {
        if class[at] == b'\\' {
            set |= 1 << class[at + 1];
            at += 2;
        } else if let [first, b'-', last, ..] = class[at..] {
            set |= (first..=last).fold(0, |set, byte| set | 1 << byte);
            at += 3;
        } else {
            set |= 1 << class[at];
            at += 1;
        }
    }
    set
}

fn parse_repeat(bytes: &[u8], at: usize) -> (Option<Range<u16>>, usize) {
    match bytes.get(at) {
        Some(b'?') => (Some(0..1), at + 1),
        Some(b'{') => {
            let end = at + bytes[at..].iter().position(|byte| *byte == b'}').expect("a closing }");
            let text = str::from_utf8(&bytes[at + 1..end]).expect("ASCII");
            let (least, most) = text.split_once(',').unwrap_or((text, text));
            let least = least.parse().expect("a number");
            let most = if most.is_empty() { REPEAT_MAX } else { most.parse().expect("a number") };
            (Some(least..most), end + 1)
        }
        _ => (None, at),
    }
}

/// Adds a set of bytes; consecutive single bytes form a literal.
fn push(elements: &mut Vec<Element>, set: u128, repeat: Option<Range<u16>>) {
    let byte = (set.count_ones() == 1).then_some(set.trailing_zeros() as u8);
    match (elements.last_mut(), byte, repeat) {
        (Some(Element::Literal(literal)), Some(byte), None) => literal.push(byte),
        (_, Some(byte), None) => elements.push(Element::Literal(vec![byte])),
        (_, _, repeat) => {
            let Range { start: least, end: most } = repeat.unwrap_or(1..1);
            elements.push(Element::Class { set, least, most });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_classes_and_repetitions_are_read() {
        let class = |set, least, most| Element::Class { set, least, most };
        let digits = parse_class(b"0-9");
        assert_eq!(digits, 0x3ff << 48);
        for (shape, elements) in [
            ("ab", vec![Element::Literal(b"ab".to_vec())]),
            ("a\\.[0-9]", vec![Element::Literal(b"a.".to_vec()), class(digits, 1, 1)]),
            ("[0-9]{2,}", vec![class(digits, 2, REPEAT_MAX)]),
            ("[0-9]{2}=?", vec![class(digits, 2, 2), class(1 << b'=', 0, 1)]),
            ("a{3}b", vec![class(1 << b'a', 3, 3), Element::Literal(b"b".to_vec())]),
        ] {
            assert_eq!(parse_shape(shape), elements, "{shape}");
        }
    }

    #[test]
    #[should_panic = "where a class ends is not certain"]
    fn a_class_that_may_run_into_the_next_part_is_refused() {
        parse_shape("[a-z]{3,5}x");
    }
}
