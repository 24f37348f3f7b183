use std::{format, string::String, vec::Vec};

use snapwall_tables::{BENIGN, name_characters};

use super::{Tables, encode_headers, literal_of};
use crate::bots::SLOT_USER_AGENT;
use crate::hits::{Hit, Hits};
use crate::input::Input;
use crate::names::name_of;
use crate::scan::scan;

/// The ids and ranges of the occurrences kept in a User-Agent, ordered by place.
fn found(tables: &Tables, text: &[u8]) -> Vec<(String, u32, u32)> {
    let words = encode_headers([Some(text), None, None]);
    let input = Input::parse(&words);
    let mut hits = Hits::new();
    scan(tables.block(), &input.slot(SLOT_USER_AGENT).unwrap(), &mut hits);
    let name = |hit: &Hit| match hit.bot() {
        BENIGN => "benign".into(),
        bot => String::from_utf8(name_characters(name_of(tables.block(), bot)).collect()).unwrap(),
    };
    assert!(hits.as_slice().iter().all(|hit| hit.slot() == SLOT_USER_AGENT));
    hits.as_slice().iter().map(|hit| (name(hit), hit.start(), hit.end())).collect()
}

fn ids(tables: &Tables, text: impl AsRef<[u8]>) -> Vec<String> {
    found(tables, text.as_ref()).into_iter().map(|(id, ..)| id).collect()
}

#[test]
fn texts_too_short_for_any_pattern_hold_none() {
    let tables = Tables::small("");
    for text in ["", "a", "ab", "abd", "    "] {
        assert_eq!(found(&tables, text.as_bytes()), [], "{text:?}");
    }
}

#[test]
fn occurrences_are_found_with_their_places_without_regard_to_case() {
    let tables = Tables::small("");
    let place = |id: &str, start, end| (String::from(id), start, end);
    assert_eq!(found(&tables, b"Cubot VeryLongBOT"), [place("benign", 0, 5), place("LONGBOT", 6, 17)]);
    assert_eq!(found(&tables, b"aBc bots longbot"), [place("ABC", 0, 3), place("SIGN", 9, 16)]);
}

#[test]
fn a_pattern_at_either_end_of_the_text_is_found() {
    let tables = Tables::small("");
    assert_eq!(found(&tables, b"verylongbots"), [("LONGBOT".into(), 0, 11)]);
    assert_eq!(ids(&tables, "xverylongbot")[0], "LONGBOT");
    assert_eq!(ids(&tables, "verylongbo"), [] as [&str; 0]);
    assert_eq!(ids(&tables, "erylongbox"), [] as [&str; 0]);
}

#[test]
fn anchors_hold_patterns_to_the_ends_of_the_text() {
    let tables = Tables::small("");
    for (text, id) in [
        ("start", Some("START")),
        ("starting", Some("START")),
        (" start", None),
        ("restart", None),
        ("finish", Some("FINISH")),
        ("to finish", Some("FINISH")),
        ("finish ", None),
        ("finish\0", None),
        ("whole", Some("WHOLE")),
        ("wholes", None),
        ("a whole", None),
        ("xyz", Some("XYZ")),
        ("xyz/1", Some("XYZ")),
        (" xyz/1", None),
        ("an xyzzy", Some("XYZ")),
        ("an xyzzys", None),
    ] {
        assert_eq!(ids(&tables, text), Vec::from_iter(id), "{text:?}");
    }
}

#[test]
fn a_word_of_three_letters_is_found_between_any_bytes_but_letters_and_digits() {
    let tables = Tables::small("");
    for before in 0..=255u8 {
        for after in [0, b' ', b';', b'/', b'a', b'Z', b'0', 0x7F, 0x80, 0xFF] {
            let text = [b'-', before, b'a', b'B', b'c', after, b'-'];
            let is_word = !before.is_ascii_alphanumeric() && !after.is_ascii_alphanumeric();
            assert_eq!(ids(&tables, text).len(), usize::from(is_word), "{before:#x} {after:#x}");
            assert_eq!(
                ids(&tables, [before, b'a', b'b', b'c']).len(),
                usize::from(!before.is_ascii_alphanumeric())
            );
            assert_eq!(
                ids(&tables, [b'a', b'b', b'c', after]).len(),
                usize::from(!after.is_ascii_alphanumeric())
            );
        }
    }
    assert_eq!(ids(&tables, "abc"), ["ABC"]);
}

#[test]
fn a_word_is_bounded_by_the_slot_not_by_what_stands_in_the_slots_beside_it() {
    let tables = Tables::small("");
    for [before, after] in [[None, None], [Some(&b"a"[..]), Some(&b"z"[..])], [Some(b""), None]] {
        let slots = [before, None, None, Some(&b"abc"[..]), after];
        let words = super::encode(&slots);
        let input = Input::parse(&words);
        let mut hits = Hits::new();
        scan(tables.block(), &input.slot(SLOT_USER_AGENT).unwrap(), &mut hits);
        assert!(hits.as_slice().first().is_some_and(|hit| (hit.start(), hit.end()) == (0, 3)));
    }
}

#[test]
fn a_hostile_text_of_thousands_of_occurrences_yields_the_first() {
    let tables = Tables::small("");
    assert_eq!(found(&tables, "abc ".repeat(16_000).as_bytes())[0], ("ABC".into(), 0, 3));
    assert_eq!(ids(&tables, "abc".repeat(20_000)), [] as [&str; 0]);
    assert_eq!(ids(&tables, [0; 60_000]), [] as [&str; 0]);
}

#[test]
fn every_pattern_of_the_shipped_data_is_found_where_it_stands_alone() {
    let tables = Tables::shipped("");
    let bots = include_str!("../../../../data/bots.json").split("{\"id\":\"").skip(1);
    for bot in bots {
        let (id, rest) = bot.split_once('"').unwrap();
        let (_, patterns) = rest.split_once("\"match\":[").unwrap();
        let (patterns, _) = patterns.split_once("],\"source\"").unwrap();
        for pattern in patterns.split('"').skip(1).step_by(2) {
            let literal = literal_of(pattern);
            let is_there = |text: String| ids(&tables, text).iter().any(|found| found == id);
            assert!(is_there(literal.clone()), "{id} alone: {literal}");
            assert!(pattern.starts_with('^') || is_there(format!(";{literal}")), "{id} after a delimiter");
            assert!(pattern.ends_with('$') || is_there(format!("{literal};")), "{id} before a delimiter");
        }
    }
}
