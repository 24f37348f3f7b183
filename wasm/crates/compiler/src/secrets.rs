//! Builds the tables of the crate `secrets` from `wasm/data/secrets.json`.

mod anchor;
mod shapes;
mod table;

pub use shapes::{Element, parse_shape};

use std::collections::BTreeMap;

use jsonc_parser::ast::{Object, Value};
use snapwall_secrets::STRUCTURES;
use snapwall_secrets::tables::{WordClass, flag};

use crate::reader;
use anchor::find_anchor;
use table::Writer;

/// The least entropy of a token's bytes, as a percentage of the maximum possible.
const ENTROPY_PERCENT: f64 = 60.0;

/// A kind of secret.
pub struct SecretRule {
    pub id: String,
    /// Shapes, in the notation of [`parse_shape`].
    pub shapes: Vec<String>,
    /// Words of which one must be nearby; empty when the shape is sufficient evidence.
    pub near: Vec<String>,
    /// The least entropy in bits per byte, where it differs from the shape's.
    pub entropy: Option<f64>,
    pub has_checksum: bool,
}

impl SecretRule {
    /// The least entropy of what follows the fixed prefix, in sixteenths of a bit.
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

/// The content of `secrets.json`.
pub struct SecretData {
    pub rules: Vec<SecretRule>,
    /// Words of each class, with `\b` at ends that must be at a word boundary.
    pub words: Vec<(WordClass, String)>,
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

/// Parses `secrets.json`.
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
    for (id, _) in STRUCTURES {
        writer.rule(id, 0, 0);
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
            (rule.id.ends_with("-id"), flag::ID),
            (shapes.iter().any(|shape| is_strict(shape)), flag::STRICT),
            (rule.has_checksum, flag::CHECKSUM),
        ];
        let flags = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag).sum();
        let index = writer.rule(&rule.id, entropy, flags);
        for (shape, notation) in shapes.iter().zip(&rule.shapes) {
            let anchor = if is_near { None } else { find_anchor(shape) };
            if !is_near && anchor.is_none() {
                without_anchor.push(notation);
            }
            // Anchors that are not at a token's start are searched for only in runs that consist of the token alone.
            assert!(
                anchor.as_ref().is_none_or(|anchor| anchor.offset == 0 || is_strict(shape)),
                "{notation}"
            );
            writer.shape(shape, anchor.as_ref());
        }
        for word in &rule.near {
            near.entry(word).or_default().push(index);
        }
    }
    assert!(without_anchor.is_empty(), "No three bytes tell these from other text: {without_anchor:?}");
    // Rules that are not consecutive need several records.
    let runs = near.iter().flat_map(|(word, rules)| {
        rules.chunk_by(|rule, next| rule + 1 == *next).map(move |run| (run[0], *word, run.len() as u8))
    });
    let mut runs: Vec<(u16, &str, u8)> = runs.collect();
    runs.sort_unstable();
    for (first, word, count) in runs {
        writer.vendor(&alone_if_short(word), first, count);
    }
    for (class, word) in &words {
        writer.word(*class, word);
    }
    writer.finish()
}

/// A vendor's name that occurs inside many words counts only at the start of a word.
fn alone_if_short(word: &str) -> String {
    match word.len() {
        ..=3 => format!("\\b{word}\\b"),
        4..=5 => format!("\\b{word}"),
        _ => word.to_owned(),
    }
}

/// Whether a part of a shape identifies the vendor.
fn is_own(element: &Element) -> bool {
    matches!(element, Element::Literal(literal) if literal != b"-")
}

/// Whether the shape's start cannot tell a token from the middle of encoded data.
fn is_strict(shape: &[Element]) -> bool {
    !matches!(&shape[0], Element::Literal(literal) if literal.iter().any(|byte| !byte.is_ascii_alphanumeric()))
}
