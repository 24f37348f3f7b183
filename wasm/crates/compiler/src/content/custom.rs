//! The member `sensitive.custom` of a policy: the policy's own patterns.
//!
//! A pattern becomes two automata: one that reads a text and gives the end of the first match, and one that reads the text
//! from some byte on and gives the length of a match starting there. Word boundaries at a pattern's ends are checked by
//! looking at the neighbouring bytes; other assertions about what surrounds a match are refused.

use regex_syntax::hir::{Hir, HirKind, Look};
use snapwall_abi::ABSENT;
use snapwall_sensitive::Kind;
use snapwall_tables::Span;
use snapwall_tables::automata::Automata;
use snapwall_tables::content::{CustomPattern, ENDS_AT_BOUNDARY, STARTS_AT_BOUNDARY};

use crate::block::BlockWriter;
use crate::error::PolicyError;
use crate::json;
use crate::reader::Node;
use crate::regex::{AutomataWriter, Case, Refusal, parse};
use crate::suggest::quoted;

/// The maximum number of patterns, and the maximum lengths of a name and an expression in bytes.
const PATTERNS_MAX: usize = 64;
const NAME_MAX_BYTES: usize = 64;
const REGEX_MAX_BYTES: usize = 1024;

/// The policy's own patterns, read and compiled.
pub struct CustomPatterns {
    list: Vec<Pattern>,
    automata: AutomataWriter,
    /// The automaton that accepts a text if any of the patterns matches in it.
    gate: u32,
}

struct Pattern {
    name: String,
    regex: String,
    boundaries: u32,
    is_denied: bool,
    search: u32,
}

impl CustomPatterns {
    pub fn none() -> Self {
        CustomPatterns { list: Vec::new(), automata: AutomataWriter::new(), gate: ABSENT }
    }

    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut patterns = Self::none();
        let mut hirs = Vec::new();
        for (name, node) in node.named_members(PATTERNS_MAX)? {
            check_name(name, &node)?;
            let (pattern, hir) = patterns.read_pattern(name, &node)?;
            patterns.list.push(pattern);
            hirs.push(hir);
        }
        // A common automaton may need more states than allowed; then each pattern is tried separately.
        if hirs.len() > 1 {
            patterns.gate = patterns.automata.add_parsed(&hirs).unwrap_or(ABSENT);
        }
        Ok(patterns)
    }

    fn read_pattern(&mut self, name: &str, node: &Node) -> Result<(Pattern, Hir), PolicyError> {
        let refuse = |(code, message): Refusal| node.error(code, message);
        let regex = node.text()?;
        if regex.is_empty() || regex.len() > REGEX_MAX_BYTES {
            let message = format!("Expected 1 to {REGEX_MAX_BYTES} bytes, got {}", regex.len());
            return Err(node.error("limit", message));
        }
        let (hir, boundaries) = strip_boundaries(&parse(regex, Case::Matters).map_err(refuse)?);
        if !hir.properties().look_set().is_empty() {
            let message = "Of what stands around a match, only \\b at both ends of the pattern can be asked";
            return Err(node.error("syntax", message.to_owned()));
        }
        if hir.properties().minimum_len().is_none_or(|len| len == 0) {
            return Err(
                node.error("syntax", "The regular expression matches nothing, or an empty text".to_owned())
            );
        }
        let search = self.automata.add_parsed(std::slice::from_ref(&hir)).map_err(refuse)?;
        let whole = Hir::concat(vec![Hir::look(Look::Start), hir.clone(), Hir::look(Look::End)]);
        self.automata.add_parsed(&[whole]).map_err(refuse)?;
        let (name, regex) = (name.to_owned(), regex.to_owned());
        Ok((Pattern { name, regex, boundaries, is_denied: false, search }, hir))
    }

    /// Denies what a pattern finds. Returns false when there is no pattern of that name.
    pub fn deny(&mut self, name: &str) -> bool {
        let pattern = self.list.iter_mut().find(|pattern| pattern.name == name);
        pattern.map(|pattern| pattern.is_denied = true).is_some()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|pattern| pattern.name.as_str())
    }

    /// The names of those that are denied.
    pub fn denied(&self) -> impl Iterator<Item = &str> {
        self.list.iter().filter(|pattern| pattern.is_denied).map(|pattern| pattern.name.as_str())
    }

    /// Writes the patterns, their names, their automata, and the index of the gate.
    pub fn write(&self, writer: &mut BlockWriter) -> (Span, Span, Automata, u32) {
        let mut text = Vec::new();
        let records: Vec<CustomPattern> = self
            .list
            .iter()
            .map(|pattern| {
                let name = Span { offset: text.len() as u32, len: pattern.name.len() as u32 };
                text.extend_from_slice(pattern.name.as_bytes());
                CustomPattern {
                    name,
                    denied: u32::from(pattern.is_denied),
                    boundaries: pattern.boundaries,
                    search: pattern.search,
                }
            })
            .collect();
        if records.is_empty() {
            return (Span::default(), Span::default(), Automata::default(), ABSENT);
        }
        (writer.section(&records), writer.section(&text), self.automata.write(writer), self.gate)
    }

    pub fn to_json(&self) -> String {
        json::object(self.list.iter().map(|pattern| (pattern.name.as_str(), json::string(&pattern.regex))))
    }
}

fn check_name(name: &str, node: &Node) -> Result<(), PolicyError> {
    let mut bytes = name.bytes();
    let is_name = name.len() <= NAME_MAX_BYTES
        && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !is_name {
        let message = format!(
            "Expected a name of at most {NAME_MAX_BYTES} letters, digits, - and _, a letter first, got {}",
            quoted(name)
        );
        return Err(node.error("syntax", message));
    }
    if Kind::NAMES.contains(&name) {
        let message = format!("{} is a type that there is already", quoted(name));
        return Err(node.error("duplicate", message));
    }
    Ok(())
}

/// The expression without the word boundaries at its ends, and which ends had one.
fn strip_boundaries(hir: &Hir) -> (Hir, u32) {
    let HirKind::Concat(parts) = hir.kind() else { return (hir.clone(), 0) };
    let is_boundary =
        |part: Option<&Hir>| part.is_some_and(|part| matches!(part.kind(), HirKind::Look(Look::WordAscii)));
    let (mut inner, mut boundaries) = (&parts[..], 0);
    if is_boundary(inner.first()) {
        (inner, boundaries) = (&inner[1..], boundaries | STARTS_AT_BOUNDARY);
    }
    if is_boundary(inner.last()) {
        (inner, boundaries) = (&inner[..inner.len() - 1], boundaries | ENDS_AT_BOUNDARY);
    }
    (Hir::concat(inner.to_vec()), boundaries)
}

#[cfg(test)]
mod tests {
    use crate::data::shipped;
    use crate::policy::Policy;

    #[test]
    fn mistakes_are_told_with_their_place() {
        for (custom, code, path) in [
            (r#"{"a": ""}"#, "limit", "a"),
            (r#"{"a": "("}"#, "syntax", "a"),
            (r#"{"a": "x*"}"#, "syntax", "a"),
            (r#"{"a": "^x"}"#, "syntax", "a"),
            (r#"{"a": "x\\By"}"#, "syntax", "a"),
            (r#"{"a b": "x"}"#, "syntax", "a b"),
            (r#"{"iban": "x"}"#, "duplicate", "iban"),
            (r#"{"a": "x", "a": "y"}"#, "duplicate", "a"),
            (r#"{"a": 1}"#, "wrongType", "a"),
            (r#"{"a": "(?:x{1,100}){1,100}"}"#, "limit", "a"),
        ] {
            let text = format!(r#"{{"sensitive": {{"custom": {custom}}}}}"#);
            let error = Policy::read(&text, &mut shipped()).err().expect("an error");
            assert_eq!(
                (error.code, error.path.as_str()),
                (code, &*format!("sensitive.custom.{path}")),
                "{text}"
            );
        }
    }
}
