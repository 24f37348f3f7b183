//! What a search needs in addition to the table, derived from the table.

use core::ops::Range;

use crate::elements::{EXACTLY, Element, Elements, program_end};
use crate::structures::STRUCTURES;
use crate::tables::{Alphabet, Head, WordClass, alphabet_of, lead, read_head, word};
use crate::values::GENERAL_NAMES;
use crate::windows::{ANY, Gate, Hash, Windows, behind_of, fold_window, window_of};

/// Capacities.
const RULES_MAX: usize = 384;
const SHAPES_MAX: usize = 512;
const ANCHORS_MAX: usize = 640;
const WORDS_MAX: usize = 448;

/// A shape: its rule, and the position of its program in the table.
#[derive(Clone, Copy)]
struct Shape {
    rule: u16,
    at: u16,
}

/// The index of a table. All of its bytes are zero before it is built, so zeroed memory is a valid index.
pub struct Index {
    is_built: bool,
    /// The numbers of shapes, by the windows of their anchors.
    pub(crate) anchors: Windows<ANCHORS_MAX>,
    /// The positions of the records of words, by their first three letters.
    pub(crate) words: Windows<WORDS_MAX>,
    /// The last three letters of the words that end a secret's name, and of general names.
    name_ends: Gate,
    shapes: [Shape; SHAPES_MAX],
    /// The first shape of each rule, then the number of shapes.
    first_shapes: [u16; RULES_MAX + 1],
    /// The position of each rule's id, then the position after the last one.
    ids: [u16; RULES_MAX + 1],
}

impl Index {
    /// An index that is not yet built.
    pub const fn new() -> Self {
        Index {
            is_built: false,
            anchors: Windows::EMPTY,
            words: Windows::EMPTY,
            name_ends: Gate::EMPTY,
            shapes: [Shape { rule: 0, at: 0 }; SHAPES_MAX],
            first_shapes: [0; RULES_MAX + 1],
            ids: [0; RULES_MAX + 1],
        }
    }

    /// Builds the index of the table in `bytes`, unless it is already built.
    ///
    /// # Panics
    /// If the table exceeds a capacity.
    #[inline(always)]
    pub(crate) fn require(&mut self, bytes: &[u8]) {
        if !self.is_built {
            self.build(bytes);
        }
    }

    /// Split into small functions, because compiling one large function takes longer.
    #[cold]
    #[inline(never)]
    fn build(&mut self, bytes: &[u8]) {
        self.read_shapes(bytes);
        self.read_words(bytes);
        self.read_ids(bytes);
        for name in GENERAL_NAMES {
            self.end_name(name.as_bytes());
        }
        self.is_built = true;
    }

    #[inline(never)]
    fn read_ids(&mut self, bytes: &[u8]) {
        let mut at = read_head(bytes, Head::IdsAt);
        for start in &mut self.ids[..=read_head(bytes, Head::Rules)] {
            *start = at as u16;
            at += bytes[at..].iter().take_while(|byte| **byte != b'\n').count() + 1;
        }
    }

    #[inline(never)]
    fn read_shapes(&mut self, bytes: &[u8]) {
        let count = read_head(bytes, Head::Shapes);
        let mut rule = STRUCTURES.len() - 1;
        let mut at = read_head(bytes, Head::ProgramsAt);
        for number in 0..count {
            let lead = bytes[at];
            if lead & lead::NEXT_RULE != 0 {
                rule += 1;
                self.first_shapes[rule] = number as u16;
            }
            self.shapes[number] = Shape { rule: rule as u16, at: at as u16 };
            let before = lead & !lead::NEXT_RULE;
            if before != lead::NO_ANCHOR {
                self.add_anchor(bytes, at + 1, usize::from(before), number);
            }
            at = program_end(bytes, at + 1);
        }
        self.first_shapes[rule + 1] = count as u16;
    }

    /// Files a shape under every window that its anchor can be; the anchor is `before` bytes after its start.
    fn add_anchor(&mut self, bytes: &[u8], at: usize, before: usize, shape: usize) {
        // Most anchors lie in the literal that begins the shape.
        if let ..EXACTLY = bytes[at]
            && before + 3 <= usize::from(bytes[at])
            && let Some(anchor) = bytes[at + 1 + before..].first_chunk()
        {
            return self.anchors.file(window_of(*anchor), ANY, shape);
        }
        self.add_places(read_places(bytes, at, before), shape);
    }

    #[inline(never)]
    fn add_places(&mut self, [first, second, third]: [Place<'_>; 3], shape: usize) {
        for first in first.bytes() {
            for second in second.bytes() {
                for third in third.bytes() {
                    self.anchors.file(window_of([first, second, third]), ANY, shape);
                }
            }
        }
    }

    #[inline(never)]
    fn read_words(&mut self, bytes: &[u8]) {
        let mut at = read_head(bytes, Head::WordsAt);
        for _ in 0..read_head(bytes, Head::Words) {
            let class = bytes[at] & word::CLASS;
            let letters = &bytes[at + 2..][..usize::from(bytes[at + 1])];
            let window = window_of(*letters.first_chunk().expect("at least three letters"));
            let behind = letters.get(3).map_or(ANY, |byte| behind_of(*byte));
            self.words.file(fold_window(window), behind, at);
            if class > WordClass::Deny as u8 {
                self.end_name(letters);
            }
            at += 2 + letters.len() + if class == WordClass::Vendor as u8 { 3 } else { 0 };
        }
    }

    #[inline(never)]
    fn end_name(&mut self, name: &[u8]) {
        let end = name.last_chunk().expect("at least three letters");
        self.name_ends.open(Hash::of(fold_window(window_of(*end))));
    }

    /// Whether a secret's name may end with these letters.
    #[inline(always)]
    pub(crate) fn may_end_name(&self, window: [u8; 3]) -> bool {
        self.name_ends.bit(Hash::of(fold_window(window_of(window)))) != 0
    }

    /// The range of a rule's id in the table.
    pub(crate) fn id(&self, rule: u16) -> Range<usize> {
        let [start, next] = [0, 1].map(|next| usize::from(self.ids[usize::from(rule) + next]));
        start..next - 1
    }

    pub(crate) fn shapes_of(&self, rule: u16) -> Range<usize> {
        let [start, end] = [0, 1].map(|next| usize::from(self.first_shapes[usize::from(rule) + next]));
        start..end
    }

    pub(crate) fn rule_of(&self, shape: usize) -> u16 {
        self.shapes[shape].rule
    }

    /// The position of a shape's program in the table.
    pub(crate) fn program(&self, shape: usize) -> usize {
        usize::from(self.shapes[shape].at)
    }
}

/// The bytes allowed at one position of an anchor.
#[derive(Clone, Copy)]
enum Place<'a> {
    Byte(u8),
    Class(Alphabet<'a>),
}

impl Place<'_> {
    fn bytes(self) -> impl Iterator<Item = u8> {
        let all = match self {
            Place::Byte(byte) => byte..byte + 1,
            Place::Class(_) => 0..128,
        };
        all.filter(move |byte| match self {
            Place::Byte(_) => true,
            Place::Class(alphabet) => alphabet.has(*byte),
        })
    }
}

/// The bytes allowed at the three positions from `before` bytes after the start of a shape.
#[inline(never)]
fn read_places(bytes: &[u8], program: usize, before: usize) -> [Place<'_>; 3] {
    let mut places = [Place::Byte(0); 3];
    let mut at = 0;
    for element in Elements::new(&bytes[program..]) {
        let (len, literal, place) = match element {
            Element::Literal(literal) => (literal.len(), literal, Place::Byte(0)),
            Element::Class { alphabet, least, .. } => {
                (least, &[][..], Place::Class(alphabet_of(bytes, alphabet)))
            }
        };
        for (index, room) in places.iter_mut().enumerate() {
            if let Some(index) = (before + index).checked_sub(at).filter(|index| *index < len) {
                *room = literal.get(index).map_or(place, |byte| Place::Byte(*byte));
            }
        }
        at += len;
        if at >= before + places.len() {
            break;
        }
    }
    places
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}
