//! The first look at a text: from anchor to anchor, 64 bytes at a time.

#[cfg(target_arch = "wasm32")]
use core::arch::wasm32::*;

/// Bytes that are looked at together.
const BLOCK_BYTES: usize = 64;

/// The most digits of an element that is none of what is looked for.
pub const SHORT_DIGITS_MAX: usize = 6;

/// What bytes are, each a bit of [`LOW`] and [`HIGH`].
#[derive(Clone, Copy)]
enum Class {
    Digit,
    Colon,
    At,
    Comma,
    Quote,
    Space,
    /// `[`.
    Opening,
    /// `]` and `}`.
    Closing,
}

/// The classes of bytes with such a low half, and those with such a high half: a byte is of what both have.
static LOW: [u8; 16] = halves(0);
static HIGH: [u8; 16] = halves(4);

const fn halves(shift: u8) -> [u8; 16] {
    let classes = [
        (Class::Digit, b"0123456789".as_slice()),
        (Class::Colon, b":"),
        (Class::At, b"@"),
        (Class::Comma, b","),
        (Class::Quote, b"\""),
        (Class::Space, b" "),
        (Class::Opening, b"["),
        (Class::Closing, b"]}"),
    ];
    let (mut table, mut of) = ([0; 16], 0);
    while of < classes.len() {
        let (class, bytes) = classes[of];
        let mut at = 0;
        while at < bytes.len() {
            table[(bytes[at] >> shift & 15) as usize] |= 1 << class as u8;
            at += 1;
        }
        of += 1;
    }
    table
}

/// Where an anchor stands, bit `n` for byte `n`: a digit, `@`, or a colon before a colon, of which one may stand behind the
/// block. But not in elements and values of a few digits and nothing else, of which documents are full.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
fn marks(bytes: &[u8; BLOCK_BYTES], is_before_colon: bool) -> u64 {
    let block = Block::of(bytes);
    if !block.has_any([Class::Digit, Class::Colon, Class::At]) {
        return 0;
    }
    let (digits, colons) = (block.all(Class::Digit), block.all(Class::Colon));
    let doubled = colons & (colons >> 1 | u64::from(is_before_colon) << (BLOCK_BYTES - 1));
    digits & !short_elements(&block, digits, colons) | block.all(Class::At) | doubled
}

/// The digits of short elements of lists and values of members.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline]
fn short_elements(block: &Block, digits: u64, colons: u64) -> u64 {
    let commas = block.all(Class::Comma);
    let closes = commas | block.all(Class::Closing);
    if digits << 1 & !digits & closes == 0 {
        return 0;
    }
    let leads = commas
        | block.all(Class::Opening)
        | colons & block.all(Class::Quote) << 1
        | block.all(Class::Space) & (colons | commas) << 1;
    let starts = digits & !(digits << 1) & leads << 1;
    // Added to the digits, the first one of a number is carried to what is behind the last one.
    let behind = starts.wrapping_add(digits) & !digits;
    let mut short = (behind & closes) >> 1 & digits;
    for _ in 1..SHORT_DIGITS_MAX {
        short |= short >> 1 & digits;
    }
    // Of those that are longer, the last digits.
    let mut long = short & !(short << 1) & digits << 1;
    for _ in 1..SHORT_DIGITS_MAX {
        long |= long << 1 & short;
    }
    short & !long
}

/// The classes of the bytes of a block.
#[cfg(target_arch = "wasm32")]
struct Block([v128; 4]);

#[cfg(target_arch = "wasm32")]
impl Block {
    #[target_feature(enable = "simd128")]
    #[inline]
    fn of(bytes: &[u8; BLOCK_BYTES]) -> Self {
        // SAFETY: sixteen bytes are read, and any alignment will do.
        let load = |bytes: &[u8; 16]| unsafe { v128_load(bytes.as_ptr().cast()) };
        let (low, high) = (load(&LOW), load(&HIGH));
        let parts = bytes.as_chunks::<16>().0;
        Block(core::array::from_fn(|part| {
            let bytes = load(&parts[part]);
            let lows = u8x16_swizzle(low, v128_and(bytes, u8x16_splat(15)));
            v128_and(lows, u8x16_swizzle(high, u8x16_shr(bytes, 4)))
        }))
    }

    /// Whether any byte is of one of the classes.
    #[target_feature(enable = "simd128")]
    #[inline]
    fn has_any(&self, classes: [Class; 3]) -> bool {
        let bits = classes.iter().fold(0, |bits, class| bits | 1 << *class as u8);
        let [a, b, c, d] = self.0;
        let all = v128_or(v128_or(a, b), v128_or(c, d));
        v128_any_true(v128_and(all, u8x16_splat(bits)))
    }

    /// Bit `n`: byte `n` is of the class.
    #[target_feature(enable = "simd128")]
    #[inline]
    fn all(&self, class: Class) -> u64 {
        let [a, b, c, d] = self.0.map(|part| u64::from(u8x16_bitmask(u8x16_shl(part, 7 - class as u32))));
        a | b << 16 | c << 32 | d << 48
    }
}

/// The classes of the bytes of a block.
#[cfg(not(target_arch = "wasm32"))]
struct Block([u8; BLOCK_BYTES]);

#[cfg(not(target_arch = "wasm32"))]
impl Block {
    fn of(bytes: &[u8; BLOCK_BYTES]) -> Self {
        Block(bytes.map(|byte| LOW[usize::from(byte & 15)] & HIGH[usize::from(byte >> 4)]))
    }

    fn has_any(&self, classes: [Class; 3]) -> bool {
        classes.iter().any(|class| self.all(*class) != 0)
    }

    fn all(&self, class: Class) -> u64 {
        let bit = |(at, classes): (usize, &u8)| u64::from(classes >> class as u8 & 1) << at;
        self.0.iter().enumerate().map(bit).fold(0, |all, bit| all | bit)
    }
}

/// The anchors of a text, in order.
pub struct Anchors<'t> {
    text: &'t [u8],
    /// The block that was looked at last, and its anchors.
    base: usize,
    marks: u64,
}

impl<'t> Anchors<'t> {
    pub fn new(text: &'t [u8]) -> Self {
        let mut anchors = Anchors { text, base: 0, marks: 0 };
        anchors.look(0);
        anchors
    }

    /// The first anchor at a place or behind it, or the text's length. Places are asked for in ascending order.
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

/// The same for fewer bytes, which the text ends with.
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

    /// Whether the digit at a place belongs to a short element or value.
    fn is_in_short(text: &[u8], at: usize) -> bool {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let start = at - text[..at].iter().rev().take_while(|byte| is_digit(byte)).count();
        let end = at + text[at..].iter().take_while(|byte| is_digit(byte)).count();
        let leads = [&b"["[..], b",", b"\":", b": ", b", "].iter().any(|lead| text[..start].ends_with(lead));
        let closes = matches!(text.get(end), Some(b',' | b'}' | b']'));
        text[at].is_ascii_digit() && leads && closes && end - start <= SHORT_DIGITS_MAX
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
            let text = std::format!("{:indent$}[1,22, 333]{{\"a\":4444,\"b\": 55555, 666666,7777777]", "");
            let long = text.find("7777777").expect("the last one");
            let mut anchors = Anchors::new(text.as_bytes());
            let (mut at, mut met) = (0, 0);
            while at < long {
                at = anchors.next(at);
                met += usize::from(at < long);
                at += 1;
            }
            // Those that lie across the end of a block are met.
            assert!(met <= SHORT_DIGITS_MAX && at == long + 1, "{indent}: {met}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn anchors_are_those_that_bytes_one_by_one_give(
            text in "([ -~:@0é\n]|[0-9]{1,8}|[,\\[\"\\]:} -]){0,90}",
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
                // As readers do: to the end of digits.
                let digits = text[anchor.min(text.len())..].iter().take_while(|byte| byte.is_ascii_digit());
                at = anchor + digits.count().max(1);
            }
        }
    }
}
