//! Writes the tables; what stands where is told in `snapwall_secrets::tables`.

use std::collections::BTreeSet;

use snapwall_secrets::tables::{
    BUCKETS, ENTRY_BYTES, GATE_BYTES, Hash, SECTIONS, Section, WordClass, fold_window, op, window_of,
    word_flag,
};

use super::anchor::Anchor;
use super::shapes::Element;

/// Sections as they grow.
#[derive(Default)]
pub struct Writer {
    records: Vec<u8>,
    text: String,
    /// Index of each rule's first shape.
    first_shapes: Vec<u16>,
    alphabets: Vec<u128>,
    programs: Vec<Vec<u8>>,
    anchors: Vec<(u32, u16)>,
    /// Least number of bytes, and offset.
    anchor_offsets: BTreeSet<(u8, u8)>,
    words: Vec<(u32, Vec<u8>)>,
    /// A gate.
    name_ends: Vec<u8>,
}

impl Writer {
    /// Adds a rule: confidence, least entropy, checksum and flags.
    pub fn rule(&mut self, id: &str, settings: [u8; 4]) -> u16 {
        self.records.extend((self.text.len() as u16).to_le_bytes());
        self.records.push(id.len() as u8);
        self.records.extend(settings);
        self.records.push(0);
        self.text.push_str(id);
        self.first_shapes.push(self.programs.len() as u16);
        (self.first_shapes.len() - 1) as u16
    }

    /// Adds a word with `\b` at its ends where it stands alone.
    pub fn word(&mut self, class: WordClass, word: &str, rules: &[u16]) {
        let (begins, rest) = word.strip_prefix("\\b").map_or((0, word), |rest| (word_flag::BEGINS, rest));
        let (ends, word) = rest.strip_suffix("\\b").map_or((0, rest), |rest| (word_flag::ENDS, rest));
        let Some(window) = word.as_bytes().first_chunk() else { panic!("{word}: at least three letters") };
        if class > WordClass::Deny {
            self.name_end(word);
        }
        let class = WordClass::ALL.iter().position(|known| *known == class).expect("a class");
        let mut record = vec![class as u8, begins | ends, word.len() as u8, rules.len() as u8];
        record.extend(word.bytes());
        record.extend(rules.iter().flat_map(|rule| rule.to_le_bytes()));
        self.words.push((fold_window(window_of(*window)), record));
    }

    pub fn name_end(&mut self, word: &str) {
        self.name_ends.resize(GATE_BYTES, 0);
        let end = word.as_bytes().last_chunk().expect("at least three letters");
        let bit = Hash::of(fold_window(window_of(*end))).bit();
        self.name_ends[bit >> 3] |= 1 << (bit & 7);
    }

    /// Adds a shape to the rule that was added last.
    pub fn shape(&mut self, rule: u16, shape: &[Element], anchor: Option<&Anchor>) {
        let number = self.programs.len() as u16;
        let mut program = rule.to_le_bytes().to_vec();
        program.push(anchor.map_or(0, |anchor| anchor.before));
        if let Some(anchor) = anchor.filter(|anchor| anchor.offset != 0) {
            self.anchor_offsets.insert((anchor.least, anchor.offset));
        }
        for element in shape {
            match element {
                Element::Literal(literal) => {
                    program.extend([op::LITERAL, literal.len() as u8]);
                    program.extend(literal);
                }
                Element::Class { set, least, most } => {
                    program.extend([op::CLASS, self.alphabet(*set)]);
                    program.extend(least.to_le_bytes());
                    program.extend(most.to_le_bytes());
                }
            }
        }
        program.push(op::END);
        self.programs.push(program);
        let windows = anchor.iter().flat_map(|anchor| &anchor.windows);
        self.anchors.extend(windows.map(|window| (window_of(*window), number)));
    }

    fn alphabet(&mut self, set: u128) -> u8 {
        let index = self.alphabets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.alphabets.push(set);
            self.alphabets.len() - 1
        });
        index.try_into().expect("at most 256 alphabets")
    }

    pub fn finish(mut self) -> Vec<u8> {
        let mut table = Table { bytes: vec![0; SECTIONS * 2] };
        table.section(Section::Rules, &self.records);
        table.mark(Section::RulesEnd);
        self.first_shapes.push(self.programs.len() as u16);
        table.section(Section::RuleShapes, &words_of(self.first_shapes));
        table.section(
            Section::Alphabets,
            &self.alphabets.iter().flat_map(|set| set.to_le_bytes()).collect::<Vec<_>>(),
        );
        let bytes = u8::try_from(self.anchor_offsets.len() * 2).expect("few offsets");
        let offsets = self.anchor_offsets.iter().flat_map(|(least, offset)| [*offset, *least]);
        table.section(Section::AnchorOffsets, &[bytes, 0].into_iter().chain(offsets).collect::<Vec<_>>());
        table.windows([Section::AnchorGate, Section::AnchorBuckets, Section::AnchorEntries], &self.anchors);
        let words = table.words(&self.words);
        table.windows([Section::WordGate, Section::WordBuckets, Section::WordEntries], &words);
        table.section(Section::NameEnds, &self.name_ends);
        table.section(Section::Text, self.text.as_bytes());
        table.programs(&self.programs);
        table.bytes
    }
}

fn words_of(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    numbers.into_iter().flat_map(u16::to_le_bytes).collect()
}

/// The table's bytes, its head filled in as sections are added.
struct Table {
    bytes: Vec<u8>,
}

impl Table {
    fn mark(&mut self, section: Section) {
        let at: u16 = self.bytes.len().try_into().expect("tables of less than 64 KiB");
        self.bytes[section as usize * 2..][..2].copy_from_slice(&at.to_le_bytes());
    }

    fn section(&mut self, section: Section, bytes: &[u8]) {
        self.bytes.resize(self.bytes.len().next_multiple_of(2), 0);
        self.mark(section);
        self.bytes.extend(bytes);
    }

    /// A gate, the buckets behind it, and what is filed in each.
    fn windows(&mut self, [gate, starts_of, entries]: [Section; 3], filed: &[(u32, u16)]) {
        let mut bits = [0u8; GATE_BYTES];
        let mut buckets = vec![BTreeSet::new(); BUCKETS];
        for (window, number) in filed {
            let hash = Hash::of(*window);
            bits[hash.bit() >> 3] |= 1 << (hash.bit() & 7);
            buckets[hash.bucket()].insert((*number, hash.print()));
        }
        let mut starts = vec![0u16];
        starts.extend(buckets.iter().scan(0, |end, bucket| {
            *end += (bucket.len() * ENTRY_BYTES) as u16;
            Some(*end)
        }));
        let entry = |(number, print): (u16, u8)| {
            let [low, high] = number.to_le_bytes();
            [low, high, print]
        };
        self.section(gate, &bits);
        self.section(starts_of, &words_of(starts));
        self.section(entries, buckets.into_iter().flatten().map(entry).collect::<Vec<_>>().as_flattened());
    }

    /// The records of words, and under which window each is filed where.
    fn words(&mut self, words: &[(u32, Vec<u8>)]) -> Vec<(u32, u16)> {
        let mut filed = Vec::new();
        for (window, record) in words {
            filed.push((*window, self.bytes.len() as u16));
            self.bytes.extend(record);
        }
        filed
    }

    /// Where each program stands, then the programs.
    fn programs(&mut self, programs: &[Vec<u8>]) {
        let first = self.bytes.len().next_multiple_of(2) + programs.len() * 2;
        let starts = programs.iter().scan(first, |at, program| {
            *at += program.len();
            Some((*at - program.len()) as u16)
        });
        self.section(Section::Shapes, &words_of(starts));
        assert!(first + programs.concat().len() < 1 << 16, "tables of less than 64 KiB");
        self.bytes.extend(programs.concat());
    }
}
