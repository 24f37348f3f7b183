//! A mistake in an expression is reported with its place, and with what was probably meant.

mod judge;

use std::time::{Duration, Instant};

use snapwall_compiler::{PolicyError, compile};

fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn compile_filters(lists: &str, filters: &str) -> Option<PolicyError> {
    compile(&judge::input(&format!(r#"{{ "lists": {lists}, "filters": {filters} }}"#))).err()
}

fn mistake(expression: &str) -> PolicyError {
    let filters = format!("{{ \"deny\": [{}] }}", quote(expression));
    let error =
        compile_filters(r#"{ "office": ["10.0.0.0/8"], "sizes": [1], "hosts": ["a.example"] }"#, &filters);
    error.unwrap_or_else(|| panic!("{expression} compiles"))
}

/// An expression, the code, the column in it, and how the message starts.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    ("", "syntax", 1, "Expected an expression"),
    ("  ", "syntax", 3, "Expected an expression"),
    ("http.hots == \"a\"", "unknownName", 1, "Unknown field http.hots; did you mean http.host?"),
    (
        "http.request.uri.pth == \"a\"",
        "unknownName",
        1,
        "Unknown field http.request.uri.pth; did you mean http.request.uri.path?",
    ),
    (
        "ip.geoip.country == \"FR\"",
        "unknownName",
        1,
        "Unknown field ip.geoip.country; did you mean ip.src.country?",
    ),
    ("lowr(http.host) == \"a\"", "unknownName", 1, "Unknown function lowr; did you mean lower?"),
    ("ip.src in $ofice", "unknownName", 11, "Unknown list ofice; did you mean office?"),
    ("http.host containz \"a\"", "unknownName", 11, "Unknown operator containz; did you mean contains?"),
    ("http.host = \"a\"", "syntax", 11, "Expected an operator, got \"=\"; equality is \"==\""),
    ("http.host == 'a'", "syntax", 14, "Strings stand between double quotation marks"),
    ("http.host == \"a", "syntax", 14, "This string does not end"),
    ("http.host == r#\"a\"", "syntax", 14, "This raw string does not end"),
    ("http.host == \"\\q\"", "syntax", 15, "Unknown escape \\q"),
    ("http.host == \"a\\xg1\"", "syntax", 16, "Expected two hexadecimal digits"),
    ("http.host == 1", "wrongType", 14, "Expected a string, got 1"),
    ("http.host == 1.2.3.4", "wrongType", 14, "Expected a string, got 1.2.3.4"),
    ("http.host == a", "wrongType", 14, "Expected a string, got a"),
    ("http.host ==", "wrongType", 13, "Expected a string, got the end"),
    ("http.host", "syntax", 10, "Expected an operator, got the end"),
    ("ip.src == \"1.2.3.4\"", "wrongType", 11, "Expected an address, got the string \"1.2.3.4\""),
    ("ip.src == 1.2.3", "wrongType", 11, "1.2.3 is no IP address"),
    (
        "ip.src == 10.0.0.0/8",
        "wrongType",
        11,
        "Expected an address; a block is asked for with in {10.0.0.0/8}",
    ),
    (
        "ip.src in {10.0.0.1/8}",
        "wrongType",
        12,
        "10.0.0.1/8 has bits behind its prefix; the block is 10.0.0.0/8",
    ),
    ("ip.src in {10.0.0.0/33}", "wrongType", 12, "Expected a prefix of 0 to 32 bits"),
    ("ip.src in {1.1.1.2..1.1.1.1}", "wrongType", 12, "1.1.1.2..1.1.1.1 ends before it starts"),
    (
        "ip.src in {1.1.1.2..::1}",
        "wrongType",
        12,
        "1.1.1.2..::1 goes from one family of addresses to the other",
    ),
    ("ip.src in 10.0.0.0/8", "syntax", 11, "Expected {…} or $list"),
    ("ip.src in {}", "syntax", 11, "Expected at least one value"),
    ("ip.src in $sizes", "wrongType", 11, "Expected a list of addresses; $sizes has integers"),
    ("ip.src in $hosts", "wrongType", 11, "lists.hosts[0]: a.example is no IP address"),
    ("http.host in $sizes", "wrongType", 14, "Expected a list of strings; $sizes has integers"),
    ("ip.src < 1.2.3.4", "wrongType", 8, "< expects a string or an integer, got an address"),
    ("ip.src contains \"1\"", "wrongType", 8, "contains expects a string, got an address"),
    ("http.request.body.size matches \"1\"", "wrongType", 24, "matches expects a string, got an integer"),
    ("http.host & 1", "wrongType", 11, "& expects an integer, got a string"),
    ("http.request.body.size == \"1\"", "wrongType", 27, "Expected an integer, got the string \"1\""),
    (
        "http.request.body.size == 99999999999999999999",
        "syntax",
        27,
        "99999999999999999999 is no integer of 64 bits",
    ),
    ("http.request.body.size in {5..1}", "wrongType", 28, "5..1 ends before it starts"),
    (
        "http.host == \"a\" http.host == \"b\"",
        "syntax",
        18,
        "Expected \"and\", \"or\", \"xor\" or the end, got http.host",
    ),
    ("(http.host == \"a\"", "syntax", 18, "Expected \")\", got the end"),
    ("http.host == \"a\")", "syntax", 17, "Expected \"and\", \"or\", \"xor\" or the end, got )"),
    ("\"a\" == http.host", "syntax", 1, "Expected a field on the left, got a literal"),
    (
        "http.request.uri.args == \"a\"",
        "syntax",
        1,
        "Expected a key in brackets behind http.request.uri.args",
    ),
    ("http.request.headers[a] == \"a\"", "syntax", 22, "Expected a key in quotation marks, got a"),
    ("http.request.headers[\"a b\"] == \"a\"", "wrongType", 22, "Expected the name of a header"),
    ("http.request.uri.args[\"a\"][0] == \"a\"", "syntax", 27, "Expected [*]"),
    ("http.request.uri.args[\"a\"][*] == \"a\"", "wrongType", 1, "[*] stands inside of any() or all()"),
    ("any(http.request.uri.args[\"a\"] == \"a\")", "wrongType", 5, "Expected a comparison with [*]"),
    ("any(http.host == \"a\" or true)", "wrongType", 5, "Expected a comparison with [*]"),
    ("http.request.headers.names == \"a\"", "wrongType", 1, "Lists of all headers do not exist"),
    ("len(ip.src) == 1", "wrongType", 5, "len() expects a string as argument 1, got an address"),
    ("lower() == \"a\"", "wrongType", 1, "lower() expects a string as argument 1"),
    ("lower(\"A\") == \"a\"", "wrongType", 7, "lower() expects a field, got a literal"),
    ("lower(http.host, \"a\") == \"a\"", "wrongType", 18, "lower() takes 1 arguments at most"),
    ("substring(http.host, \"a\") == \"a\"", "wrongType", 22, "substring() expects an integer"),
    ("cidr(ip.src, 33, 64) == 1.1.1.1", "wrongType", 14, "cidr() expects an integer from 0 to 32, got 33"),
    (
        "remove_bytes(http.host, http.host) == \"a\"",
        "wrongType",
        25,
        "remove_bytes() expects a literal string as argument 2, got a string",
    ),
    ("url_decode(http.host, \"x\") == \"a\"", "wrongType", 1, "url_decode() knows the option \"r\" only"),
    ("starts_with(http.host, http.host)", "wrongType", 24, "starts_with() expects a literal string"),
    ("starts_with(ip.src, \"1\")", "wrongType", 13, "starts_with() expects a string, got an address"),
    (
        "concat(http.host, http.request.uri.args[\"a\"]) == \"a\"",
        "wrongType",
        19,
        "concat() takes either one field with several values",
    ),
    ("concat(\"a\", \"b\") == \"a\"", "wrongType", 1, "concat() expects at least one field"),
    ("http.host matches \"(\"", "syntax", 19, "The regular expression does not parse: unclosed group"),
    ("http.host matches \"\\\\p{Greek}\"", "syntax", 19, "The regular expression does not parse: "),
    (
        "http.host matches \"(a{1,1000}){1,1000}\"",
        "limit",
        19,
        "The regular expression needs a larger automaton",
    ),
    ("http.host wildcard \"a**\"", "syntax", 20, "Two * in a row"),
    ("http.host wildcard \"a\\\\x\"", "syntax", 20, "In a wildcard pattern a backslash"),
    ("http.host == \"a\" @", "syntax", 18, "Unexpected '@'"),
    ("ü == \"a\"", "syntax", 1, "Unexpected 'ü'"),
    ("http.host == \"ü\" and ü", "syntax", 22, "Unexpected 'ü'"),
    ("http.host not contains \"a\"", "syntax", 24, "Only \"in\" can follow \"not\" here"),
];

#[test]
fn mistakes_are_told_with_their_column_and_what_was_meant() {
    for (expression, code, column, message) in MISTAKES {
        let error = mistake(expression);
        assert!(error.message.starts_with(message), "{expression}: {}", error.message);
        assert_eq!(error.code, *code, "{expression}: {}", error.message);
        assert_eq!(error.path, "filters.deny[0]", "{expression}");
        assert!(
            error.message.ends_with(&format!("(at column {column} of the expression)")),
            "{expression}: {}",
            error.message
        );
        let meant =
            error.message.split_once("did you mean ").map(|(_, rest)| rest.split(['?', ' ']).next().unwrap());
        assert_eq!(error.suggestion.as_deref(), meant, "{expression}");
    }
}

#[test]
fn the_place_in_the_policy_is_the_place_in_the_expression() {
    for (policy, line, column) in [
        ("{\"filters\": {\"deny\": [\"http.hots == 1\"]}}", 1, 24),
        ("{\"filters\": {\"deny\": [\n  \"http.host == \\\"a\\\" or\\n x\"]}}", 2, 28),
        ("{\"filters\": {\"deny\": [\"\\u0068ttp.host == \\\"\\u00fc\\ud83d\\ude00\\\" or x\"]}}", 1, 68),
        ("{\"filters\": {\"deny\": [{\"expression\":\n\"true or y\"}]}}", 2, 10),
    ] {
        let error = compile(&judge::input(policy)).err().expect(policy);
        assert_eq!((error.line, error.column), (line, column), "{policy}: {}", error.message);
    }
}

#[test]
fn mistakes_around_expressions_are_told() {
    for (lists, filters, code, path) in [
        ("{}", "[]", "wrongType", "filters"),
        ("{}", "{\"deny\": \"true\"}", "wrongType", "filters.deny"),
        ("{}", "{\"deny\": [1]}", "wrongType", "filters.deny[0]"),
        ("{}", "{\"deny\": [{}]}", "wrongType", "filters.deny[0]"),
        ("{}", "{\"deny\": [{\"expresion\": \"true\"}]}", "unknownKey", "filters.deny[0].expresion"),
        ("{}", "{\"deny\": [{\"expression\": \"true\", \"id\": \"\"}]}", "unknownName", "filters.deny[0].id"),
        (
            "{}",
            "{\"deny\": [{\"expression\": \"true\", \"id\": \"deny[1]\"}, \"true\"]}",
            "duplicate",
            "filters.deny[1]",
        ),
        (
            "{}",
            "{\"deny\": [\"true\"], \"allow\": [{\"expression\": \"true\", \"mode\": \"report\"}]}",
            "unknownKey",
            "filters.allow[0].mode",
        ),
        ("{}", "{\"allow\": [\"true\"]}", "wrongType", "filters"),
        ("{}", "{\"mode\": \"x\"}", "unknownName", "filters.mode"),
        ("[]", "{}", "wrongType", "lists"),
        ("{\"a\": 1}", "{}", "wrongType", "lists.a"),
        ("{\"a b\": []}", "{}", "unknownName", "lists.a b"),
        ("{\"a\": [], \"a\": []}", "{}", "duplicate", "lists.a"),
        ("{\"a\": [\"x\", 1]}", "{}", "wrongType", "lists.a[1]"),
        ("{\"a\": [1, \"x\"]}", "{}", "wrongType", "lists.a[1]"),
        ("{\"a\": [1.5]}", "{}", "wrongType", "lists.a[0]"),
    ] {
        let error = compile_filters(lists, filters).unwrap_or_else(|| panic!("{lists} {filters} compiles"));
        assert_eq!((error.code, error.path.as_str()), (code, path), "{lists} {filters}: {}", error.message);
    }
}

#[test]
fn more_than_fits_is_refused_quickly() {
    let start = Instant::now();
    let all = |expressions: Vec<String>| {
        let quoted: Vec<_> = expressions.iter().map(|expression| quote(expression)).collect();
        format!("{{ \"deny\": [{}] }}", quoted.join(","))
    };
    let numbered =
        |count: usize, text: &str| all((0..count).map(|n| text.replace('#', &n.to_string())).collect());
    let deep = |open: &str, close: &str| all(vec![open.repeat(500) + "true" + &close.repeat(500)]);
    let xor = vec!["http.host == \"#\""; 40].join(" xor ").replace('#', "a");
    for (lists, filters, message) in [
        ("{}", numbered(100_000, "http.host == \"#\""), "100000 elements, at most 1024 fit"),
        ("{}", all(vec![format!("http.host == \"{}\"", "a".repeat(9_000))]), "An expression of 9015 bytes"),
        ("{}", all(vec![format!("http.host == \"{}\"", "a".repeat(300))]), "A string of 300 bytes"),
        ("{}", deep("(", ")"), "Nested more than 16 levels deep"),
        ("{}", deep("not (", ")"), "Nested more than 16 levels deep"),
        (
            "{}",
            all(vec!["lower(".repeat(500) + "http.host" + &")".repeat(500)]),
            "Nested more than 16 levels deep",
        ),
        ("{}", numbered(1_000, &["http.host == \"#\" and http.host != \"b#\""; 8].join(" and ")), ""),
        (
            "{}",
            numbered(
                1_000,
                &(0..25).map(|n| format!("http.host == \"# {n}\"")).collect::<Vec<_>>().join(" or "),
            ),
            "The expressions have more than 16384 comparisons together",
        ),
        ("{}", all(vec![xor]), "Too many xor"),
        (
            "{}",
            numbered(100, "http.request.headers[\"h#\"] == \"a\""),
            "The policy reads more than 61 headers and facts together",
        ),
        ("{}", numbered(1_000, "http.host matches \"#(a|b){1,30}c.{8}d\""), "The regular expression"),
        (
            "{}",
            numbered(1_000, "http.host matches \"#[a-f]*[b-g].{7}x\""),
            "The regular expressions of this policy",
        ),
        ("{}", all(vec!["http.host matches \"[xy]*x.{14}y\"".into()]), "The regular expression needs"),
        ("{}", all(vec!["http.host matches \"[ab]*a[ab]{20}\"".into()]), "The regular expression needs"),
        (
            "{}",
            all(vec![format!("http.host matches \"{}\"", "(".repeat(1_000))]),
            "The regular expression does not parse",
        ),
        (
            &format!("{{\"a\": [{}]}}", vec!["1"; 30_000].join(",")),
            all(vec![]),
            "30000 elements, at most 20000 fit",
        ),
        (
            &format!("{{\"a\": [{}]}}", vec!["\"1.1.1.1\""; 20_000].join(",")),
            numbered(1_000, "ip.src in $a or http.host == \"#\""),
            "",
        ),
    ] {
        let once = Instant::now();
        let error = compile_filters(lists, &filters);
        let took = once.elapsed();
        assert!(took < Duration::from_secs(4), "{:.60} takes {took:?}", filters);
        match (error, message) {
            (None, "") => {}
            (Some(error), _) if !message.is_empty() && error.message.starts_with(message) => {
                assert_eq!(error.code, if message.ends_with("parse") { error.code } else { "limit" });
            }
            (error, _) => panic!("{:.80}: {message} expected, got {error:?}", filters),
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
