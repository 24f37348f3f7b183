//! Undoes the encodings that an attacker puts around a value, in one pass and however deeply they are nested.
//!
//! Bytes are copied to the output one by one. Whenever the last bytes of the output form an escape, they are replaced
//! by what it stands for, which may complete another escape before it: `%252527` becomes `%2527`, `%27`, `'` without a
//! second pass. Each replacement shortens the output, so the work is linear.
//!
//! Handles percent-escapes, `%uXXXX`, `\xXX`, `\uXXXX`, `\u{X}`, numeric and named character references, overlong
//! UTF-8, full-width forms, and look-alikes of quotes and blanks.

mod references;

use references::ends_reference;

use snapwall_bytes::ByteSet;

use crate::Place;
use crate::glance::{AMPERSAND, BACKSLASH, DISGUISE, PERCENT, PLUS};
use crate::text::{at, before};

/// How many bytes were written, and how many bytes of the source they represent.
pub struct Decoded {
    pub length: usize,
    pub consumed: usize,
    /// Whether there were character references, even encoded ones.
    pub has_references: bool,
}

/// Whether decoding can change the value at all.
pub fn is_needed(value: &[u8], classes: u32, place: Place) -> bool {
    let signs = PERCENT | AMPERSAND;
    let escapes = BACKSLASH | DISGUISE | if has_plus(place) { PLUS } else { 0 };
    classes & escapes != 0 || classes & signs != 0 && !has_signs_only(value)
}

/// The class of the byte that shows, because of the place or near the value's start, that a long value is encoded; 0 if none
/// does. Then the other bytes need not be classified before they are decoded.
#[inline(always)]
pub fn early_sign(value: &[u8], place: Place) -> u32 {
    const LONG_BYTES: usize = 64;
    const NEAR: usize = 256;
    match place {
        _ if value.len() < LONG_BYTES => 0,
        Place::Json => BACKSLASH,
        Place::Query if PLUSES.find(&value[..value.len().min(NEAR)], 0) < value.len().min(NEAR) => PLUS,
        _ => 0,
    }
}

static PLUSES: ByteSet = ByteSet::of(b"+");

/// Whether percent signs and ampersands occur only before blanks or a closing parenthesis, as in sentences.
#[inline(never)]
fn has_signs_only(value: &[u8]) -> bool {
    let mut index = SPECIAL.find(value, 0);
    while index < value.len() {
        if !matches!(at(value, index + 1), b' ' | b')') {
            return false;
        }
        index = SPECIAL.find(value, index + 1);
    }
    true
}

/// Decodes as much of the source as fits into `output`.
pub fn decode(source: &[u8], place: Place, output: &mut [u8]) -> Decoded {
    Decoder::new(output, [usize::MAX; 2]).run(source, place)
}

/// The range of the source that the decoded range came from. Decodes again, which avoids a map of offsets.
pub fn locate(source: &[u8], place: Place, output: &mut [u8], range: [usize; 2]) -> [usize; 2] {
    let mut decoder = Decoder::new(output, range);
    let Decoded { length, consumed, .. } = decoder.run(source, place);
    let end = if range[1] >= length { consumed } else { decoder.origins[1] };
    [decoder.origins[0].min(end), end]
}

/// Longer escapes are not recognised. Browsers and servers accept any number of leading zeros, but this allows enough.
const ESCAPE_MAX: usize = 12;

const NONE: usize = usize::MAX;

struct Decoder<'a> {
    output: &'a mut [u8],
    length: usize,
    /// Where the last escape that may still be completed starts in the output.
    open: usize,
    /// From this output length on, no byte written so far can belong to an escape completed later.
    clear_from: usize,
    /// The source offset of the byte being copied.
    origin: usize,
    has_references: bool,
    targets: [usize; 2],
    /// For each target, an index in the output: the origin of the byte last written there.
    origins: [usize; 2],
}

impl<'a> Decoder<'a> {
    fn new(output: &'a mut [u8], targets: [usize; 2]) -> Self {
        Decoder {
            output,
            length: 0,
            open: NONE,
            clear_from: 0,
            origin: 0,
            has_references: false,
            targets,
            origins: [0; 2],
        }
    }

    #[inline(never)]
    fn run(&mut self, source: &[u8], place: Place) -> Decoded {
        let mut index = 0;
        while index < source.len() && self.length < self.output.len() {
            if self.open == NONE {
                index += self.copy_plain(source, index, place);
                if index >= source.len() || self.length >= self.output.len() {
                    break;
                }
                if let Some(byte) = self.simple(source, index) {
                    self.origin = index;
                    self.write(byte);
                    index += 3;
                    continue;
                }
            }
            self.origin = index;
            let mut byte = source[index];
            index += 1;
            if byte == b'+' && has_plus(place) {
                byte = b' ';
            } else if byte == b'\\' && place == Place::Json && index < source.len() {
                let escaped = match source[index] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    other @ (b'"' | b'\\' | b'/') => other,
                    _ => 0,
                };
                if escaped != 0 {
                    byte = escaped;
                    index += 1;
                }
            }
            self.push(byte);
        }
        if self.open != NONE && self.output[self.open] == b'&' {
            self.collapse_reference(0);
        }
        Decoded { length: self.length, consumed: index, has_references: self.has_references }
    }

    /// The byte that a percent-escape at `index` encodes, if it cannot be part of another escape.
    #[inline(always)]
    fn simple(&self, source: &[u8], index: usize) -> Option<u8> {
        let &[b'%', high, low] = source.get(index..index + 3)? else {
            return None;
        };
        let byte = ((high as char).to_digit(16)? << 4 | (low as char).to_digit(16)?) as u8;
        let byte = self.narrow_lone(byte, self.length);
        (self.length >= self.clear_from && !is_introducer(byte)).then_some(byte)
    }

    /// The no-break space of Latin-1 as a blank, which it is to databases, unless it is part of a UTF-8 sequence.
    #[inline(always)]
    fn narrow_lone(&self, byte: u8, index: usize) -> u8 {
        if byte == 0xa0 && before(self.output, index) < 0x80 { b' ' } else { byte }
    }

    /// Copies bytes from `index` up to one that may start an escape; returns how many.
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn copy_plain(&mut self, source: &[u8], index: usize, place: Place) -> usize {
        let room = (source.len() - index).min(self.output.len() - self.length);
        let rest = &source[index..index + room];
        let copy = &mut self.output[self.length..self.length + room];
        let plus = if has_plus(place) { b' ' } else { b'+' };
        let count = SPECIAL.copy_up_to(rest, copy, b'+', plus);
        for (target, origin) in self.targets.iter().zip(&mut self.origins) {
            if (self.length..self.length + count).contains(target) {
                *origin = index + (*target - self.length);
            }
        }
        self.length += count;
        count
    }

    #[inline(always)]
    fn push(&mut self, byte: u8) {
        if self.open != NONE && self.output[self.open] == b'&' && self.collapse_reference(byte) {
            if self.open != NONE {
                self.collapse();
            }
            return;
        }
        self.write(byte);
        if self.open != NONE {
            self.collapse();
        }
    }

    fn write(&mut self, byte: u8) {
        for (target, origin) in self.targets.iter().zip(&mut self.origins) {
            if *target == self.length {
                *origin = self.origin;
            }
        }
        self.output[self.length] = byte;
        if is_introducer(byte) {
            self.introduce(self.length);
        }
        self.length += 1;
    }

    fn introduce(&mut self, index: usize) {
        self.open = index;
        self.clear_from = index + 1 + ESCAPE_MAX;
    }

    /// Replaces escapes at the end of the output, innermost first.
    #[inline(never)]
    fn collapse(&mut self) {
        while self.open != NONE && self.open < self.length {
            let tail = &self.output[self.open..self.length];
            if ends_reference(tail) {
                // The escape was ended by a byte that was itself an escape.
                let end = tail[tail.len() - 1];
                self.length -= 1;
                let length = self.length;
                if !self.collapse_reference(end) {
                    if self.length == length {
                        self.open = NONE;
                    }
                    self.write(end);
                }
                continue;
            }
            match escape(tail) {
                Escape::Open => return,
                Escape::Not => self.open = NONE,
                Escape::Is(byte) => self.replace(byte),
            }
        }
    }

    /// Replaces everything from the open escape on by one byte.
    fn replace(&mut self, byte: u8) {
        let start = self.open;
        self.output[start] = self.narrow_lone(byte, start);
        self.length = start + 1;
        self.open = NONE;
        // The byte may itself start an escape, or complete one that was interrupted.
        let farthest = start.saturating_sub(ESCAPE_MAX);
        for index in (farthest..=start).rev() {
            if is_introducer(self.output[index]) {
                self.introduce(index);
                return;
            }
        }
    }
}

/// Bytes that are not simply copied, even outside an escape.
static SPECIAL: ByteSet = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = is_introducer(byte as u8);
        byte += 1;
    }
    ByteSet::new(&special)
};

enum Escape {
    Open,
    Not,
    Is(u8),
}

fn has_plus(place: Place) -> bool {
    matches!(place, Place::Query | Place::Name | Place::Path)
}

#[inline(always)]
const fn is_introducer(byte: u8) -> bool {
    matches!(byte, b'%' | b'\\' | b'&' | 0xc0..=0xc2 | 0xca | 0xe0 | 0xe2 | 0xe3 | 0xef | 0xf0)
}

/// Classifies the bytes from an introducer on.
fn escape(tail: &[u8]) -> Escape {
    let kind = at(tail, 1);
    match (tail[0], tail.len()) {
        (_, 1) => Escape::Open,
        (b'&', length) if length <= ESCAPE_MAX => Escape::Open,
        (b'%', 2) if kind.is_ascii_hexdigit() => Escape::Open,
        (b'%', 2..6) if kind | 0x20 == b'u' => Escape::Open,
        (b'%', 6) if kind | 0x20 == b'u' => code_point(&tail[2..]),
        (b'%', 3) => code_point(&tail[1..]),
        (b'\\', 2..4) if kind == b'x' => Escape::Open,
        (b'\\', 4) if kind == b'x' => code_point(&tail[2..]),
        (b'\\', length) if kind == b'u' && at(tail, 2) == b'{' => match tail[length - 1] {
            b'}' => code_point(&tail[3..length - 1]),
            _ if length < ESCAPE_MAX => Escape::Open,
            _ => Escape::Not,
        },
        (b'\\', 2..6) if kind == b'u' => Escape::Open,
        (b'\\', 6) if kind == b'u' => code_point(&tail[2..]),
        (lead @ 0x80.., length) => sequence(lead, tail, length),
        _ => Escape::Not,
    }
}

fn code_point(digits: &[u8]) -> Escape {
    match number(digits, 16) {
        Some(code) if digits.len() == 2 => Escape::Is(code as u8),
        Some(code) => Escape::Is(narrow(code)),
        None => Escape::Not,
    }
}

/// UTF-8 sequences that stand for an ASCII character.
fn sequence(lead: u8, tail: &[u8], length: usize) -> Escape {
    let (needed, bits) = match lead {
        0xc0..=0xdf => (2, lead & 0x1f),
        0xe0..=0xef => (3, lead & 0x0f),
        _ => (4, lead & 0x07),
    };
    if tail[1..].iter().any(|byte| byte & 0xc0 != 0x80) {
        return Escape::Not;
    }
    if length < needed {
        return Escape::Open;
    }
    let code = tail[1..].iter().fold(bits as u32, |code, byte| code << 6 | (byte & 0x3f) as u32);
    match narrow(code) {
        byte @ 0..0x80 => Escape::Is(byte),
        _ => Escape::Not,
    }
}

/// The ASCII character for a code point, including those that databases and templates convert; 0x80 for any other.
pub fn narrow(code: u32) -> u8 {
    match code {
        0..0x80 => code as u8,
        0xff01..=0xff5e => (code - 0xfee0) as u8,
        0x2018 | 0x2019 | 0x2bc | 0x2b9 | 0x2032 => b'\'',
        0x201c | 0x201d | 0x2033 => b'"',
        0xa0 | 0x1680 | 0x2000..=0x200b | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000 | 0xfeff | 0xfffd => {
            b' '
        }
        // Circled characters, as host names are normalised (UTS #46).
        0x2460..=0x2468 => (code - 0x2460) as u8 + b'1',
        0x24ea => b'0',
        0x24b6..=0x24cf => (code - 0x24b6) as u8 + b'a',
        0x24d0..=0x24e9 => (code - 0x24d0) as u8 + b'a',
        0x2024 | 0x3002 => b'.',
        0x2044 | 0x2215 | 0x29f8 => b'/',
        0x2216 | 0x29f5 => b'\\',
        0x2039 => b'<',
        0x203a => b'>',
        _ => 0x80,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let mut value: u32 = 0;
    for digit in digits {
        value = value.checked_mul(radix)?.checked_add((*digit as char).to_digit(radix)?)?;
    }
    Some(value)
}
