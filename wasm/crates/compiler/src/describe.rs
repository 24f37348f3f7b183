//! A module's description of itself: the JSON of its custom section.

use snapwall_abi::{ABSENT, ACTIONS, MODES, RULES};

use crate::content::{EmailPolicy, SensitivePolicy};
use crate::data::RuleData;
use crate::filters::FiltersPolicy;
use crate::json::{object, string, strings};
use crate::policy::{BotsPolicy, Policy, Selector};

/// Functions of the matcher half with export names of their own, besides the rules that can give a reason: parts of rules,
/// and separate calls into the guest.
const PARTS: &[&str] = &[
    "request.further",
    "bots.patterns",
    "bots.further",
    "bots.names",
    "bots.regex",
    "bots.verified",
    "bots.impersonation",
    "bots.options",
    "client.options",
    "filters.regex",
    "fingerprint",
    "email.folded",
    "sensitive.custom",
];

/// The members of the custom section that the compiler half provides.
pub fn describe(policy: &Policy, data: &RuleData) -> String {
    let asks = |what: fn(&BotsPolicy) -> bool| policy.bots.as_ref().is_some_and(what);
    let bot_regexes = asks(|bots| bots.custom.uses_regexes());
    let claims = asks(|bots| !bots.claims.is_empty());
    let rules = RULES.iter().chain(PARTS).filter(|name| match **name {
        "bots" | "bots.patterns" => policy.bots.is_some(),
        "bots.regex" => bot_regexes,
        "bots.further" => bot_regexes || claims,
        "bots.names" => bot_regexes || asks(|bots| !bots.claims.crawlers.is_empty()),
        "bots.verified" => asks(|bots| !bots.claims.crawlers.is_empty()),
        "bots.impersonation" => asks(|bots| bots.claims.impersonation.is_some()),
        "bots.options" => claims,
        "client" | "client.options" => policy.client.is_some(),
        "filters" => policy.filters.is_some(),
        "filters.regex" => policy.filters.as_ref().is_some_and(FiltersPolicy::uses_regexes),
        "fingerprint" => policy.fingerprint.is_some(),
        "shield" => policy.shield.is_some(),
        "email" => policy.email.is_some(),
        "email.folded" => policy.email.as_ref().is_some_and(EmailPolicy::reads_folded),
        "sensitive" => policy.sensitive.is_some(),
        "sensitive.custom" => policy.sensitive.as_ref().is_some_and(SensitivePolicy::uses_custom),
        "request.further" => {
            bot_regexes
                || claims
                || policy.client.is_some()
                || policy.filters.is_some()
                || policy.shield.is_some()
        }
        _ => true,
    });
    let ids_in = |category: usize| {
        let members = data.named().filter(move |bot| bot.categories.contains(&category));
        strings(members.map(|bot| &bot.id))
    };
    let bots = data.categories.iter().enumerate().map(|(index, name)| (name.as_str(), ids_in(index)));
    object([
        ("policy", normalise(policy, data)),
        ("rules", strings(rules)),
        ("bots", object(if policy.bots.is_some() { bots.collect() } else { Vec::new() })),
    ])
}

/// The policy with every default written out.
fn normalise(policy: &Policy, data: &RuleData) -> String {
    let mut members = vec![("mode", string(MODES[policy.mode as usize]))];
    if let Some(bots) = &policy.bots {
        members.push(("bots", normalise_bots(bots, data)));
    }
    if let Some(client) = &policy.client {
        members.push(("client", client.to_json()));
    }
    if !policy.lists.is_empty() {
        members.push(("lists", policy.lists.to_json()));
    }
    if let Some(filters) = &policy.filters {
        members.push(("filters", filters.to_json()));
    }
    if let Some(shield) = &policy.shield {
        members.push(("shield", shield.to_json()));
    }
    if let Some(fingerprint) = &policy.fingerprint {
        members.push(("fingerprint", fingerprint.to_json()));
    }
    if let Some(email) = &policy.email {
        members.push(("email", email.to_json()));
    }
    if let Some(sensitive) = &policy.sensitive {
        members.push(("sensitive", sensitive.to_json()));
    }
    members.push(("onError", string(ACTIONS[policy.on_error as usize])));
    object(members)
}

fn normalise_bots(bots: &BotsPolicy, data: &RuleData) -> String {
    let mut members = Vec::new();
    if bots.mode != ABSENT {
        members.push(("mode", string(MODES[bots.mode as usize])));
    }
    members.push(("deny", names(&bots.deny, data)));
    members.push(("allow", names(&bots.allow, data)));
    if !bots.custom.is_empty() {
        members.push(("custom", bots.custom.to_json(data)));
    }
    members.extend(bots.claims.to_members(data));
    members.push(("missingUserAgent", string(ACTIONS[bots.missing_user_agent as usize])));
    object(members)
}

fn names(list: &[Selector], data: &RuleData) -> String {
    strings(list.iter().map(|selector| match selector {
        Selector::All => "*".to_owned(),
        Selector::Category(index) => format!("category:{}", data.categories[*index]),
        Selector::Bot(index) => data.named().nth(*index).expect("an index in range").id.clone(),
    }))
}
