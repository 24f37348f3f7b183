//! Properties of every value: no panic, and findings lie within the value.

use proptest::prelude::*;
use snapwall_shield::{Kinds, Place, SCRATCH_MIN_BYTES, Sensitivity, judge};

const PLACES: [Place; 7] =
    [Place::Path, Place::Query, Place::Header, Place::Cookie, Place::Json, Place::Text, Place::Name];

fn check(value: &[u8]) -> Result<(), TestCaseError> {
    let mut scratch = [0; SCRATCH_MIN_BYTES];
    for place in PLACES {
        let mut kinds = Vec::new();
        let mut spans = Vec::new();
        judge(value, place, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |finding| {
            kinds.push(finding.kind);
            spans.push((finding.start, finding.end, finding.score));
        });
        for (start, end, score) in spans {
            prop_assert!(start <= end && end <= value.len(), "{start}..{end} of {}", value.len());
            prop_assert!((Sensitivity::Strict.threshold()..=100).contains(&score));
        }
        let reported = kinds.len();
        kinds.dedup();
        prop_assert_eq!(kinds.len(), reported, "one finding per kind");
    }
    Ok(())
}

/// Pieces that judges look for, so that random texts reach deep into them.
const PIECES: [&str; 92] = [
    "'",
    "\"",
    "`",
    "<",
    ">",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "/",
    "\\",
    ".",
    "..",
    ";",
    "|",
    "&",
    "$",
    "#",
    "*",
    "@",
    ":",
    "%",
    "+",
    "-",
    "--",
    "/*",
    "*/",
    "/*!",
    "=",
    ",",
    "!",
    "\0",
    "\r\n",
    " ",
    "0x2e",
    "1",
    "7",
    "x",
    "on",
    "onload",
    "script",
    "select ",
    "union ",
    "or ",
    "from ",
    "case ",
    "when ",
    "%27",
    "%25",
    "%c0%af",
    "&#39",
    "&lt;",
    "\\u0027",
    "\\u{",
    "＜",
    "é",
    "${",
    "{{",
    "}}",
    "jndi:",
    "http://",
    "169.254.",
    "javascript:",
    "id",
    "cat ",
    "/bin/",
    "etc/passwd",
    "<?xml ",
    "alert(",
    "__proto__",
    "${@",
    "$_GET",
    "system",
    "](",
    "() {",
    "this.",
    "in ",
    "a.b=",
    "new ",
    "return ",
    "alert",
    "http://",
    "169.254.169.254",
    ".nip.io",
    "!entity ",
    "system",
    "</style>",
    "$@",
    "java.lang.runtime",
    "!!python/",
];

/// How far ahead and back judges look, and a little more.
const FAR: usize = 264;

/// A text cut off where a judge stops looking is as harmless as one that ends there.
#[test]
fn whatever_stands_at_the_end_of_what_a_judge_sees_is_judged() {
    let mut scratch = [0; SCRATCH_MIN_BYTES];
    let mut value = Vec::new();
    for first in PIECES.iter().filter(|piece| piece.len() > 1) {
        for last in PIECES.iter().filter(|piece| piece.len() == 1) {
            for distance in 0..FAR {
                value.clear();
                value.extend(first.bytes());
                value.extend(std::iter::repeat_n(b'a', distance));
                value.extend(last.bytes());
                for next in [b"".as_slice(), b"[", b"1", b"/", b"="] {
                    let length = value.len();
                    value.extend(next);
                    judge(
                        &value,
                        Place::Text,
                        Sensitivity::Strict,
                        Kinds::ALL,
                        &mut scratch,
                        &mut |finding| {
                            assert!(finding.start <= finding.end && finding.end <= value.len());
                        },
                    );
                    value.truncate(length);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn any_bytes_are_judged(value in prop::collection::vec(any::<u8>(), 0..1_200)) {
        check(&value)?;
    }

    #[test]
    fn any_pieces_of_attacks_are_judged(pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        check(pieces.concat().as_bytes())?;
    }

    #[test]
    fn words_and_numbers_are_never_found(value in "[a-zA-Z0-9éü@:,-]{0,40}") {
        let mut scratch = [0; SCRATCH_MIN_BYTES];
        let mut found = Vec::new();
        judge(value.as_bytes(), Place::Query, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |finding| found.push(finding));
        prop_assert_eq!(found, Vec::new());
    }

    #[test]
    fn what_people_fill_in_is_never_found(value in harmless()) {
        let mut scratch = [0; SCRATCH_MIN_BYTES];
        for place in [Place::Query, Place::Cookie, Place::Json, Place::Text] {
            let mut found = Vec::new();
            judge(value.as_bytes(), place, Sensitivity::Balanced, Kinds::ALL, &mut scratch, &mut |finding| found.push(finding));
            prop_assert_eq!(found, Vec::new(), "{:?} in {:?}", value, place);
        }
    }
}

/// Values of forms: names, dates, prices, phone numbers, addresses, titles, and sentences made of them.
fn harmless() -> impl Strategy<Value = String> {
    let name =
        prop_oneof!["[A-Z][a-z]{4,9}", "(O'|D'|Mc|L')[A-Z][a-z]{4,9}", "[A-Z][a-z]{4,6}-[A-Z][a-z]{4,6}"];
    let date = prop_oneof![
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-3]?[0-9]/[01]?[0-9]/20[0-9]{2}",
        "[0-3]?[0-9]\\. ?(May|June|July) 20[0-9]{2}",
        "[0-2][0-9]:[0-5][0-9]"
    ];
    let price = prop_oneof![
        "[$€£] ?[0-9]{1,4}(\\.[0-9]{2})?",
        "[0-9]{1,3}(,[0-9]{3})? (USD|EUR)",
        "-?[0-9]{1,3}(\\.[0-9])?%"
    ];
    let phone = prop_oneof![
        "\\+[1-9][0-9]{1,2} [0-9]{3} [0-9]{4,7}",
        "\\([0-9]{3}\\) [0-9]{3}-[0-9]{4}",
        "0[0-9]{3}/[0-9]{5,8}"
    ];
    let address = prop_oneof![
        "[a-z]{1,9}([.+_-][a-z0-9]{1,5})?@[a-z]{2,9}\\.(com|org|co\\.uk)",
        "https?://[a-z]{2,9}\\.(com|org)(/[a-z0-9-]{1,9}){0,3}(\\?[a-z]{1,5}=[a-z0-9]{1,5}(&[a-z]{1,5}=[a-z0-9]{1,5})?)?",
        "[0-9]{1,3} [A-Z][a-z]{4,9} (St|Ave|Rd)\\.?"
    ];
    let title = prop_oneof![
        "[A-Z][a-z]{4,9} \\((blue|summer|offer|garden|order|table|update)\\)",
        "\"[A-Z][a-z]{4,9}\" [a-z]{3,9}",
        "[A-Z][a-z]{4,9}: (blue|summer|offer|garden|order|table|update) & (blue|summer|offer|garden|order|table|update)",
        "#[0-9]{1,4} - [A-Z][a-z]{4,9}!"
    ];
    let part = prop_oneof![
        name,
        date,
        price,
        phone,
        address,
        title,
        "(blue|summer|offer|garden|order|table|update)",
        "[0-9]{1,6}"
    ];
    (
        prop::collection::vec(part, 1..6),
        prop::sample::select(vec![" ", ", ", "; ", " - ", "\n", " / ", ". ", " and ", " or "]),
    )
        .prop_map(|(parts, separator)| parts.join(separator))
}
