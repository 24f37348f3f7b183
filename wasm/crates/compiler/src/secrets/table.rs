//! Writes the tables; `snapwall_secrets::tables` describes their layout.

use std::collections::BTreeSet;

use snapwall_secrets::elements::{ALPHABETS_MAX, BETWEEN, BETWEEN_MANY, END, EXACTLY, LITERAL_BYTES_MAX};
use snapwall_secrets::tables::{HEAD_WORDS, Head, WordClass, lead, word};

use super::anchor::Anchor;
use super::shapes::Element;

/// Sections under construction.
#[derive(Default)]
pub struct Writer {
    ids: String,
    entropies: Vec<u8>,
    flags: Vec<u8>,
    alphabets: Vec<u128>,
    /// The number of shapes, and whether the next one is its rule's first.
    shapes: u16,
    is_first_shape: bool,
    programs: Vec<u8>,
    /// The least number of bytes, and the offset.
    anchor_offsets: BTreeSet<(u8, u8)>,
    words: u16,
    word_records: Vec<u8>,
}

impl Writer {
    /// Adds a rule with its least entropy in sixteenths of a bit and its flags. Returns its number.
    pub fn rule(&mut self, id: &str, entropy: u8, flags: u8) -> u16 {
        self.entropies.push(entropy);
        self.flags.push(flags);
        self.ids.push_str(id);
        self.ids.push('\n');
        self.is_first_shape = true;
        (self.flags.len() - 1) as u16
    }

    /// Adds a word, with `\b` at ends that must be at a word boundary.
    pub fn word(&mut self, class: WordClass, text: &str) {
        let (begins, rest) = text.strip_prefix("\\b").map_or((0, text), |rest| (word::BEGINS, rest));
        let (ends, letters) = rest.strip_suffix("\\b").map_or((0, rest), |rest| (word::ENDS, rest));
        assert!(letters.len() >= 3, "{text}: at least three letters");
        let class = WordClass::ALL.iter().position(|known| *known == class).expect("a class");
        self.word_records.extend([class as u8 | begins | ends, letters.len() as u8]);
        self.word_records.extend(letters.bytes());
        self.words += 1;
    }

    /// Adds a vendor's name, which the `count` rules from `first` on look for.
    pub fn vendor(&mut self, name: &str, first: u16, count: u8) {
        self.word(WordClass::Vendor, name);
        self.word_records.push(count);
        self.word_records.extend(first.to_le_bytes());
    }

    /// Adds a shape to the last rule.
    pub fn shape(&mut self, shape: &[Element], anchor: Option<&Anchor>) {
        let next = if self.is_first_shape { lead::NEXT_RULE } else { 0 };
        let before = anchor.map_or(lead::NO_ANCHOR, |anchor| anchor.before);
        assert!(before < lead::NO_ANCHOR || anchor.is_none());
        self.programs.push(next | before);
        self.is_first_shape = false;
        self.shapes += 1;
        if let Some(anchor) = anchor.filter(|anchor| anchor.offset != 0) {
            self.anchor_offsets.insert((anchor.least, anchor.offset));
        }
        for element in shape {
            self.element(element);
        }
        self.programs.push(END);
    }

    fn element(&mut self, element: &Element) {
        match element {
            Element::Literal(literal) => {
                for part in literal.chunks(LITERAL_BYTES_MAX) {
                    self.programs.push(part.len() as u8);
                    self.programs.extend(part);
                }
            }
            Element::Class { set, least, most } => {
                let alphabet = self.alphabet(*set);
                match [u8::try_from(*least), u8::try_from(*most)] {
                    [Ok(least), Ok(most)] if least == most => {
                        self.programs.extend([EXACTLY + alphabet, least])
                    }
                    [Ok(least), Ok(most)] => self.programs.extend([BETWEEN + alphabet, least, most]),
                    _ => {
                        self.programs.push(BETWEEN_MANY + alphabet);
                        self.programs.extend([least, most].map(|number| number.to_le_bytes()).as_flattened());
                    }
                }
            }
        }
    }

    fn alphabet(&mut self, set: u128) -> u8 {
        let index = self.alphabets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.alphabets.push(set);
            self.alphabets.len() - 1
        });
        assert!(index < ALPHABETS_MAX, "at most {ALPHABETS_MAX} alphabets");
        index as u8
    }

    pub fn finish(self) -> Vec<u8> {
        let mut table = Table { bytes: vec![0; HEAD_WORDS * 2] };
        table.tell(Head::Rules, self.flags.len());
        table.tell(Head::Shapes, usize::from(self.shapes));
        table.tell(Head::Words, usize::from(self.words));
        table.section(Head::IdsAt, self.ids.as_bytes());
        table.section(Head::WordsAt, &self.word_records);
        table.section(Head::RulesAt, &[self.entropies, self.flags].concat());
        let alphabets = self.alphabets.iter().flat_map(|set| set.to_le_bytes());
        table.section(Head::AlphabetsAt, &alphabets.collect::<Vec<_>>());
        let bytes = u8::try_from(self.anchor_offsets.len() * 2).expect("few offsets");
        let offsets = self.anchor_offsets.iter().flat_map(|(least, offset)| [*offset, *least]);
        table.section(Head::AnchorOffsetsAt, &[bytes].into_iter().chain(offsets).collect::<Vec<_>>());
        table.section(Head::ProgramsAt, &self.programs);
        table.bytes
    }
}

/// The table's bytes, whose header is filled in as sections are added.
struct Table {
    bytes: Vec<u8>,
}

impl Table {
    fn tell(&mut self, word: Head, number: usize) {
        let number: u16 = number.try_into().expect("tables of less than 64 KiB");
        self.bytes[word as usize * 2..][..2].copy_from_slice(&number.to_le_bytes());
    }

    fn section(&mut self, at: Head, bytes: &[u8]) {
        self.tell(at, self.bytes.len());
        self.bytes.extend(bytes);
    }
}
