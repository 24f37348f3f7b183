//! Passing over sentences, of which most texts are made, in fewer steps than a [`Reader`](super::Reader) takes.

use super::{
    BEGINNERS, BREAKING, FIRST, LOOKS, NAMES, OBJECTS, PROVING, RESTLESS, WEIGHING, class_of, holds,
};
use crate::sql::lexer::is_name;
use crate::sql::prose::Names;
use crate::sql::words::{DEFINE, EXECUTE, HAVING, LOGIC, WORDS};
use crate::text::{at, is_blank, skip};
use crate::words::UNKNOWN;

/// Passes over prose as a reader would: from the text's start, or from behind a name where no run is under way. Returns
/// where the last name ends behind which none is either, and where that name starts.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn prose(text: &[u8], index: usize, names: &mut Names) -> (usize, Option<usize>) {
    // What is passed over in vain is read again.
    const VAIN_MAX: usize = 128;
    let mut pass = Pass::new(text, index);
    let mut goes_on = index > 0 || pass.begin(names);
    while goes_on && pass.index - pass.rest <= VAIN_MAX {
        goes_on = pass.step(names);
    }
    (pass.rest, pass.last)
}

struct Pass<'a> {
    text: &'a [u8],
    /// Behind what came last.
    index: usize,
    /// Where it starts, if it was a word.
    word: Option<usize>,
    /// Behind the last name behind which no run is under way.
    rest: usize,
    /// Where that name starts.
    last: Option<usize>,
    /// How many words that SQL does not know must come, and nothing else, so that a run on firm grounds breaks off.
    owed: u8,
    /// How many must come in a row, so that any run does. Until then words prove nothing, unless a literal is weighed.
    due: u8,
    is_weighed: bool,
    is_defined: bool,
}

impl<'a> Pass<'a> {
    #[inline(always)]
    fn new(text: &'a [u8], index: usize) -> Self {
        Pass {
            text,
            index,
            word: None,
            rest: index,
            last: None,
            owed: 0,
            due: 0,
            is_weighed: false,
            is_defined: false,
        }
    }

    /// Takes the text's first word. Returns whether prose may begin with it.
    #[inline(always)]
    fn begin(&mut self, names: &mut Names) -> bool {
        let end = names.end(0);
        let class = class_of(self.text, 0, end);
        self.due = if class == UNKNOWN { BREAKING - 1 } else { BREAKING };
        self.is_weighed = holds(WEIGHING, class);
        (self.index, self.word) = (end, Some(0));
        end > 0 && begins_word(self.text[0]) && holds(FIRST & !PROVING, class)
    }

    /// Takes a mark and the word or the number behind it. Returns whether it could.
    #[inline(always)]
    fn step(&mut self, names: &mut Names) -> bool {
        if self.owed + self.due == 0 && at(self.text, self.index) == b' ' {
            self.take_plain_words(names);
        }
        let mark = at(self.text, self.index);
        if mark == b'@' && self.take_address() {
            return true;
        }
        let Some(mut start) = self.find_behind(mark) else {
            return false;
        };
        self.take_mark(mark);
        let first = at(self.text, start);
        if first.is_ascii_digit() {
            return self.take_number(mark, start, names);
        }
        if is_quote(first) {
            if !self.take_quote(mark) {
                return false;
            }
            start += 1 + usize::from(at(self.text, start + 1) == b' ');
        }
        begins_word(at(self.text, start)) && self.take_word(start, names)
    }

    /// Takes what most of a text is made of.
    #[inline(always)]
    fn take_plain_words(&mut self, names: &mut Names) {
        let (end, start) = words(self.text, self.index, names);
        if end > self.index {
            (self.index, self.word) = (end, Some(start));
            (self.rest, self.last) = (end, self.word);
        }
    }

    /// Where a word, a number or a quote starts behind the mark at the index, if prose may go on with it.
    #[inline(always)]
    fn find_behind(&self, mark: u8) -> Option<usize> {
        let next = at(self.text, self.index + 1);
        let distance = match mark {
            b' ' => 1,
            _ if self.owed > 0 => return None,
            b',' | b'.' | b':' | b';' if next == b' ' => 2,
            b'-' if begins_word(next) => 1,
            b':' if next.is_ascii_digit() => 1,
            b'?' if next == b' ' && self.is_behind_unknown() => 2,
            _ if self.due > 0 => return None,
            b'?' | b'!' if next == b' ' => 2,
            b',' | b'.' if is_quote(next) => 1,
            b'\'' | b'"' => 0,
            _ => return None,
        };
        Some(self.index + distance)
    }

    #[inline(always)]
    fn take_mark(&mut self, mark: u8) {
        match mark {
            b' ' => {}
            b';' => (self.owed, self.due) = (BREAKING, 0),
            b'.' | b':' => (self.due, self.is_weighed) = (0, false),
            _ if self.due > 0 => {
                self.due = BREAKING;
                self.is_weighed = mark == b'?' || mark != b',' && self.is_weighed;
            }
            _ => {}
        }
    }

    /// Takes an address of mail by its `@`. Returns whether it is one.
    #[inline(always)]
    fn take_address(&mut self) -> bool {
        let next = at(self.text, self.index + 1);
        let is_address = self.owed + self.due == 0 && begins_word(next) && self.is_behind_unknown();
        if is_address {
            self.index = skip(self.text, self.index + 1, |byte| is_name(byte) || byte == b'.');
            self.word = None;
        }
        is_address
    }

    /// Takes a quote behind the mark, which may be itself. Returns whether prose has quotes there.
    #[inline(always)]
    fn take_quote(&mut self, mark: u8) -> bool {
        let is_placed = match mark {
            b',' | b':' => true,
            b'.' => self.word.is_some(),
            b' ' | b'\'' | b'"' => self.is_behind_unknown(),
            _ => false,
        };
        let is_resting = self.owed + self.due == 0;
        self.owed = BREAKING;
        is_placed && is_resting
    }

    /// Takes a number. Returns whether it is one that proves nothing there.
    #[inline(always)]
    fn take_number(&mut self, mark: u8, start: usize, names: &mut Names) -> bool {
        if self.owed > 0 || self.is_weighed || self.is_defined || mark == b'-' {
            return false;
        }
        let end = names.end(start);
        let is_joined = at(self.text, end) == b'.' && !is_blank(at(self.text, end + 1));
        self.due = self.due.min(BREAKING - 1);
        (self.index, self.word) = (end, None);
        !is_joined && self.text[start..end].iter().all(u8::is_ascii_digit)
    }

    /// Takes a word. Returns whether it proves nothing there.
    #[inline(always)]
    fn take_word(&mut self, start: usize, names: &mut Names) -> bool {
        let end = names.end(start);
        if self.owed + self.due > 0 {
            let class = class_of(self.text, start, end);
            match class {
                UNKNOWN if self.owed > 0 => self.owed -= 1,
                UNKNOWN => self.due -= 1,
                _ if self.owed > 0 || self.is_defined && holds(OBJECTS, class) => return false,
                DEFINE | EXECUTE => self.due = BREAKING,
                class if holds(PROVING, class) => return false,
                _ => self.due = BREAKING,
            }
            self.is_weighed = self.is_weighed && !holds(NAMES | BEGINNERS, class) || holds(WEIGHING, class);
            self.is_defined = class == DEFINE;
        } else if LOOKS.may_hold(self.text, start, end) {
            let class = WORDS.class_of(&self.text[start..end]);
            match class {
                LOGIC | HAVING | EXECUTE | DEFINE => self.due = BREAKING,
                class if holds(RESTLESS, class) => return false,
                _ => {}
            }
            self.is_defined = class == DEFINE;
        }
        (self.index, self.word) = (end, Some(start));
        if self.owed + self.due == 0 {
            (self.rest, self.last, self.is_weighed) = (end, self.word, false);
        }
        true
    }

    /// Whether a word that SQL does not know came last.
    #[inline(always)]
    fn is_behind_unknown(&self) -> bool {
        self.word.is_some_and(|start| class_of(self.text, start, self.index) == UNKNOWN)
    }
}

/// Passes over words between blanks. Returns where the last one ends, and where it starts.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
fn words(text: &[u8], index: usize, names: &mut Names) -> (usize, usize) {
    let (mut index, mut last) = (index, index);
    let mut block = names.look_behind(index);
    // Those that this passes over are taken out.
    let mut ends = block.ends;
    while let Some([b' ', letters @ ..]) = text.get(index..).and_then(|rest| rest.first_chunk::<9>()) {
        if ends == 0 {
            block = names.look_at(block.start + 64);
            ends = block.ends;
        }
        let length = block.start + ends.trailing_zeros() as usize - index - 1;
        if ends == 0 || !begins_word(letters[0]) || LOOKS.may_be(u64::from_le_bytes(*letters), length) {
            break;
        }
        ends &= ends.wrapping_sub(1);
        (index, last) = (index + 1 + length, index + 1);
    }
    (index, last)
}

#[inline(always)]
fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"')
}

/// Whether a name begins with the byte, and neither a number nor a variable.
#[inline(always)]
fn begins_word(byte: u8) -> bool {
    byte >= b'A' && is_name(byte)
}
