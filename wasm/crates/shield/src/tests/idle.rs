//! Compares the recognition of idle texts with the judges that look at every byte.

use std::string::String;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::glance::glance;
use crate::sheet::Sheet;
use crate::{Doubt, Kinds, Place, html, look, scan, sql};

fn is_idle(text: &str) -> bool {
    scan::is_idle(text.as_bytes(), glance(text.as_bytes()), Place::Json)
}

#[test]
fn nothing_begins_in_what_people_and_programs_write() {
    for text in [
        "It ships from our own store in two to four days; you may drop in, too.",
        "Made of recycled cotton (80 %) and wool.",
        "Note: closed on Mondays",
        "Black & White",
        "N/A",
        "$19.99",
        "1.2.5",
        "09:30",
        "2026-01-11T12:30:00.000Z",
        "service@shop.example",
        "application/json",
        "/products/123",
        "https://shop.example/p/123?ref=api",
        "https://cdn.shop.example/images/123.jpg",
        "line one\nline two",
        "order_status",
    ] {
        assert!(is_idle(text), "{text}");
    }
}

#[test]
fn what_may_begin_something_is_left_to_the_judges() {
    for text in [
        "document.cookie",
        "constructor.prototype",
        "a/etc/passwd",
        "http://127.0.0.1/",
        "http://metadata.google.internal/",
        "http://10.0.0.1.nip.io/",
        "x;id",
        "a & whoami",
        "alert (1)",
        "javascript:1",
        "a/../b",
        "/usr/bin/id",
        "0x2e0x2e",
        "a\nid",
        "ssh2.exec",
        "c:inetpub",
    ] {
        assert!(!is_idle(text), "{text}");
    }
}

/// Words that judges look for, marks, and separators.
const PIECES: [&str; 112] = [
    "x",
    "The",
    "shoes",
    "id",
    "cat",
    "copy",
    "whoami",
    "python.exe",
    "env",
    "alert",
    "eval",
    "system",
    "while",
    "call",
    "document",
    "window",
    "this",
    "constructor",
    "prototype",
    "process",
    "console",
    "module",
    "exports",
    "java",
    "lang",
    "Runtime",
    "com",
    "sun",
    "org",
    "class",
    "classLoader",
    "http",
    "https",
    "ftp",
    "ssh2",
    "php",
    "file",
    "phar",
    "jar",
    "localhost",
    "metadata",
    "goog",
    "host",
    "docker",
    "internal",
    "127.0.0.1",
    "169.254.169.254",
    "10.0.0.1",
    "nip",
    "ip",
    "io",
    "etc",
    "passwd",
    "ssh",
    "proc",
    "1",
    "var",
    "log",
    "bin",
    "usr",
    "tcp",
    "dev",
    "c",
    "inetpub",
    "on",
    "onload",
    "style",
    "javascript",
    "vbscript",
    "mocha",
    "data",
    "text",
    "html",
    "script",
    "entity",
    "SYSTEM",
    "ruby",
    "O",
    "0x2e",
    "0x2f",
    "42",
    "3.14",
    "é",
    "::",
    ":",
    "://",
    "/",
    "//",
    ".",
    "..",
    ",",
    ";",
    "&",
    "=",
    "?",
    "(",
    ")",
    "\n",
    "_",
    "__",
    "$",
    "!",
    "@",
    "-",
    "+",
    "'",
    "\"",
    "*",
    "~",
    "#",
    "[",
    "{",
];

/// The score by judges that look at every byte, for a text classified as idle.
fn risk_of_idle(text: &str, place: Place) -> u8 {
    let text = text.as_bytes();
    let classes = glance(text);
    let mut sheet = Sheet::new(Kinds::ALL);
    let doubt = look(text, classes, place);
    if doubt != Doubt::Anything {
        scan::judge_every_byte(text, classes, place, &mut sheet);
        html::judge(text, classes, &mut sheet);
    }
    if doubt == Doubt::Nothing {
        sql::judge_doubtful(text, classes, place, &mut sheet);
    }
    sheet.highest()
}

#[test]
fn a_capital_behind_a_letter_proves_nothing() {
    assert_eq!(risk_of_idle("x The", Place::Query), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn what_is_idle_proves_nothing_to_the_judges(
        pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 1..8),
        place in prop::sample::select(vec![Place::Query, Place::Header, Place::Json, Place::Text, Place::Name, Place::Path]),
    ) {
        let pieces: Vec<String> =
            pieces.into_iter().map(|(piece, has_blank)| String::from(piece) + if has_blank { " " } else { "" }).collect();
        let text = pieces.concat();
        prop_assert_eq!(risk_of_idle(&text, place), 0, "{:?}", text);
    }
}
