//! The rule `client`: whose address counts, for the decision and for filters.

mod judge;

use judge::{Client, Guard, Request};
use snapwall_abi::CONFIGURE_CLIENT_TRUST;

fn guard(client: &str) -> Guard {
    Guard::new(&format!(
        r#"{{ "client": {client}, "filters": {{ "deny": ["ip.src in {{192.0.2.0/24 2001:db8::/32}}"] }} }}"#
    ))
}

/// What is found for a request from `connection` with these headers.
fn find(client: &str, connection: &str, headers: &[(&str, &str)]) -> (Client, Vec<String>, bool) {
    let mut request = Request::get("/", connection);
    for (name, value) in headers {
        request = request.with(name, value);
    }
    let decision = guard(client).check_request(&request);
    let ids = decision.reasons.iter().filter(|reason| reason.rule == "client").map(|one| one.id.clone());
    let ids = ids.collect();
    (decision.client.expect("a client"), ids, decision.denied)
}

fn client(address: &str, hop: u32) -> Client {
    Client { address: address.to_owned(), hop }
}

const PROXIES: &str = r#"{ "trustedProxies": ["10.0.0.0/8", "loopback"] }"#;

#[test]
fn the_right_most_hop_that_is_no_trusted_proxy_is_the_client() {
    let list = |value| [("x-forwarded-for", value)];
    for (connection, header, found) in [
        ("198.51.100.1", "192.0.2.1", client("198.51.100.1", 0)),
        ("10.0.0.1", "198.51.100.1", client("198.51.100.1", 1)),
        ("::ffff:10.0.0.1", "192.0.2.1, 198.51.100.1, 127.0.0.1", client("198.51.100.1", 2)),
        ("10.0.0.1", "10.0.0.2", client("10.0.0.2", 1)),
        ("10.0.0.1", "", client("10.0.0.1", 0)),
        ("10.0.0.1", "[2001:DB9:0:0::1]:443", client("2001:db9::1", 1)),
    ] {
        assert_eq!(find(PROXIES, connection, &list(header)), (found, Vec::new(), false), "{header}");
    }
}

#[test]
fn filters_see_the_client_and_not_the_connection() {
    let header = [("x-forwarded-for", "192.0.2.7")];
    assert_eq!(find(PROXIES, "10.0.0.1", &header), (client("192.0.2.7", 1), Vec::new(), true));
    assert_eq!(find(PROXIES, "198.51.100.1", &header), (client("198.51.100.1", 0), Vec::new(), false));
}

#[test]
fn what_cannot_be_read_is_noted_and_ends_the_walk() {
    let many = ["10.0.0.1"; 40].join(",");
    for (connection, header, found, id) in [
        ("10.0.0.1", "192.0.2.1, nobody", client("10.0.0.1", 0), "HOP_MALFORMED"),
        ("10.0.0.1", "192.0.2.1, unknown, 10.0.0.2", client("10.0.0.2", 1), "HOP_HIDDEN"),
        ("10.0.0.1", &many, client("10.0.0.1", 32), "HOPS_TOO_MANY"),
        ("proxy", "192.0.2.1", client("", 0), "INVALID_ADDRESS"),
    ] {
        let found = (found, vec![id.to_owned()], false);
        assert_eq!(find(PROXIES, connection, &[("x-forwarded-for", header)]), found, "{header}");
    }
}

#[test]
fn a_refused_hop_is_shown_with_everything_on_its_left() {
    let request = Request::get("/", "10.0.0.1").with("x-forwarded-for", "192.0.2.1, nobody, 10.0.0.2");
    let decision = guard(PROXIES).check_request(&request);
    assert_eq!(decision.reasons[0].place, Some((3, 0, "192.0.2.1, nobody, ".len() as u32)));
}

#[test]
fn only_the_header_of_the_policy_is_read() {
    let headers =
        [("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.2"), ("x-real-ip", "192.0.2.3")];
    for (header, address) in
        [("x-forwarded-for", "192.0.2.1"), ("Forwarded", "192.0.2.2"), ("x-real-ip", "192.0.2.3")]
    {
        let policy = format!(r#"{{ "trustedProxies": ["private"], "header": "{header}" }}"#);
        assert_eq!(find(&policy, "10.0.0.1", &headers).0, client(address, 1), "{header}");
    }
}

#[test]
fn a_connection_without_an_address_is_trusted_when_the_policy_says_so() {
    let header = [("x-forwarded-for", "192.0.2.1")];
    assert_eq!(find(PROXIES, "", &header).0, client("", 0));
    assert_eq!(find(r#"{ "trustedProxies": ["Unix"] }"#, "", &header).0, client("192.0.2.1", 1));
}

#[test]
fn a_policy_that_trusts_nobody_takes_the_connection() {
    let header = [("x-forwarded-for", "192.0.2.1")];
    assert_eq!(find("{}", "10.0.0.1", &header).0, client("10.0.0.1", 0));
}

#[test]
fn the_client_is_told_beside_the_bots_rule_and_without_any_other() {
    let mut guard = Guard::new(r#"{ "bots": {}, "client": { "trustedProxies": ["private"] } }"#);
    let request =
        Request::get("/", "10.0.0.1").with("user-agent", "curl/8").with("x-forwarded-for", "1.2.3.4");
    let decision = guard.check_request(&request);
    assert_eq!((decision.ids(), &decision.client), (vec!["CURL"], &Some(client("1.2.3.4", 1))));

    let mut alone = Guard::new(r#"{ "client": { "trustedProxies": ["private"] } }"#);
    let decision = alone.check_request(&request);
    assert_eq!((decision.ids(), &decision.client), (Vec::new(), &Some(client("1.2.3.4", 1))));
}

#[test]
fn a_header_that_another_rule_reads_has_one_slot() {
    let policy = r#"{ "bots": {}, "client": { "trustedProxies": ["private"], "header": "User-Agent" } }"#;
    let request = Request::get("/", "10.0.0.1").with("user-agent", "1.2.3.4");
    assert_eq!(Guard::new(policy).check_request(&request).client, Some(client("1.2.3.4", 1)));
}

#[test]
fn a_block_of_ipv6_leaves_out_ipv4_in_a_policy_and_in_options() {
    for block in ["::/0", "::/80", "::/64"] {
        let mut optional = guard("{}");
        assert_eq!(optional.configure(&[(CONFIGURE_CLIENT_TRUST, block)]), 0);
        let compiled = guard(&format!(r#"{{ "trustedProxies": ["{block}"] }}"#));
        for mut guard in [optional, compiled] {
            let from = |connection| Request::get("/", connection).with("x-forwarded-for", "192.0.2.9");
            assert_eq!(guard.check_request(&from("10.0.0.1")).client, Some(client("10.0.0.1", 0)), "{block}");
            assert_eq!(guard.check_request(&from("::1")).client, Some(client("192.0.2.9", 1)), "{block}");
        }
    }
}

#[test]
fn a_mistake_is_an_error_with_its_place_and_the_nearest_spelling() {
    for (member, path, code, suggestion) in [
        (r#""trustedProxies": ["10.0.0.1/8"]"#, "client.trustedProxies[0]", "wrongType", None),
        (r#""trustedProxies": ["privat"]"#, "client.trustedProxies[0]", "unknownName", Some("private")),
        (r#""trustedProxies": "private""#, "client.trustedProxies", "wrongType", None),
        (r#""header": "x forwarded""#, "client.header", "unknownName", None),
        (r#""proxies": []"#, "client.proxies", "unknownKey", None),
    ] {
        let policy = format!("{{ \"client\": {{ {member} }} }}");
        let error = snapwall_compiler::compile(&judge::input(&policy)).err().expect("an error");
        let found = (error.path.as_str(), error.code, error.suggestion.as_deref());
        assert_eq!(found, (path, code, suggestion), "{member}");
    }
}

#[test]
fn the_description_says_the_rule_with_every_default() {
    let compiled = snapwall_compiler::compile(&judge::input(r#"{ "client": {} }"#)).unwrap();
    let rule = r#""client":{"trustedProxies":[],"header":"x-forwarded-for"}"#;
    assert!(compiled.description.contains(rule), "{}", compiled.description);
}
