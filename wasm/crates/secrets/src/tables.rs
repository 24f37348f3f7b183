//! The table of rules as the compiler half lays it out: little-endian, positions in bytes from its start.
//!
//! What else a search needs, such as the windows that locate shapes and words, is an [`Index`]. It is derived from the
//! table and twice as large, so a module contains only the table.

use core::ops::Range;

use crate::elements::Elements;
use crate::index::Index;

/// The length of an alphabet: one bit for each ASCII byte.
pub const ALPHABET_BYTES: usize = 16;

/// The fields of the table's head, each a `u16`.
#[derive(Clone, Copy)]
pub enum Head {
    /// Counts.
    Rules,
    Shapes,
    Words,
    /// Start positions. The ids of the rules each end with `\n`.
    IdsAt,
    WordsAt,
    /// The rules' minimum entropies in sixteenths of a bit, then their flags.
    RulesAt,
    AlphabetsAt,
    AnchorOffsetsAt,
    ProgramsAt,
}

/// The number of fields.
pub const HEAD_WORDS: usize = Head::ProgramsAt as usize + 1;

/// A table without rules.
pub static EMPTY: [u8; HEAD_WORDS * 2 + 2] = [0; HEAD_WORDS * 2 + 2];

/// The first byte of a shape's program, before its elements: the offset of its anchor, the three bytes that locate it,
/// from the shape's start.
pub mod lead {
    /// Flag: the shape is the first of the next rule.
    pub const NEXT_RULE: u8 = 1 << 7;
    /// The shape has no anchor.
    pub const NO_ANCHOR: u8 = !NEXT_RULE;
}

/// Flags of a rule.
pub mod flag {
    /// The shape is not specific to a vendor: a word that names the vendor must be near.
    pub const NEAR: u8 = 1;
    /// Part of the shape is specific to the vendor: near the vendor's name, nothing else need say that it is secret.
    pub const DISTINCT: u8 = 4;
    /// `+`, `/`, `-` and `.` are no boundaries either, since encoded data continues after them; a token may still end
    /// before a `.`.
    pub const STRICT: u8 = 2;
    /// It is the identifier of a key, and is named so.
    pub const ID: u8 = 8;
    /// Its tokens carry a checksum.
    pub const CHECKSUM: u8 = 16;
}

/// What a word says. Of the classes that call a value secret, later ones are stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Names the vendor of a token, and says nothing else.
    Vendor,
    /// In a value: marks a placeholder.
    Stop,
    /// In a value: known from documentation.
    Sample,
    /// In a name: the value is not secret, whatever else the name says.
    Deny,
    /// Names keys of many kinds.
    Weak,
    Secret,
    Password,
    /// Names nothing but secrets.
    Certain,
    /// The value is a scheme and credentials.
    Header,
}

impl WordClass {
    /// All classes, by number.
    pub const ALL: [WordClass; 9] = [
        WordClass::Vendor,
        WordClass::Stop,
        WordClass::Sample,
        WordClass::Deny,
        WordClass::Weak,
        WordClass::Secret,
        WordClass::Password,
        WordClass::Certain,
        WordClass::Header,
    ];

    /// The class with a number in the tables.
    pub fn of(number: u8) -> Self {
        Self::ALL[usize::from(number)]
    }
}

/// The first byte of a word's record: its class and flags. Then follow its length, its letters and, if it names a
/// vendor, the number of that vendor's rules, which are consecutive, and the first of them (a `u16`).
pub mod word {
    pub const CLASS: u8 = 0b1111;
    /// No letter precedes it.
    pub const BEGINS: u8 = 1 << 4;
    /// No letter follows it.
    pub const ENDS: u8 = 1 << 5;
}

/// The rules of a search.
///
/// Built by the crate `snapwall-compiler` from `wasm/data/secrets.json` alone, and therefore trusted.
pub struct Tables<'a> {
    bytes: &'a [u8],
    pub(crate) index: &'a Index,
    /// Offsets of anchors from the start of a run, other than 0, each with the minimum length of its run, in ascending
    /// order of length.
    pub(crate) anchor_offsets: &'a [[u8; 2]],
}

/// The confidence in a token with a shape of its own, and in one that needs its vendor's name near it.
const CONFIDENCE_SHAPE: u8 = 95;
const CONFIDENCE_NEAR: u8 = 85;

/// One rule, decoded.
#[derive(Clone, Copy)]
pub struct Rule {
    pub entropy: u8,
    pub flags: u8,
}

impl Rule {
    /// The confidence in its tokens.
    pub fn confidence(self) -> u8 {
        if self.flags & flag::NEAR == 0 { CONFIDENCE_SHAPE } else { CONFIDENCE_NEAR }
    }
}

impl<'a> Tables<'a> {
    /// The table in `bytes` with its index, which is built on first use.
    pub fn new(bytes: &'a [u8], index: &'a mut Index) -> Self {
        index.require(bytes);
        let offsets = &bytes[read_head(bytes, Head::AnchorOffsetsAt)..];
        let offsets = &offsets[1..][..usize::from(offsets[0])];
        Tables { bytes, index, anchor_offsets: offsets.as_chunks().0 }
    }

    /// The number of rules: every [`Secret`](crate::Secret)'s `rule` is less.
    pub fn rules(&self) -> usize {
        read_head(self.bytes, Head::Rules)
    }

    /// The id of a rule, in ASCII, such as `github-personal-access-token`; empty if there is no such rule.
    pub fn id(&self, rule: u16) -> &'a [u8] {
        if usize::from(rule) >= self.rules() {
            return b"";
        }
        &self.bytes[self.index.id(rule)]
    }

    pub(crate) fn rule(&self, rule: u16) -> Rule {
        let at = read_head(self.bytes, Head::RulesAt) + usize::from(rule);
        Rule { entropy: self.bytes[at], flags: self.bytes[at + self.rules()] }
    }

    /// The bytes of an alphabet.
    pub(crate) fn alphabet(&self, index: u8) -> Alphabet<'a> {
        alphabet_of(self.bytes, index)
    }

    /// The shapes of a rule.
    pub(crate) fn shapes_of(&self, rule: u16) -> Range<usize> {
        self.index.shapes_of(rule)
    }

    /// Whether a name may be a secret's, judging by its last three letters.
    #[inline(always)]
    pub(crate) fn may_end_name(&self, window: [u8; 3]) -> bool {
        self.index.may_end_name(window)
    }

    /// The record of a word; see [`word`].
    pub(crate) fn word_record(&self, at: usize) -> &'a [u8] {
        &self.bytes[at..]
    }

    /// The elements of a shape.
    pub(crate) fn elements(&self, shape: usize) -> Elements<'a> {
        Elements::new(&self.bytes[self.index.program(shape) + 1..])
    }

    /// The offset of a shape's anchor from its start.
    pub(crate) fn bytes_before_anchor(&self, shape: usize) -> usize {
        usize::from(self.bytes[self.index.program(shape)] & !lead::NEXT_RULE)
    }
}

pub(crate) fn read_head(bytes: &[u8], word: Head) -> usize {
    let at = word as usize * 2;
    usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

pub(crate) fn alphabet_of(bytes: &[u8], index: u8) -> Alphabet<'_> {
    let at = read_head(bytes, Head::AlphabetsAt) + usize::from(index) * ALPHABET_BYTES;
    Alphabet { bits: bytes[at..].first_chunk().expect("an alphabet") }
}

/// A set of ASCII bytes.
#[derive(Clone, Copy)]
pub(crate) struct Alphabet<'a> {
    bits: &'a [u8; ALPHABET_BYTES],
}

impl Alphabet<'_> {
    #[inline(always)]
    pub(crate) fn has(&self, byte: u8) -> bool {
        byte < 128 && self.bits[usize::from(byte >> 3)] >> (byte & 7) & 1 != 0
    }
}
