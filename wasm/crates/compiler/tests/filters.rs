//! Expressions, requests, and the resulting decisions.

mod judge;

use judge::{Decision, Guard, Request};
use snapwall_abi::{CONFIGURE_FILTERS_MODE, CONFIGURE_MODE};

/// JSON for a string.
fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn policy_of(filters: &str) -> String {
    format!(
        r#"{{ "lists": {{ "office": ["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"], "paths": ["/a", "/b"], "sizes": [1, 5] }},
            "filters": {filters} }}"#
    )
}

fn denying(expression: &str) -> Guard {
    Guard::new(&policy_of(&format!("{{ \"deny\": [{}] }}", quote(expression))))
}

/// A guard that denies everything but what the expression allows.
fn allowing(expression: &str) -> Guard {
    Guard::new(&policy_of(&format!("{{ \"deny\": [\"true\"], \"allow\": [{}] }}", quote(expression))))
}

/// A request with something in every part.
fn request() -> Request {
    Request::get("https://user@Shop.Example:8443/Cart/item%20one?q=red+apples&q=blue&page=12&empty=&p%5Bx%5D=%3Cb%3E#f", "192.0.2.7")
        .with("host", "other.example")
        .with("user-agent", "Mozilla/5.0 Firefox/140.0")
        .with("referer", "https://search.example/?q=shop")
        .with("cookie", "session=abc; theme=\"dark\"; session=def; odd")
        .with("x-token", "S3cret-Token")
        .with("accept", "text/html, */*")
        .with(":http.request.body.size", "1536")
        .with(":http.request.version", "HTTP/2")
        .with(":ip.src.country", "FR")
        .with(":ip.src.asnum", "64512")
        .with(":tls.version", "TLSv1.3")
        .with(":local.plan", "free")
}

/// Expressions that match [`request`].
const MATCHING: &[&str] = &[
    // Fields
    r#"http.host == "shop.example""#,
    r#"http.request.method == "GET""#,
    r#"http.request.uri.path == "/Cart/item%20one""#,
    r#"http.request.uri.query == "q=red+apples&q=blue&page=12&empty=&p%5Bx%5D=%3Cb%3E""#,
    r#"http.request.uri == "/Cart/item%20one?q=red+apples&q=blue&page=12&empty=&p%5Bx%5D=%3Cb%3E""#,
    r#"http.request.uri.args["q"] == "red apples""#,
    r#"http.request.uri.args["q"] == "blue""#,
    r#"http.request.uri.args["p[x]"] == "<b>""#,
    r#"http.request.uri.args["empty"] == """#,
    r#"any(http.request.uri.args.names[*] == "p[x]")"#,
    r#"any(http.request.uri.args.values[*] contains "<")"#,
    r#"http.request.headers["X-Token"] == "S3cret-Token""#,
    r#"http.request.headers["x-token"] == "S3cret-Token""#,
    r#"http.request.cookies["session"] == "abc""#,
    r#"http.request.cookie["session"] == "def""#,
    r#"http.cookies["theme"] == "\"dark\"""#,
    r#"http.request.cookies["odd"] == """#,
    r#"http.cookie contains "odd""#,
    r#"http.user_agent contains "Firefox""#,
    r#"http.referer contains "search.example""#,
    r#"http.request.body.size == 1536"#,
    r#"http.request.version == "HTTP/2""#,
    r#"ip.src.country == "FR""#,
    r#"ip.src.asnum == 64512"#,
    r#"tls.version == "TLSv1.3""#,
    r#"local["plan"] == "free""#,
    // Operators
    r#"http.host eq "shop.example""#,
    r#"http.host ne "a""#,
    r#"http.host != "a""#,
    r#"http.host < "z" and http.host lt "z" and http.host <= "shop.example" and http.host le "z""#,
    r#"http.host > "a" and http.host gt "a" and http.host >= "shop.example" and http.host ge "a""#,
    r#"http.request.body.size > 1535 and http.request.body.size < 1537"#,
    r#"http.request.body.size >= 0x600 and http.request.body.size <= 0x600"#,
    r#"http.request.body.size != 1"#,
    r#"http.request.body.size & 0x400"#,
    r#"not http.request.body.size & 1"#,
    r#"http.request.uri.path matches "^/[A-Z][a-z]+/item""#,
    r#"http.request.uri.path ~ "^/C.*one$""#,
    r#"http.request.uri.path matches r"^/\w+/item%\d\done$""#,
    r#"http.request.uri.path matches "(?i)^/CART/""#,
    r#"http.request.uri.path wildcard "/cart/*""#,
    r#"http.request.uri.path wildcard "*ONE""#,
    r#"http.request.uri.path wildcard "/cart/item%20one""#,
    r#"http.request.uri.path strict wildcard "/Cart/*one""#,
    r#"not http.request.uri.path strict wildcard "/cart/*""#,
    r#"http.request.method in {"POST" "GET"}"#,
    r#"http.request.method in {"POST", "GET",}"#,
    r#"http.request.method not in {"POST"}"#,
    r#"http.request.body.size in {1 5..9 1000..2000}"#,
    r#"http.request.body.size in {-5..-1 1536}"#,
    r#"not http.request.body.size in $sizes"#,
    r#"ip.src == 192.0.2.7"#,
    r#"ip.src != 192.0.2.8"#,
    r#"ip.src in {10.0.0.0/8 192.0.2.0/24}"#,
    r#"ip.src in {192.0.2.1..192.0.2.9}"#,
    r#"ip.src == ::ffff:192.0.2.7"#,
    r#"not ip.src in {::/0}"#,
    r#"ip.src in {0.0.0.0/0}"#,
    r#"ip.src in $office"#,
    r#"not http.request.uri.path in $paths"#,
    // Connectives
    r#"true"#,
    r#"not false"#,
    r#"true or false and false"#,
    r#"(true xor false) && !(true ^^ true)"#,
    r#"true xor true or true"#,
    r#"not not true"#,
    r#"false || true and true"#,
    // Fields with several values
    r#"any(http.request.uri.args["q"][*] == "blue")"#,
    r#"not all(http.request.uri.args["q"][*] == "blue")"#,
    r#"all(http.request.uri.args["q"][*] != "green")"#,
    r#"any(http.request.uri.args["q"][*] != "blue")"#,
    r#"not http.request.uri.args["q"] != "blue""#,
    r#"all(len(http.request.uri.args["q"][*]) >= 4)"#,
    r#"any(lower(http.request.cookies["session"][*])[*] == "def")"#,
    r#"all(not http.request.cookies["session"][*] contains "x")"#,
    r#"any(starts_with(http.request.cookies["session"][*], "de"))"#,
    r#"not all(starts_with(http.request.cookies["session"][*], "de"))"#,
    // Functions
    r#"lower(http.request.uri.path) == "/cart/item%20one""#,
    r#"upper(http.host) == "SHOP.EXAMPLE""#,
    r#"len(http.host) == 12"#,
    r#"starts_with(http.request.uri.path, "/Cart")"#,
    r#"ends_with(http.request.uri.path, "one")"#,
    r#"not starts_with(http.request.uri.path, "/cart")"#,
    r#"concat(http.request.method, " ", lower(http.host), "!") == "GET shop.example!""#,
    r#"concat("<", http.request.uri.args["q"], ">") == "<blue>""#,
    r#"substring(http.host, 0, 4) == "shop""#,
    r#"substring(http.host, -7) == "example""#,
    r#"substring(lower(http.request.method), 1, 2) == "e""#,
    r#"url_decode(http.request.uri.path) == "/Cart/item one""#,
    r#"url_decode(http.request.uri.query, "r") contains "<b>""#,
    r#"remove_bytes(http.request.headers["x-token"], "-3") == "ScretToken""#,
    r#"cidr(ip.src, 24, 64) == 192.0.2.0"#,
    r#"cidr(ip.src, 0, 0) == 0.0.0.0"#,
    r#"exists(http.request.headers["x-token"])"#,
    r#"exists(http.request.uri.args["empty"])"#,
    r#"not exists(http.request.uri.args["none"])"#,
    r#"exists(ip.src)"#,
    // Literals
    r###"http.request.uri.path == r#"/Cart/item%20one"#"###,
    r#"http.host == "\x73hop.example""#,
    "http.host\t==\n\"shop.example\"",
    // Missing values
    r#"http.request.headers["none"] != "x""#,
    r#"not http.request.headers["none"] == "x""#,
    r#"not (http.request.headers["none"] < "x" or http.request.headers["none"] >= "x")"#,
    r#"not http.request.headers["none"] matches "^$""#,
    r#"len(http.request.headers["none"]) == 0"#,
    r#"not exists(lower(http.request.headers["none"]))"#,
    r#"concat("a", http.request.headers["none"], "b") == "ab""#,
    r#"not any(http.request.uri.args["none"][*] != "x")"#,
    r#"all(http.request.uri.args["none"][*] == "x")"#,
    r#"not exists(ip.src.city)"#,
    r#"not local["none"] == """#,
];

#[test]
fn expressions_that_match_deny_and_their_opposites_do_not() {
    for expression in MATCHING {
        let denied = denying(expression).check_request(&request());
        assert_eq!(
            (denied.denied, denied.status, denied.ids()),
            (true, 403, vec!["deny[0]"]),
            "{expression}"
        );
        assert_eq!(denied.reasons[0].rule, "filters");
        let opposite = format!("not ({expression})");
        assert_eq!(denying(&opposite).check_request(&request()), Decision::default(), "{opposite}");
    }
}

#[test]
fn what_has_all_it_looks_at_allows_as_it_denies() {
    // Up to the missing values, and without expressions on missing names.
    let whole = MATCHING.iter().take_while(|expression| !expression.contains("\"none\"] != \"x\""));
    for expression in whole {
        let allowed = allowing(expression).check_request(&request());
        assert_eq!((allowed.denied, allowed.ids()), (false, vec!["allow[0]"]), "{expression}");
        let opposite = format!("not ({expression})");
        assert!(allowing(&opposite).check_request(&request()).denied, "{opposite}");
    }
}

#[test]
fn leaving_something_out_never_lets_a_request_in() {
    for expression in [
        r#"http.request.headers["x"] == "a""#,
        r#"http.request.headers["x"] != "a""#,
        r#"not http.request.headers["x"] == "a""#,
        r#"not (http.request.headers["x"] == "a" or http.host == "b")"#,
        r#"len(http.request.headers["x"]) == 0"#,
        r#"len(http.request.headers["x"]) < 5"#,
        r#"concat("a", http.request.headers["x"]) == "a""#,
        r#"lower(http.request.headers["x"]) != "a""#,
        r#"all(http.request.uri.args["x"][*] == "a")"#,
        r#"all(http.request.uri.args["x"][*] != "a")"#,
        r#"any(http.request.uri.args["x"][*] != "a")"#,
        r#"http.request.uri.args["x"] != "a""#,
        r#"not any(http.request.cookies["x"][*] == "a")"#,
        r#"http.request.headers["x"] == "a" xor true"#,
        r#"not (http.request.headers["x"] == "a" xor false)"#,
        r#"not (true xor http.request.headers["x"] != "a")"#,
        r#"not ip.src in $office"#,
        r#"ip.src.country != "FR""#,
        r#"not ip.src.asnum in {1..100}"#,
        r#"http.request.headers["x"] >= """#,
    ] {
        let decision = allowing(expression).check_request(&Request::get("https://a.example/", ""));
        assert!(decision.denied, "{expression}");
    }
    // `exists` is not a comparison with the missing value.
    let decision = allowing(r#"not exists(http.request.headers["x"])"#)
        .check_request(&Request::get("https://a.example/", ""));
    assert!(!decision.denied);
}

#[test]
fn a_parameter_that_stands_twice_hides_neither_value() {
    let mut guard = denying(r#"http.request.uri.args["role"] == "admin""#);
    let mut exception = allowing(r#"http.request.uri.args["role"] != "admin""#);
    for query in
        ["role=admin", "role=user&role=admin", "role=admin&role=user", "rol%65=%61dmin", "&&role=admin&"]
    {
        let request = Request::get(format!("/?{query}"), "");
        assert!(guard.check_request(&request).denied, "{query}");
        assert!(exception.check_request(&request).denied, "{query}");
    }
    assert!(!guard.check_request(&Request::get("/?role=user", "")).denied);
    assert!(!exception.check_request(&Request::get("/?role=user", "")).denied);
}

#[test]
fn bytes_are_compared_as_bytes() {
    for (expression, url) in [
        (r#"http.request.uri.args["a"] == "\xff""#, &b"/?a=%ff"[..]),
        (r#"http.request.uri.args["a"] == "\x00x""#, b"/?a=%00x"),
        (r#"http.request.uri.args["a"] == "%zz%4""#, b"/?a=%zz%4"),
        (r#"url_decode(http.request.uri.path) contains "\xc0\xaf""#, b"/%c0%af"),
        (r#"http.request.uri.path contains "\xff""#, b"/\xff"),
        (r#"http.request.uri.path == "/ü""#, "/ü".as_bytes()),
        (r#"http.request.uri.path matches "^/\xff$""#, b"/\xff"),
        (r#"http.request.uri.path matches "^/ü$""#, "/ü".as_bytes()),
        (r#"http.request.uri.path wildcard "*\xff""#, b"/a\nb\xff"),
        (r#"url_decode(http.request.uri.args["a"]) == "A""#, b"/?a=%2541"),
        (r#"url_decode(http.request.uri.query) == "a=%41""#, b"/?a=%2541"),
        (r#"url_decode(http.request.uri.query, "r") == "a=A""#, b"/?a=%25252541"),
        (r#"url_decode(http.request.uri.query, "r") == "a=%41""#, b"/?a=%2525252541"),
    ] {
        assert!(denying(expression).check_request(&Request::get(url, "")).denied, "{expression}");
    }
}

#[test]
fn addresses_match_whatever_form_they_are_written_in() {
    for (set, inside, outside) in [
        ("{192.0.2.0/24}", "::ffff:192.0.2.1", "::192.0.2.1"),
        ("{::ffff:192.0.2.0/120}", "192.0.2.255", "192.0.3.0"),
        ("{2001:db8::/32}", "2001:DB8::1", "2001:db9::"),
        ("{2001:db8::5..2001:db8::a 1.2.3.4}", "2001:db8:0:0:0:0:0:8", "2001:db8::b"),
        ("{::/0}", "1::", "1.2.3.4"),
        ("{0.0.0.0/1 128.0.0.0/1}", "255.255.255.255", "::"),
        ("{1.1.1.1 1.1.1.3 1.1.1.2 1.1.1.0/31}", "1.1.1.0", "1.1.1.4"),
        ("$office", "10.255.0.1", "11.0.0.0"),
    ] {
        let mut guard = denying(&format!("ip.src in {set}"));
        assert!(guard.check_request(&Request::get("/", inside)).denied, "{inside} in {set}");
        assert!(!guard.check_request(&Request::get("/", outside)).denied, "{outside} in {set}");
        assert!(!guard.check_request(&Request::get("/", "")).denied, "nothing in {set}");
    }
    // An invalid address is reported by the rule `request`, and counts as missing here.
    let decision = denying("not ip.src in {1.2.3.4}").check_request(&Request::get("/", "banana"));
    assert_eq!(decision.ids(), ["INVALID_ADDRESS", "deny[0]"]);
}

#[test]
fn the_first_filter_that_is_enforced_decides() {
    let policy = policy_of(
        r#"{ "deny": [
            { "id": "watched", "expression": "http.request.uri.path contains \"a\"", "mode": "report" },
            "http.request.uri.path contains \"b\"",
            { "id": "No.Scripts/1", "expression": "http.request.uri.path contains \"c\"" },
            { "id": "later", "expression": "true", "mode": "report" }
        ], "allow": [{ "id": "office", "expression": "ip.src in $office" }] }"#,
    );
    let mut guard = Guard::new(&policy);
    let mut told = |path: &str, ip: &str| {
        let decision = guard.check_request(&Request::get(path, ip));
        let reasons = decision.reasons.iter().map(|reason| format!("{} {}", reason.effect, reason.id));
        (decision.denied, reasons.collect::<Vec<_>>().join(", "))
    };
    assert_eq!(told("/abc", "1.1.1.1"), (true, "report watched, deny deny[1]".into()));
    assert_eq!(told("/c", "1.1.1.1"), (true, "deny No.Scripts/1".into()));
    assert_eq!(told("/a", "1.1.1.1"), (false, "report watched, report later".into()));
    assert_eq!(told("/abc", "10.1.1.1"), (false, "allow office".into()));
    assert_eq!(told("/", "1.1.1.1"), (false, "report later".into()));
}

#[test]
fn the_rule_has_a_mode_of_its_own_and_follows_the_policy_without_one() {
    let request = Request::get("/", "");
    let effect = |guard: &mut Guard| guard.check_request(&request).reasons[0].effect;
    let mut guard = Guard::new(r#"{ "mode": "report", "filters": { "deny": ["true"] } }"#);
    assert_eq!(effect(&mut guard), "report");
    assert_eq!(guard.configure(&[(CONFIGURE_MODE, "enforce")]), 0);
    assert_eq!(effect(&mut guard), "deny");
    assert_eq!(guard.configure(&[(CONFIGURE_FILTERS_MODE, "report")]), 0);
    assert_eq!(effect(&mut guard), "report");
    let mut guard = Guard::new(r#"{ "mode": "report", "filters": { "mode": "enforce", "deny": ["true"] } }"#);
    assert_eq!(effect(&mut guard), "deny");
}

#[test]
fn the_request_and_bots_are_judged_before_filters() {
    let mut guard =
        Guard::new(r#"{ "bots": {}, "filters": { "deny": ["http.request.uri.path == \"/x\""] } }"#);
    let curl = |url: &str| Request::get(url, "").with("user-agent", "curl/8.0");
    assert_eq!(guard.check_request(&curl("/x")).ids(), ["CURL"]);
    assert_eq!(guard.check_request(&curl("/y")).ids(), ["CURL"]);
    let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let person = |url: &str| Request::get(url, "").with("user-agent", browser);
    assert_eq!(guard.check_request(&person("/x")).ids(), ["deny[0]"]);
    assert_eq!(guard.check_request(&person("/y")), Decision::default());
    let both =
        r#"{ "bots": { "mode": "report" }, "filters": { "deny": ["http.request.uri.path == \"/x\""] } }"#;
    assert_eq!(Guard::new(both).check_request(&curl("/x")).ids(), ["CURL", "deny[0]"]);
    let slots = [Some(&b"GET"[..]), Some(b"\r\n"), None, Some(b"curl/8.0"), None, None];
    assert_eq!(guard.check(slots).ids(), ["INVALID_URL"]);
}

#[test]
fn a_request_that_leaves_no_room_to_look_at_it_is_oversized() {
    let mut guard = denying(r#"lower(http.request.uri.path) contains "x""#);
    let fits = Request::get(format!("/{}", "A".repeat(30_000)), "");
    assert_eq!(guard.check_request(&fits), Decision::default());
    let long = Request::get(format!("/{}", "A".repeat(40_000)), "");
    let decision = guard.check_request(&long);
    assert_eq!((decision.denied, decision.status, decision.ids()), (true, 431, vec!["OVERSIZED"]));
    // Expressions that need no room are evaluated whatever the length.
    assert_eq!(denying(r#"http.request.uri.path contains "x""#).check_request(&long), Decision::default());
    let small = Request::get(format!("/{}", "a".repeat(40_000)), "");
    assert_eq!(guard.check_request(&small), Decision::default());
    let exception = allowing(r#"lower(http.request.uri.path) contains "a""#).check_request(&long);
    assert_eq!(exception.ids(), ["OVERSIZED"]);
}

#[test]
fn a_policy_asks_for_what_its_filters_read_and_for_nothing_else() {
    let parts = |policy: &str| {
        let guard = Guard::new(policy);
        let header = guard.block().header();
        let names = std::str::from_utf8(guard.block().section(header.parts)).unwrap();
        (names.replace('\n', " "), header.reads)
    };
    assert_eq!(parts("{}"), (String::new(), 0));
    assert_eq!(parts(r#"{"filters": {"deny": ["ip.src == 1.1.1.1"]}}"#), (String::new(), 4));
    let expression = r#"http.request.headers["X-A"] == \"a\" or http.user_agent == \"b\" or http.request.headers["x-a"] == \"c\""#;
    let expression = expression.replace("[\"", "[\\\"").replace("\"]", "\\\"]");
    assert_eq!(
        parts(&format!("{{\"filters\": {{\"deny\": [\"{expression}\"]}}}}")),
        ("x-a user-agent".into(), 0)
    );
    let policy = r#"{"bots": {}, "filters": {"deny": ["http.user_agent == \"b\" or http.host == \"c\" and local[\"k\"] == \"v\" and http.request.method == \"GET\""]}}"#;
    assert_eq!(parts(policy), ("user-agent sec-ch-ua signature-agent host :local.k".into(), 3));
}
