//! The member `fingerprint`: what is hashed for a request, and mistakes in the member.

mod judge;

use judge::{Guard, Request};
use snapwall_client::{Characteristic, Kind, hash_characteristics};
use snapwall_tables::parse_address;

fn guard(characteristics: &str, client: &str) -> Guard {
    Guard::new(&format!(r#"{{ {client} "fingerprint": {{ "characteristics": [{characteristics}] }} }}"#))
}

/// The fingerprint by these characteristics of a request.
fn take(characteristics: &str, request: &Request) -> String {
    guard(characteristics, "").fingerprint(request)
}

/// The fingerprint of these characteristics, hashed directly.
fn hash(characteristics: &[(Kind, &str, Option<&[u8]>)]) -> String {
    let mut all: Vec<Characteristic> = characteristics
        .iter()
        .map(|(kind, name, source)| Characteristic { kind: *kind, name: name.as_bytes(), source: *source })
        .collect();
    hash_characteristics(&mut all).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn address(text: &str) -> [u8; 16] {
    parse_address(text.as_bytes()).expect("an address").to_be_bytes()
}

#[test]
fn every_kind_is_taken_from_its_place_in_the_request() {
    let request = Request::get("https://A.example.:8443/a//b?q=1&r=2&q=3#q=4", "192.0.2.1")
        .with("user-agent", " curl/8 ")
        .with("cookie", "id=1; other=2; id=3")
        .with("host", "elsewhere.example")
        .with(":local.plan", "free");
    let cookies = b"id=1; other=2; id=3";
    for (text, kind, name, source) in [
        ("ip", Kind::Address, "", &address("192.0.2.1")[..]),
        ("header:User-Agent", Kind::Header, "user-agent", b"curl/8"),
        ("cookie:id", Kind::Cookie, "id", cookies),
        ("query:q", Kind::Query, "q", b"q=1&r=2&q=3"),
        ("host", Kind::Host, "", b"a.example"),
        ("path", Kind::Path, "", b"/a//b"),
        ("method", Kind::Method, "", b"GET"),
        ("custom:plan", Kind::Custom, "plan", b"free"),
    ] {
        let expected = hash(&[(kind, name, Some(source))]);
        assert_eq!(take(&format!("\"{text}\""), &request), expected, "{text}");
    }
}

#[test]
fn what_a_request_lacks_is_missing_and_not_empty() {
    let nothing = Request::default();
    let empty = Request::get("/", "").with("user-agent", "").with("cookie", "").with(":local.plan", "");
    for (text, kind, name) in [
        ("ip", Kind::Address, ""),
        ("header:user-agent", Kind::Header, "user-agent"),
        ("cookie:id", Kind::Cookie, "id"),
        ("query:q", Kind::Query, "q"),
        ("host", Kind::Host, ""),
        ("path", Kind::Path, ""),
        ("method", Kind::Method, ""),
        ("custom:plan", Kind::Custom, "plan"),
    ] {
        let text = format!("\"{text}\"");
        let missing = hash(&[(kind, name, None)]);
        assert_eq!(take(&text, &nothing), missing, "{text}");
        let is_there = matches!(kind, Kind::Header | Kind::Path | Kind::Method | Kind::Custom);
        assert_eq!(take(&text, &empty) != missing, is_there, "{text}");
    }
}

#[test]
fn the_order_that_they_are_listed_in_does_not_count_and_neither_does_repetition() {
    let request = Request::get("/a?q=1", "2001:db8::1").with("accept", "*/*");
    let expected = take(r#""ip", "query:q", "header:accept""#, &request);
    for other in [r#""header:accept", "query:q", "ip""#, r#""query:q", "ip", "header:Accept", "ip""#] {
        assert_eq!(take(other, &request), expected, "{other}");
    }
    assert_ne!(take(r#""ip", "query:q""#, &request), expected);
}

#[test]
fn ipv6_counts_by_its_network_and_ipv4_by_its_address() {
    let of = |ip: &str| take("\"ip\"", &Request::get("/", ip));
    assert_eq!(of("2001:db8:1:2::1"), of("2001:DB8:1:2:ffff::"));
    assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
    assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    assert_eq!(of("nobody"), of(""));
}

#[test]
fn the_address_is_the_one_that_the_rule_client_finds() {
    let client = r#""client": { "trustedProxies": ["private"] }, "bots": {}, "#;
    let request = |header: &str| Request::get("/", "10.0.0.1").with("x-forwarded-for", header);
    let expected = take("\"ip\"", &Request::get("/", "192.0.2.1"));
    let listed = r#""header:accept", "ip", "custom:plan""#;
    for characteristics in ["\"ip\"", listed] {
        let mut guard = guard(characteristics, client);
        let behind = guard.fingerprint(&request("198.51.100.1, 192.0.2.1, 10.0.0.2"));
        assert_eq!(behind, guard.fingerprint(&request("192.0.2.1")), "{characteristics}");
        assert_ne!(behind, guard.fingerprint(&request("192.0.2.2")), "{characteristics}");
        // An unreadable hop is not skipped: the client is the last proxy.
        let last = guard.fingerprint(&Request::get("/", "10.0.0.1"));
        assert_eq!(guard.fingerprint(&request("192.0.2.1, nobody")), last, "{characteristics}");
    }
    assert_eq!(guard("\"ip\"", client).fingerprint(&request("192.0.2.1")), expected);
    // Without that rule no proxy is trusted.
    assert_ne!(take("\"ip\"", &request("192.0.2.1")), expected);
}

#[test]
fn a_fingerprint_has_slots_of_its_own_and_decisions_do_not_read_what_only_it_reads() {
    let mut guard = guard(r#""header:accept", "header:user-agent""#, r#""bots": {}, "#);
    let request = Request::get("/", "").with("user-agent", "curl/8").with("accept", "*/*");
    let parts: &[u8] = guard.block().section(guard.block().header().parts);
    assert_eq!(parts, b"user-agent\nsec-ch-ua\nsignature-agent");
    assert_eq!(guard.check_request(&request).ids(), ["CURL"]);
    assert_eq!(guard.fingerprint(&request), take(r#""header:user-agent", "header:accept""#, &request));
    assert_eq!(guard.check_request(&request).ids(), ["CURL"]);
}

#[test]
fn the_address_alone_is_what_counts_by_default() {
    let request = Request::get("/", "192.0.2.1").with("user-agent", "curl/8");
    let mut guard = Guard::new(r#"{ "fingerprint": {} }"#);
    assert_eq!(guard.fingerprint(&request), take("\"ip\"", &request));
}

#[test]
fn as_many_as_the_policy_may_have_fit() {
    let names: Vec<String> = (0..32).map(|n| format!("\"header:x-{n}\"")).collect();
    let request = (0..32).fold(Request::default(), |request, n| request.with(&format!("x-{n}"), "1"));
    let all = take(&names.join(","), &request);
    assert_ne!(all, take(&names[1..].join(","), &request));
}

#[test]
fn a_mistake_is_an_error_with_its_place_and_the_nearest_spelling() {
    let many = format!("[{}]", ["\"ip\""; 33].join(","));
    for (list, path, code, suggestion) in [
        ("\"ip\"", "", "wrongType", None),
        ("[]", "", "wrongType", None),
        ("[1]", "[0]", "wrongType", None),
        ("[\"ip\", \"ipp\"]", "[1]", "unknownName", Some("ip")),
        ("[\"IP\"]", "[0]", "unknownName", Some("ip")),
        ("[\"headr:accept\"]", "[0]", "unknownName", Some("header:accept")),
        ("[\"header:\"]", "[0]", "wrongType", None),
        ("[\"header:a b\"]", "[0]", "wrongType", None),
        ("[\"cookie:a;b\"]", "[0]", "wrongType", None),
        ("[\"query:\"]", "[0]", "wrongType", None),
        ("[\"custom:ü\"]", "[0]", "wrongType", None),
        (&many, "[32]", "limit", None),
    ] {
        let policy = format!(r#"{{ "fingerprint": {{ "characteristics": {list} }} }}"#);
        let error = snapwall_compiler::compile(&judge::input(&policy)).err().expect("an error");
        let path = format!("fingerprint.characteristics{path}");
        let found = (error.path.as_str(), error.code, error.suggestion.as_deref());
        assert_eq!(found, (path.as_str(), code, suggestion), "{list}");
    }
}

#[test]
fn the_description_says_what_is_hashed_with_every_default() {
    for (policy, said) in [
        ("{}", r#""fingerprint":{"characteristics":["ip"]}"#),
        (
            r#"{ "characteristics": ["header:User-Agent", "custom:Plan", "path"] }"#,
            r#""fingerprint":{"characteristics":["header:user-agent","custom:Plan","path"]}"#,
        ),
    ] {
        let policy = judge::input(&format!("{{ \"fingerprint\": {policy} }}"));
        let description = snapwall_compiler::compile(&policy).unwrap().description;
        assert!(description.contains(said), "{description}");
    }
}
