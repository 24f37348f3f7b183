//! The time of an expression grows linearly with the text, whatever an attacker writes into it.

mod judge;

use judge::{Guard, Request};
use snapwall_growth::shortest;

const SHORT: usize = 3_000;

/// Texts that functions rewrite must leave room for the result.
const LONG: usize = 30_000;

/// Ten times the text may take this many times as long; quadratic time takes a hundred times as long.
const RATIO_MAX: f64 = 16.0;

/// How often a comparison is repeated before it counts: another process may slow down the longer text.
const ATTEMPTS: usize = 12;

/// The shortest time of a check; shorter texts are checked more often, to the same total length.
fn time(guard: &mut Guard, unit: &str, len: usize) -> f64 {
    let text: String = unit.chars().cycle().take(len).collect();
    let request = Request::get(format!("/?{text}"), "").with("a", &text).with("cookie", &text);
    let calls = LONG / len;
    shortest(5, || (0..calls).for_each(|_| _ = guard.check_request(&request))) / calls as f64
}

#[test]
fn texts_that_bring_the_worst_out_of_an_expression_take_linear_time() {
    let long_needle = format!("http.request.headers[\"a\"] contains \"{}b\"", "a".repeat(200));
    for (expression, unit) in [
        (long_needle.as_str(), "a"),
        (r#"http.request.headers["a"] contains "abababac""#, "ab"),
        (r#"http.request.headers["a"] matches "(a|aa)+$b""#, "a"),
        (r#"http.request.headers["a"] matches "(x+x+)+y""#, "x"),
        (r#"http.request.headers["a"] wildcard "*a*a*a*a*b""#, "a"),
        (r#"lower(upper(http.request.headers["a"])) == "b""#, "A"),
        (r#"remove_bytes(http.request.headers["a"], "a") == "b""#, "a"),
        (r#"url_decode(http.request.headers["a"], "r") == "b""#, "%25"),
        (r#"http.request.uri.args["k"] == "b""#, "k=&"),
        (r#"http.request.uri.args["k"] == "b""#, "&"),
        (r#"concat("abc", lower(http.request.uri.args["k"])) == "b""#, "k=%41&"),
        (r#"all(len(http.request.uri.args.values[*]) < 2)"#, "k=a&"),
        (r#"any(http.request.uri.args.names[*] contains "kkkb")"#, "kkk&"),
        (r#"http.request.cookies["k"] == "b""#, "k=a; "),
        (r#"http.request.cookies["k"] == "b""#, ";"),
        (r#"http.request.cookies["k"] == "b""#, " "),
    ] {
        let policy = format!("{{\"filters\": {{\"deny\": [\"{}\"]}}}}", expression.replace('"', "\\\""));
        let mut guard = Guard::new(&policy);
        let ratios = (0..ATTEMPTS).map(|_| time(&mut guard, unit, LONG) / time(&mut guard, unit, SHORT));
        let ratios: Vec<f64> = ratios.collect();
        assert!(ratios.iter().any(|ratio| *ratio < RATIO_MAX), "{expression} of {unit}: {ratios:?}");
    }
}
