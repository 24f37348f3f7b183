//! Compares the recognition of texts without SQL with the judge that reads them.

use std::string::String;
use std::vec::Vec;

use proptest::prelude::*;

use crate::glance::glance;
use crate::sheet::Sheet;
use crate::sql;
use crate::{Kind, Kinds, Place, Sensitivity};

/// The score of SQL's judge when it reads the text.
fn score(text: &str, place: Place) -> u8 {
    let mut sheet = Sheet::new(Kinds::NONE.with(Kind::SqlInjection));
    sql::read(text.as_bytes(), glance(text.as_bytes()), place, &mut sheet);
    sheet.highest()
}

#[test]
fn what_people_write_says_nothing() {
    for text in [
        "The jacket keeps you warm on the colder days of spring, and it doesn't crease.",
        "We selected it from a list of forty, where price and weight were both limited.",
        "A customer wrote: \"We bought two, and one was gone within a week; my son has it.\"",
        "Please leave the parcel with the neighbour if nobody is at home.",
        "Delivered to reception (signed by A. Miller).",
        "12 Main Street",
        "5th Avenue 100, Apt. 4",
        "O'Brien",
        "service@shop.example",
        "2025-01-11T08:33:00.000Z",
        "https://shop.example/p/3334?ref=api&page=2#top",
        "$1234.56",
    ] {
        assert!(sql::says_nothing(text.as_bytes()), "{text}");
    }
}

#[test]
fn what_says_something_is_read() {
    for text in [
        "1 or 1=1",
        "x' or 'a'='a",
        "a=union 5=5",
        "x' - y - '",
        "-5 like 5",
        "a-5#",
        "drop table users",
        "5. or 5. is 5",
        ".5 or 1; 2.5",
        "5th.limit 1",
        ", x: x=@x.v$version",
        "1e5or 1 is 1",
        "(a b and c) from",
        "order by 5",
        "x and 5 is 5",
        "x' -- ",
        "admin'--",
        "a.b.information_schema",
    ] {
        assert!(!sql::says_nothing(text.as_bytes()), "{text}");
    }
}

#[test]
fn long_prose_is_passed_over_whatever_ends_its_sentences() {
    let sentences = "It ships in two to four days, or you drop in and pick it up. A customer wrote: \"I ordered two, and one was \
        gone within a week; my son has it.\" Questions? Call us, or write to service@shop.example between 9:00 and 17:00. \
        It doesn't crease; do not tumble dry. ";
    assert!(sql::says_nothing(sentences.repeat(20).as_bytes()));
    for attack in ["' or 1=1", "1 union select 2", "x'; drop table users"] {
        let text = sentences.repeat(10) + attack + " " + &sentences.repeat(10);
        assert!(!sql::says_nothing(text.as_bytes()), "{attack}");
    }
}

/// Parts of addresses, and what a run may begin with in them.
const PARTS: [&str; 44] = [
    "shop.example",
    "a",
    "p",
    "ref",
    "api",
    "c",
    "e",
    "n",
    "é",
    "1",
    "42",
    "5th",
    "0x2e",
    "1e5",
    "1e5or",
    "1.e",
    "or",
    "and",
    "union",
    "select",
    "count",
    "sleep",
    "mysql",
    "drop",
    "exec",
    "case",
    "/",
    "/",
    "?",
    "?",
    "&",
    "&",
    "&&",
    "=",
    "=",
    "%",
    ".",
    "..",
    "-",
    "--",
    "+",
    "::",
    "!",
    "~",
];

/// A word of each class that matters, marks, literals, and separators.
const PIECES: [&str; 96] = [
    "x",
    "y",
    "ab",
    "s",
    "t",
    "n",
    "e",
    "é",
    "The",
    "shoes",
    "1",
    "5",
    "42",
    "0x2e",
    "1e5",
    "2.5",
    "5.",
    ".5",
    "1.e",
    "5th",
    "or",
    "and",
    "AND",
    "xor",
    "not",
    "any",
    "like",
    "is",
    "in",
    "between",
    "div",
    "mod",
    "collate",
    "using",
    "union",
    "except",
    "select",
    "all",
    "distinct",
    "top",
    "from",
    "where",
    "on",
    "having",
    "order",
    "group",
    "by",
    "limit",
    "offset",
    "into",
    "as",
    "join",
    "left",
    "null",
    "true",
    "concat",
    "count",
    "date",
    "sleep",
    "mysql",
    "case",
    "when",
    "then",
    "else",
    "end",
    "drop",
    "create",
    "table",
    "user",
    "insert",
    "delete",
    "update",
    "set",
    "call",
    "declare",
    "waitfor",
    "delay",
    "begin",
    "while",
    "shutdown",
    "outfile",
    "procedure",
    "values",
    "asc",
    "immediate",
    "mode",
    "isnull",
    "int",
    "@x",
    "@",
    "$5",
    "v$version",
    "a.b",
    "x.and",
    "a..b",
    "https:",
];

const MARKS: [&str; 64] = [
    " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", ", ", ", ", ",", ". ", ".", "...",
    ": ", ":", "::", ":=", "; ", ";", "-", " - ", "--", " -- ", "+", "/", "/*", "*", "%", " & ", "&&", "||",
    "!", "! ", "? ", "?", "?&", "=", "==", "<", ">", "->", "#", "(", " (", ") ", ")", "'", "'", " '", "' ",
    "\"", " \"", "\" ", "[", "]", "$", "\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES.to_vec()), prop::sample::select(MARKS.to_vec()));
    let start = prop::sample::select(std::vec![
        "", "", "", "", "(", "'", "\"", "-", "+", "!", "#", ".", "$", "@", ","
    ]);
    (start, prop::collection::vec(piece, 1..9), any::<bool>()).prop_map(|(start, pieces, is_marked)| {
        let mut text = String::from(start);
        let pieces: Vec<_> = pieces;
        for (index, (piece, mark)) in pieces.iter().enumerate() {
            text.push_str(piece);
            if is_marked || index + 1 < pieces.len() {
                text.push_str(mark);
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100_000) })]

    #[test]
    fn nothing_is_found_in_an_address_that_is_quiet(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..9),
        scheme in prop::sample::select(std::vec!["https://", "http://"]),
    ) {
        let text = String::from(scheme) + "a?" + &parts.concat();
        if sql::is_quiet(text.as_bytes(), glance(text.as_bytes())) {
            for place in [Place::Text, Place::Header] {
                prop_assert!(score(&text, place) < Sensitivity::Strict.threshold(), "{text}");
            }
        }
    }

    #[test]
    fn nothing_is_found_in_a_text_that_says_nothing(text in text()) {
        if sql::says_nothing(text.as_bytes()) {
            for place in [Place::Text, Place::Header] {
                prop_assert!(score(&text, place) < Sensitivity::Strict.threshold(), "{place:?} {}", score(&text, place));
            }
        }
    }
}
