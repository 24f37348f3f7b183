//! The bots rule, from policy to decision.

mod judge;

use judge::{Guard, user_agent};
use snapwall_abi::{
    CONFIGURE_BOTS_ALLOW, CONFIGURE_BOTS_CLEAR_DENY, CONFIGURE_BOTS_DENY, CONFIGURE_BOTS_MISSING_USER_AGENT,
    CONFIGURE_BOTS_MODE, CONFIGURE_MODE,
};

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";
const GOOGLEBOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const GPTBOT: &str =
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)";

#[test]
fn the_default_policy_denies_named_bots_and_lets_browsers_in() {
    let mut guard = Guard::new("");
    assert_eq!(guard.check(user_agent(CHROME)).ids(), [] as [&str; 0]);
    let decision = guard.check(user_agent(GPTBOT));
    assert!(decision.denied);
    assert_eq!(decision.status, 403);
    assert_eq!(decision.reasons[0].id, "GPTBOT");
    assert_eq!(decision.reasons[0].category, "ai");
    let (slot, start, end) = decision.reasons[0].place.unwrap();
    assert_eq!((slot, &GPTBOT[start as usize..end as usize].to_lowercase()[..6]), (3, "gptbot"));
    assert_eq!(guard.check(user_agent("curl/8.7.1")).ids(), ["CURL"]);
}

#[test]
fn an_unknown_bot_is_caught_by_signs_or_by_its_shape() {
    let mut guard = Guard::new("");
    for (agent, id) in [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Qwertzbot/1.0", "GENERIC_BOT"),
        ("Qwertz/1.0", "NOT_BROWSER_SHAPED"),
        ("Mozilla/5.0", "NOT_BROWSER_SHAPED"),
    ] {
        let decision = guard.check(user_agent(agent));
        assert!(decision.denied, "{agent}");
        assert_eq!(decision.ids(), [id], "{agent}");
        assert_eq!(decision.reasons[0].category, "unknown");
    }
}

#[test]
fn a_request_without_a_user_agent_follows_the_policy() {
    for (policy, denied, effect) in [
        ("", true, "deny"),
        (r#"{"bots":{"missingUserAgent":"allow"}}"#, false, "note"),
        (r#"{"mode":"report","bots":{}}"#, false, "report"),
    ] {
        let mut guard = Guard::new(policy);
        for slots in [[None; 6], user_agent(""), user_agent(" \t ")] {
            let decision = guard.check(slots);
            assert_eq!((decision.denied, decision.ids()), (denied, vec!["NO_USER_AGENT"]));
            assert_eq!(decision.reasons[0].effect, effect);
        }
    }
}

#[test]
fn allow_beats_deny_by_id_and_by_category() {
    for allow in ["GOOGLEBOT", "category:search", "googlebot", "*"] {
        let mut guard = Guard::new(&format!(r#"{{"bots":{{"deny":["*"],"allow":["{allow}"]}}}}"#));
        let decision = guard.check(user_agent(GOOGLEBOT));
        assert!(!decision.denied, "{allow}");
        assert_eq!(decision.reasons[0].effect, "allow");
        assert_eq!(guard.check(user_agent(GPTBOT)).denied, allow != "*");
    }
}

#[test]
fn what_no_list_names_is_noted_and_passes() {
    let mut guard = Guard::new(r#"{"bots":{"deny":["category:ai","CURL"]}}"#);
    assert!(guard.check(user_agent(GPTBOT)).denied);
    assert!(guard.check(user_agent("curl/8.0")).denied);
    let decision = guard.check(user_agent(GOOGLEBOT));
    assert_eq!((decision.denied, decision.reasons[0].effect), (false, "note"));
}

#[test]
fn a_policy_without_the_rule_judges_no_bots() {
    let mut guard = Guard::new("{}");
    assert_eq!(guard.check(user_agent("curl/8.0")).ids(), [] as [&str; 0]);
    assert_eq!(guard.check([None; 6]).ids(), [] as [&str; 0]);
}

#[test]
fn a_headless_brand_or_a_signature_agent_gives_a_browser_away() {
    let mut guard = Guard::new("");
    let mut slots = user_agent(CHROME);
    slots[4] = Some(br#""HeadlessChrome";v="147", "Not.A/Brand";v="8""#);
    assert_eq!(guard.check(slots).reasons[0].category, "headless");
    slots[4] = Some(br#""Google Chrome";v="147", "DuckDuckGo";v="8", "Googlebot";v="1""#);
    assert!(!guard.check(slots).denied, "only headless brands count");
    slots[5] = Some(br#""https://agent.example""#);
    assert_eq!(guard.check(slots).ids(), ["SIGNATURE_AGENT"]);
    slots[5] = Some(br#""https://gptbot.example""#);
    assert_eq!(guard.check(slots).ids(), ["GPTBOT"]);
}

#[test]
fn run_time_settings_replace_those_of_the_policy() {
    let mut guard = Guard::new("");
    assert_eq!(
        guard.configure(&[(CONFIGURE_BOTS_ALLOW, "GoogleBot"), (CONFIGURE_BOTS_MISSING_USER_AGENT, "allow")]),
        0
    );
    assert!(!guard.check(user_agent(GOOGLEBOT)).denied);
    assert!(!guard.check([None; 6]).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_CLEAR_DENY, ""), (CONFIGURE_BOTS_DENY, "category:AI")]), 0);
    assert!(guard.check(user_agent(GPTBOT)).denied);
    assert!(!guard.check(user_agent("curl/8.0")).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_MODE, "report")]), 0);
    assert_eq!(guard.check(user_agent(GPTBOT)).reasons[0].effect, "report");
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_MODE, "enforce"), (CONFIGURE_MODE, "report")]), 0);
    assert!(guard.check(user_agent(GPTBOT)).denied, "the rule's own mode wins");
    assert_eq!(guard.configure(&[(CONFIGURE_MODE, "report"), (CONFIGURE_BOTS_DENY, "GOGLEBOT")]), 2);
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_DENY, "category:a")]), 1);
    assert_eq!(guard.configure(&[(99, "")]), 1);
}

#[test]
fn an_attacker_who_names_many_bots_is_still_denied() {
    let mut guard = Guard::new("");
    let agent = "cubot ".repeat(5_000) + "GPTBot";
    assert_eq!(guard.check(user_agent(&agent)).ids(), ["GPTBOT"]);
    let decision = guard.check(user_agent(&"Googlebot/2.1 GPTBot curl/8 ".repeat(1_000)));
    assert!(decision.denied && decision.reasons.len() <= 16);
}

#[test]
fn a_denial_behind_many_bots_that_pass_still_denies() {
    let mut guard = Guard::new(r#"{"bots":{"deny":["GPTBOT"]}}"#);
    for before in [0, 1, 15, 16, 17, 40, 600] {
        let decision = guard.check(user_agent(&("Googlebot ".repeat(before) + "GPTBot")));
        assert!(decision.denied, "behind {before}");
        assert_eq!(decision.reasons.iter().filter(|reason| reason.effect == "deny").count(), 1);
    }
}
