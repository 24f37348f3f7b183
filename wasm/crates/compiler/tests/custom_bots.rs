//! The policy's own bots, from policy to decision.

mod judge;

use std::time::{Duration, Instant};

use judge::{Guard, input, user_agent};
use proptest::prelude::*;
use snapwall_abi::{CONFIGURE_BOTS_CLEAR_DENY, CONFIGURE_BOTS_DENY};
use snapwall_compiler::{PolicyError, compile};

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

fn literal(id: &str, text: &str) -> String {
    format!(r#"{{"id":"{id}","categories":["scraper"],"literal":"{text}"}}"#)
}

fn regex(id: &str, text: &str) -> String {
    let text = text.replace('\\', "\\\\");
    format!(r#"{{"id":"{id}","categories":["security","tool"],"regex":"{text}"}}"#)
}

fn policy(custom: &[String], rest: &str) -> String {
    format!(r#"{{"bots":{{{rest}"custom":[{}]}}}}"#, custom.join(","))
}

fn guard(custom: &[String], rest: &str) -> Guard {
    Guard::new(&policy(custom, rest))
}

fn error(custom: &[String]) -> PolicyError {
    compile(&input(&policy(custom, ""))).err().expect("an error")
}

fn in_chrome(name: &str) -> String {
    format!("{CHROME} {name}")
}

#[test]
fn a_literal_is_found_in_any_case_where_its_anchors_allow() {
    for (text, agent, is_found) in [
        ("acmescan", "x AcmeScan/1.0", true),
        ("acmescan", "ACMESCANNER", true),
        ("^acme/", "acme/1", true),
        ("^acme/", "x acme/1", false),
        ("\\\\bacme\\\\b", "x (acme)", true),
        ("\\\\bacme\\\\b", "acmes", false),
        ("acme$", "x acme", true),
        ("acme$", "acme x", false),
        ("\\\\bacm", "x acm1", true),
    ] {
        let decision = guard(&[literal("OWN_BOT", text)], "").check(user_agent(agent));
        assert_eq!(decision.ids() == ["OWN_BOT"], is_found, "{text} in {agent}");
        if is_found {
            assert_eq!((decision.denied, decision.reasons[0].category.as_str()), (true, "scraper"));
            let (slot, start, end) = decision.reasons[0].place.unwrap();
            let found = agent[start as usize..end as usize].to_lowercase();
            assert_eq!((slot, text.contains(&found)), (3, true), "{found}");
        }
    }
}

#[test]
fn a_regular_expression_is_searched_in_any_case_and_stands_for_the_whole_user_agent() {
    let mut guard = guard(&[regex("X", "acme-(bot|crawler)/[0-9]+"), literal("Y", "bcme-bot")], "");
    for (agent, ids) in [
        ("Acme-Crawler/12", vec!["X"]),
        (CHROME, vec![]),
        (&in_chrome("acme-bot/7"), vec!["X"]),
        (&in_chrome("bcme-bot"), vec!["Y"]),
        ("acme-bot/7 bcme-bot", vec!["X", "Y"]),
    ] {
        let decision = guard.check(user_agent(agent));
        assert_eq!(decision.ids(), ids, "{agent}");
        assert_eq!(decision.denied, !ids.is_empty());
        if ids.first() == Some(&"X") {
            assert_eq!(decision.reasons[0].place, Some((3, 0, agent.len() as u32)));
            assert_eq!(decision.reasons[0].category, "security");
        }
    }
    assert_eq!(guard.check(user_agent("acme-bot/")).ids(), ["GENERIC_BOT"]);
}

#[test]
fn own_bots_hide_signs_and_stand_beside_other_names() {
    let own = [regex("X", "^scanner-[0-9]"), literal("Y", "acmebot")];
    let mut guard = guard(&own, r#""allow":["X"],"#);
    let decision = guard.check(user_agent("scanner-7 (+http://acme.example/bot)"));
    assert_eq!((decision.ids(), decision.denied), (vec!["X"], false));
    let decision = guard.check(user_agent("scanner-7 curl/8 acmebot"));
    assert_eq!((decision.ids(), decision.denied), (vec!["X", "CURL", "Y"], false), "one allowed bot allows");
    assert!(guard.check(user_agent("curl/8 acmebot")).denied);
    let decision = guard.check(user_agent("acmebot (+http://acme.example/bot)"));
    assert_eq!(decision.ids(), ["Y"]);
}

#[test]
fn a_missing_user_agent_matches_no_regular_expression() {
    let mut guard = guard(&[regex("X", r"^\s*$")], r#""allow":["X"],"#);
    for slots in [[None; 6], user_agent(""), user_agent(" \t")] {
        assert_eq!(guard.check(slots).ids(), ["NO_USER_AGENT"]);
    }
}

#[test]
fn lists_and_run_time_settings_name_own_bots_by_id_and_category() {
    let own = [literal("A_7", "alphascan"), regex("B__B", "beta-?scan")];
    for deny in ["A_7\",\"B__B", "a_7\",\"b__b", "category:scraper\",\"category:tool"] {
        let mut guard = guard(&own, &format!(r#""deny":["{deny}"],"#));
        assert!(guard.check(user_agent("alphascan")).denied, "{deny}");
        assert!(guard.check(user_agent("beta-scan")).denied, "{deny}");
        assert!(!guard.check(user_agent("Googlebot")).denied, "{deny}");
        assert_eq!(guard.configure(&[(CONFIGURE_BOTS_CLEAR_DENY, ""), (CONFIGURE_BOTS_DENY, "b__b")]), 0);
        assert!(!guard.check(user_agent("alphascan")).denied);
        assert_eq!(guard.check(user_agent("betascan")).reasons[0].id, "B__B");
        assert!(guard.check(user_agent("betascan")).denied);
    }
}

#[test]
fn each_of_many_regular_expressions_is_told_by_itself() {
    let own: Vec<String> =
        (0..40).map(|index| regex(&format!("R{index}"), &format!("own{index}-[a-z]+/"))).collect();
    let mut guard = guard(&own, "");
    for index in 0..40 {
        let decision = guard.check(user_agent(&in_chrome(&format!("OWN{index}-x/"))));
        assert_eq!(decision.ids(), [format!("R{index}")]);
    }
    let decision = guard.check(user_agent("own3-a/ own39-a/ own17/"));
    assert_eq!(decision.ids(), ["R3", "R39"]);
    assert_eq!(guard.check(user_agent(CHROME)).ids(), [] as [&str; 0]);
}

#[test]
fn expressions_that_do_not_fit_together_work_apart() {
    // Each must remember where its letter occurred in the last bytes; a common automaton must remember that for all
    // letters.
    let own: Vec<String> = ('a'..='j')
        .map(|letter| regex(&letter.to_uppercase().to_string(), &format!("{letter}[^#]{{7}}#")))
        .collect();
    let mut guard = guard(&own, "");
    assert_eq!(guard.check(user_agent("c.......#")).ids(), ["C"]);
    assert_eq!(guard.check(user_agent("....j.......#")).ids(), ["J"]);
    assert!(!guard.check(user_agent("c........#")).ids().contains(&"C"));
}

#[test]
fn every_kind_of_mistake_has_its_place() {
    let one = |bot: &str| vec![bot.to_owned()];
    let bot = |members: &str| vec![format!(r#"{{"id":"A","categories":["ai"],{members}}}"#)];
    for (custom, code, path, suggestion) in [
        (one("1"), "wrongType", "bots.custom[0]", None),
        (one("{}"), "wrongType", "bots.custom[0]", None),
        (one(&literal("Acme Scanner", "acme")), "unknownName", "bots.custom[0].id", Some("ACME_SCANNER")),
        (one(&literal("é", "acme")), "unknownName", "bots.custom[0].id", None),
        (one(&literal("GPTBOT", "acme")), "duplicate", "bots.custom[0].id", None),
        (one(&literal("NO_USER_AGENT", "acme")), "duplicate", "bots.custom[0].id", None),
        (one(&literal("GENERIC_BOT", "acme")), "duplicate", "bots.custom[0].id", None),
        (vec![literal("A", "acme"), literal("A", "acmf")], "duplicate", "bots.custom[1].id", None),
        (vec![literal("A", "acme"), literal("B", "^ACME")], "duplicate", "bots.custom[1].literal", None),
        (one(&literal("A", "GPTBot")), "duplicate", "bots.custom[0].literal", None),
        (one(&literal("A", "cubot")), "duplicate", "bots.custom[0].literal", None),
        (one(&literal("A", "abc")), "syntax", "bots.custom[0].literal", None),
        (one(&literal("A", "bücher")), "syntax", "bots.custom[0].literal", None),
        (one(&regex("A", "(acme")), "syntax", "bots.custom[0].regex", None),
        (one(&regex("A", "acme|")), "syntax", "bots.custom[0].regex", None),
        (one(&regex("A", "(a|b)*c.{9,600}")), "limit", "bots.custom[0].regex", None),
        (one(&regex("A", &"a".repeat(8_193))), "limit", "bots.custom[0].regex", None),
        (bot(r#""literal":"acme","regex":"acme""#), "wrongType", "bots.custom[0]", None),
        (bot(r#""literal":1"#), "wrongType", "bots.custom[0].literal", None),
        (bot(r#""litteral":"acme""#), "unknownKey", "bots.custom[0].litteral", Some("literal")),
        (
            one(r#"{"id":"A","categories":["serch"],"literal":"acme"}"#),
            "unknownName",
            "bots.custom[0].categories[0]",
            Some("search"),
        ),
    ] {
        let found = error(&custom);
        assert_eq!((found.code, found.path.as_str()), (code, path), "{custom:?}: {}", found.message);
        assert_eq!(found.suggestion.as_deref(), suggestion, "{}", found.message);
        assert_eq!(found.line, 1);
    }
}

#[test]
fn what_does_not_fit_is_a_limit_that_says_how_many_do() {
    let many = |count: usize| {
        (0..count).map(|index| literal(&format!("OWN{index}"), &format!("own{index}"))).collect::<Vec<_>>()
    };
    let start = Instant::now();
    let found = error(&many(100_000));
    assert!(found.code == "limit" && found.message.ends_with("bytes, at most 4194304 fit"), "{found:?}");
    let found = error(&many(60_000));
    assert_eq!((found.code, found.message.as_str()), ("limit", "60000 elements, at most 4096 fit"));
    assert!(start.elapsed() < Duration::from_secs(5));
    let found = error(&many(4_000));
    let fits: usize = found.message.split(' ').nth(7).unwrap().parse().expect(&found.message);
    assert_eq!((found.code, found.path), ("limit", format!("bots.custom[{fits}]")));
    assert!(found.message.starts_with("4000 bots of your own, of which"));
    let mut guard = guard(&many(fits), "");
    assert_eq!(guard.check(user_agent(&in_chrome("own1234"))).ids(), ["OWN1234"]);
    // Ids that are not derived from a literal, and long literals, take up text.
    let long = |index: usize| literal(&format!("{:A<60}{index}", ""), &format!("{:b<60}{index}", ""));
    let long: Vec<String> = (100..900).map(long).collect();
    let found = error(&long);
    assert!(found.code == "limit" && found.path.starts_with("bots.custom["), "{found:?}");
    let regexes: Vec<String> = (0..257).map(|index| regex(&format!("R{index}"), "acme")).collect();
    let found = error(&regexes);
    assert_eq!((found.code, found.path.as_str()), ("limit", "bots.custom[256].regex"));
    assert!(compile(&input(&policy(&regexes[..256], ""))).is_ok());
}

#[test]
fn the_description_lists_own_bots_and_the_code_that_they_need() {
    let describe = |custom: &[String]| compile(&input(&policy(custom, ""))).expect("a policy").description;
    let of_literals = describe(&[literal("OWN_BOT", "^acme-")]);
    assert!(
        of_literals.contains(r#""custom":[{"id":"OWN_BOT","categories":["scraper"],"literal":"^acme-"}]"#)
    );
    assert!(!of_literals.contains("bots.regex") && !of_literals.contains("request.further"));
    let of_regexes = describe(&[regex("OWN_BOT", "acme")]);
    assert!(
        of_regexes.contains(r#""request.further","bots.patterns","bots.further","bots.names","bots.regex"]"#),
        "{of_regexes:.300}"
    );
    assert!(!describe(&[]).contains("custom"));
    let with_filter = |test: &str| {
        let policy = format!(r#"{{"filters":{{"deny":["http.host {test}"]}}}}"#);
        compile(&input(&policy)).expect("a policy").description
    };
    assert!(with_filter(r#"matches \"a+\""#).contains("filters.regex"));
    assert!(!with_filter(r#"contains \"a\""#).contains("filters.regex"));
}

/// A word that is not part of anything shipped.
fn words() -> impl Strategy<Value = String> {
    "[a-z0-9 /;.-]{0,6}zq[a-z0-9/-]{2,20}".prop_map(|text| text.trim().to_owned())
}

fn in_random_case(text: &str, capitals: u32) -> String {
    let flip = |(index, char): (usize, char)| match capitals >> (index % 32) & 1 {
        0 => char,
        _ => char.to_ascii_uppercase(),
    };
    text.chars().enumerate().map(flip).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn a_literal_is_found_wherever_it_stands_in_any_case(
        word in words(), before in "[ -~]{0,80}", after in "[ -~]{0,80}", capitals in any::<u32>(),
    ) {
        let mut guard = guard(&[literal("OWN_BOT", &word)], "");
        let agent = format!("{before}{}{after}", in_random_case(&word, capitals));
        let decision = guard.check(user_agent(&agent));
        prop_assert!(decision.ids().contains(&"OWN_BOT"), "{:?} in {:?}: {:?}", word, agent, decision.ids());
    }

    #[test]
    fn a_regular_expression_finds_what_its_words_say_in_any_case(
        pieces in prop::collection::vec("own[0-3]?[0-9]-|[a-c]{0,3}|/|[ -~]{0,3}", 0..12), capitals in any::<u32>(),
    ) {
        let own: Vec<String> = (0..20).map(|index| regex(&format!("R{index}"), &format!("own{index}-[a-c]+/"))).collect();
        let mut guard = guard(&own, r#""missingUserAgent":"allow","#);
        let agent = in_random_case(&pieces.concat(), capitals);
        let decision = guard.check(user_agent(&agent));
        for index in 0..20 {
            let name = format!("own{index}-");
            let lower = agent.to_ascii_lowercase();
            let is_there = lower.match_indices(&name).any(|(at, _)| {
                let rest = &lower[at + name.len()..];
                let behind = rest.trim_start_matches(['a', 'b', 'c']);
                behind.len() < rest.len() && behind.starts_with('/')
            });
            prop_assert_eq!(decision.ids().contains(&format!("R{index}").as_str()), is_there, "{} in {:?}", index, agent);
        }
    }
}
