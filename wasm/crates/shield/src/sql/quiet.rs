//! Recognises texts without SQL by their words and marks, instead of by reading them as statements.
//!
//! Evidence comes from words that begin a statement or a condition, from compared literals, and from quotes that end the
//! string around a value. In a text that has none of these, or only where the next word breaks the grammar, no run can
//! prove anything. This only saves time, so every doubt is left to [`judge`](super::judge).

mod address;
mod pass;
mod steps;

pub use address::is_address;

use super::lexer::is_name;
use super::prose::Names;
use super::words::{self, *};
use crate::text::{at, before, is_blank, skip};
use crate::words::UNKNOWN;

const fn holds(set: u64, class: u8) -> bool {
    set >> class & 1 != 0
}

/// Words that are a column's name unless they are called.
const NAMES: u64 = set(&[UNKNOWN, PREFIX, FUNCTION, COMMON_FUNCTION, DANGEROUS]);
/// Words that begin a run, and prove nothing before a name.
const BEGINNERS: u64 = set(&[LOGIC, DEFINE, INSERT, UPDATE, DELETE, EXECUTE, HAVING]);
/// Words that a value may begin with: a name, or an operator that needs an operand before it.
const FIRST: u64 =
    NAMES | set(&[COMPARE, FROM, WHERE, BY, AS, JOIN, QUANTIFIER, ARITHMETIC, LIMIT, DIRECTION, OBJECT]);
/// Words for which a following parenthesis is not a call.
const UNCALLED: u64 = set(&[UNKNOWN, LOGIC, COMPARE, FROM, WHERE, BY, AS, INTO]);
/// Words that give weight to a literal after them.
const WEIGHING: u64 = set(&[COMPARE, LIMIT, BY]);
/// What a DROP or a CREATE may name.
const OBJECTS: u64 = set(&[OBJECT, PROCEDURE, FUNCTION, COMMON_FUNCTION, DANGEROUS]);
/// Statements, which count for more after a semicolon.
const STATEMENTS: u64 = set(&[INSERT, UPDATE, DELETE, EXECUTE, BEGIN, DEFINE, SET, END]);
/// Words that are not a name where an operand is expected.
const LITERALS: u64 = set(&[VALUE, TYPE]);
/// After these, a name breaks the run.
const OPERANDS: u64 = NAMES | 1 << LITERAL;
/// Words that form a clause in parentheses.
const IN_PARENTHESES: u64 = set(&[FROM, VALUE]);
/// Words that count for more where a condition closes a parenthesis that it did not open.
const BESIDE_CLOSERS: u64 = set(&[COMPARE, THEN, WHERE, HAVING, AS]);

/// Codes for the last token when it is not a word.
const START: u8 = 63;
const LITERAL: u8 = 62;
const MARK: u8 = 61;
const COMMA: u8 = 60;
/// A mark that occurs in no statement: it breaks every run.
const BREAK: u8 = 59;
/// A dot that joins two words into one name.
const JOINT: u8 = 58;
/// A comparison without its right side so far.
const OPEN: u8 = 57;

/// This many names in a row break any run, since no operator is between them.
const BREAKING: u8 = 2;

/// Whether no run through the text proves anything, in any of the three contexts.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn says_nothing(text: &[u8]) -> bool {
    let mut reader = Reader::new();
    let mut names = Names::new(text, 0);
    let (mut index, mut seen) = (0, 0);
    loop {
        index = skip(text, index, is_blank);
        if index >= text.len() {
            return reader.ends_quietly();
        }
        let first = text[index];
        let (end, is_quiet) = if is_name(first) && first != b'$' {
            let end = names.end(index);
            if first.is_ascii_digit() {
                let number = read_number(&text[..end], index, at(text, end), at(text, end + 1));
                (end, reader.take_number(number))
            } else {
                let class = class_of(text, index, end);
                (end, if class == UNKNOWN { reader.take_name() } else { reader.take_word(class) })
            }
        } else if first == b'@' {
            (
                skip(text, index + 1, |byte| is_name(byte) || byte == b'.'),
                reader.take_variable(before(text, index), at(text, index + 1)),
            )
        } else {
            (index + 1, reader.take_mark(first, at(text, index + 1), index + 1 == text.len()))
        };
        if !is_quiet {
            return false;
        }
        index = end;
        if index >= seen && reader.is_resting() {
            let passed = pass::sentences(text, index, &mut names);
            if passed.end > index {
                reader.previous = class_of(text, passed.start, passed.end);
                index = passed.end;
            }
            seen = passed.seen;
        }
    }
}

/// The class of the word from `start` to `end`.
#[inline(never)]
fn class_of(text: &[u8], start: usize, end: usize) -> u8 {
    words::class_of(text, start, end)
}

struct Reader {
    /// The classes of the run's words so far, as a bitmask.
    seen: u64,
    /// The class of the last word, or the code of another last token.
    previous: u8,
    /// How many names must follow before anything else: a run with stronger grounds than plain text is in progress.
    guard: u8,
    /// Whether a run may be in progress. Between runs, only what begins one matters.
    is_running: bool,
    /// Whether the run would compare or count a literal.
    is_weighed: bool,
    in_parentheses: bool,
    /// Whether the run has parentheses.
    has_parentheses: bool,
    /// Whether there is a condition in them, which may close a parenthesis that it did not open.
    has_inner_logic: bool,
    /// Whether a run has begun in the middle of the text.
    has_begun: bool,
    /// Whether the run contains a semicolon.
    is_stacked: bool,
}

impl Reader {
    fn new() -> Self {
        Reader {
            seen: 0,
            previous: START,
            guard: 0,
            is_running: true,
            is_weighed: false,
            in_parentheses: false,
            has_parentheses: false,
            has_inner_logic: false,
            has_begun: false,
            is_stacked: false,
        }
    }

    /// Ends the run: the grammar does not allow the last token.
    #[inline(always)]
    fn stop(&mut self) {
        (self.is_running, self.is_weighed) = (false, false);
        (self.has_parentheses, self.has_inner_logic) = (false, false);
        (self.is_stacked, self.seen) = (false, 0);
    }

    /// Whether the last token is a name, and nothing is in progress that a word would end.
    #[inline(always)]
    fn is_resting(&self) -> bool {
        !self.is_running && !self.in_parentheses && self.guard == 0 && self.previous == UNKNOWN
    }

    /// Takes a word that is unknown to SQL.
    #[inline(always)]
    fn take_name(&mut self) -> bool {
        self.is_weighed = false;
        if self.is_running && holds(OPERANDS, self.previous) {
            self.stop();
        }
        self.guard = self.guard.saturating_sub(1);
        self.previous = UNKNOWN;
        true
    }

    #[inline(always)]
    fn take_word(&mut self, class: u8) -> bool {
        let is_name = holds(NAMES, class);
        // No statement begins after a comparison.
        let is_operand = is_name || class == EXECUTE && self.previous == OPEN;
        let is_refused = holds(TELLING, class)
            || self.guard > 0 && !is_operand
            || self.previous == START && !holds(FIRST, class)
            || self.previous == JOINT && !is_name
            || self.previous == DEFINE && holds(OBJECTS, class)
            || self.in_parentheses && holds(BEGINNERS & !(1 << LOGIC), class)
            || self.is_weighed && holds(LITERALS, class)
            || self.has_parentheses && holds(IN_PARENTHESES, class)
            || self.has_inner_logic && holds(BESIDE_CLOSERS, class)
            || self.is_stacked && holds(STATEMENTS, class)
            || holds(self.seen, completed_by(class));
        self.seen |= 1 << class;
        if is_name {
            self.is_weighed = false;
            if holds(OPERANDS, self.previous) {
                self.stop();
            }
        } else if holds(BEGINNERS, class) {
            (self.is_running, self.has_begun, self.is_weighed) = (true, true, false);
            self.has_inner_logic |= self.in_parentheses;
        } else {
            self.is_weighed |= self.is_running && holds(WEIGHING, class);
        }
        self.guard = self.guard.saturating_sub(1);
        self.previous = class;
        !is_refused
    }

    #[inline(always)]
    fn take_number(&mut self, number: Number) -> bool {
        let is_placed = self.guard == 0 || matches!(self.previous, START | MARK | COMMA);
        let is_quiet = number != Number::Other && is_placed && !self.is_weighed;
        if self.previous == START {
            self.guard = BREAKING - 1;
        }
        if number == Number::Named {
            self.guard = 0;
            self.stop();
        }
        self.previous = LITERAL;
        is_quiet
    }

    #[inline(always)]
    fn take_variable(&mut self, left: u8, next: u8) -> bool {
        let is_quiet = self.guard == 0
            && !self.is_weighed
            && !matches!(self.previous, START | EXECUTE | SET)
            // Two bytes that form one operator.
            && !matches!(left, b'<' | b'>' | b'=' | b'!')
            && !matches!(next, b'@' | b'>' | b'`' | b'\'' | b'"');
        self.previous = LITERAL;
        is_quiet
    }

    #[inline(always)]
    fn take_mark(&mut self, mark: u8, next: u8, is_last: bool) -> bool {
        let previous = self.previous;
        self.previous = MARK;
        match mark {
            b'\'' | b'"' => {
                let is_placed = matches!(previous, UNKNOWN | START | BREAK | COMMA) && self.guard < BREAKING;
                (self.guard, self.is_running) = (BREAKING, true);
                is_placed
            }
            // Part of the number before it.
            b'.' if previous == LITERAL => {
                if !next.is_ascii_digit() {
                    self.previous = LITERAL;
                }
                true
            }
            b'.' if next == b'.' => self.guard == 0,
            b'.' if is_name(next) => {
                self.previous = JOINT;
                self.guard == 0 && previous != START
            }
            b':' if matches!(next, b':' | b'=') => false,
            b'.' | b':' | b'$' | b'[' | b']' => {
                self.guard = 0;
                self.stop();
                self.previous = BREAK;
                true
            }
            b',' => {
                self.guard = if self.guard > 0 { BREAKING } else { 0 };
                self.is_weighed = false;
                self.previous = COMMA;
                true
            }
            b'-' | b'+' | b'/' | b'%' | b'!' => {
                if self.guard > 0 || previous == START {
                    self.guard = BREAKING;
                }
                !(mark == b'-' && next == b'-' || next == b'*' || mark == b'!' && !is_blank(next))
            }
            b'&' | b'|' => next != mark && self.guard == 0 && (mark == b'&' || !self.is_running),
            // A comparison with only a name on its right side.
            b'?' if self.guard == 1 && previous == UNKNOWN && is_blank(next) && !is_last => {
                (self.guard, self.previous) = (BREAKING, OPEN);
                true
            }
            b'?' => {
                if self.is_running && !is_last {
                    (self.is_weighed, self.previous) = (true, OPEN);
                }
                let is_plain = matches!(previous, UNKNOWN | LITERAL) && (is_last || is_blank(next));
                self.guard == 0 && (is_plain || !self.is_running)
            }
            b'(' => {
                let is_quiet = self.guard == 0 && !self.in_parentheses && holds(UNCALLED, previous);
                (self.in_parentheses, self.has_parentheses) = (true, true);
                (self.is_running, self.has_begun, self.is_weighed) = (true, true, false);
                is_quiet
            }
            b')' => {
                let is_quiet = self.in_parentheses;
                self.in_parentheses = false;
                is_quiet && self.guard == 0
            }
            b';' => {
                (self.is_running, self.is_stacked, self.has_begun) = (true, true, true);
                self.guard == 0 && !self.in_parentheses
            }
            b'=' if previous != START && !self.has_begun => {
                self.is_weighed |= self.is_running;
                self.guard == 0
            }
            b'=' | b'#' | b'<' | b'>' | b'*' | b'~' | b'^' => !self.is_running && self.guard == 0,
            _ => false,
        }
    }

    fn ends_quietly(&self) -> bool {
        !self.in_parentheses && self.previous != OPEN
    }
}

/// The class of words that, together with a later word of this class, prove something; no class if there is none.
fn completed_by(class: u8) -> u8 {
    match class {
        SET => UPDATE,
        FROM => DELETE,
        INTO => INSERT,
        _ => START,
    }
}

/// A number, by what directly follows it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Plain,
    /// Followed by a word that is unknown to SQL.
    Named,
    /// In another notation, or followed by a word that is known.
    Other,
}

/// Reads what begins with a digit at `start` and extends to the text's end, given the two bytes after that.
#[inline(never)]
fn read_number(text: &[u8], start: usize, behind: u8, next: u8) -> Number {
    let end = skip(text, start, |byte| byte.is_ascii_digit());
    let letter = at(text, end) | 0x20;
    let is_other = matches!(letter, b'x' | b'b') && text[start] == b'0'
        || letter == b'e' && at(text, end + 1).is_ascii_digit()
        || letter == b'$'
        || behind == b'.' && next | 0x20 == b'e'
        || end < text.len() && behind == b'.' && (next == b'.' || is_name(next));
    match end == text.len() {
        _ if is_other => Number::Other,
        true => Number::Plain,
        false if class_of(text, end, text.len()) == UNKNOWN => Number::Named,
        false => Number::Other,
    }
}
