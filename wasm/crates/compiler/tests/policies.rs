//! Any policy text either compiles or gives an error with its place: never a panic, never a hang.

mod judge;

use std::time::{Duration, Instant};

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use snapwall_compiler::{Compiled, PolicyError, compile};

/// Rule data small enough to compile thousands of policies.
const DATA: &str = concat!(
    r#"{"categories":["ai","search","unknown"],"bots":["#,
    r#"{"id":"GPTBOT","categories":["ai"],"match":["gptbot"]},"#,
    r#"{"id":"GOOGLEBOT","categories":["search","ai"],"match":["googlebot"]}]}"#,
    "\0",
    r#"{"signs":[{"id":"SIGN","categories":["unknown"],"match":["robot"]}],"benign":["cubot"],"#,
    r#""shape":{"id":"SHAPE","categories":["unknown"],"engines":["gecko"],"starts":[],"phones":[]}}"#,
    "\0",
    r#"{"disposable":[],"free":[],"roles":[],"topLevel":[],"relays":[],"real":[],"popular":[],"endings":[]}"#,
    "\0",
    r#"{"vendors":[]}"#,
    "\0",
);

const CODES: [&str; 7] =
    ["syntax", "wrongType", "unknownKey", "unknownName", "duplicate", "unavailable", "limit"];

fn compile_small(policy: &str) -> Result<Compiled, PolicyError> {
    compile(&format!("{DATA}{policy}"))
}

fn strict(text: &str) -> Value<'_> {
    let options = ParseOptions { allow_comments: false, allow_trailing_commas: false, ..Default::default() };
    parse_to_ast(text, &CollectOptions::default(), &options).expect(text).value.expect("a value")
}

/// Asserts what holds for every outcome.
fn assert_sound(policy: &str, outcome: &Result<Compiled, PolicyError>) {
    match outcome {
        Ok(compiled) => {
            assert_eq!(compiled.block.len() % 4, 0);
            assert!(matches!(strict(&compiled.description), Value::Object(_)));
        }
        Err(error) => {
            assert!(CODES.contains(&error.code), "{error:?}");
            assert!(!error.message.is_empty() && !error.message.ends_with('.'), "{error:?}");
            let line = policy.split('\n').nth(error.line - 1);
            let columns = line.map(|line| line.chars().count());
            assert!(columns.is_some_and(|columns| (1..=columns + 1).contains(&error.column)), "{error:?}");
            let json = error.to_json();
            let Value::Object(object) = strict(&json) else { panic!("{json}") };
            assert_eq!(object.get_string("message").unwrap().value, error.message);
            assert_eq!(object.get_string("path").unwrap().value, error.path);
            assert_eq!(object.get_number("line").unwrap().value, error.line.to_string());
        }
    }
}

/// JSON close to a policy: valid keys and names among invalid ones, values of any type.
fn near_policies() -> impl Strategy<Value = String> {
    let string = |texts: &'static [&'static str]| select(texts).prop_map(|text| format!("\"{text}\""));
    let name = string(&[
        "*",
        "GPTBOT",
        "gptbot",
        "GOGLEBOT",
        "category:ai",
        "category:",
        "Category:AI",
        "ai",
        "",
        "é",
    ]);
    let word =
        string(&["enforce", "report", "allow", "deny", "Report", "\\u0000", "\\ud800", "\\\"", "x\u{1F600}"]);
    let other = select(
        &["1", "-0.5e3", "true", "null", "{}", "[]", "[null]", "'x'", "0x1", "", "//\n1", "/**/2"][..],
    );
    let list = prop::collection::vec(
        prop_oneof![9 => name.clone(), 1 => other.clone().prop_map(String::from)],
        0..5,
    )
    .prop_map(|names| format!("[{}]", names.join(",\n ")));
    let leaf = prop_oneof![3 => list, 2 => word, 1 => name, 1 => other.prop_map(String::from)];
    let key = select(
        &[
            "mode",
            "onError",
            "bots",
            "deny",
            "allow",
            "missingUserAgent",
            "$schema",
            "shield",
            "custom",
            "denny",
            "",
            "é\\n",
        ][..],
    );
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let blank = select(&["", " ", "\n", "\r\n", "\t", "// é\n", "/* \n */", ","][..]);
        let member =
            (key.clone(), inner, blank).prop_map(|(key, value, blank)| format!("{blank}\"{key}\": {value}"));
        prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(",")))
    })
}

/// A character boundary where the text may be cut.
fn cut(text: &str, at: &prop::sample::Index) -> usize {
    text.floor_char_boundary(at.index(text.len() + 1))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn json_near_a_policy_compiles_or_is_an_error_with_a_place_in_the_text(policy in near_policies()) {
        assert_sound(&policy, &compile_small(&policy));
    }

    #[test]
    fn a_bots_rule_of_any_form_compiles_or_is_an_error_with_a_place_in_the_text(rule in near_policies()) {
        let policy = format!("{{\"bots\": {rule}}}");
        assert_sound(&policy, &compile_small(&policy));
    }

    #[test]
    fn a_policy_cut_and_mended_anywhere_compiles_or_is_an_error(
        policy in near_policies(), from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), patch in any::<String>(),
    ) {
        let (from, to) = (cut(&policy, &from), cut(&policy, &to));
        let policy = [&policy[..from], &patch, &policy[to..]].concat();
        assert_sound(&policy, &compile_small(&policy));
    }

    #[test]
    fn any_text_compiles_or_is_an_error(policy in any::<String>()) {
        assert_sound(&policy, &compile_small(&policy));
    }
}

#[test]
fn random_policies_are_right_often_enough_to_mean_something() {
    let mut runner = TestRunner::deterministic();
    let outcomes = (0..500).map(|_| {
        let rule = near_policies().new_tree(&mut runner).unwrap().current();
        compile_small(&format!("{{\"bots\": {rule}}}")).map_or_else(|error| error.code, |_| "compiles")
    });
    let outcomes: Vec<&str> = outcomes.collect();
    for outcome in ["compiles", "syntax", "wrongType", "unknownKey", "unknownName", "duplicate"] {
        assert!(outcomes.contains(&outcome), "none {outcome}");
    }
}

#[test]
fn nesting_of_any_depth_is_an_error() {
    for (open, close) in [("[", "]"), ("{\"bots\":", "}"), ("{\"bots\":{\"deny\":[", "]}}"), ("/*\"*/[", "]")]
    {
        for depth in [1, 10, 500, 600, 100_000] {
            for policy in [open.repeat(depth), open.repeat(depth) + "1" + &close.repeat(depth)] {
                let outcome = compile_small(&policy);
                assert!(outcome.is_err(), "{open} {depth} times");
                assert_sound(&policy, &outcome);
            }
        }
    }
}

/// The longest policy, in bytes.
const POLICY_MAX_BYTES: usize = 4 << 20;

#[test]
fn a_policy_as_long_as_may_be_is_read_or_refused_in_seconds() {
    let start = Instant::now();
    let fill = |head: &str, part: &str, tail: &str| {
        let count = (POLICY_MAX_BYTES - head.len() - tail.len()) / part.len();
        [head, &part.repeat(count), tail].concat()
    };
    for (policy, outcome) in [
        (fill("{}", " ", ""), None),
        (fill("", "\n", "{}"), None),
        (fill("//", "x", "\n{}"), None),
        (fill("/*", "*", "*/{}"), None),
        (fill("{\"$schema\": \"", "é", "\"}"), None),
        (fill("{\"$schema\": \"", "\\u0000", "\"}"), None),
        (fill("", "x", ""), Some(("syntax", ""))),
        (fill("\"", "x", ""), Some(("syntax", ""))),
        (fill("{}/*", "*", ""), Some(("syntax", ""))),
        (fill("", "[", ""), Some(("limit", ""))),
        (fill("{", "\"mode\":\"report\",", "}"), Some(("duplicate", "mode"))),
        (fill("{", "\"x\":1,", "}"), Some(("unknownKey", "x"))),
        (fill("[", "1,", "1]"), Some(("wrongType", ""))),
        (fill("{\"bots\":{\"deny\":[", "\"*\",", "]}}"), Some(("limit", "bots.deny[10000]"))),
        (fill("{\"bots\":{\"deny\":[", "\"GTPBOT\",", "]}}"), Some(("limit", "bots.deny[10000]"))),
        (fill("{\"bots\":{\"deny\":[", "{},", "]}}"), Some(("limit", "bots.deny[10000]"))),
        (fill("{\"bots\":{\"deny\":[[", "1,", "]]}}"), Some(("wrongType", "bots.deny[0]"))),
    ] {
        let found = compile_small(&policy);
        let error = found.as_ref().err().map(|error| (error.code, error.path.as_str()));
        assert_eq!(error, outcome, "{policy:.40}");
        assert_sound(&policy, &found);
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn a_longer_policy_is_refused_unread() {
    let start = Instant::now();
    for size in [POLICY_MAX_BYTES + 1, 10_000_000, 100_000_000] {
        for policy in [" ".repeat(size), "[".repeat(size), "x".repeat(size)] {
            let error = compile_small(&policy).err().expect("an error");
            assert_eq!((error.code, error.path.as_str(), error.line, error.column), ("limit", "", 1, 1));
            assert_eq!(error.message, format!("{size} bytes, at most 4194304 fit"));
        }
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_list_as_long_as_may_be_is_checked_against_every_name_in_seconds() {
    let start = Instant::now();
    let list = |count: usize, last: &str| {
        format!("{{\"bots\":{{\"allow\":[{}\"{last}\"]}}}}", "\"zzhbot\",".repeat(count - 1))
    };
    assert!(compile(&judge::input(&list(10_000, "ZZHBOT"))).is_ok());
    let error = compile(&judge::input(&list(10_000, "ZZHBTO"))).err().expect("an error");
    assert_eq!((error.path.as_str(), error.suggestion.as_deref()), ("bots.allow[9999]", Some("ZZHBOT")));
    let error = compile(&judge::input(&list(10_001, "ZZHBOT"))).err().expect("an error");
    assert_eq!((error.code, error.path.as_str()), ("limit", "bots.allow[10000]"));
    assert_eq!(error.message, "10001 elements, at most 10000 fit");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn names_of_any_length_are_refused_at_once() {
    let start = Instant::now();
    let long = "é".repeat(2_000_000);
    for policy in [
        format!("{{\"{long}\": 1}}"),
        format!("{{\"mode\": \"{long}\"}}"),
        format!("{{\"bots\": {{\"deny\": [\"{long}\"]}}}}"),
        format!("{{\"bots\": {{\"deny\": [\"category:{long}\"]}}}}"),
    ] {
        let error = compile(&judge::input(&policy)).err().expect("an error");
        assert!(["unknownKey", "unknownName"].contains(&error.code), "{}", error.code);
        assert_eq!(error.suggestion, None);
        assert!(error.message.len() < 1_000, "{} bytes", error.message.len());
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn errors_point_at_what_is_wrong_in_lines_and_characters() {
    for (policy, code, path, line, column) in [
        ("{\"mode\": 1}", "wrongType", "mode", 1, 10),
        ("{\n\t\"mode\": 1}", "wrongType", "mode", 2, 10),
        ("{\r\n\"mode\": 1}", "wrongType", "mode", 2, 9),
        ("/* é\u{1F600} */ {\"mode\": 1}", "wrongType", "mode", 1, 19),
        ("{\"é\": 1}", "unknownKey", "é", 1, 2),
        ("{\"bots\": {}, \"bots\": {}}", "duplicate", "bots", 1, 14),
        ("{\"bots\": {\"deny\": [],\n \"deny\": []}}", "duplicate", "bots.deny", 2, 2),
        ("{\"bots\": {\"allow\": [\"*\", 1]}}", "wrongType", "bots.allow[1]", 1, 26),
        ("{\"bots\": null}", "wrongType", "bots", 1, 10),
        ("{\"onError\": \"block\"}", "unknownName", "onError", 1, 13),
        ("{\"$schema\": []}", "wrongType", "$schema", 1, 13),
    ] {
        let error = compile_small(policy).err().expect(policy);
        assert_eq!(
            (error.code, error.path.as_str(), error.line, error.column),
            (code, path, line, column),
            "{policy}"
        );
    }
}

#[test]
fn the_same_policy_gives_the_same_bytes() {
    for policy in ["", r#"{"bots":{"deny":["category:ai"],"allow":["GOOGLEBOT"]}}"#] {
        let once = || compile(&judge::input(policy)).ok().unwrap();
        let (one, other) = (once(), once());
        assert!(one.block == other.block && one.description == other.description);
    }
}

#[test]
fn spelling_and_spacing_of_a_policy_leave_no_trace_in_the_bytes() {
    let one = compile_small("{\"mode\":\"enforce\",\"bots\":{\"deny\":[\"*\"]}}").ok().unwrap();
    let other = compile_small("// all\n{ \"bots\" : { /* of them */ }, }").ok().unwrap();
    assert!(one.block == other.block && one.description == other.description);
}

#[test]
fn the_description_is_json_with_every_id_once_in_each_of_its_categories() {
    let compiled = compile(&judge::input("")).ok().unwrap();
    let Value::Object(description) = strict(&compiled.description) else { panic!("an object") };
    let described = description.get_object("bots").unwrap();
    let bots = include_str!("../../../data/bots.json");
    let Value::Object(bots) = strict(bots) else { panic!("an object") };
    let strings = |value: &Value| -> Vec<String> {
        let elements = &value.as_array().unwrap().elements;
        elements.iter().map(|text| text.as_string_lit().unwrap().value.to_string()).collect()
    };
    let mut expected: Vec<(String, String)> = Vec::new();
    for bot in &bots.get_array("bots").unwrap().elements {
        let bot = bot.as_object().unwrap();
        let id = bot.get_string("id").unwrap().value.to_string();
        let categories = strings(&bot.get("categories").unwrap().value);
        expected.extend(categories.into_iter().map(|category| (category, id.clone())));
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for category in &described.properties {
        let ids = strings(&category.value).into_iter();
        found.extend(ids.map(|id| (category.name.as_str().to_owned(), id)));
    }
    let is_sign = |id: &str| {
        id.starts_with("GENERIC_")
            || id.starts_with("CONTACT_")
            || ["COMPATIBLE", "NOT_BROWSER_SHAPED", "SIGNATURE_AGENT"].contains(&id)
    };
    found.retain(|(_, id)| !is_sign(id));
    expected.retain(|(_, id)| !is_sign(id));
    found.sort();
    expected.sort();
    assert_eq!(found.len(), expected.len());
    assert_eq!(found, expected);
}
