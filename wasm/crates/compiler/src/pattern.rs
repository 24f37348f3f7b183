//! Patterns of the rule data: a literal with anchors; see `wasm/data/README.md`.

use snapwall_tables::{ENDS_AGENT, ENDS_WORD, STARTS_AGENT, STARTS_WORD};

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Lower-cased printable ASCII.
    pub literal: String,
    /// `STARTS_*` and `ENDS_*`.
    pub anchors: u8,
}

/// The longest literal; an occurrence's length and a window's offset in it fit one byte each.
pub const LITERAL_MAX_BYTES: usize = 64;

/// Shorter literals would not fill a window; three bytes do so together with a word boundary.
pub const LITERAL_MIN_BYTES: usize = 3;

impl Pattern {
    /// # Errors
    /// A sentence about what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut literal = text;
        let mut anchors = 0;
        if let Some(rest) = literal.strip_prefix('^') {
            (literal, anchors) = (rest, anchors | STARTS_AGENT);
        } else if let Some(rest) = literal.strip_prefix("\\b") {
            (literal, anchors) = (rest, anchors | STARTS_WORD);
        }
        if let Some(rest) = literal.strip_suffix('$') {
            (literal, anchors) = (rest, anchors | ENDS_AGENT);
        } else if let Some(rest) = literal.strip_suffix("\\b") {
            (literal, anchors) = (rest, anchors | ENDS_WORD);
        }
        let is_printable = literal.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        if !is_printable || !(LITERAL_MIN_BYTES..=LITERAL_MAX_BYTES).contains(&literal.len()) {
            return Err(format!(
                "Expected a literal of {LITERAL_MIN_BYTES} to {LITERAL_MAX_BYTES} bytes of printable ASCII, got \"{text}\""
            ));
        }
        if literal.len() == LITERAL_MIN_BYTES && anchors == 0 {
            return Err(format!("A literal of three bytes needs an anchor, got \"{text}\""));
        }
        Ok(Pattern { literal: literal.to_ascii_lowercase(), anchors })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_taken_off_the_literal() {
        let pattern = |literal: &str, anchors| Ok(Pattern { literal: literal.into(), anchors });
        assert_eq!(Pattern::parse("GPTBot"), pattern("gptbot", 0));
        assert_eq!(Pattern::parse("^curl/"), pattern("curl/", STARTS_AGENT));
        assert_eq!(Pattern::parse("\\bbot\\b"), pattern("bot", STARTS_WORD | ENDS_WORD));
        assert_eq!(Pattern::parse("^node$"), pattern("node", STARTS_AGENT | ENDS_AGENT));
    }

    #[test]
    fn a_literal_that_fills_no_window_is_refused() {
        for text in ["", "ab", "^ab$", "bot", "bücher", "a\tb", &"a".repeat(65)] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    }
}
