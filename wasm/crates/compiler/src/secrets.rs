//! The tables of the crate `secrets`, from `wasm/data/secrets.json`.

use std::collections::{BTreeMap, BTreeSet};

use jsonc_parser::ast::{Object, Value};
use snapwall_secrets::tables::{
    BUCKETS, ENTRY_BYTES, GATE_BYTES, Hash, SECTIONS, Section, WordClass, flag, op, window_of, word_flag,
};
use snapwall_secrets::{GENERAL_NAMES, RUN_MIN_BYTES, STRUCTURES, checksum};

use crate::reader;
use crate::secret_shapes::{Element, parse_shape};

/// How sure a token is that has a shape of its own, and one that only stands near its vendor's name.
const CONFIDENCE_SHAPE: u8 = 95;
const CONFIDENCE_NEAR: u8 = 85;

/// What part of the greatest entropy a token's bytes must have, in hundredths.
const ENTROPY_PERCENT: f64 = 60.0;

/// How many windows may stand for one anchor.
const ANCHOR_WINDOWS_MAX: usize = 64;

/// A kind of secret.
pub struct SecretRule {
    pub id: String,
    /// Shapes, in the notation of [`parse_shape`].
    pub shapes: Vec<String>,
    /// Words, one of which must stand near; none when the shape speaks for itself.
    pub near: Vec<String>,
    /// Least entropy, in bits for a byte, where it is not that of the shape.
    pub entropy: Option<f64>,
    pub has_checksum: bool,
}

impl SecretRule {
    /// Least entropy of what follows the fixed beginning, in sixteenths of a bit.
    fn least_entropy(&self, elements: &[Element]) -> u8 {
        let varying = elements.iter().skip(usize::from(matches!(elements[0], Element::Literal(_))));
        let len: usize = varying.clone().map(Element::least).sum();
        let set = varying.fold(0, |set, element| match element {
            Element::Class { set: class, .. } => set | class,
            Element::Literal(_) => set,
        });
        let symbols = len.min(set.count_ones() as usize).max(1) as f64;
        let bits = self.entropy.unwrap_or(symbols.log2() * ENTROPY_PERCENT / 100.0);
        (bits * 16.0) as u8
    }
}

/// What `secrets.json` holds.
pub struct SecretData {
    pub rules: Vec<SecretRule>,
    /// Words of each class, with `\b` at their ends where they stand alone.
    words: Vec<(WordClass, String)>,
}

/// The names of the classes that have words of their own in `secrets.json`.
const WORDS: [(&str, WordClass); 8] = [
    ("sample", WordClass::Sample),
    ("stop", WordClass::Stop),
    ("deny", WordClass::Deny),
    ("weak", WordClass::Weak),
    ("secret", WordClass::Secret),
    ("password", WordClass::Password),
    ("certain", WordClass::Certain),
    ("header", WordClass::Header),
];

/// Reads the text of `secrets.json`.
///
/// # Panics
/// When it is malformed: it is part of the product, and its tests read it.
pub fn read_secrets(json: &str) -> SecretData {
    let Ok(Some(Value::Object(document))) = reader::parse(json) else { panic!("rule data is an object") };
    let mut rules = Vec::new();
    for vendor in objects(&document, "vendors") {
        for rule in objects(vendor, "rules") {
            let entropy = rule.get_number("entropy").map(|number| number.value.parse().expect("a number"));
            rules.push(SecretRule {
                id: rule.get_string("id").expect("id").value.clone().into_owned(),
                shapes: texts(rule, "shapes"),
                near: texts(rule, "near"),
                entropy,
                has_checksum: rule.get_string("checksum").is_some(),
            });
        }
    }
    let words = document.get_object("words").expect("words");
    let of_class =
        |(name, class): (&str, WordClass)| texts(words, name).into_iter().map(move |word| (class, word));
    SecretData { rules, words: WORDS.into_iter().flat_map(of_class).collect() }
}

fn objects<'a, 't>(object: &'a Object<'t>, key: &str) -> impl Iterator<Item = &'a Object<'t>> {
    let elements = &object.get_array(key).unwrap_or_else(|| panic!("array {key}")).elements;
    elements.iter().map(|value| value.as_object().expect("an object"))
}

fn texts(object: &Object, key: &str) -> Vec<String> {
    let text = |value: &Value| value.as_string_lit().expect("a string").value.clone().into_owned();
    object.get_array(key).map_or(Vec::new(), |array| array.elements.iter().map(text).collect())
}

/// The tables of the rules; see `snapwall_secrets::tables`.
///
/// # Panics
/// When `json` is malformed, or a shape has no anchor.
pub fn build_secrets(json: &str) -> Vec<u8> {
    let SecretData { rules, words } = read_secrets(json);
    let mut writer = Writer::default();
    for (id, confidence) in STRUCTURES {
        writer.rule(id, [confidence, 0, 0, 0]);
    }
    let mut without_anchor = Vec::new();
    let mut near: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for rule in &rules {
        let shapes: Vec<_> = rule.shapes.iter().map(|shape| parse_shape(shape)).collect();
        let is_distinct = shapes.iter().any(|shape| shape.iter().any(is_own));
        let entropy = shapes.iter().map(|shape| rule.least_entropy(shape)).min().expect("a shape");
        let is_near = !rule.near.is_empty();
        let flags = [
            (is_near, flag::NEAR),
            (is_distinct, flag::DISTINCT),
            (shapes.iter().any(|shape| is_strict(shape)), flag::STRICT),
        ];
        let index = writer.rule(
            &rule.id,
            [
                if is_near { CONFIDENCE_NEAR } else { CONFIDENCE_SHAPE },
                entropy,
                if rule.has_checksum { checksum::CRC32_BASE62 } else { checksum::NONE },
                flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum(),
            ],
        );
        for (shape, notation) in shapes.iter().zip(&rule.shapes) {
            let anchor = if is_near { None } else { find_anchor(shape) };
            if !is_near && anchor.is_none() {
                without_anchor.push(notation);
            }
            writer.shape(index, shape, anchor.as_ref());
        }
        for word in &rule.near {
            near.entry(word).or_default().push(index);
        }
    }
    assert!(without_anchor.is_empty(), "No three bytes tell these from other text: {without_anchor:?}");
    for (word, rules) in near {
        writer.word(WordClass::Vendor, &alone_if_short(word), &rules);
    }
    for word in GENERAL_NAMES {
        writer.name_end(word);
    }
    for (class, word) in &words {
        writer.word(*class, word, &[]);
    }
    writer.finish()
}

/// A vendor's name that is part of many words counts only at the start of one.
fn alone_if_short(word: &str) -> String {
    match word.len() {
        ..=3 => format!("\\b{word}\\b"),
        4..=5 => format!("\\b{word}"),
        _ => word.to_owned(),
    }
}

/// Whether a part of a shape tells whose it is.
fn is_own(element: &Element) -> bool {
    matches!(element, Element::Literal(literal) if literal != b"-")
}

/// Where a shape is recognised.
struct Anchor {
    /// Bytes between the token's start, or the end of its first class when that may have any length, and the window.
    before: u8,
    skips_first: bool,
    windows: Vec<[u8; 3]>,
}

/// Three bytes at a fixed place that few other texts have, in a run that is long enough to be looked at.
fn find_anchor(shape: &[Element]) -> Option<Anchor> {
    let skips_first = shape[0].len().is_none();
    let fixed: Vec<u128> = shape[usize::from(skips_first)..]
        .iter()
        .scan(true, |is_fixed, element| {
            let taken = is_fixed.then(|| (0..element.least()).map(|index| element.set_at(index)));
            *is_fixed = *is_fixed && element.len().is_some();
            taken
        })
        .flatten()
        .collect();
    let windows =
        fixed.windows(3).enumerate().filter(|(at, _)| is_in_long_run(shape, &fixed, skips_first, *at));
    let count = |window: &[u128]| window.iter().map(|set| set.count_ones() as usize).product::<usize>();
    let (before, window) = windows
        .min_by_key(|(at, window)| (count(window), *at))
        .filter(|(_, window)| count(window) <= ANCHOR_WINDOWS_MAX)?;
    let bytes = |set: u128| (0..128u8).filter(move |byte| set >> byte & 1 != 0);
    let mut found = Vec::new();
    for first in bytes(window[0]) {
        for second in bytes(window[1]) {
            found.extend(bytes(window[2]).map(|third| [first, second, third]));
        }
    }
    Some(Anchor { before: before as u8, skips_first, windows: found })
}

/// Whether the window at `at` stands in what is always a long enough run.
fn is_in_long_run(shape: &[Element], fixed: &[u128], skips_first: bool, at: usize) -> bool {
    let is_token = |set: &&u128| **set & !TOKEN == 0;
    let before = fixed[..at].iter().rev().take_while(is_token).count();
    let after = fixed[at..].iter().take_while(is_token).count();
    // What stands before the fixed part, and what stands behind its end, up to the first other byte.
    let first = if skips_first && before == at { shape[0].least() } else { 0 };
    let all: Vec<u128> = shape[usize::from(skips_first)..]
        .iter()
        .flat_map(|element| (0..element.least()).map(|index| element.set_at(index)))
        .collect();
    let rest =
        if at + after == fixed.len() { all[fixed.len()..].iter().take_while(is_token).count() } else { 0 };
    after >= 3 && first + before + after + rest >= RUN_MIN_BYTES
}

/// The bytes that runs are made of.
const TOKEN: u128 = {
    let (mut set, mut byte) = (0, 0u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'/' | b'_' | b'~') {
            set |= 1 << byte;
        }
        byte += 1;
    }
    set
};

/// Whether nothing at its start tells a token from the middle of encoded data.
fn is_strict(shape: &[Element]) -> bool {
    !matches!(&shape[0], Element::Literal(literal) if literal.iter().any(|byte| !byte.is_ascii_alphanumeric()))
}

/// Sections as they grow.
#[derive(Default)]
struct Writer {
    records: Vec<u8>,
    text: String,
    /// Index of each rule's first shape.
    first_shapes: Vec<u16>,
    alphabets: Vec<u128>,
    programs: Vec<Vec<u8>>,
    anchors: Vec<([u8; 3], u16)>,
    words: Vec<([u8; 3], Vec<u8>)>,
    /// A gate.
    name_ends: Vec<u8>,
}

impl Writer {
    /// Adds a rule: confidence, least entropy, checksum and flags.
    fn rule(&mut self, id: &str, settings: [u8; 4]) -> u16 {
        self.records.extend((self.text.len() as u16).to_le_bytes());
        self.records.push(id.len() as u8);
        self.records.extend(settings);
        self.records.push(0);
        self.text.push_str(id);
        self.first_shapes.push(self.programs.len() as u16);
        (self.first_shapes.len() - 1) as u16
    }

    /// Adds a word with `\b` at its ends where it stands alone.
    fn word(&mut self, class: WordClass, word: &str, rules: &[u16]) {
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
        self.words.push((*window, record));
    }

    fn name_end(&mut self, word: &str) {
        self.name_ends.resize(GATE_BYTES, 0);
        let end = word.as_bytes().last_chunk().expect("at least three letters");
        let bit = Hash::of(window_of(*end)).bit();
        self.name_ends[bit >> 3] |= 1 << (bit & 7);
    }

    /// Adds a shape to the rule that was added last.
    fn shape(&mut self, rule: u16, shape: &[Element], anchor: Option<&Anchor>) {
        let number = self.programs.len() as u16;
        let mut program = rule.to_le_bytes().to_vec();
        program.extend([
            anchor.map_or(0, |anchor| anchor.before),
            u8::from(anchor.is_some_and(|anchor| anchor.skips_first)),
        ]);
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
        self.anchors.extend(windows.map(|window| (*window, number)));
    }

    fn alphabet(&mut self, set: u128) -> u8 {
        let index = self.alphabets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.alphabets.push(set);
            self.alphabets.len() - 1
        });
        index.try_into().expect("at most 256 alphabets")
    }

    fn finish(mut self) -> Vec<u8> {
        let mut table = Table { bytes: vec![0; SECTIONS * 2] };
        table.section(Section::Rules, &self.records);
        table.mark(Section::RulesEnd);
        self.first_shapes.push(self.programs.len() as u16);
        table.section(Section::RuleShapes, &words_of(self.first_shapes));
        table.section(
            Section::Alphabets,
            &self.alphabets.iter().flat_map(|set| set.to_le_bytes()).collect::<Vec<_>>(),
        );
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
    fn windows(&mut self, [gate, starts_of, entries]: [Section; 3], filed: &[([u8; 3], u16)]) {
        let mut bits = [0u8; GATE_BYTES];
        let mut buckets = vec![BTreeSet::new(); BUCKETS];
        for (window, number) in filed {
            let hash = Hash::of(window_of(*window));
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
    fn words(&mut self, words: &[([u8; 3], Vec<u8>)]) -> Vec<([u8; 3], u16)> {
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
