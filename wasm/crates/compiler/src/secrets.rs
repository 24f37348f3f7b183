//! The tables of the crate `secrets`, from `wasm/data/secrets.json`.

use std::collections::BTreeSet;

use jsonc_parser::ast::{Object, Value};
use snapwall_secrets::tables::{BUCKETS, GATE_BYTES, SECTIONS, Section, bucket_of, flag, hash_window, op};
use snapwall_secrets::{RUN_MIN_BYTES, checksum};

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

/// Reads the text of `secrets.json`.
///
/// # Panics
/// When it is malformed: it is part of the product, and its tests read it.
pub fn read_secrets(json: &str) -> Vec<SecretRule> {
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
    rules
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
    let rules = read_secrets(json);
    let mut writer = Writer::default();
    let (mut records, mut text) = (Vec::new(), String::new());
    let mut anchors = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let shapes: Vec<_> = rule.shapes.iter().map(|shape| parse_shape(shape)).collect();
        let is_strict = shapes.iter().any(|shape| is_strict(shape));
        let entropy = shapes.iter().map(|shape| rule.least_entropy(shape)).min().expect("a shape");
        records.extend((text.len() as u16).to_le_bytes());
        records.extend([
            rule.id.len() as u8,
            if rule.near.is_empty() { CONFIDENCE_SHAPE } else { CONFIDENCE_NEAR },
            entropy,
            if rule.has_checksum { checksum::CRC32_BASE62 } else { checksum::NONE },
            if rule.near.is_empty() { 0 } else { flag::NEAR } | if is_strict { flag::STRICT } else { 0 },
            0,
        ]);
        text.push_str(&rule.id);
        for (shape, notation) in shapes.iter().zip(&rule.shapes) {
            let anchor = rule.near.is_empty().then(|| find_anchor(shape, notation));
            let number = writer.shape(index, shape, anchor.as_ref());
            anchors.extend(anchor.iter().flat_map(|anchor| &anchor.windows).map(|window| (*window, number)));
        }
    }
    writer.finish(&records, &anchors, &text)
}

/// Where a shape is recognised.
struct Anchor {
    /// Bytes between the token's start, or the end of its first class when that may have any length, and the window.
    before: u8,
    skips_first: bool,
    windows: Vec<[u8; 3]>,
}

/// Three bytes at a fixed place that few other texts have, in a run that is long enough to be looked at.
fn find_anchor(shape: &[Element], notation: &str) -> Anchor {
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
    let windows = fixed.windows(3).enumerate().filter(|(_, window)| is_in_long_run(shape, window));
    let count = |window: &[u128]| window.iter().map(|set| set.count_ones() as usize).product::<usize>();
    let (before, window) = windows
        .min_by_key(|(at, window)| (count(window), *at))
        .filter(|(_, window)| count(window) <= ANCHOR_WINDOWS_MAX)
        .unwrap_or_else(|| panic!("{notation}: no three bytes tell it from others"));
    let bytes = |set: u128| (0..128u8).filter(move |byte| set >> byte & 1 != 0);
    let mut found = Vec::new();
    for first in bytes(window[0]) {
        for second in bytes(window[1]) {
            found.extend(bytes(window[2]).map(|third| [first, second, third]));
        }
    }
    Anchor { before: before as u8, skips_first, windows: found }
}

/// Whether the window is made of what runs are made of, and so is enough of the shape.
fn is_in_long_run(shape: &[Element], window: &[u128]) -> bool {
    let least: usize = shape.iter().map(Element::least).sum();
    window.iter().all(|set| set & !TOKEN == 0) && least >= RUN_MIN_BYTES
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
    alphabets: Vec<u128>,
    programs: Vec<Vec<u8>>,
}

impl Writer {
    fn shape(&mut self, rule: usize, shape: &[Element], anchor: Option<&Anchor>) -> u16 {
        let mut program = (rule as u16).to_le_bytes().to_vec();
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
        (self.programs.len() - 1) as u16
    }

    fn alphabet(&mut self, set: u128) -> u8 {
        let index = self.alphabets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.alphabets.push(set);
            self.alphabets.len() - 1
        });
        index.try_into().expect("at most 256 alphabets")
    }

    fn finish(self, records: &[u8], anchors: &[([u8; 3], u16)], text: &str) -> Vec<u8> {
        let mut table = Table { bytes: vec![0; SECTIONS * 2] };
        table.section(Section::Rules, records);
        table.mark(Section::RulesEnd);
        let alphabets: Vec<u8> = self.alphabets.iter().flat_map(|set| set.to_le_bytes()).collect();
        table.section(Section::Alphabets, &alphabets);
        table.windows([Section::AnchorGate, Section::AnchorBuckets, Section::AnchorEntries], anchors);
        table.windows([Section::WordGate, Section::WordBuckets, Section::WordEntries], &[]);
        table.section(Section::Text, text.as_bytes());
        table.programs(&self.programs);
        table.bytes
    }
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
    fn windows(&mut self, [gate, buckets, entries]: [Section; 3], filed: &[([u8; 3], u16)]) {
        let mut bits = [0u8; GATE_BYTES];
        let mut sets = vec![BTreeSet::new(); BUCKETS];
        for (window, number) in filed {
            let hash = hash_window(*window);
            bits[hash >> 3] |= 1 << (hash & 7);
            sets[bucket_of(hash)].insert(*number);
        }
        let mut starts = vec![0u16];
        starts.extend(sets.iter().scan(0, |end, set| {
            *end += set.len() as u16;
            Some(*end)
        }));
        let bytes =
            |words: &mut dyn Iterator<Item = u16>| words.flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        self.section(gate, &bits);
        self.section(buckets, &bytes(&mut starts.into_iter()));
        self.section(entries, &bytes(&mut sets.into_iter().flatten()));
    }

    /// Where each program stands, then the programs.
    fn programs(&mut self, programs: &[Vec<u8>]) {
        let first = self.bytes.len().next_multiple_of(2) + programs.len() * 2;
        let starts = programs.iter().scan(first, |at, program| {
            *at += program.len();
            Some((*at - program.len()) as u16)
        });
        let starts: Vec<u8> = starts.flat_map(u16::to_le_bytes).collect();
        self.section(Section::Shapes, &starts);
        self.mark(Section::ShapesEnd);
        self.bytes.extend(programs.concat());
    }
}
