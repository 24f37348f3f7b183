//! The elements of a shape's program.

/// The opcode of a literal is its length.
pub const LITERAL_BYTES_MAX: usize = 63;

/// The maximum number of alphabets: the opcode of a class is one of the bases below plus the alphabet's number.
pub const ALPHABETS_MAX: usize = 48;

/// The end of the program.
pub const END: u8 = 0;
/// A class repeated as often as the next byte says.
pub const EXACTLY: u8 = 64;
/// A class with a minimum and a maximum number of repetitions, one byte each.
pub const BETWEEN: u8 = EXACTLY + ALPHABETS_MAX as u8;
/// The same with two bytes each.
pub const BETWEEN_MANY: u8 = BETWEEN + ALPHABETS_MAX as u8;

/// One element of a shape.
pub enum Element<'a> {
    Literal(&'a [u8]),
    Class { alphabet: u8, least: usize, most: usize },
}

/// The elements of a shape, in order.
pub struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    pub fn new(program: &'a [u8]) -> Self {
        Elements { rest: program }
    }
}

/// The end of the program that starts at a position.
pub fn program_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at += match bytes[at] {
            END => return at + 1,
            literal @ 1..EXACTLY => 1 + usize::from(literal),
            EXACTLY..BETWEEN => 2,
            BETWEEN..BETWEEN_MANY => 3,
            _ => 5,
        };
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (&code, rest) = self.rest.split_first()?;
        let (element, used) = match code {
            END => return None,
            1..EXACTLY => (Element::Literal(&rest[..usize::from(code)]), usize::from(code)),
            _ => {
                let number = |low: usize, high: u8| usize::from(rest[low]) | usize::from(high) << 8;
                let (first, least, most, used) = match code {
                    EXACTLY..BETWEEN => (EXACTLY, number(0, 0), number(0, 0), 1),
                    BETWEEN..BETWEEN_MANY => (BETWEEN, number(0, 0), number(1, 0), 2),
                    _ => (BETWEEN_MANY, number(0, rest[1]), number(2, rest[3]), 4),
                };
                (Element::Class { alphabet: code - first, least, most }, used)
            }
        };
        self.rest = &rest[used..];
        Some(element)
    }
}
