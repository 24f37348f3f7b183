//! A policy as a user writes it.

use snapwall_abi::{ABSENT, ACTIONS, CONTENT_RULE_EMAIL, CONTENT_RULE_FIELDS, CONTENT_RULE_SENSITIVE, MODES};
use snapwall_tables::BOTS_HEADERS;

use crate::claims::{ClaimsPolicy, Impersonation};
use crate::client::ClientPolicy;
use crate::content::{EmailPolicy, SensitivePolicy};
use crate::custom::CustomBots;
use crate::data::RuleData;
use crate::error::PolicyError;
use crate::filters::{FiltersPolicy, Lists};
use crate::fingerprint::FingerprintPolicy;
use crate::parts::arrange;
use crate::policy_schema::{
    BOTS_POLICY_ALLOW_MAX, BOTS_POLICY_DENY_DEFAULT, BOTS_POLICY_DENY_MAX, BOTS_POLICY_KEYS,
    BOTS_POLICY_MISSING_USER_AGENT_DEFAULT, BotsPolicyKey, POLICY_DEFAULT, POLICY_KEYS, POLICY_MAX_BYTES,
    POLICY_MODE_DEFAULT, POLICY_ON_ERROR_DEFAULT, PolicyKey,
};
use crate::reader::{Document, Node, parse, suggesting};
use crate::shield::ShieldPolicy;
use crate::suggest::quoted;

/// A policy, read and validated.
pub struct Policy {
    /// Index into the ABI's `modes`.
    pub mode: u32,
    /// Index into the ABI's `actions`.
    pub on_error: u32,
    pub bots: Option<BotsPolicy>,
    pub client: Option<ClientPolicy>,
    pub lists: Lists,
    pub filters: Option<FiltersPolicy>,
    pub shield: Option<ShieldPolicy>,
    pub fingerprint: Option<FingerprintPolicy>,
    pub email: Option<EmailPolicy>,
    pub sensitive: Option<SensitivePolicy>,
}

/// The rule `bots`.
pub struct BotsPolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    pub mode: u32,
    pub deny: Vec<Selector>,
    pub allow: Vec<Selector>,
    /// Index into the ABI's `actions`.
    pub missing_user_agent: u32,
    pub custom: CustomBots,
    pub claims: ClaimsPolicy,
}

/// What a name in a list of bots selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selector {
    /// `*`: every bot and every sign.
    All,
    /// `category:ai`: an index into `RuleData::categories`.
    Category(usize),
    /// An id: an index into bots, then signs, then built-in signs.
    Bot(usize),
}

impl Policy {
    /// Reads a policy; blank text is the default policy. The policy's own bots are added to the rule data.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(text: &str, data: &mut RuleData) -> Result<Self, PolicyError> {
        let document = Document::new(text);
        if text.len() > POLICY_MAX_BYTES {
            let message = format!("{} bytes, at most {POLICY_MAX_BYTES} fit", text.len());
            return Err(document.at_start("limit", &message));
        }
        if text.trim().is_empty() {
            return Self::read(POLICY_DEFAULT, data);
        }
        let value = parse(text)?;
        let Some(value) = &value else {
            return Err(document.at_start("syntax", "Expected a policy, got comments only"));
        };
        let mut policy = Policy {
            mode: POLICY_MODE_DEFAULT,
            on_error: POLICY_ON_ERROR_DEFAULT,
            bots: None,
            client: None,
            lists: Lists::default(),
            filters: None,
            shield: None,
            fingerprint: None,
            email: None,
            sensitive: None,
        };
        let root = Node { document, path: String::new(), value };
        let mut filters = None;
        for (key, node) in root.members(&POLICY_KEYS)? {
            match key {
                PolicyKey::Schema => _ = node.text()?,
                PolicyKey::Mode => policy.mode = node.choice(&MODES)?,
                PolicyKey::OnError => policy.on_error = node.choice(&ACTIONS)?,
                PolicyKey::Bots => policy.bots = Some(BotsPolicy::read(&node, data)?),
                PolicyKey::Client => policy.client = Some(ClientPolicy::read(&node)?),
                PolicyKey::Lists => policy.lists = Lists::read(&node)?,
                PolicyKey::Email => policy.email = Some(EmailPolicy::read(&node)?),
                PolicyKey::Sensitive => policy.sensitive = Some(SensitivePolicy::read(&node)?),
                PolicyKey::Shield => policy.shield = Some(ShieldPolicy::read(&node)?),
                PolicyKey::Fingerprint => policy.fingerprint = Some(FingerprintPolicy::read(&node)?),
                // Expressions refer to lists, which may come later.
                PolicyKey::Filters => filters = Some(node),
            }
        }
        if let Some(node) = filters {
            policy.filters = Some(FiltersPolicy::read(&node, &policy.lists, &policy.own_parts())?);
        }
        Ok(policy)
    }
}

impl Policy {
    /// Names of the parts that the rules other than filters read, headers first. They take the first slots: those of the
    /// bots rule, then that of the client rule.
    fn own_parts(&self) -> Vec<String> {
        let of_bots: &[&str] = if self.bots.is_some() { &BOTS_HEADERS } else { &[] };
        let of_client = self.client.iter().map(|client| client.header.clone());
        let of_shield = self.shield.iter().flat_map(|_| ShieldPolicy::parts()).map(str::to_owned);
        let of_claims = self.bots.iter().flat_map(|bots| bots.claims.parts()).map(str::to_owned);
        let of_others = of_bots.iter().map(|part| (*part).to_owned()).chain(of_client);
        let mut parts: Vec<String> = Vec::new();
        for part in of_others.chain(of_shield).chain(of_claims) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        arrange(&parts).0
    }

    /// The rules for content that the policy has, as bits of the layout word `contentRules`.
    pub fn content_rules(&self) -> u32 {
        let of_email = self.email.as_ref().map(|email| (CONTENT_RULE_EMAIL, email.reads_fields()));
        let of_text = self.sensitive.as_ref().map(|rule| (CONTENT_RULE_SENSITIVE, rule.reads_fields()));
        of_email.into_iter().chain(of_text).fold(0, |bits, (rule, reads_fields)| {
            bits | rule | if reads_fields { CONTENT_RULE_FIELDS } else { 0 }
        })
    }

    /// Names of all the parts that the policy reads, in the order of their slots.
    pub fn parts(&self) -> Vec<String> {
        match &self.filters {
            Some(filters) => filters.parts(),
            None => self.own_parts(),
        }
    }
}

impl BotsPolicy {
    fn read(node: &Node, data: &mut RuleData) -> Result<Self, PolicyError> {
        let mut bots = BotsPolicy {
            mode: ABSENT,
            deny: BOTS_POLICY_DENY_DEFAULT.iter().filter_map(|name| find_bot(name, data)).collect(),
            allow: Vec::new(),
            missing_user_agent: BOTS_POLICY_MISSING_USER_AGENT_DEFAULT,
            custom: CustomBots::none(),
            claims: ClaimsPolicy::default(),
        };
        let mut members = node.members(&BOTS_POLICY_KEYS)?;
        // Read custom bots first: the lists may name them, wherever they are in the policy.
        members.sort_by_key(|(key, _)| *key != BotsPolicyKey::Custom);
        for (key, node) in members {
            match key {
                BotsPolicyKey::Mode => bots.mode = node.choice(&MODES)?,
                BotsPolicyKey::Deny => bots.deny = selectors(&node, BOTS_POLICY_DENY_MAX, data)?,
                BotsPolicyKey::Allow => bots.allow = selectors(&node, BOTS_POLICY_ALLOW_MAX, data)?,
                BotsPolicyKey::MissingUserAgent => bots.missing_user_agent = node.choice(&ACTIONS)?,
                BotsPolicyKey::Custom => bots.custom = CustomBots::read(&node, data)?,
                BotsPolicyKey::Verified => bots.claims.read_verified(&node, data)?,
                BotsPolicyKey::Spoofed => bots.claims.spoofed = node.choice(&ACTIONS)?,
                BotsPolicyKey::Impersonation => {
                    bots.claims.impersonation = Some(Impersonation::read(&node)?);
                }
            }
        }
        Ok(bots)
    }
}

fn selectors(node: &Node, max: usize, data: &RuleData) -> Result<Vec<Selector>, PolicyError> {
    node.elements(max)?.map(|element| selector(&element, data)).collect()
}

fn selector(node: &Node, data: &RuleData) -> Result<Selector, PolicyError> {
    let name = node.text()?;
    find_bot(name, data).ok_or_else(|| explain_unknown(node, name, data))
}

/// The prefix of a category's name.
const PREFIX: &str = "category:";

/// The name of a category, after its prefix.
fn category(name: &str) -> Option<&str> {
    name.split_at_checked(PREFIX.len())
        .filter(|(start, _)| start.eq_ignore_ascii_case(PREFIX))
        .map(|(_, category)| category)
}

/// What a name selects.
pub fn find_bot(name: &str, data: &RuleData) -> Option<Selector> {
    if name == "*" {
        return Some(Selector::All);
    }
    if let Some(category) = category(name) {
        return data.category(category).map(Selector::Category);
    }
    data.named().position(|bot| bot.id.eq_ignore_ascii_case(name)).map(Selector::Bot)
}

fn explain_unknown(node: &Node, name: &str, data: &RuleData) -> PolicyError {
    if let Some(category) = category(name) {
        let error = node.error("unknownName", format!("Unknown category {}", quoted(category)));
        return suggesting(error, category, data.categories.iter().map(String::as_str));
    }
    let error = node.error("unknownName", format!("Unknown bot {}", quoted(name)));
    // A category without its prefix is a likelier slip than a bot with a similar name.
    match data.category(name) {
        Some(category) => {
            let meant = format!("{PREFIX}{}", data.categories[category]);
            suggesting(error, &meant, [meant.as_str()])
        }
        None => suggesting(error, name, data.named().map(|bot| bot.id.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::shipped;

    fn error(text: &str) -> PolicyError {
        Policy::read(text, &mut shipped()).err().expect("an error")
    }

    #[test]
    fn blank_text_is_the_default_policy() {
        let policy = Policy::read(" \n", &mut shipped()).unwrap();
        assert_eq!(policy.bots.unwrap().deny, [Selector::All]);
    }

    #[test]
    fn comments_and_trailing_commas_are_accepted() {
        let text = "{ // who may come in\n \"bots\": { \"allow\": [\"GOOGLEBOT\",], /* */ }, }";
        assert_eq!(Policy::read(text, &mut shipped()).unwrap().bots.unwrap().allow.len(), 1);
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
            (r#"{"rateLimits": []}"#, "unavailable", None),
            (&"[".repeat(100_000), "limit", None),
            (&format!(r#"{{"mode": "{}"}}"#, "x".repeat(1 << 20)), "unknownName", None),
        ] {
            let found = error(text);
            assert_eq!((found.code, found.suggestion.as_deref()), (code, suggestion), "{text}");
        }
    }
}
