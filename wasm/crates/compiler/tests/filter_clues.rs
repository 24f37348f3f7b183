//! Looking for clues first may save work, but never changes an answer.

mod judge;

use judge::{Guard, Request};
use proptest::prelude::*;
use proptest::sample::select;

/// Expressions of every form that clues are derived from, and some that have none.
const EXPRESSIONS: &[&str] = &[
    r#"http.request.uri.path contains "/wp-admin""#,
    r#"lower(http.request.uri.path) contains "admin" and http.request.method == "POST""#,
    r#"http.request.uri.path == "/""#,
    r#"http.request.uri.path in {"/wp" "/wp-admin" "/A"}"#,
    r#"starts_with(http.request.uri, "/wp") or ends_with(http.request.uri.query, "=a")"#,
    r#"http.request.uri.query == """#,
    r#"http.request.uri.path contains "a""#,
    r#"http.host == "wp.example""#,
    r#"ends_with(http.host, ".example") and not http.host in {"a.example"}"#,
    r#"http.request.uri.args["admin"] == "a""#,
    r#"any(http.request.uri.args["a b"][*] == "admin")"#,
    r#"all(http.request.uri.args["admin"][*] == "a")"#,
    r#"any(http.request.uri.args.names[*] == "admin")"#,
    r#"any(http.request.uri.args.values[*] contains "a b")"#,
    r#"http.request.cookies["admin"] == "a""#,
    r#"http.cookie contains "admin""#,
    r#"http.request.headers["x-a"] matches "^a+$""#,
    r#"http.request.headers["x-a"] >= "admin""#,
    r#"exists(http.request.headers["x-a"])"#,
    r#"url_decode(http.request.uri.path, "r") contains "/wp-admin""#,
    r#"url_decode(http.request.uri.query) contains "a b""#,
    r#"remove_bytes(http.request.uri.path, "-") contains "wpadmin""#,
    r#"substring(http.request.uri.path, 1, 3) == "wp""#,
    r#"upper(http.request.headers["x-a"]) == "ADMIN""#,
    r#"concat(http.request.method, http.request.headers["x-a"]) == "GETadmin""#,
    r#"len(http.request.uri.path) >= 9"#,
    r#"len(http.request.headers["x-a"]) < 2"#,
    r#"len(http.request.uri.path) in {1 9..12}"#,
    r#"ip.src in {10.0.0.0/8 2001:db8::/32}"#,
    r#"cidr(ip.src, 8, 32) == 10.0.0.0"#,
    r#"ip.src in {10.0.0.0/8} or http.request.method in {"TRACE" "POST"}"#,
    r#"http.request.method == "POST" xor http.cookie contains "admin""#,
    r#"not http.request.uri.path contains "admin""#,
];

fn piece() -> impl Strategy<Value = &'static str> {
    let pieces = [
        "",
        "/",
        "a",
        "A",
        "admin",
        "ADMIN",
        "wp",
        "-",
        "%",
        "%61dmin",
        "%2577p",
        "+",
        " ",
        "=",
        "&",
        "?",
        "#",
        ".",
        "/wp-admin",
        ":",
    ];
    select(pieces.to_vec())
}

fn text(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..pieces).prop_map(|pieces| pieces.concat())
}

fn request() -> impl Strategy<Value = Request> {
    let start = select(vec!["https://a.example", "https://WP.Example", "http://wp.example:80", "", "/"]);
    let address = select(vec!["", "10.1.2.3", "192.0.2.1", "2001:db8::1"]);
    let header = || prop::option::of(text(4));
    let method = select(vec!["GET", "POST", "TRACE"]);
    (start, text(6), address, header(), header(), header(), method).prop_map(
        |(start, rest, address, cookie, own, host, method)| {
            let headers = [("cookie", cookie), ("x-a", own), ("host", host)];
            let with = |request: Request, (name, value): (&'static str, Option<String>)| match value {
                Some(value) => request.with(name, value),
                None => request,
            };
            let bare = Request::get(format!("{start}{rest}"), address);
            headers.into_iter().fold(Request { method: Some(method.into()), ..bare }, with)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_filter_that_is_asked_after_its_clues_answers_as_one_that_has_none(
        chosen in prop::collection::vec(select(EXPRESSIONS), 1..4),
        requests in prop::collection::vec(request(), 16),
    ) {
        let policy = |written: fn(&str) -> String| {
            let quote = |text: String| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
            let deny: Vec<_> = chosen.iter().map(|expression| quote(written(expression))).collect();
            Guard::new(&format!("{{ \"filters\": {{ \"deny\": [{}] }} }}", deny.join(",")))
        };
        let mut guard = policy(str::to_owned);
        // No clues are derived from negations.
        let mut naive = policy(|expression| format!("not (not ({expression}))"));
        for request in requests {
            prop_assert_eq!(guard.check_request(&request), naive.check_request(&request), "{:?}", chosen);
        }
    }
}
