//! Names and claims that have to be proven: `verified`, `spoofed` and `impersonation` of a policy's bots.

mod judge;

use judge::{Decision, Guard, Request, input};
use proptest::prelude::*;
use snapwall_abi::{
    CONFIGURE_BOTS_ALLOW, CONFIGURE_BOTS_SPOOFED, CONFIGURE_IMPERSONATION_MODE, CONFIGURE_IMPERSONATION_SCORE,
};
use snapwall_compiler::compile;

const GOOGLEBOT: &str = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const BINGBOT: &str = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";
const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";

const INSIDE: &str = "66.249.66.1";
const OUTSIDE: &str = "192.0.2.1";
const RANGES: &str = r#""GOOGLEBOT": ["66.249.64.0/19", "2001:4860:4801::/48"]"#;

fn guard(bots: &str) -> Guard {
    Guard::new(&format!(r#"{{ "bots": {{ {bots} }} }}"#))
}

fn visit(agent: &str, address: &str) -> Request {
    Request::get("https://a.test/", address).with("user-agent", agent)
}

/// The id, category and effect of each reason.
fn told(decision: &Decision) -> Vec<(&str, &str, &str)> {
    let facts = decision.reasons.iter();
    facts.map(|reason| (reason.id.as_str(), reason.category.as_str(), reason.effect)).collect()
}

#[test]
fn a_crawler_that_proves_its_name_comes_in_and_one_that_forges_it_does_not() {
    let search = |effect| ("GOOGLEBOT", "search", effect);
    let spoofed = |effect| ("GOOGLEBOT", "spoofed", effect);
    for (lists, address, expected) in [
        ("", INSIDE, search("allow")),
        ("", "::ffff:66.249.66.1", search("allow")),
        ("", "2001:4860:4801:10::7", search("allow")),
        ("", OUTSIDE, spoofed("deny")),
        ("", "2001:4860:4802::1", spoofed("deny")),
        // The address is unknown: nothing is proven, and nobody is accused.
        ("", "", search("deny")),
        (r#""deny": [],"#, "", search("note")),
        (r#""allow": ["GOOGLEBOT"],"#, "", search("deny")),
        (r#""allow": ["category:search", "*"],"#, "", search("deny")),
        (r#""deny": [],"#, OUTSIDE, spoofed("deny")),
        (r#""allow": ["GOOGLEBOT"],"#, OUTSIDE, spoofed("deny")),
        (r#""deny": ["category:search"],"#, INSIDE, search("allow")),
        // A policy that names it in `deny` means it.
        (r#""deny": ["GOOGLEBOT"],"#, INSIDE, search("deny")),
        (r#""deny": ["GOOGLEBOT"], "allow": ["category:search"],"#, INSIDE, search("allow")),
        (r#""spoofed": "allow","#, OUTSIDE, search("deny")),
        (r#""spoofed": "allow", "allow": ["GOOGLEBOT"],"#, OUTSIDE, search("deny")),
        (r#""spoofed": "allow", "deny": [],"#, OUTSIDE, search("note")),
        (r#""mode": "report","#, OUTSIDE, spoofed("report")),
    ] {
        let mut guard = guard(&format!(r#"{lists} "verified": {{ {RANGES} }}"#));
        let decision = guard.check_request(&visit(GOOGLEBOT, address));
        assert_eq!(told(&decision), [expected], "{lists} {address}");
        assert_eq!(decision.denied, expected.2 == "deny");
        let place = decision.reasons[0].place.expect("a place");
        assert_eq!((place.0, place.2 - place.1), (3, 9), "the name in the User-Agent");
    }
}

#[test]
fn the_platform_s_word_counts_where_the_policy_asks_for_it() {
    for (proofs, word, address, category, denied) in [
        (r#"["platform"]"#, "true", "", "search", false),
        (r#"["Platform"]"#, "false", "", "spoofed", true),
        (r#"["platform"]"#, "", "", "search", true),
        (r#"["platform"]"#, "yes", "", "search", true),
        (r#"["platform", "66.249.64.0/19"]"#, "false", INSIDE, "search", false),
        (r#"["platform", "66.249.64.0/19"]"#, "true", OUTSIDE, "search", false),
        (r#"["platform", "66.249.64.0/19"]"#, "false", OUTSIDE, "spoofed", true),
        // The platform could still confirm it.
        (r#"["platform", "66.249.64.0/19"]"#, "", OUTSIDE, "search", true),
        (r#"["66.249.64.0/19"]"#, "true", OUTSIDE, "spoofed", true),
    ] {
        let mut guard = guard(&format!(r#""verified": {{ "googlebot": {proofs} }}"#));
        let mut request = visit(GOOGLEBOT, address);
        if !word.is_empty() {
            request = request.with(":bot.verified", word);
        }
        let decision = guard.check_request(&request);
        assert_eq!(decision.reasons[0].category, category, "{proofs} {word} {address}");
        assert_eq!(decision.denied, denied, "{proofs} {word} {address}");
    }
}

#[test]
fn other_names_are_worth_what_the_lists_say_and_none_saves_a_forgery() {
    let policy = format!(r#""allow": ["BINGBOT"], "verified": {{ {RANGES} }}"#);
    let mut guard = guard(&policy);
    let bing = ("BINGBOT", "search", "allow");
    assert_eq!(told(&guard.check_request(&visit(BINGBOT, OUTSIDE))), [bing; 2]);
    let both = guard.check_request(&visit(&format!("{BINGBOT} {GOOGLEBOT}"), OUTSIDE));
    assert!(both.denied);
    assert_eq!(told(&both), [bing, bing, ("GOOGLEBOT", "spoofed", "deny")]);
    let curl = guard.check_request(&visit("curl/8.15.0", INSIDE));
    assert_eq!(told(&curl), [("CURL", "tool", "deny")]);
    assert_eq!(guard.check_request(&visit(CHROME, OUTSIDE)), Decision::default());
}

#[test]
fn with_a_rule_for_it_the_address_is_the_client_s() {
    let mut guard = Guard::new(&format!(
        r#"{{ "client": {{ "trustedProxies": ["10.0.0.0/8"] }}, "bots": {{ "verified": {{ {RANGES} }} }} }}"#
    ));
    for (header, denied) in [(INSIDE, false), (OUTSIDE, true), ("66.249.66.1, 192.0.2.1", true)] {
        let request = visit(GOOGLEBOT, "10.0.0.1").with("x-forwarded-for", header);
        assert_eq!(guard.check_request(&request).denied, denied, "{header}");
    }
    assert!(guard.check_request(&visit(GOOGLEBOT, OUTSIDE).with("x-forwarded-for", INSIDE)).denied);
}

#[test]
fn a_bot_of_the_policy_s_own_can_have_to_prove_its_name() {
    for how in [r#""literal": "acmescan""#, r#""regex": "acme-?scan""#] {
        let mut guard = guard(&format!(
            r#""custom": [{{ "id": "ACME_SCANNER", "categories": ["security"], {how} }}],
               "verified": {{ "ACME_SCANNER": ["198.51.100.0/24"] }}"#
        ));
        for (address, expected) in [
            ("198.51.100.7", ("ACME_SCANNER", "security", "allow")),
            (OUTSIDE, ("ACME_SCANNER", "spoofed", "deny")),
        ] {
            let decision = guard.check_request(&visit("acmescan/1.0", address));
            assert_eq!(told(&decision), [expected], "{how} {address}");
        }
    }
}

/// What a program sends that copies only Chrome's User-Agent.
fn program(url: &str) -> Request {
    Request::get(url, OUTSIDE).with("user-agent", CHROME).with("accept", "*/*")
}

/// What Chrome sends for a page.
fn page(url: &str) -> Request {
    let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    Request::get(url, OUTSIDE)
        .with("user-agent", CHROME)
        .with("accept", accept)
        .with("accept-language", "fr-FR,fr;q=0.9")
        .with("accept-encoding", "gzip, deflate, br, zstd")
        .with("sec-ch-ua", r#""Google Chrome";v="147", "Not.A/Brand";v="8", "Chromium";v="147""#)
        .with("sec-ch-ua-mobile", "?0")
        .with("sec-ch-ua-platform", "\"Windows\"")
        .with("sec-fetch-mode", "navigate")
        .with("sec-fetch-dest", "document")
}

#[test]
fn a_program_under_a_browser_s_name_is_denied_and_the_browser_is_not() {
    let mut guard = guard(r#""impersonation": {}"#);
    assert_eq!(guard.check_request(&page("https://a.test/")), Decision::default());
    let decision = guard.check_request(&program("https://a.test/"));
    let ids = ["HINTS_MISSING", "FETCH_MISSING", "LANGUAGE_MISSING", "NOTHING_VOUCHES", "ENCODING_MISSING"];
    assert_eq!(told(&decision), ids.map(|id| (id, "impersonation", "deny")));
    assert_eq!(decision.reasons.iter().map(|reason| reason.weight).collect::<Vec<_>>(), [25, 35, 30, 30, 20]);
    assert_eq!((decision.denied, decision.status), (true, 403));
}

#[test]
fn a_sign_that_is_there_has_its_place_and_one_that_is_missing_has_none() {
    let mut guard = guard(r#""impersonation": { "score": 25 }"#);
    let request = page("https://a.test/").with("upgrade", "h2c");
    assert_eq!(guard.check_request(&request), Decision::default());
    let odd = Request {
        parts: request.parts.into_iter().filter(|(name, _)| name != "accept").collect(),
        ..request
    };
    let odd = odd.with("accept", "*/*");
    let decision = guard.check_request(&odd);
    assert_eq!(told(&decision), [("ACCEPT_UNLIKELY", "impersonation", "deny")]);
    let slot = decision.reasons[0].place.expect("a place");
    assert_eq!((slot.1, slot.2), (0, 3));
    let missing = guard.check_request(&program("https://a.test/"));
    assert!(missing.reasons.iter().all(|reason| reason.place.is_none()));
}

#[test]
fn what_only_tls_brings_is_missed_only_where_there_is_tls() {
    let mut guard = guard(r#""impersonation": { "score": 25 }"#);
    let bare = |url: &str| {
        let mut request = page(url);
        request.parts.retain(|(name, _)| !name.starts_with("sec-"));
        request
    };
    for (url, tls, denied) in [
        ("https://a.test/", false, true),
        ("HTTPS://a.test/", false, true),
        ("wss://a.test/", false, true),
        ("http://a.test/", false, false),
        // The URL is the platform's statement of what the client asked for.
        ("http://a.test/", true, false),
        ("/a", false, false),
        ("/a", true, true),
        ("", true, true),
    ] {
        let request = bare(url);
        let request = if tls { request.with(":tls.version", "TLSv1.3") } else { request };
        assert_eq!(guard.check_request(&request).denied, denied, "{url} {tls}");
    }
}

#[test]
fn the_encodings_and_the_order_are_those_that_the_platform_tells() {
    let mut guard = guard(r#""impersonation": { "score": 20 }"#);
    let page = page("https://a.test/");
    assert!(!guard.check_request(&page.clone().with(":http.request.accept_encoding", "gzip, br")).denied);
    let own = guard.check_request(&page.clone().with(":http.request.accept_encoding", "gzip, compress"));
    assert_eq!(own.ids(), ["ENCODING_UNLIKELY"]);
    let order =
        guard.check_request(&page.with(":http.request.header_order", "Accept-Encoding\nUser-Agent\nHost"));
    assert_eq!(order.ids(), ["HEADER_ORDER"]);
}

#[test]
fn mode_and_score_are_the_policy_s_and_change_at_run_time() {
    let effects = |guard: &mut Guard| {
        let decision = guard.check_request(&program("https://a.test/"));
        decision.reasons.first().map_or("none", |reason| reason.effect)
    };
    for (bots, effect) in [
        (r#""impersonation": {}"#, "deny"),
        (r#""impersonation": { "mode": "report" }"#, "report"),
        (r#""mode": "report", "impersonation": {}"#, "report"),
        (r#""mode": "report", "impersonation": { "mode": "enforce" }"#, "deny"),
        (r#""impersonation": { "score": 100 }"#, "deny"),
    ] {
        assert_eq!(effects(&mut guard(bots)), effect, "{bots}");
    }
    let mut guard = guard(r#""impersonation": { "mode": "report" }"#);
    assert_eq!(guard.configure(&[(CONFIGURE_IMPERSONATION_MODE, "enforce")]), 0);
    assert_eq!(effects(&mut guard), "deny");
    // A page over plain HTTP without a language: 30 of the 60 points that the policy requires.
    let mut quiet = page("http://a.test/");
    quiet.parts.retain(|(name, _)| name != "accept-language");
    assert!(!guard.check_request(&quiet).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_IMPERSONATION_SCORE, "30")]), 0);
    assert_eq!(guard.check_request(&quiet).ids(), ["LANGUAGE_MISSING"]);
    for score in ["", "0", "101", "1000", "6x", "-1", "+5", " 5"] {
        assert_eq!(guard.configure(&[(CONFIGURE_IMPERSONATION_SCORE, score)]), 1, "{score}");
    }
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_SPOOFED, "allow")]), 1, "no crawler has to prove its name");
}

#[test]
fn spoofed_and_allow_change_at_run_time_and_proofs_do_not() {
    let mut guard = guard(&format!(r#""verified": {{ {RANGES} }}"#));
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_ALLOW, "GOOGLEBOT")]), 0);
    assert!(guard.check_request(&visit(GOOGLEBOT, OUTSIDE)).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_SPOOFED, "allow")]), 0);
    assert_eq!(told(&guard.check_request(&visit(GOOGLEBOT, OUTSIDE))), [("GOOGLEBOT", "search", "deny")]);
    assert_eq!(guard.configure(&[(CONFIGURE_IMPERSONATION_SCORE, "10")]), 1, "no claims are judged");
    assert_eq!(guard.configure(&[(CONFIGURE_BOTS_SPOOFED, "maybe")]), 1);
}

#[test]
fn who_has_a_name_or_is_denied_already_is_no_impersonator() {
    let mut guard = guard(r#""deny": ["CURL"], "impersonation": {}"#);
    let named = format!("{CHROME} python-requests/2.32.5");
    let decision = guard.check_request(&Request::get("https://a.test/", "").with("user-agent", &named));
    assert!(!decision.reasons.iter().any(|reason| reason.category == "impersonation"), "{decision:?}");
    let decision =
        guard.check_request(&Request::get("https://a.test/", "").with("user-agent", "curl/8.15.0"));
    assert_eq!(decision.ids(), ["CURL"]);
    let decision = guard.check_request(&Request::get("https://a.test/", ""));
    assert_eq!(decision.ids(), ["NO_USER_AGENT"]);
}

#[test]
fn every_mistake_is_told_with_its_place_and_the_nearest_spelling() {
    for (bots, code, path, suggestion) in [
        (r#""verified": []"#, "wrongType", "bots.verified", None),
        (
            r#""verified": { "GOGLEBOT": ["::1"] }"#,
            "unknownName",
            "bots.verified.GOGLEBOT",
            Some("GOOGLEBOT"),
        ),
        (
            r#""verified": { "category:search": ["::1"] }"#,
            "unknownName",
            "bots.verified.category:search",
            None,
        ),
        (r#""verified": { "GOOGLEBOT": "::1" }"#, "wrongType", "bots.verified.GOOGLEBOT", None),
        (r#""verified": { "GOOGLEBOT": [] }"#, "wrongType", "bots.verified.GOOGLEBOT", None),
        (
            r#""verified": { "GOOGLEBOT": ["platfrom"] }"#,
            "unknownName",
            "bots.verified.GOOGLEBOT[0]",
            Some("platform"),
        ),
        (r#""verified": { "GOOGLEBOT": ["10.0.0.1/8"] }"#, "wrongType", "bots.verified.GOOGLEBOT[0]", None),
        (
            r#""verified": { "GOOGLEBOT": ["::1"], "googlebot": ["::2"] }"#,
            "duplicate",
            "bots.verified.googlebot",
            None,
        ),
        (r#""spoofed": "report""#, "unknownName", "bots.spoofed", None),
        (r#""impersonation": true"#, "wrongType", "bots.impersonation", None),
        (r#""impersonation": { "scor": 1 }"#, "unknownKey", "bots.impersonation.scor", Some("score")),
        (r#""impersonation": { "score": 0 }"#, "limit", "bots.impersonation.score", None),
        (r#""impersonation": { "score": 101 }"#, "limit", "bots.impersonation.score", None),
        (r#""impersonation": { "score": "60" }"#, "wrongType", "bots.impersonation.score", None),
    ] {
        let found = compile(&input(&format!(r#"{{ "bots": {{ {bots} }} }}"#))).err().expect(bots);
        let suggestion_found = found.suggestion.as_deref();
        let found = (found.code, found.path.as_str(), suggestion_found.filter(|_| suggestion.is_some()));
        assert_eq!(found, (code, path, suggestion), "{bots}");
    }
}

#[test]
fn the_description_has_every_default_and_the_code_that_is_needed() {
    let describe = |bots: &str| {
        compile(&input(&format!(r#"{{ "bots": {{ {bots} }} }}"#))).expect("a policy").description
    };
    let verified = describe(r#""verified": { "googlebot": ["::1", "platform"] }"#);
    assert!(verified.contains(r#""verified":{"GOOGLEBOT":["::1","platform"]},"spoofed":"deny""#));
    assert!(verified.contains("\"bots.verified\"") && !verified.contains("bots.impersonation"));
    let impersonation = describe(r#""impersonation": {}"#);
    assert!(impersonation.contains(r#""impersonation":{"score":60}"#));
    assert!(impersonation.contains("\"bots.impersonation\"") && !impersonation.contains("bots.verified"));
    for rule in ["bots.further", "bots.options", "bots.verified", "bots.impersonation", "request.further"] {
        assert!(!describe("").contains(rule), "{rule}");
    }
}

/// What the policy says about one name, spelled out.
fn decide(
    proof: Option<bool>,
    in_deny: bool,
    category_denied: bool,
    allowed: bool,
    spoofed_denied: bool,
) -> (&'static str, bool) {
    match proof {
        Some(true) if allowed => ("search", false),
        Some(true) => ("search", in_deny),
        Some(false) if spoofed_denied => ("spoofed", true),
        _ => ("search", in_deny || category_denied),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_name_is_worth_what_a_naive_reading_of_the_policy_says(
        ranges in prop::collection::vec((any::<u8>(), 0u32..=8), 0..6),
        asks_platform in any::<bool>(),
        word in prop::option::of(any::<bool>()),
        address in prop::option::of(any::<u8>()),
        (in_deny, category_denied, allowed, spoofed_denied) in any::<(bool, bool, bool, bool)>(),
    ) {
        prop_assume!(asks_platform || !ranges.is_empty());
        let blocks: Vec<(u32, u32)> =
            ranges.iter().map(|(byte, bits)| (u32::from(*byte) >> bits << bits, *bits)).collect();
        let mut proofs: Vec<String> =
            blocks.iter().map(|(low, bits)| format!("\"10.0.0.{low}/{}\"", 32 - bits)).collect();
        proofs.extend(asks_platform.then(|| "\"platform\"".to_owned()));
        let deny: Vec<&str> = [(in_deny, "\"GOOGLEBOT\""), (category_denied, "\"category:search\"")]
            .into_iter().filter(|(is_there, _)| *is_there).map(|(_, name)| name).collect();
        let mut guard = guard(&format!(
            r#""deny": [{}], "allow": [{}], "spoofed": "{}", "verified": {{ "BINGBOT": ["::1"], "GOOGLEBOT": [{}] }}"#,
            deny.join(","),
            if allowed { "\"GOOGLEBOT\"" } else { "" },
            if spoofed_denied { "deny" } else { "allow" },
            proofs.join(","),
        ));
        let text = address.map_or(String::new(), |byte| format!("10.0.0.{byte}"));
        let mut request = visit(GOOGLEBOT, &text);
        if let Some(word) = word {
            request = request.with(":bot.verified", word.to_string());
        }
        let inside = address.map(|byte| blocks.iter().any(|(low, bits)| u32::from(byte) >> bits == low >> bits));
        let of_ranges = if blocks.is_empty() { Some(false) } else { inside };
        let of_platform = if asks_platform { word } else { Some(false) };
        let proof = match (of_ranges, of_platform) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
        let decision = guard.check_request(&request);
        let expected = decide(proof, in_deny, category_denied, allowed, spoofed_denied);
        prop_assert_eq!((decision.reasons[0].category.as_str(), decision.denied), expected);
    }
}
