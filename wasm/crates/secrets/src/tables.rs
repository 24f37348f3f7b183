//! The table of kinds, as the compiler half lays it out: little-endian, positions in bytes from its start.
//!
//! What a search needs beside it, such as the windows by which shapes and words are recognised, is an [`Index`]: it follows
//! from the table and is twice as large, so a module has only the table.

use core::ops::Range;

use crate::elements::Elements;
use crate::index::Index;

/// Bytes of an alphabet: one bit for each ASCII byte.
pub const ALPHABET_BYTES: usize = 16;

/// What the table's head tells, each in one `u16`.
#[derive(Clone, Copy)]
pub enum Head {
    /// How many there are.
    Rules,
    Shapes,
    Words,
    /// Where what each is starts: the ids of the rules, with `\n` behind each.
    IdsAt,
    WordsAt,
    /// The rules' least entropies in sixteenths of a bit, then their flags.
    RulesAt,
    AlphabetsAt,
    AnchorOffsetsAt,
    ProgramsAt,
}

/// How many of them there are.
pub const HEAD_WORDS: usize = Head::ProgramsAt as usize + 1;

/// A table without a rule.
pub static EMPTY: [u8; HEAD_WORDS * 2 + 2] = [0; HEAD_WORDS * 2 + 2];

/// The byte that a shape's program starts with, before its elements: how far the three bytes by which it is recognised, its
/// anchor, stand from its start.
pub mod lead {
    /// In addition: it is the first shape of a rule, the one behind that of the shape before.
    pub const NEXT_RULE: u8 = 1 << 7;
    /// It has no anchor.
    pub const NO_ANCHOR: u8 = !NEXT_RULE;
}

/// Flags of a rule.
pub mod flag {
    /// The shape is nobody's own: a vendor's word must stand near.
    pub const NEAR: u8 = 1;
    /// The shape has something that is the vendor's own: its name is enough.
    pub const DISTINCT: u8 = 4;
    /// Letters and digits go on without a delimiter, as they do inside encoded data: `+`, `/`, `-`, `_`, `.` and `=` are
    /// no boundary either.
    pub const STRICT: u8 = 2;
    /// It is an identifier that belongs to a key, and called one.
    pub const ID: u8 = 8;
    /// Its tokens carry a checksum.
    pub const CHECKSUM: u8 = 16;
}

/// What a word says. Of those that say that a value is secret, the later ones are the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Whose a token is, and nothing else.
    Vendor,
    /// In a value: it is a placeholder.
    Stop,
    /// A value that documentation has.
    Sample,
    /// In a name: the value is none, whatever else it says.
    Deny,
    /// Keys of many kinds.
    Weak,
    Secret,
    Password,
    /// Nothing else has this name.
    Certain,
    /// The value is a scheme and credentials.
    Header,
}

impl WordClass {
    /// All of them.
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

    /// The class of a number in the tables.
    pub fn of(number: u8) -> Self {
        Self::ALL[usize::from(number)]
    }
}

/// The byte that a word's record starts with: its class, and flags. Then come its length and its letters, and behind a
/// vendor's the number of the rules that look for it, which are one behind the other, and the first (a `u16`).
pub mod word {
    pub const CLASS: u8 = 0b1111;
    /// No letter stands before it.
    pub const BEGINS: u8 = 1 << 4;
    /// No letter stands behind it.
    pub const ENDS: u8 = 1 << 5;
}

/// The kinds that are looked for.
///
/// Built by the crate `snapwall-compiler` from `wasm/data/secrets.json`; nobody else makes one, and it is trusted.
pub struct Tables<'a> {
    bytes: &'a [u8],
    pub(crate) index: &'a Index,
    /// How far anchors stand from the start of a run, other than there, and the least number of bytes such a run has; the
    /// shortest first.
    pub(crate) anchor_offsets: &'a [[u8; 2]],
}

/// How sure a token is that has a shape of its own, and one that only stands near its vendor's name.
const CONFIDENCE_SHAPE: u8 = 95;
const CONFIDENCE_NEAR: u8 = 85;

/// One rule, read.
#[derive(Clone, Copy)]
pub struct Rule {
    pub entropy: u8,
    pub flags: u8,
}

impl Rule {
    /// How sure a token of it is.
    pub fn confidence(self) -> u8 {
        if self.flags & flag::NEAR == 0 { CONFIDENCE_SHAPE } else { CONFIDENCE_NEAR }
    }
}

impl<'a> Tables<'a> {
    /// The table in `bytes` with its index, which is built the first time.
    pub fn new(bytes: &'a [u8], index: &'a mut Index) -> Self {
        index.require(bytes);
        let offsets = &bytes[read_head(bytes, Head::AnchorOffsetsAt)..];
        let offsets = &offsets[1..][..usize::from(offsets[0])];
        Tables { bytes, index, anchor_offsets: offsets.as_chunks().0 }
    }

    /// How many rules there are: a [`Secret`](crate::Secret)'s `rule` is less.
    pub fn rules(&self) -> usize {
        read_head(self.bytes, Head::Rules)
    }

    /// The name of a rule, in ASCII, such as `github-personal-access-token`; empty when there is no such rule.
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

    /// Whether a name may say that its value is secret, by its last three letters.
    #[inline(always)]
    pub(crate) fn may_end_name(&self, window: [u8; 3]) -> bool {
        self.index.may_end_name(window)
    }

    /// The record of a word; see [`word`].
    pub(crate) fn word_record(&self, at: usize) -> &'a [u8] {
        &self.bytes[at..]
    }

    /// What a shape is made of.
    pub(crate) fn elements(&self, shape: usize) -> Elements<'a> {
        Elements::new(&self.bytes[self.index.program(shape) + 1..])
    }

    /// How far the anchor of a shape stands from its start.
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
