//! The records of the `filters` rule: expressions as a decision graph.
//!
//! An expression starts at a [`Test`]. A test computes a value with a few [`Op`]s, asks one question about it, and
//! names the next test for each answer, until [`MATCH`] or [`NO_MATCH`]. Offsets in records are in bytes from the start
//! of `text`, or in records from the start of the section named.

use crate::automata::Automata;
use crate::layout::Span;

/// Where the rule's records are; absent (the header's span is empty) when a policy has no filters.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Filters {
    /// [`Expression`]: first those that deny, then those that allow.
    pub expressions: Span,
    /// How many of the expressions deny.
    pub denies: u32,
    /// [`Test`]: each refers only to tests before it, so every walk ends.
    pub tests: Span,
    /// [`Op`].
    pub ops: Span,
    /// [`IntegerRange`]: sets, each sorted and disjoint.
    pub integers: Span,
    /// [`crate::AddressRange`]: likewise.
    pub addresses: Span,
    /// [`Text`]: sets, each sorted.
    pub texts: Span,
    /// The regular expressions.
    pub automata: Automata,
    /// `u8`: literals, ids, and the failure tables of searched literals.
    pub text: Span,
    /// [`Clues`]: a request without any of them, from an address in none of `places`, matches no expression that denies.
    pub clues: Span,
    /// [`crate::AddressRange`], sorted and disjoint.
    pub places: Span,
    /// 1 when the compiler could not derive such clues: every request is judged.
    pub needs_judgement: u32,
}

/// What a slot's text must have for an expression to match because of it: any one of these.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Clues {
    pub slot: u32,
    /// At least this many bytes; `u32::MAX` when the length does not matter.
    pub least: u32,
    /// This byte, which may introduce an encoding of others; 0 when none does.
    pub escape: u32,
    /// [`Clue`]: any one of these.
    pub clues: Span,
    /// A bitmask over hashes of the last two bytes of each clue; see [`Clues::holds_end`].
    ends: [u32; 8],
}

/// Two to eight consecutive bytes, letters in any case.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clue {
    /// Low word first, the last byte lowest.
    bytes: [u32; 2],
    /// A mask of the bytes that count.
    mask: [u32; 2],
}

/// How many bytes a clue may have.
pub const CLUE_BYTES: core::ops::RangeInclusive<usize> = 2..=8;

impl Clue {
    /// `text` must have as many bytes as a clue may have.
    pub fn new(text: &[u8]) -> Self {
        let window = text.iter().fold(0, |window, byte| Self::enter(window, *byte));
        let mask = u64::MAX >> (64 - 8 * text.len());
        let words = |value: u64| [value as u32, (value >> 32) as u32];
        Clue { bytes: words(window), mask: words(mask) }
    }

    /// Shifts `byte` into the window of the last eight bytes. Capitals become lower case, and some other bytes are
    /// folded too.
    #[inline(always)]
    pub fn enter(window: u64, byte: u8) -> u64 {
        window << 8 | u64::from(byte | 0x20)
    }

    /// Whether the window ends with the clue.
    #[inline(always)]
    pub fn is_at_end(&self, window: u64) -> bool {
        window & join_words(self.mask) == join_words(self.bytes)
    }
}

impl Clues {
    /// `list` holds the clues in `clues`.
    pub fn new(slot: u32, least: u32, escape: u8, clues: Span, list: &[Clue]) -> Self {
        let mut ends = [0; 8];
        for clue in list {
            let bit = Self::end(join_words(clue.bytes));
            ends[bit / 32] |= 1 << (bit % 32);
        }
        Clues { slot, least, escape: escape.into(), clues, ends }
    }

    /// Whether any clue may end at the end of the window.
    #[inline(always)]
    pub fn holds_end(&self, window: u64) -> bool {
        let bit = Self::end(window);
        self.ends[bit / 32] >> (bit % 32) & 1 != 0
    }

    #[inline(always)]
    fn end(window: u64) -> usize {
        ((window as u32 & 0xFFFF).wrapping_mul(0x9E37_79B1) >> 24) as usize
    }
}

/// Bytes of `text`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    pub offset: u32,
    pub len: u32,
}

/// One expression of the policy.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Expression {
    pub id: Text,
    /// Index of the first test, or [`MATCH`] or [`NO_MATCH`].
    pub start: u32,
    /// Its own mode, an index into the ABI's `modes`, or `ABSENT` to follow the rule's.
    pub mode: u32,
}

/// In place of a test's index: the expression matches.
pub const MATCH: u32 = u32::MAX;
/// In place of a test's index: the expression does not match.
pub const NO_MATCH: u32 = u32::MAX - 1;

/// A question about a value, and the test to go to for each answer.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Test {
    /// The ops that compute the value.
    pub first_op: u32,
    pub ops: u16,
    /// `TEST_*`.
    pub kind: u8,
    /// `ONE`, or `ANY` or `ALL` for a field that may have several values.
    pub quantifier: u8,
    /// What the value is compared with; see `TEST_*`.
    pub operand: u32,
    pub count: u32,
    /// Indexes of tests, or [`MATCH`] or [`NO_MATCH`].
    pub if_true: u32,
    pub if_false: u32,
    pub if_missing: u32,
}

/// The value exists.
pub const TEST_PRESENT: u8 = 0;
/// The value is one of `texts[operand..][..count]`.
pub const TEST_TEXT_IN: u8 = 1;
/// The value is less than `text[operand..][..count]`, byte by byte; or less than or equal to it.
pub const TEST_TEXT_BELOW: u8 = 2;
pub const TEST_TEXT_AT_MOST: u8 = 3;
/// The value contains `text[operand..][..count]`, which is followed by the `count` bytes of its failure table.
pub const TEST_CONTAINS: u8 = 4;
/// The value starts with, or ends with, `text[operand..][..count]`.
pub const TEST_STARTS: u8 = 5;
pub const TEST_ENDS: u8 = 6;
/// `automata[operand]` accepts the value.
pub const TEST_MATCHES: u8 = 7;
/// The value is in one of `integers[operand..][..count]`.
pub const TEST_INTEGER_IN: u8 = 8;
/// The value has any bit of `operand + count * 2^32` set.
pub const TEST_INTEGER_AND: u8 = 9;
/// The value is in one of `addresses[operand..][..count]`.
pub const TEST_ADDRESS_IN: u8 = 10;

/// There is one value.
pub const ONE: u8 = 0;
/// The test holds for at least one of the values.
pub const ANY: u8 = 1;
/// The test holds for every value.
pub const ALL: u8 = 2;

/// A step of computing a value, on a stack of [`STACK_MAX`] values.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Op {
    /// `OP_*`.
    pub kind: u16,
    pub extra: u16,
    pub a: u32,
    pub b: u32,
}

/// How many values a computation may hold at once.
pub const STACK_MAX: usize = 8;

/// Push the text of slot `a`.
pub const OP_SLOT: u16 = 0;
/// Push a part of the URL.
pub const OP_URI: u16 = 1;
pub const OP_PATH: u16 = 2;
pub const OP_QUERY: u16 = 3;
/// Push the host of the URL, or of the header in slot `a`.
pub const OP_HOST: u16 = 4;
/// Push the next value of the parameter named `text[a..][..b]`.
pub const OP_ARG: u16 = 5;
/// Push the name, or the value, of the next parameter.
pub const OP_ARG_NAMES: u16 = 6;
pub const OP_ARG_VALUES: u16 = 7;
/// Push the next value of the cookie named `text[a..][..b]` in the header in slot `extra`.
pub const OP_COOKIE: u16 = 8;
/// Push `text[a..][..b]`.
pub const OP_TEXT: u16 = 9;
/// Push the client's address.
pub const OP_CLIENT: u16 = 10;
/// Replace the text on top by its lower or upper case.
pub const OP_LOWER: u16 = 11;
pub const OP_UPPER: u16 = 12;
/// … by its percent-decoding, repeated until nothing changes, at most `a` times.
pub const OP_URL_DECODE: u16 = 13;
/// … by itself without the bytes of `text[a..][..b]`.
pub const OP_REMOVE_BYTES: u16 = 14;
/// … by its bytes from `a` up to `b`, both `i32`, counted from the end when negative.
pub const OP_SUBSTRING: u16 = 15;
/// Replace the `a` texts on top by their concatenation; a missing one counts as empty, or with `extra` 1 makes the
/// result missing.
pub const OP_CONCAT: u16 = 16;
/// Replace the text on top by its length in bytes; a missing one gives 0, or with `extra` 1 stays missing.
pub const OP_LENGTH: u16 = 17;
/// Replace the text on top by the integer that it represents.
pub const OP_INTEGER: u16 = 18;
/// Keep the first `a` bits of an IPv4 address on top, or the first `b` of an IPv6 address.
pub const OP_CIDR: u16 = 19;

/// Integers from `low` to `high`, both inclusive; low words first.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct IntegerRange {
    low: [u32; 2],
    high: [u32; 2],
}

impl IntegerRange {
    pub fn new(low: i64, high: i64) -> Self {
        let words = |value: i64| [value as u32, (value >> 32) as u32];
        IntegerRange { low: words(low), high: words(high) }
    }

    pub fn low(&self) -> i64 {
        join_words(self.low) as i64
    }

    pub fn high(&self) -> i64 {
        join_words(self.high) as i64
    }
}

#[inline(always)]
fn join_words([low, high]: [u32; 2]) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}
