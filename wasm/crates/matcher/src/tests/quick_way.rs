use std::{cell::Cell, format, string::String, vec, vec::Vec};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use snapwall_abi::CAPACITY_OUTPUT_BYTES;

use super::{Tables, browsers, encode, encode_headers, literals};
use crate::answer::Answer;
use crate::bots::{collect, judge};
use crate::check;
use crate::hits::Hits;
use crate::input::Input;

const BRANDS: &[u8] = br#""Google Chrome";v="147", "Not.A/Brand";v="8", "Chromium";v="147""#;

type Output = [u32; CAPACITY_OUTPUT_BYTES / 4];

/// The answers of the full judgement, and of the path that skips it where it can.
fn both(tables: &Tables, words: &[u32]) -> [(u32, Output); 2] {
    let (mut full, mut whole) = ((0, [0; _]), (0, [0; _]));
    let input = Input::parse(words);
    let mut hits = Hits::new();
    let is_plain = collect(tables.block(), &input, &mut hits);
    let mut answer = Answer::new(&mut full.1);
    judge(tables.block(), &input, &mut hits, &mut answer);
    full.0 = answer.finish();
    whole.0 = check(tables.block(), &mut words.to_vec(), &mut whole.1);
    if is_plain {
        // Nothing was written: the head of an answer without reasons is not read.
        whole.1 = full.1;
    }
    [full, whole]
}

fn is_waved_through(tables: &Tables, headers: [Option<&[u8]>; 3]) -> bool {
    let words = encode_headers(headers);
    collect(tables.block(), &Input::parse(&words), &mut Hits::new())
}

#[test]
fn todays_browsers_take_the_quick_way() {
    let tables = Tables::shipped("");
    for text in [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
    ] {
        for brands in [None, Some(BRANDS)] {
            assert!(is_waved_through(&tables, [Some(text.as_bytes()), brands, None]), "{text}");
        }
    }
}

#[test]
fn what_takes_a_closer_look_does_not() {
    let tables = Tables::shipped("");
    let firefox = &b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"[..];
    assert!(is_waved_through(&tables, [Some(firefox), None, None]));
    for headers in [
        [None, None, None],
        [Some(&b""[..]), None, None],
        [None, Some(BRANDS), None],
        [Some(b"Mozilla/5.0 (X11) Geck"), None, None],
        [Some(b"Mozilla/5.0 (1) Gecko"), None, None],
        [Some(b"Mozilla/5.0 (X11) Gecko a@b.c"), None, None],
        [Some(b"Mozilla/5.0 (X11) Gecko GPTBot"), None, None],
        [Some(firefox), Some(br#""HeadlessChrome";v="147""#), None],
        [Some(firefox), None, Some(b"")],
        [Some(firefox), None, Some(b"\"https://agent.example\"")],
    ] {
        assert!(!is_waved_through(&tables, headers), "{headers:?}");
    }
}

#[test]
fn a_headless_browser_among_the_brands_is_seen_wherever_its_name_stands() {
    let tables = Tables::shipped("");
    let plain = &b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"[..];
    for before in 0..9 {
        for name in ["HeadlessChrome", "HEADLESSCHROME", "headlesschrome"] {
            let brands = format!("{}{name}", " ".repeat(before));
            let headers = [Some(plain), Some(brands.as_bytes()), None];
            assert!(!is_waved_through(&tables, headers), "{brands:?}");
        }
    }
}

#[test]
fn without_the_bots_rule_everything_is_waved_through() {
    assert!(is_waved_through(&Tables::small("{}"), [None, None, Some(b"x")]));
}

#[test]
fn a_described_or_oversized_request_never_takes_the_quick_way() {
    let tables = Tables::shipped("");
    let agent = browsers().next().map(str::as_bytes);
    let mut output = [0; CAPACITY_OUTPUT_BYTES / 4];
    let mut oversized = encode_headers([agent, None, None]);
    oversized[0] = 1;
    assert_eq!(check(tables.block(), &mut oversized, &mut output), 1);
    let mut described = encode(&[Some(b"G T"), None, None, agent, None, None]);
    assert_eq!(check(tables.block(), &mut described, &mut output), 1);
}

#[test]
fn whatever_way_a_browser_of_the_fixtures_takes_the_judgement_is_the_same() {
    let tables = Tables::shipped("");
    for text in browsers() {
        let [full, whole] = both(&tables, &encode_headers([Some(text.as_bytes()), Some(BRANDS), None]));
        assert_eq!(full, whole, "{text}");
        assert_eq!(whole.0, 0, "{text}");
    }
}

/// Browsers' User-Agents with words of the rule data and odd bytes inserted between their parts.
fn near_browsers() -> impl Strategy<Value = Vec<u8>> {
    let real: Vec<&'static str> = browsers().collect();
    let words: Vec<String> = literals();
    let part = prop_oneof![
        2 => prop::sample::select(words).prop_map(String::into_bytes),
        2 => prop::sample::select(vec![" ", ";", "; ", ")", "(", "@", "a@b.c", "\0", "é", "gecko", "Gecko/"])
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    let insertions = prop::collection::vec((any::<prop::sample::Index>(), part), 0..3);
    (prop::sample::select(real), insertions, any::<prop::sample::Index>(), 0..4).prop_map(
        |(text, insertions, cut, is_cut)| {
            let mut text = text.as_bytes().to_vec();
            if is_cut == 0 {
                text.truncate(cut.index(text.len()));
            }
            for (at, part) in insertions {
                let at = at.index(text.len() + 1);
                text.splice(at..at, part);
            }
            text
        },
    )
}

#[test]
fn the_quick_way_says_yes_only_where_the_judgement_in_full_reports_nothing() {
    let tables = Tables::shipped("");
    let header = || prop::option::weighted(0.3, near_browsers());
    let requests = (
        prop::option::weighted(0.95, near_browsers()),
        header(),
        prop::option::weighted(0.1, near_browsers()),
    );
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) };
    let quick = Cell::new(0u32);
    let outcome = TestRunner::new(config).run(&requests, |(agent, brands, signature)| {
        let input = encode_headers([agent.as_deref(), brands.as_deref(), signature.as_deref()]);
        let [full, whole] = both(&tables, &input);
        prop_assert_eq!(full, whole);
        let is_quick = collect(tables.block(), &Input::parse(&input), &mut Hits::new());
        quick.set(quick.get() + u32::from(is_quick));
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(quick.get() > 500, "the quick way was taken {} times", quick.get());
}

#[test]
fn every_word_of_the_data_in_any_header_of_a_plain_browser_is_judged_the_same_on_either_way() {
    let tables = Tables::shipped("");
    let plain = &b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"[..];
    for word in literals() {
        let agent = format!("{} {word}", str::from_utf8(plain).unwrap());
        let word = Some(word.as_bytes());
        for headers in [
            [word, None, None],
            [Some(plain), word, None],
            [Some(plain), None, word],
            [Some(agent.as_bytes()), None, None],
        ] {
            let [full, whole] = both(&tables, &encode_headers(headers));
            assert!(full == whole, "{headers:?}");
        }
    }
}
