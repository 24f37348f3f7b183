//! The rule data: named bots, generic signs, benign words, and the tokens of a browser's shape.

use jsonc_parser::ast::{Object, Value};
use snapwall_tables::name_characters;

use crate::pattern::Pattern;
use crate::reader;

/// A bot, or a generic sign.
pub struct BotData {
    pub id: String,
    /// Indexes into [`RuleData::categories`]; a decision reports the first.
    pub categories: Vec<usize>,
    pub patterns: Vec<Pattern>,
}

impl BotData {
    /// The pattern whose literal makes the id, if there is one.
    pub fn pattern_of_id(&self) -> Option<usize> {
        let makes_id = |pattern: &Pattern| name_characters(pattern.literal.as_bytes()).eq(self.id.bytes());
        self.patterns.iter().position(makes_id)
    }
}

/// The content of `wasm/data/bots.json` and `wasm/data/signs.json`.
pub struct RuleData {
    pub categories: Vec<String>,
    /// First those whose id is derived from a pattern, then the others; each sorted by categories, then by id.
    pub bots: Vec<BotData>,
    pub signs: Vec<BotData>,
    pub benign: Vec<Pattern>,
    pub shape: Shape,
    /// The texts of `email.json` and `secrets.json`, parsed only for policies with these rules.
    pub email: String,
    pub secrets: String,
    /// The sign for a `Signature-Agent` header without a known name, whose sender thereby admits automation.
    pub signature: BotData,
}

/// What a browser's User-Agent consists of; see `wasm/data/README.md`.
pub struct Shape {
    pub sign: BotData,
    pub engines: Vec<String>,
    pub starts: Vec<String>,
    pub devices: Vec<String>,
}

impl RuleData {
    /// Parses `bots.json` and `signs.json`, and keeps the texts of `email.json` and `secrets.json`.
    ///
    /// # Panics
    /// When they are malformed: they are part of the product, and its tests read them.
    pub fn parse([bots, signs, email, secrets]: [&str; 4]) -> Self {
        let bots = document(bots);
        let signs = document(signs);
        let categories = texts(&bots, "categories");
        let read = |value: &Value| bot(object(value), &categories);
        let shape = signs.get_object("shape").expect("shape");
        let mut named: Vec<BotData> = elements(&bots, "bots").map(read).collect();
        sort(&mut named);
        RuleData {
            email: email.to_owned(),
            secrets: secrets.to_owned(),
            bots: named,
            signs: elements(&signs, "signs").map(read).collect(),
            benign: texts(&signs, "benign").iter().map(pattern).collect(),
            shape: Shape {
                sign: BotData { patterns: Vec::new(), ..bot(shape, &categories) },
                engines: texts(shape, "engines"),
                starts: texts(shape, "starts"),
                devices: texts(shape, "phones"),
            },
            signature: BotData {
                id: "SIGNATURE_AGENT".to_owned(),
                categories: vec![categories.len() - 1],
                patterns: Vec::new(),
            },
            categories,
        }
    }

    /// Adds named bots. The indexes of existing bots change.
    pub fn add(&mut self, bots: impl Iterator<Item = BotData>) {
        self.bots.extend(bots);
        sort(&mut self.bots);
    }

    /// Every bot and sign that has an id, in the order of their indexes: bots, signs, then the signs that no pattern
    /// finds.
    pub fn named(&self) -> impl Iterator<Item = &BotData> {
        self.bots.iter().chain(&self.signs).chain([&self.shape.sign, &self.signature])
    }

    /// The index of a category.
    pub fn category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.eq_ignore_ascii_case(name))
    }
}

/// Sorts bots with the same categories together, so that the tables store these only once. The custom section lists ids
/// by category in the same order, so a compressor finds them in the tables again.
fn sort(bots: &mut [BotData]) {
    let order = |bot: &BotData| (bot.pattern_of_id().is_none(), bot.categories.clone(), bot.id.clone());
    bots.sort_by_cached_key(order);
}

fn bot(object: &Object, categories: &[String]) -> BotData {
    let index =
        |name: &String| categories.iter().position(|category| category == name).expect("a known category");
    let matches = object.get_array("match").map_or(Vec::new(), |_| texts(object, "match"));
    BotData {
        id: object.get_string("id").expect("id").value.clone().into_owned(),
        categories: texts(object, "categories").iter().map(index).collect(),
        patterns: matches.iter().map(pattern).collect(),
    }
}

fn pattern(text: impl AsRef<str>) -> Pattern {
    Pattern::parse(text.as_ref()).unwrap_or_else(|error| panic!("{error}"))
}

fn document(text: &str) -> Object<'_> {
    match reader::parse(text) {
        Ok(Some(Value::Object(object))) => object,
        _ => panic!("rule data is an object"),
    }
}

fn object<'a, 't>(value: &'a Value<'t>) -> &'a Object<'t> {
    value.as_object().expect("an object")
}

fn elements<'a, 't>(object: &'a Object<'t>, key: &str) -> impl Iterator<Item = &'a Value<'t>> {
    object.get_array(key).unwrap_or_else(|| panic!("array {key}")).elements.iter()
}

fn texts(object: &Object, key: &str) -> Vec<String> {
    let text = |value: &Value| value.as_string_lit().expect("a string").value.clone().into_owned();
    elements(object, key).map(text).collect()
}

#[cfg(test)]
pub fn shipped() -> RuleData {
    RuleData::parse([
        include_str!("../../../data/bots.json"),
        include_str!("../../../data/signs.json"),
        include_str!("../../../data/email.json"),
        include_str!("../../../data/secrets.json"),
    ])
}
