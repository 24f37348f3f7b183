//! Every shape of the data, checked against an equivalent regular expression.

mod tokens;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use regex::bytes::Regex;
use snapwall_compiler::{build_secrets, parse_shape, read_secrets};
use snapwall_secrets::{Index, STRUCTURES, Secret, Tables, find};
use tokens::token;

const DATA: &str = include_str!("../../../data/secrets.json");

fn found(text: &[u8], tables: &Tables<'_>) -> Vec<Secret> {
    let mut all = Vec::new();
    find(text, tables, &mut |secret| all.push(secret));
    all
}

/// The shapes that are recognised on their own: the rule's id and the notation.
fn shapes() -> Vec<(String, String)> {
    let rules = read_secrets(DATA).rules.into_iter().filter(|rule| rule.near.is_empty());
    rules.flat_map(|rule| rule.shapes.into_iter().map(move |shape| (rule.id.clone(), shape))).collect()
}

fn run(cases: u32, test: impl Fn(usize, u64, u16, usize) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let inputs = (any::<prop::sample::Index>(), any::<u64>(), 0..12u16, 0..PLACES.len());
    let shapes = shapes().len();
    TestRunner::new_with_rng(config, rng)
        .run(&inputs, |(shape, seed, extra, place)| test(shape.index(shapes), seed, extra, place))
        .unwrap_or_else(|error| panic!("{error}"));
}

/// The texts around tokens.
const PLACES: [(&str, &str); 8] = [
    ("", ""),
    ("Please use ", " from now on."),
    ("{\"a\": \"", "\"}"),
    ("export A=", "\n"),
    ("a long line of words before it, to move it away from the start of any block: ", ""),
    ("first line\\n", "\\nlast line"),
    ("<code>", "</code>"),
    ("(see ", ")"),
];

#[test]
fn ids_are_one_of_a_kind_and_each_has_a_source() {
    let mut ids: Vec<_> = read_secrets(DATA).rules.into_iter().map(|rule| rule.id).collect();
    ids.extend(STRUCTURES.map(|(id, _)| id.to_owned()));
    let count = ids.len();
    assert!(count >= 200, "{count}");
    assert!(
        ids.iter().all(|id| id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'))
    );
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert_eq!(DATA.matches("\"source\": \"https://").count(), DATA.matches("\"name\": ").count());
}

#[test]
fn the_tables_are_small() {
    let bytes = build_secrets(DATA).len();
    assert!(bytes <= 36 << 10, "{bytes}");
}

#[test]
fn a_token_of_every_shape_is_found_with_its_exact_span() {
    let bytes = build_secrets(DATA);
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let all = shapes();
    run(1500, |shape, seed, extra, place| {
        let (id, notation) = &all[shape];
        let elements = parse_shape(notation);
        let token = token(&elements, seed, extra);
        let (before, after) = PLACES[place];
        let text = [before.as_bytes(), &token, after.as_bytes()].concat();
        let is_at = |secret: &Secret| {
            tables.id(secret.rule) == id.as_bytes()
                && secret.start == before.len()
                && secret.end == before.len() + token.len()
        };
        // Some shapes contain others, which are then found instead.
        let is_inside = |secret: &Secret| {
            secret.start <= before.len()
                && secret.end >= before.len() + token.len()
                && secret.confidence >= 95
        };
        let secrets = found(&text, &tables);
        prop_assert!(
            secrets.iter().any(|secret| is_at(secret) || is_inside(secret)) || is_unlikely(&token),
            "{id} {} {secrets:?}",
            String::from_utf8_lossy(&text)
        );
        Ok(())
    });
}

/// A generated token may look like a placeholder by chance: `123456`, `test`.
fn is_unlikely(token: &[u8]) -> bool {
    let folded = token.to_ascii_lowercase();
    ["xxxx", "1234-1234"]
        .iter()
        .any(|word| folded.windows(word.len()).any(|window| window == word.as_bytes()))
}

#[test]
fn a_token_cut_short_is_not_found() {
    let bytes = build_secrets(DATA);
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let all = shapes();
    let whole: Vec<_> = all.iter().map(|(_, shape)| regex(shape)).collect();
    run(1500, |shape, seed, _, _| {
        let (id, notation) = &all[shape];
        let elements = parse_shape(notation);
        let token = token(&elements, seed, 0);
        let cut = &token[..token.len() - 1];
        let is_whole = whole.iter().any(|regex| regex.is_match(cut));
        let secrets = found(cut, &tables);
        prop_assert!(
            is_whole
                || !secrets
                    .iter()
                    .any(|secret| tables.id(secret.rule) == id.as_bytes() && secret.end == cut.len()),
            "{id} {} {secrets:?}",
            String::from_utf8_lossy(cut)
        );
        Ok(())
    });
}

/// The regular expression for a whole text of that shape.
fn regex(shape: &str) -> Regex {
    Regex::new(&format!("^(?:{shape})$")).expect("a regular expression")
}

#[test]
fn what_is_found_by_its_shape_is_what_a_regular_expression_matches() {
    let bytes = build_secrets(DATA);
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let all = shapes();
    let whole: Vec<_> = all.iter().map(|(id, shape)| (id, regex(shape))).collect();
    let named: std::collections::BTreeSet<_> = all.iter().map(|(id, _)| id.as_str()).collect();
    run(1500, |shape, seed, extra, place| {
        let token = token(&parse_shape(&all[shape].1), seed, extra);
        let (before, after) = PLACES[place];
        // Two tokens in a row, the second with a byte of another kind inside.
        let mut other = token.clone();
        let at = seed as usize % other.len();
        other[at] = b" _-#A0\n"[seed as usize % 7];
        let text = [before.as_bytes(), &token, after.as_bytes(), b" ", &other].concat();
        for secret in found(&text, &tables) {
            let id = std::str::from_utf8(tables.id(secret.rule)).expect("ASCII");
            let span = &text[secret.start..secret.end];
            let is_told = whole.iter().any(|(rule, regex)| *rule == id && regex.is_match(span));
            prop_assert!(is_told || !named.contains(id), "{id} {}", String::from_utf8_lossy(span));
        }
        Ok(())
    });
}
