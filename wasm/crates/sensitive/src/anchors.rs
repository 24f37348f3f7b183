//! The first pass over a text: from anchor to anchor, 64 bytes at a time.

use snapwall_bytes::{ByteSet, CLASSED_BYTES, Classes};

/// The number of bytes classified at once.
const BLOCK_BYTES: usize = CLASSED_BYTES;

/// Elements of lists and values of members with at most this many digits are nothing that is looked for.
pub const SHORT_DIGITS_MAX: usize = 6;

/// The maximum length of such a number including decimals; a power of two.
const ELEMENT_BYTES_MAX: usize = 16;

/// The classes of bytes: bits of the groups of [`CLASSES`].
const DIGIT: u8 = 1;
const COLON: u8 = 1 << 1;
const AT: u8 = 1 << 2;
const COMMA: u8 = 1 << 3;
/// `"` or a space: which of the two precedes a number makes no difference to whether it is ruled out.
const GAP: u8 = 1 << 4;
const POINT: u8 = 1 << 5;
const OPENING: u8 = 1 << 6;
const CLOSING: u8 = 1 << 7;

static CLASSES: ByteSet = ByteSet::of_groups(&[
    ByteSet::halves(b"0123456789"),
    ByteSet::halves(b":"),
    ByteSet::halves(b"@"),
    ByteSet::halves(b","),
    ByteSet::halves(b"\" "),
    ByteSet::halves(b"."),
    ByteSet::halves(b"["),
    ByteSet::halves(b"]}"),
]);

/// Further bytes needed for decimal fractions: bits of the groups of [`SIGNS`].
const MINUS: u8 = 1;
const ZERO: u8 = 1 << 1;

const NONE: (u16, u16) = ByteSet::halves(b"");
static SIGNS: ByteSet =
    ByteSet::of_groups(&[ByteSet::halves(b"-"), ByteSet::halves(b"0"), NONE, NONE, NONE, NONE, NONE, NONE]);

/// The bitmask of the anchors in a block, bit `n` for byte `n`: digits, `@`, and colons followed by a colon (for the
/// last byte, `is_before_colon` says whether one follows the block). Excluded are the numbers that documents are full
/// of: list elements and member values of a few digits, and decimal fractions.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
fn marks(bytes: &[u8; BLOCK_BYTES], is_before_colon: bool) -> u64 {
    let block = Classes::of(&CLASSES, bytes);
    if !block.has_any(DIGIT | COLON | AT) {
        return 0;
    }
    let (digits, colons) = (block.members(DIGIT), block.members(COLON));
    let doubled = colons & (colons >> 1 | u64::from(is_before_colon) << (BLOCK_BYTES - 1));
    digits & !short_elements(bytes, &block, digits, colons) | block.members(AT) | doubled
}

/// Short list elements and member values, and decimal fractions of at most [`ELEMENT_BYTES_MAX`] bytes.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline]
fn short_elements(bytes: &[u8; BLOCK_BYTES], block: &Classes, digits: u64, colons: u64) -> u64 {
    let commas = block.members(COMMA);
    let closes = commas | block.members(CLOSING);
    if digits << 1 & !digits & closes == 0 {
        return 0;
    }
    let gaps = block.members(GAP);
    let mut leads = commas | block.members(OPENING) | colons & gaps << 1 | gaps & (colons | commas) << 1;
    let (mut points, mut zeros) = (block.members(POINT) & digits << 1 & digits >> 1, 0);
    if points != 0 {
        let signs = Classes::of(&SIGNS, bytes);
        leads |= signs.members(MINUS) & leads << 1;
        zeros = signs.members(ZERO) & digits >> 1;
    }
    let starts = digits & !(digits << 1) & leads << 1;
    // Adding the first digit of a number to the mask of digits carries a bit past its last digit.
    let behind = |starts: u64| starts.wrapping_add(digits) & !digits;
    let ends = behind(starts);
    // A number with a leading zero may be a phone number.
    points &= ends & behind_few(starts) & !behind(starts & zeros);
    let fractions = behind(points << 1);
    // A social security number may be written with a dot.
    let unsure = (starts << 3 & points) << 7 | (starts << 5 & points) << 5;
    let closed = closes & (ends & behind_few(starts) | fractions & !unsure);
    // Numbers do not touch, so subtracting all starts from all ends fills each number with ones.
    let numbers = (ends & !points | fractions).wrapping_sub(starts);
    // Extend backwards from the ends, twice as far in each step.
    let (mut short, mut whole, mut step) = (closed >> 1 & numbers, numbers, 1);
    while step < ELEMENT_BYTES_MAX {
        short |= short >> step & whole;
        whole &= whole >> step;
        step *= 2;
    }
    // Of numbers that are longer, only the last bytes are marked: keep those marked at their start.
    let short = short & starts;
    (short.wrapping_add(numbers) & !numbers).wrapping_sub(short)
}

/// The up to [`SHORT_DIGITS_MAX`] positions after each start.
#[inline(always)]
fn behind_few(starts: u64) -> u64 {
    const { assert!(SHORT_DIGITS_MAX == 6) };
    let two = starts << 1 | starts << 2;
    two | two << 2 | two << 4
}

/// The anchors of a text, in order.
pub struct Anchors<'t> {
    text: &'t [u8],
    /// The start of the current block, and its anchors.
    base: usize,
    marks: u64,
}

impl<'t> Anchors<'t> {
    pub fn new(text: &'t [u8]) -> Self {
        let mut anchors = Anchors { text, base: 0, marks: 0 };
        anchors.look(0);
        anchors
    }

    /// The first anchor at or after `at`, or the text's length. Positions must be asked for in ascending order.
    #[inline(always)]
    pub fn next(&mut self, mut at: usize) -> usize {
        loop {
            if at < self.base + BLOCK_BYTES {
                let marks = self.marks >> (at - self.base);
                if marks != 0 {
                    return at + marks.trailing_zeros() as usize;
                }
                at = self.base + BLOCK_BYTES;
            }
            if at >= self.text.len() {
                return self.text.len();
            }
            self.look(at & !(BLOCK_BYTES - 1));
        }
    }

    #[inline(always)]
    fn look(&mut self, base: usize) {
        let rest = &self.text[base..];
        let is_before_colon = rest.get(BLOCK_BYTES) == Some(&b':');
        self.base = base;
        self.marks = match rest.first_chunk() {
            Some(block) => marks(block, is_before_colon),
            None => marks_of_last(rest),
        };
    }
}

/// The anchors in the last, shorter block of a text.
#[inline(never)]
fn marks_of_last(rest: &[u8]) -> u64 {
    let mut block = [0; BLOCK_BYTES];
    block[..rest.len()].copy_from_slice(rest);
    marks(&block, false)
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

    /// Whether the digit at `at` is part of a short element or value, or of a decimal fraction.
    fn is_in_short(text: &[u8], at: usize) -> bool {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let digits_before = |end: usize| text[..end].iter().rev().take_while(|byte| is_digit(byte)).count();
        let digits_behind = |start: usize| text[start..].iter().take_while(|byte| is_digit(byte)).count();
        let mut start = at - digits_before(at);
        if start > 1 && text[start - 1] == b'.' && digits_before(start - 1) > 0 {
            start -= 1 + digits_before(start - 1);
        }
        let count = digits_behind(start);
        let mut end = start + count;
        if text.get(end) == Some(&b'.') && digits_behind(end + 1) > 0 {
            let decimals = digits_behind(end + 1);
            if matches!((count, decimals), (3, 6) | (5, 4)) || count > 1 && text[start] == b'0' {
                return false;
            }
            end += 1 + decimals;
        }
        let before = text[..start].strip_suffix(b"-").unwrap_or(&text[..start]);
        let leads = [&b"["[..], b",", b"\":", b" :", b": ", b", ", b":\"", b",\""]
            .iter()
            .any(|lead| before.ends_with(lead));
        let closes = matches!(text.get(end), Some(b',' | b'}' | b']'));
        text[at].is_ascii_digit()
            && leads
            && closes
            && count <= SHORT_DIGITS_MAX
            && end - start <= ELEMENT_BYTES_MAX
    }

    #[test]
    fn every_byte_in_every_place_of_a_block_is_told_right() {
        for byte in 0..=255u8 {
            for place in 0..130 {
                let mut text = [b'x'; 130];
                text[place] = byte;
                assert_eq!(Anchors::new(&text).next(0), next_anchor_naively(&text, 0), "{byte} at {place}");
            }
        }
    }

    #[test]
    fn short_elements_and_values_are_passed_over_wherever_they_stand() {
        for indent in 0..70 {
            let text =
                std::format!("{:indent$}[1,22.5, 333]{{\"a\":4444,\"b\": -5.5555, 666666,7777777]", "");
            let long = text.find("7777777").expect("the last one");
            let mut anchors = Anchors::new(text.as_bytes());
            let (mut at, mut met) = (0, 0);
            while at < long {
                at = anchors.next(at);
                met += usize::from(at < long);
                at += 1;
            }
            // A number across the end of a block may be reported.
            assert!(met <= SHORT_DIGITS_MAX && at == long + 1, "{indent}: {met}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn anchors_are_those_that_bytes_one_by_one_give(
            text in "([ -~:@0é\n]|-?[0-9]{1,8}(\\.[0-9]{1,12})?|[,\\[\"\\]:} -]){0,90}",
        ) {
            let text = text.as_bytes();
            let mut anchors = Anchors::new(text);
            let mut at = 0;
            while at < text.len() {
                let anchor = anchors.next(at);
                let mut expected = next_anchor_naively(text, at);
                while expected < anchor {
                    prop_assert!(is_in_short(text, expected), "{expected} before {anchor}");
                    expected = next_anchor_naively(text, expected + 1);
                }
                prop_assert_eq!(anchor, expected);
                // Like the readers, go on after the digits.
                let digits = text[anchor.min(text.len())..].iter().take_while(|byte| byte.is_ascii_digit());
                at = anchor + digits.count().max(1);
            }
        }
    }
}
