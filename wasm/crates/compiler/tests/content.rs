//! The rules for content through the matcher: settings, answers, the policy's own patterns, texts in pieces.

mod judge;

use judge::content::Content;
use proptest::prelude::*;
use regex::bytes::Regex;
use snapwall_abi::*;
use snapwall_tables::{Block, bytes_of_mut};

/// Leftmost-longest, non-overlapping matches, found by trying every range.
fn search(regex: &Regex, text: &[u8], is_boundary: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let (mut found, mut from) = (Vec::new(), 0);
    let longest = |start: usize| {
        let fits =
            |end: &usize| is_boundary(start) && is_boundary(*end) && regex.is_match(&text[start..*end]);
        (start + 1..=text.len()).rev().find(fits).map(|end| (start, end))
    };
    while let Some(range) = (from..text.len()).find_map(longest) {
        from = range.1;
        found.push(range);
    }
    found
}

const PATTERNS: [&str; 8] = ["ab", "a+b?", "abab|ba", "[ab]{3}", "a.b", "ab*a", "(?:ab)+", "b(?:a|bb)a"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn patterns_find_the_longest_match_from_the_left(text in "[ab -]{0,24}", index in 0..PATTERNS.len()) {
        for (bounds, is_bounded) in [("", false), ("\\\\b", true)] {
            let pattern = PATTERNS[index];
            // `|` has the lowest precedence.
            let policy = format!(r#"{{"sensitive": {{"custom": {{"x": "{bounds}(?:{pattern}){bounds}"}}}}}}"#);
            let whole = Regex::new(&format!("(?s-u)^(?:{pattern})$")).unwrap();
            let bytes = text.as_bytes();
            let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            let is_boundary = |at: usize| !is_bounded || (at > 0 && is_word(at - 1)) != is_word(at);
            let expected = search(&whole, bytes, is_boundary);
            let found = Content::new(&policy).text(bytes, 60_000);
            let places: Vec<_> = found.iter().map(|(_, start, end)| (*start, *end)).collect();
            prop_assert_eq!(places, expected, "{} in {:?}", pattern, text);
        }
    }
}

#[test]
fn a_text_in_pieces_has_the_findings_of_the_whole() {
    let mut content = Content::new(r#"{"sensitive": {"custom": {"x": "\\bxy[0-9]+\\b"}}}"#);
    let parts = ["lorem ipsum ", "xy12 ", "4111 1111 1111 1111, ", "axy12 ", "xy3,", "192.0.2.7 "];
    let text: String = (0..9_000).map(|index| parts[index * 7 % 11 % parts.len()]).collect();
    let whole = content.text(text.as_bytes(), CAPACITY_INPUT_BYTES - CONTENT_WORDS * 4);
    assert!(whole.len() > 4_000);
    for max in [9_000, 16_384, 40_001] {
        assert_eq!(content.text(text.as_bytes(), max), whole, "in pieces of {max}");
    }
}

#[test]
fn a_match_is_no_longer_than_its_limit() {
    let mut content = Content::new(r#"{"sensitive": {"custom": {"x": "a+"}}}"#);
    let found = content.text(&[b'a'; 600], 60_000);
    let places: Vec<_> = found.iter().map(|(_, start, end)| (*start, *end)).collect();
    assert_eq!(places, [(0, 256), (256, 512), (512, 600)]);
}

#[test]
fn what_is_denied_is_the_policys_and_how_is_the_modes() {
    let deny = r#"{"mode": "report", "email": {"deny": ["role"], "block": ["b.example"]}}"#;
    let enforced = r#"{"mode": "report", "email": {"mode": "enforce", "deny": ["role"]}}"#;
    let (allow, denied) = (ACTION_ALLOW, ACTION_DENY);
    let mut email = Content::new(deny);
    assert_eq!(email.email(0, b"admin@example.com"), (allow, vec!["role"], vec!["role"]));
    assert_eq!(email.email(CONTENT_FLAG_ENFORCE, b"admin@example.com").0, denied);
    assert_eq!(email.email(CONTENT_FLAG_ENFORCE, b"none").0, allow);
    assert_eq!(email.email(CONTENT_FLAG_ENFORCE, b"a@c.B.example").0, denied);
    assert_eq!(Content::new(enforced).email(0, b"admin@example.com").0, denied);
    assert_eq!(Content::new(enforced).email(CONTENT_FLAG_REPORT, b"admin@example.com").0, allow);
}

#[test]
fn what_the_host_knows_of_an_address_counts() {
    let mut email = Content::new(r#"{"email": {"allow": ["good.example"]}}"#);
    assert_eq!(email.email(CONTENT_FLAG_MALFORMED, b"").1, ["invalid"]);
    let (action, found, _) = email.email(CONTENT_FLAG_NO_MX_RECORDS, b"a@example.com");
    assert_eq!((action, found), (ACTION_DENY, vec!["noMxRecords"]));
    assert_eq!(email.email(CONTENT_FLAG_NO_MX_RECORDS, b"a@good.example").0, ACTION_ALLOW);
}

#[test]
fn the_domain_is_told_as_the_dns_has_it_with_what_was_meant() {
    let mut email = Content::new(r#"{"email": {}}"#);
    email.email(0, "a@GMIAL.com".as_bytes());
    let (domain, meant) = (email.output[EMAIL_DOMAIN_BYTES], email.output[EMAIL_SUGGESTION_BYTES]);
    let text = bytes_of_mut(&mut email.output[EMAIL_TEXT..]);
    assert_eq!(&text[..(domain + meant) as usize], b"gmial.comgmail.com");
}

#[test]
#[should_panic(expected = "out of range")]
fn a_length_beyond_the_buffer_is_a_trap() {
    let mut email = Content::new(r#"{"email": {}}"#);
    email.write(0, b"", 0);
    email.input[CONTENT_BYTES] = CAPACITY_INPUT_BYTES as u32;
    // SAFETY: as above.
    let block = unsafe { Block::new(email.block.as_ptr().cast()) };
    snapwall_matcher::email(block, &mut email.input, &mut email.output);
}
