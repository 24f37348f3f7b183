//! What does not fit into a table is an error, not a wrong table.

use std::fmt::Write;

use snapwall_compiler::{PolicyError, compile};

/// Compiles rule data of bots with these patterns.
fn build(bots: impl Iterator<Item = String>) -> Option<PolicyError> {
    let mut list = String::new();
    for (index, pattern) in bots.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(list, r#"{comma}{{"id":"B{index}","categories":["a"],"match":["{pattern}"]}}"#).unwrap();
    }
    let signs = r#"{"signs":[],"benign":[],"shape":{"id":"S","categories":["a"],"engines":[],"starts":[],"phones":[]}}"#;
    compile(&format!("{{\"categories\":[\"a\"],\"bots\":[{list}]}}\0{signs}\0\0\0")).err()
}

fn limit(error: Option<PolicyError>) -> String {
    let error = error.expect("an error");
    assert_eq!((error.code, error.path.as_str(), error.line, error.column), ("limit", "bots", 1, 1));
    error.message
}

#[test]
fn patterns_are_counted() {
    let bots = |count: usize| (0..count).map(|index| format!("p{index:04}{index:04}"));
    // The signs for the shape and the signature take a place each.
    assert_eq!(build(bots(4094)), None);
    assert_eq!(limit(build(bots(4095))), "4097 patterns, at most 4096 fit");
}

#[test]
fn the_text_of_patterns_is_counted() {
    let bots = |count: usize| (0..count).map(|index| format!("{index:04}{:060}", 0));
    assert_eq!(build(bots(900)), None);
    assert!(limit(build(bots(1_100))).ends_with("bytes of pattern text, at most 65535 fit"));
}
