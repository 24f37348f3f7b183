//! The judgement of a User-Agent as `wasm/data/README.md` defines it, written to be obviously correct, at the cost of
//! speed. It shares nothing with the engine but the data.

// Each test file is a crate of its own and uses only part of this.
#![allow(dead_code)]

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The kind of an occurrence; of two on the same bytes, the lower kind wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Benign,
    Named,
    Sign,
}

/// A literal, what it stands for, and its anchors.
pub struct Pattern {
    pub id: String,
    pub kind: Kind,
    pub literal: Vec<u8>,
    at_start: bool,
    at_end: bool,
    word_start: bool,
    word_end: bool,
}

/// An id and the range where it was found.
pub type Found = (String, usize, usize);

/// The rule data, parsed independently.
pub struct Naive {
    pub patterns: Vec<Pattern>,
    pub engines: Vec<Vec<u8>>,
    pub starts: Vec<Vec<u8>>,
    pub devices: Vec<Vec<u8>>,
}

impl Naive {
    pub fn shipped() -> Self {
        let bots = object(include_str!("../../../../data/bots.json"));
        let signs = object(include_str!("../../../../data/signs.json"));
        let mut patterns = Vec::new();
        for (list, key, kind) in [(&bots, "bots", Kind::Named), (&signs, "signs", Kind::Sign)] {
            for bot in &list.get_array(key).unwrap().elements {
                let bot = bot.as_object().unwrap();
                let id = bot.get_string("id").unwrap().value.to_string();
                patterns.extend(strings(bot, "match").iter().map(|text| Pattern::parse(&id, kind, text)));
            }
        }
        let benign = strings(&signs, "benign");
        patterns.extend(benign.iter().map(|text| Pattern::parse("", Kind::Benign, text)));
        let shape = signs.get_object("shape").unwrap();
        let words =
            |key| strings(shape, key).into_iter().map(|word| word.to_lowercase().into_bytes()).collect();
        Naive { patterns, engines: words("engines"), starts: words("starts"), devices: words("phones") }
    }

    /// Adds a bot of a policy's own.
    pub fn add(&mut self, id: &str, literal: &str) {
        self.patterns.push(Pattern::parse(id, Kind::Named, literal));
    }

    /// Every occurrence of every pattern.
    pub fn occurrences(&self, text: &[u8]) -> Vec<(&Pattern, usize, usize)> {
        let text = text.to_ascii_lowercase();
        let mut found = Vec::new();
        for pattern in &self.patterns {
            for start in 0..text.len() {
                if pattern.stands_at(&text, start) {
                    found.push((pattern, start, start + pattern.literal.len()));
                }
            }
        }
        found
    }

    /// What is reported for a User-Agent, by place; nothing for a browser.
    pub fn judge(&self, text: &[u8]) -> Vec<Found> {
        self.judge_among(&self.occurrences(text), text)
    }

    /// Like `judge`, given all occurrences.
    pub fn judge_among(&self, all: &[(&Pattern, usize, usize)], text: &[u8]) -> Vec<Found> {
        if text.iter().all(|byte| b" \t\"".contains(byte)) {
            return vec![("NO_USER_AGENT".to_owned(), 0, 0)];
        }
        let hides = |other: &(&Pattern, usize, usize), one: &(&Pattern, usize, usize)| {
            let (len, other_len) = (one.2 - one.1, other.2 - other.1);
            let is_inside = other.1 <= one.1 && one.2 <= other.2;
            is_inside && (other_len > len || other.0.kind < one.0.kind)
        };
        let left: Vec<_> = all.iter().filter(|one| !all.iter().any(|other| hides(other, one))).collect();
        for kind in [Kind::Named, Kind::Sign] {
            let of_kind = left.iter().filter(|(pattern, ..)| pattern.kind == kind);
            let mut found: Vec<Found> =
                of_kind.map(|(pattern, start, end)| (pattern.id.clone(), *start, *end)).collect();
            found.sort_by_key(|(_, start, end)| (*start, *end));
            found.dedup();
            if !found.is_empty() {
                return found;
            }
        }
        if self.is_browser_shaped(text) {
            Vec::new()
        } else {
            vec![("NOT_BROWSER_SHAPED".to_owned(), 0, text.len())]
        }
    }

    fn is_browser_shaped(&self, text: &[u8]) -> bool {
        let blanks = text.iter().take_while(|byte| b" \t\"".contains(byte)).count();
        let text = text[blanks..].to_ascii_lowercase();
        let holds = |word: &[u8]| (0..text.len()).any(|at| text[at..].starts_with(word));
        if (1..text.len()).any(|at| is_address_around(&text, at)) {
            return false;
        }
        if text.starts_with(b"mozilla") {
            return has_platform(&text) && self.engines.iter().any(|word| holds(word));
        }
        self.starts.iter().any(|word| text.starts_with(word))
            || (!holds(b"mozilla/") && self.devices.iter().any(|word| holds(word)))
    }
}

impl Pattern {
    fn parse(id: &str, kind: Kind, text: &str) -> Self {
        let (at_start, word_start) = (text.starts_with('^'), text.starts_with(r"\b"));
        let (at_end, word_end) = (text.ends_with('$'), text.ends_with(r"\b"));
        let from = if at_start {
            1
        } else if word_start {
            2
        } else {
            0
        };
        let to = text.len()
            - if at_end {
                1
            } else if word_end {
                2
            } else {
                0
            };
        let literal = text[from..to].to_lowercase().into_bytes();
        Pattern { id: id.to_owned(), kind, literal, at_start, at_end, word_start, word_end }
    }

    /// Whether the pattern occurs in a lower-cased text at `start`.
    fn stands_at(&self, text: &[u8], start: usize) -> bool {
        if !text[start..].starts_with(&self.literal) {
            return false;
        }
        let end = start + self.literal.len();
        let is_word_before = start > 0 && text[start - 1].is_ascii_alphanumeric();
        let is_word_after = end < text.len() && text[end].is_ascii_alphanumeric();
        !(self.at_start && start != 0
            || self.at_end && end != text.len()
            || self.word_start && is_word_before
            || self.word_end && is_word_after)
    }
}

/// Whether the `@` of an e-mail address is at `at`.
fn is_address_around(text: &[u8], at: usize) -> bool {
    let byte = |index: usize| text.get(index).copied().unwrap_or(0);
    if byte(at) != b'@' || !byte(at - 1).is_ascii_alphanumeric() || !byte(at + 1).is_ascii_alphabetic() {
        return false;
    }
    let mut dot = at + 1;
    while byte(dot).is_ascii_alphanumeric() || byte(dot) == b'-' {
        dot += 1;
    }
    byte(dot) == b'.' && byte(dot + 1).is_ascii_alphabetic()
}

/// Whether a bracket opens in the first sixteen bytes: `[`, or `(` with a letter before the next `)`.
fn has_platform(text: &[u8]) -> bool {
    let start = &text[..text.len().min(16)];
    match start.iter().position(|byte| b"[(".contains(byte)) {
        None => false,
        Some(at) if text[at] == b'[' => true,
        Some(at) => {
            text[at..].split(|byte| *byte == b')').next().unwrap().iter().any(u8::is_ascii_alphabetic)
        }
    }
}

fn object(text: &'static str) -> Object<'static> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).unwrap();
    match parsed.value {
        Some(Value::Object(object)) => object,
        _ => panic!("rule data is an object"),
    }
}

fn strings(object: &Object, key: &str) -> Vec<String> {
    let elements = &object.get_array(key).unwrap().elements;
    elements.iter().map(|value| value.as_string_lit().unwrap().value.to_string()).collect()
}
