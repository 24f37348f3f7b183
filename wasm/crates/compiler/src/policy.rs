//! A policy as a user writes it.

use snapwall_abi::{ABSENT, ACTION_ALLOW, ACTION_DENY, ACTIONS, MODE_ENFORCE, MODES};

use crate::data::RuleData;
use crate::error::PolicyError;
use crate::reader::{Document, Node, parse, suggesting};
use crate::suggest::quoted;

/// What the modules ship with: every automated client is denied, and what sends no User-Agent.
pub const DEFAULT: &str = r#"{ "bots": { "deny": ["*"] } }"#;

/// A policy, read and checked.
pub struct Policy {
    /// Index into the ABI's `modes`.
    pub mode: u32,
    /// Index into the ABI's `actions`.
    pub on_error: u32,
    pub bots: Option<BotsPolicy>,
}

/// The rule `bots`.
pub struct BotsPolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    pub mode: u32,
    pub deny: Vec<Selector>,
    pub allow: Vec<Selector>,
    /// Index into the ABI's `actions`.
    pub missing_user_agent: u32,
}

/// What a name in a list of bots selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `*`: every bot and every sign.
    All,
    /// `category:ai`: an index into `RuleData::categories`.
    Category(usize),
    /// An id: an index into bots followed by signs followed by built-in signs.
    Bot(usize),
}

/// Rules that a policy may name and this version cannot compile.
const UNAVAILABLE: [&str; 6] = ["shield", "filters", "email", "sensitive", "client", "rateLimits"];

impl Policy {
    /// Reads a policy; blank text is the default policy.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(text: &str, data: &RuleData) -> Result<Self, PolicyError> {
        let text = if text.trim().is_empty() { DEFAULT } else { text };
        let value = parse(text)?;
        let document = Document::new(text);
        let Some(value) = &value else {
            return Err(document.at_start("syntax", "Expected a policy, got comments only"));
        };
        let mut policy = Policy { mode: MODE_ENFORCE, on_error: ACTION_ALLOW, bots: None };
        let root = Node { document, path: String::new(), value };
        let known: Vec<_> = ["$schema", "mode", "onError", "bots"].into_iter().chain(UNAVAILABLE).collect();
        for (key, node) in root.members(&known)? {
            match key {
                "mode" => policy.mode = node.choice(&MODES)?,
                "onError" => policy.on_error = node.choice(&ACTIONS)?,
                "bots" => policy.bots = Some(BotsPolicy::read(&node, data)?),
                "$schema" => _ = node.text()?,
                _ => {
                    let message = format!("This version has no rule \"{key}\" yet");
                    return Err(node.error("unavailable", message));
                }
            }
        }
        Ok(policy)
    }
}

impl BotsPolicy {
    fn read(node: &Node, data: &RuleData) -> Result<Self, PolicyError> {
        let mut bots = BotsPolicy {
            mode: ABSENT,
            deny: vec![Selector::All],
            allow: Vec::new(),
            missing_user_agent: ACTION_DENY,
        };
        for (key, node) in node.members(&["mode", "deny", "allow", "missingUserAgent"])? {
            match key {
                "mode" => bots.mode = node.choice(&MODES)?,
                "deny" => bots.deny = selectors(&node, data)?,
                "allow" => bots.allow = selectors(&node, data)?,
                _ => bots.missing_user_agent = node.choice(&ACTIONS)?,
            }
        }
        Ok(bots)
    }
}

fn selectors(node: &Node, data: &RuleData) -> Result<Vec<Selector>, PolicyError> {
    node.elements()?.iter().map(|element| selector(element, data)).collect()
}

fn selector(node: &Node, data: &RuleData) -> Result<Selector, PolicyError> {
    const PREFIX: &str = "category:";
    let name = node.text()?;
    if name == "*" {
        return Ok(Selector::All);
    }
    if let Some(start) = name.get(..PREFIX.len()).filter(|start| start.eq_ignore_ascii_case(PREFIX)) {
        let category = &name[start.len()..];
        return data.category(category).map(Selector::Category).ok_or_else(|| {
            let error = node.error("unknownName", format!("Unknown category {}", quoted(category)));
            suggesting(error, category, data.categories.iter().map(String::as_str))
        });
    }
    let index = data.named().position(|bot| bot.id.eq_ignore_ascii_case(name));
    index.map(Selector::Bot).ok_or_else(|| {
        let error = node.error("unknownName", format!("Unknown bot {}", quoted(name)));
        // A category without its prefix is the likelier slip than a bot of nearly that name.
        match data.category(name) {
            Some(category) => {
                let meant = format!("{PREFIX}{}", data.categories[category]);
                suggesting(error, &meant, [meant.as_str()])
            }
            None => suggesting(error, name, data.named().map(|bot| bot.id.as_str())),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::shipped;

    fn error(text: &str) -> PolicyError {
        Policy::read(text, &shipped()).err().expect("an error")
    }

    #[test]
    fn blank_text_is_the_default_policy() {
        let policy = Policy::read(" \n", &shipped()).unwrap();
        assert_eq!(policy.bots.unwrap().deny, [Selector::All]);
    }

    #[test]
    fn comments_and_trailing_commas_are_accepted() {
        let text = "{ // who may come in\n \"bots\": { \"allow\": [\"GOOGLEBOT\",], /* */ }, }";
        assert_eq!(Policy::read(text, &shipped()).unwrap().bots.unwrap().allow.len(), 1);
    }

    #[test]
    fn an_unknown_bot_is_an_error_with_its_place_and_the_nearest_spelling() {
        let found = error("{\n  \"bots\": { \"deny\": [\"CURL\",\n    \"GOGLEBOT\"] }\n}");
        assert_eq!((found.code, found.path.as_str()), ("unknownName", "bots.deny[1]"));
        assert_eq!((found.line, found.column), (3, 5));
        assert_eq!(found.suggestion.as_deref(), Some("GOOGLEBOT"));
        assert_eq!(found.message, "Unknown bot \"GOGLEBOT\"; did you mean \"GOOGLEBOT\"?");
    }

    #[test]
    fn a_category_without_its_prefix_is_recognised() {
        assert_eq!(error(r#"{"bots":{"deny":["ai"]}}"#).suggestion.as_deref(), Some("category:ai"));
    }

    #[test]
    fn every_kind_of_mistake_has_a_code() {
        for (text, code, suggestion) in [
            ("{", "syntax", None),
            ("// nothing", "syntax", None),
            ("{\"mode\": 'report'}", "syntax", None),
            ("[]", "wrongType", None),
            (r#"{"mode": 1}"#, "wrongType", None),
            (r#"{"bots": []}"#, "wrongType", None),
            (r#"{"bots": {"deny": "CURL"}}"#, "wrongType", None),
            (r#"{"mode": "reprot"}"#, "unknownName", Some("report")),
            (r#"{"bot": {}}"#, "unknownKey", Some("bots")),
            (r#"{"bots": {"denny": []}}"#, "unknownKey", Some("deny")),
            (r#"{"bots": {"deny": ["category:serch"]}}"#, "unknownName", Some("search")),
            (r#"{"mode": "report", "mode": "enforce"}"#, "duplicate", None),
            (r#"{"shield": {}}"#, "unavailable", None),
            (&"[".repeat(100_000), "limit", None),
            (&format!(r#"{{"mode": "{}"}}"#, "x".repeat(1 << 20)), "unknownName", None),
        ] {
            let found = error(text);
            assert_eq!((found.code, found.suggestion.as_deref()), (code, suggestion), "{text}");
        }
    }
}
