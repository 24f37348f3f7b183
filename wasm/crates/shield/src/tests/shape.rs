use std::string::String;

use proptest::prelude::*;

use crate::glance::glance;
use crate::shape::is_harmless;
use crate::sheet::Sheet;
use crate::{Kinds, Place, Sensitivity, html, scan, sql};

fn is_shaped(text: &str, place: Place) -> bool {
    is_harmless(text.as_bytes(), glance(text.as_bytes()), place)
}

/// The highest score of the judges, regardless of the value's form.
fn score(text: &str, place: Place) -> u8 {
    let (text, classes) = (text.as_bytes(), glance(text.as_bytes()));
    let mut sheet = Sheet::new(Kinds::ALL);
    scan::judge_every_byte(text, classes, place, &mut sheet);
    html::judge(text, classes, &mut sheet);
    sql::read(text, classes, place, &mut sheet);
    sheet.highest()
}

#[test]
fn what_browsers_send_has_a_harmless_shape() {
    for text in [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
        "en-GB,en;q=0.9,de;q=0.8",
        "fr-CH, fr;q=0.9, en;q=0.8",
    ] {
        assert!(is_shaped(text, Place::Header), "{text}");
        assert!(!is_shaped(text, Place::Query), "{text}");
    }
    for text in [
        "The jacket keeps you warm on the colder days of spring, and it doesn't crease.",
        "Up to 30 hours of battery life, and comfortable ear cushions.",
        "Müller",
        "O'Brien",
        "price_asc",
        "utm_source",
        "ABC_123",
    ] {
        assert!(is_shaped(text, Place::Query), "{text}");
    }
}

#[test]
fn what_only_begins_like_it_has_not() {
    for text in [
        "Mozilla/5.0 (X11; Linux x86_64",
        "Mozilla/5.0 (X11; ../../etc/passwd) Gecko/20100101",
        "Mozilla/5.0 (X11; http://example.com/) Gecko/20100101",
        "Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/133.0'",
        "Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/133.0; id",
        "Mozilla/5.0 (X11; Linux) Gecko/20100101 union select 1",
        "Mozilla/5.0 (X11; Linux) sleep(5)",
        "Mozilla/5.0 (X11; Linux) ",
        "en;q=0.9;id",
        "en; id",
        "en;q=0.9,",
        "a=b",
    ] {
        assert!(!is_shaped(text, Place::Header), "{text}");
    }
    for text in [
        "document.cookie",
        "x' or 'a'",
        "drop table users",
        "x in 5",
        "x and 5 is 5",
        "5 x",
        "__proto__",
        "information_schema",
        "pg_sleep",
        "1_or_1",
        "0x2e_0x2e",
    ] {
        assert!(!is_shaped(text, Place::Query), "{text}");
    }
}

/// Words that occur both in SQL or shells and in prose, and others.
const WORDS: [&str; 68] = [
    "drop", "table", "update", "set", "insert", "values", "case", "when", "exec", "declare", "having", "t",
    "s", "don", "5th", "30", "x", "shoes", "a1", "1", "42", "0x2e", "in", "is", "like", "between", "from",
    "where", "on", "by", "as", "into", "left", "join", "all", "top", "limit", "offset", "mod", "and", "or",
    "not", "union", "select", "null", "true", "order", "cat", "id", "wget", "ls", "cmd", "sleep", "delay",
    "except", "distinct", "full", "natural", "collate", "using", "regexp", "glob", "member", "of", "sounds",
    "any", "some", "é",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn no_judge_finds_anything_in_a_name_or_in_a_list_of_languages(
        text in "[a-z0x12_]{1,12}|(en|de-AT|id|sh|cat|x1|or|0x2f|union)(;q=[01.]{0,3})?(, ?(en|id|ls|wget|cmd|select)(;q=[01.]{0,3})?){0,3}",
    ) {
        for place in [Place::Header, Place::Query, Place::Json, Place::Name] {
            if is_shaped(&text, place) {
                prop_assert!(score(&text, place) < Sensitivity::Strict.threshold(), "{place:?}");
            }
        }
    }

    #[test]
    fn no_judge_finds_anything_in_a_few_words(
        words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..10),
        marks in prop::collection::vec(prop::sample::select([" ", " ", " ", ", ", ". ", "'", "."].to_vec()), 10),
    ) {
        let text: String = words.iter().zip(&marks).flat_map(|(word, mark)| [*word, *mark]).collect();
        let text = text.trim_end_matches([' ', ',']);
        for place in [Place::Header, Place::Query, Place::Json, Place::Name, Place::Text] {
            if is_shaped(text, place) {
                prop_assert!(score(text, place) < Sensitivity::Strict.threshold(), "{place:?}");
            }
        }
    }
}
