use std::string::String;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::decode::{decode, early_sign, is_needed, locate, narrow};
use crate::glance::glance;
use crate::{Kind, Place, Sensitivity};

use super::findings;

fn decoded(text: &str, place: Place) -> String {
    let mut output = vec![0; text.len()];
    let length = decode(text.as_bytes(), place, &mut output).length;
    String::from_utf8_lossy(&output[..length]).into_owned()
}

#[test]
fn every_encoding_is_undone() {
    for (encoded, plain) in [
        ("%27", "'"),
        ("%2527", "'"),
        ("%25252527", "'"),
        ("%%32%37", "'"),
        ("%u0027", "'"),
        ("%U0027", "'"),
        ("%%550027", "'"),
        ("\\u0027", "'"),
        ("\\u{27}", "'"),
        ("\\x27", "'"),
        ("&#39;", "'"),
        ("&#39", "'"),
        ("&#0000039;", "'"),
        ("&#x27;", "'"),
        ("&#X27;a", "'a"),
        ("&apos;", "'"),
        ("&lt;b&gt;", "<b>"),
        ("&lt b", "< b"),
        ("&amp;lt;", "<"),
        ("%26lt%3b", "<"),
        ("%26lt%20b", "< b"),
        ("%26%23x7B%3B", "{"),
        ("%26%2360%3Bb", "<b"),
        ("&#60%20b", "< b"),
        ("&#60%2520b", "< b"),
        ("&#60%62", "<b"),
        ("&#60%26lt;", "<<"),
        ("javascript&colon;alert&lpar;1&rpar;", "javascript:alert(1)"),
        ("%c0%ae%c0%af", "./"),
        ("%e0%80%af", "/"),
        ("%f0%80%80%af", "/"),
        ("＜script＞", "<script>"),
        ("%ef%bc%9cscript%ef%bc%9e", "<script>"),
        ("‘’“”", "''\"\""),
        ("a\u{3000}b\u{a0}c", "a b c"),
        ("a%a0b%25a0c", "a b c"),
        ("%c3%a0%e3%81%a0", "àだ"),
    ] {
        assert_eq!(decoded(encoded, Place::Text), plain, "{encoded}");
    }
}

#[test]
fn what_is_no_escape_stays() {
    for text in [
        "100%", "%", "%2", "%zz", "\\", "C:\\temp", "\\u12", "&", "AT&T", "&#;", "&#x;", "&nosuch;", "&;",
        "&a-b", "é", "日本",
    ] {
        assert_eq!(decoded(text, Place::Text), text);
    }
}

#[test]
fn a_plus_is_a_blank_where_forms_are_encoded() {
    assert_eq!(decoded("a+b%2bc", Place::Query), "a b+c");
    assert_eq!(decoded("a+b", Place::Text), "a+b");
}

#[test]
fn a_sign_near_the_start_of_a_long_value_says_that_it_is_encoded() {
    let (short, place) = ("a+b", Place::Query);
    let long = String::from(short) + &"a".repeat(64);
    let sign = early_sign(long.as_bytes(), place);
    assert!(sign != 0 && sign == glance(short.as_bytes()) & sign);
    assert!(is_needed(long.as_bytes(), sign, place));
    assert_eq!(early_sign(short.as_bytes(), place), 0);
    assert_eq!(early_sign(long.as_bytes(), Place::Text), 0);
}

#[test]
fn a_string_of_json_with_escapes_is_encoded_wherever_they_stand() {
    let text = "a".repeat(400) + r#"\""#;
    let sign = early_sign(text.as_bytes(), Place::Json);
    assert!(sign != 0 && sign == glance(text.as_bytes()) & sign);
    assert!(is_needed(text.as_bytes(), sign, Place::Json));
}

#[test]
fn escapes_of_json_are_undone_inside_its_strings() {
    assert_eq!(decoded(r#"a\"b\/c\nd\\e"#, Place::Json), "a\"b/c\nd\\e");
    assert_eq!(decoded(r#"a\"b"#, Place::Text), r#"a\"b"#);
}

#[test]
fn a_range_leads_back_to_the_bytes_it_was_decoded_from() {
    let source = b"ab%2527cd&lt;ef";
    let mut output = [0; 32];
    let length = decode(source, Place::Text, &mut output).length;
    assert_eq!(&output[..length], b"ab'cd<ef");
    for (range, text) in [
        ([2, 3], "%2527"),
        ([0, 2], "ab"),
        ([5, 6], "&lt;"),
        ([3, 8], "cd&lt;ef"),
        ([0, 8], "ab%2527cd&lt;ef"),
    ] {
        let [start, end] = locate(source, Place::Text, &mut output, range);
        assert_eq!(&source[start..end], text.as_bytes(), "{range:?}");
    }
}

#[test]
fn findings_name_the_bytes_as_they_were_sent() {
    let value = b"shoes%2527%2520or%25201%253D1";
    let found = findings(value, Place::Query, Sensitivity::Balanced);
    assert_eq!(found[0].kind, Kind::SqlInjection);
    assert_eq!(found[0].end, value.len());
    assert!(found[0].end <= value.len());
}

#[test]
fn character_references_count_however_they_were_sent() {
    for value in
        ["<a href=ja&Tab;vascript:alert(1)>", "ja&Tab;vascript:alert(1)", "&#123;&#123;7*7&#x7d;&#x7D;"]
    {
        let sent: String = value.bytes().map(|byte| std::format!("%{byte:02x}")).collect();
        for value in [value, &sent] {
            assert!(!findings(value.as_bytes(), Place::Query, Sensitivity::Balanced).is_empty(), "{value}");
        }
    }
}

/// Decodes in passes over the whole text until nothing changes.
fn decode_naively(text: &[u8]) -> Vec<u8> {
    let digits = |digits: &[u8]| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
    let mut text = text.to_vec();
    loop {
        let mut next = Vec::new();
        let mut index = 0;
        while index < text.len() {
            let rest = &text[index..];
            let escape = match rest {
                [b'%', b'u' | b'U', a, b, c, d, ..] => digits(&[*a, *b, *c, *d]).map(|code| (code, 6)),
                [b'%', a, b, ..] => digits(&[*a, *b]).map(|code| (code, 3)),
                _ => None,
            };
            let (byte, length) = match escape {
                Some((code, length)) => (narrow(code), length),
                None => (rest[0], 1),
            };
            next.push(byte);
            index += length;
        }
        if next == text {
            return text;
        }
        text = next;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn one_pass_undoes_what_any_number_of_passes_does(text in "[%2357uU0]{0,32}") {
        let mut output = vec![0; text.len()];
        let length = decode(text.as_bytes(), Place::Text, &mut output).length;
        prop_assert_eq!(&output[..length], &decode_naively(text.as_bytes())[..]);
    }

    #[test]
    fn what_needs_no_decoding_is_what_it_was(text in "(%|&|[ )]|[0-9a-f]|#|;|lt|u|\\+|\\\\|é){0,12}") {
        for place in [Place::Query, Place::Header, Place::Json, Place::Text] {
            let classes = glance(text.as_bytes());
            if !is_needed(text.as_bytes(), classes, place) {
                prop_assert_eq!(&decoded(&text, place), &text);
            }
        }
        prop_assert!(!is_needed(b"80 % of it & more", glance(b"80 % of it & more"), Place::Json));
    }

    #[test]
    fn a_range_leads_back_into_the_source(text in "(%25|%|[0-9a-fu]|&|#|;|lt|\\\\|x|é|＜){0,24}", start in 0..32usize, length in 0..32usize) {
        let mut output = vec![0; text.len()];
        let [from, to] = locate(text.as_bytes(), Place::Text, &mut output, [start, start + length]);
        prop_assert!(from <= to && to <= text.len());
    }
}
