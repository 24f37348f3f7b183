//! Compares the engine with the naive matcher on every text.

mod judge;
mod naive;

use std::cell::RefCell;

use judge::{Decision, Guard};
use naive::{Found, Kind, Naive};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use snapwall_abi::CAPACITY_REASONS;

/// How many occurrences the engine keeps at once: with more, which ones it reports depends on their order.
const OCCURRENCES_KEPT: usize = 32;

/// The maximum total size of a request's headers.
const LONGEST_TEXT_BYTES: usize = 60 * 1024;

const BROWSERS: [&str; 4] = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36",
    "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
    "Mozilla/4.76 [en] (X11; U)",
];

const DELIMITERS: [&str; 21] = [
    " ",
    ";",
    "; ",
    "/",
    "(",
    ")",
    "-",
    "_",
    ".",
    ",",
    "@",
    "+",
    "[",
    "]",
    "\"",
    "\t",
    "\0",
    "é",
    "a@b.c",
    "Mozilla/",
    "Mozilla/5.0 (",
];

/// A text composed of patterns, parts of patterns, delimiters, browsers' words, and arbitrary bytes.
fn texts(naive: &Naive, pieces: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<u8>> {
    let literals: Vec<Vec<u8>> = naive.patterns.iter().map(|pattern| pattern.literal.clone()).collect();
    let words = [&naive.engines, &naive.starts, &naive.devices].into_iter().flatten().cloned();
    let words: Vec<Vec<u8>> = words.chain(BROWSERS.map(Vec::from)).collect();
    let part = (select(literals.clone()), any::<prop::sample::Index>(), any::<bool>());
    let piece = prop_oneof![
        4 => select(literals.clone()),
        1 => select(literals).prop_map(|literal| literal.to_ascii_uppercase()),
        2 => part.prop_map(|(literal, at, from_start)| {
            let (start, end) = literal.split_at(at.index(literal.len()));
            if from_start { start.to_vec() } else { end.to_vec() }
        }),
        6 => select(DELIMITERS.map(Vec::from).to_vec()),
        2 => select(words),
        1 => prop::collection::vec(any::<u8>(), 0..8),
    ];
    prop::collection::vec(piece, pieces).prop_map(|pieces| pieces.concat())
}

/// Checks a property on a number of random values.
fn hold<S: Strategy>(cases: u32, strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    TestRunner::new(config).run(&strategy, property).unwrap_or_else(|failure| panic!("{failure}"));
}

fn check(guard: &mut Guard, text: &[u8]) -> Decision {
    guard.check([None, None, None, Some(text), None, None])
}

fn found(decision: &Decision) -> Vec<Found> {
    let place = |place: Option<(u32, u32, u32)>| {
        place.map_or((0, 0), |(_, start, end)| (start as usize, end as usize))
    };
    let reasons = decision.reasons.iter();
    reasons.map(|reason| (reason.id.clone(), place(reason.place).0, place(reason.place).1)).collect()
}

/// Compares the engine with the naive matcher on one text. Returns whether all reasons had to be equal.
fn compare(guard: &mut Guard, naive: &Naive, text: &[u8]) -> Result<bool, TestCaseError> {
    let decision = check(guard, text);
    let occurrences = naive.occurrences(text);
    let mut expected = naive.judge_among(&occurrences, text);
    prop_assert_eq!(decision.denied, !expected.is_empty());
    if occurrences.len() <= OCCURRENCES_KEPT {
        expected.truncate(CAPACITY_REASONS);
        prop_assert_eq!(found(&decision), expected);
        return Ok(true);
    }
    for (id, start, end) in found(&decision) {
        let is_there =
            occurrences.iter().any(|(pattern, from, to)| (&pattern.id, *from, *to) == (&id, start, end));
        prop_assert!(is_there || id == "NOT_BROWSER_SHAPED", "{} at {}..{} is made up", id, start, end);
    }
    // When a name is found, no sign is reported.
    let is_named = |id: &String| naive.patterns.iter().any(|one| one.kind == Kind::Named && one.id == *id);
    let expects_names = expected.iter().any(|(id, ..)| is_named(id));
    prop_assert!(found(&decision).iter().all(|(id, ..)| is_named(id) == expects_names));
    Ok(false)
}

#[test]
fn ids_and_places_in_short_texts_are_those_of_the_naive_matcher() {
    let naive = Naive::shipped();
    let guard = RefCell::new(Guard::new(""));
    hold(2_000, texts(&naive, 0..12), |text| compare(&mut guard.borrow_mut(), &naive, &text).map(|_| ()));
}

#[test]
fn what_stands_around_a_browser_is_found_as_the_naive_matcher_finds_it() {
    let naive = Naive::shipped();
    let guard = RefCell::new(Guard::new(""));
    let parts = (texts(&naive, 0..3), select(BROWSERS.to_vec()), texts(&naive, 0..3));
    hold(2_000, parts, |(before, browser, after)| {
        let text = [&before, browser.as_bytes(), &after].concat();
        compare(&mut guard.borrow_mut(), &naive, &text).map(|_| ())
    });
}

#[test]
fn literals_of_own_bots_are_found_as_the_naive_matcher_finds_them() {
    let own = [
        ("OWN_A", "own-"),
        ("OWN_B", "own-bot/"),
        ("OWN_C", r"\bzqx\b"),
        ("OWN_D", "^zqxbot"),
        ("BOT_Z", "z.botz$"),
    ];
    let mut naive = Naive::shipped();
    for (id, literal) in own {
        naive.add(id, literal);
    }
    let bot = |(id, literal): (&str, &str)| {
        format!(r#"{{"id":"{id}","categories":["tool"],"literal":"{}"}}"#, literal.replace('\\', r"\\"))
    };
    let policy = format!(r#"{{"bots":{{"custom":[{}]}}}}"#, own.map(bot).join(","));
    let guard = RefCell::new(Guard::new(&policy));
    let pieces = select(vec![
        "own-", "OWN-bot/", "zqx", "zqxbot", "z.botz", "bot", "curl/8", " ", ";", "x", "1", "Gecko",
    ]);
    hold(2_000, prop::collection::vec(pieces, 0..8), |pieces| {
        compare(&mut guard.borrow_mut(), &naive, pieces.concat().as_bytes()).map(|_| ())
    });
}

#[test]
fn any_bytes_are_judged_as_the_naive_matcher_judges_them() {
    let naive = Naive::shipped();
    let guard = RefCell::new(Guard::new(""));
    hold(500, prop::collection::vec(any::<u8>(), 0..400), |text| {
        compare(&mut guard.borrow_mut(), &naive, &text).map(|_| ())
    });
}

#[test]
fn a_few_names_in_a_long_text_are_found_where_they_stand() {
    let naive = Naive::shipped();
    let guard = RefCell::new(Guard::new(""));
    let filler = select(vec![" ", "x", "\0", "é", "(a; ", "Gecko ", "bo", "@", "ZZZ;"]);
    let parts = (texts(&naive, 0..4), filler, 0..LONGEST_TEXT_BYTES, texts(&naive, 0..4));
    hold(12, parts, |(before, filler, len, after)| {
        let filler = filler.repeat(len / filler.len());
        let mut text = [&before, filler.as_bytes(), &after].concat();
        text.truncate(LONGEST_TEXT_BYTES);
        compare(&mut guard.borrow_mut(), &naive, &text).map(|_| ())
    });
}

#[test]
fn a_text_of_thousands_of_patterns_is_denied_for_what_is_in_it() {
    let naive = Naive::shipped();
    let guard = RefCell::new(Guard::new(""));
    hold(6, (texts(&naive, 1..60), 1..200usize), |(unit, times)| {
        let mut text = unit.repeat(times);
        text.truncate(LONGEST_TEXT_BYTES / 4);
        compare(&mut guard.borrow_mut(), &naive, &text).map(|_| ())
    });
}

#[test]
fn every_pattern_is_found_at_both_ends_between_delimiters_and_inside_words() {
    let naive = Naive::shipped();
    let mut guard = Guard::new("");
    for pattern in &naive.patterns {
        let literal = String::from_utf8(pattern.literal.clone()).unwrap();
        for text in [
            literal.clone(),
            literal.to_uppercase(),
            format!("{literal};"),
            format!("\0{literal}"),
            format!("x{literal}"),
            format!("{literal}1"),
            format!("({literal})"),
            literal[1..].to_owned(),
            literal[..literal.len() - 1].to_owned(),
        ] {
            let same = compare(&mut guard, &naive, text.as_bytes());
            assert!(same.as_ref().is_ok_and(|is_exact| *is_exact), "{text:?}: {same:?}");
        }
    }
}

#[test]
fn the_naive_matcher_can_tell_a_bot_from_a_browser() {
    let naive = Naive::shipped();
    assert_eq!(naive.judge(b"curl/8.7.1"), [("CURL".to_owned(), 0, 5)]);
    assert_eq!(naive.judge(BROWSERS[0].as_bytes()), []);
    assert_eq!(naive.judge(b" \t"), [("NO_USER_AGENT".to_owned(), 0, 0)]);
    assert_eq!(naive.judge(b"Qwertz"), [("NOT_BROWSER_SHAPED".to_owned(), 0, 6)]);
}
