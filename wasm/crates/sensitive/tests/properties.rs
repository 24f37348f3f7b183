//! Generated valid numbers are found in any grouping, invalid ones are not, and windows change nothing.

mod judged;

use judged::{findings, found, settings};
use proptest::prelude::*;
use snapwall_sensitive::{CONTEXT_BYTES, FINDING_MAX_BYTES, Finding, Findings, Kind, Kinds, Settings, find};
use std::net::{Ipv4Addr, Ipv6Addr};

const CASES: u32 = 2_000;

/// The Luhn check digit for some digits, found by trying all.
fn luhn_digit(digits: &str) -> char {
    let passes = |last: &char| {
        let sum: u32 = format!("{digits}{last}")
            .chars()
            .rev()
            .enumerate()
            .map(|(at, digit)| {
                let value = digit.to_digit(10).unwrap();
                if at % 2 == 0 { value } else { value * 2 / 10 + value * 2 % 10 }
            })
            .sum();
        sum.is_multiple_of(10)
    };
    ('0'..='9').find(passes).unwrap()
}

/// Splits a text into pieces of the given lengths, and joins them.
fn group(text: &str, lengths: &[usize], separator: &str) -> String {
    let (mut pieces, mut rest) = (Vec::new(), text);
    for length in lengths {
        let (piece, behind) = rest.split_at((*length).min(rest.len()));
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces.join(separator)
}

fn card() -> impl Strategy<Value = String> {
    let prefix = prop::sample::select(vec![
        ("4", 16),
        ("51", 16),
        ("2221", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("65", 16),
        ("305", 14),
        ("36", 14),
        ("3528", 16),
        ("62", 16),
        ("6759", 16),
    ]);
    (prefix, "[0-9]{20}").prop_map(|((prefix, length), digits)| {
        let digits = format!("{prefix}{}", &digits[..length - prefix.len() - 1]);
        format!("{digits}{}", luhn_digit(&digits))
    })
}

/// An account number with valid check digits: 1 modulo 97.
fn iban() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        ("DE", "[0-9]{18}"),
        ("GB", "[A-Z]{4}[0-9]{14}"),
        ("MT", "[A-Z]{4}[0-9]{5}[A-Z0-9]{17}7"),
        ("NO", "[0-9]{11}"),
    ])
    .prop_flat_map(|(country, pattern)| (Just(country), pattern))
    .prop_map(|(country, account)| {
        let rest = format!("{account}{country}00").chars().fold(0u64, |rest, char| {
            let value = u64::from(char.to_digit(36).unwrap());
            (rest * if value > 9 { 100 } else { 10 } + value) % 97
        });
        format!("{country}{:02}{account}", 98 - rest)
    })
}

fn around() -> impl Strategy<Value = (String, String)> {
    prop::sample::select(vec![
        ("", ""),
        ("pay with ", " please"),
        ("{\"card\":\"", "\"}"),
        ("<td>", "</td>"),
        ("a,", ",b\n"),
        ("x=", "&y=2"),
        ("银行", "。"),
        ("(", ")"),
    ])
    .prop_map(|(before, behind)| (before.to_owned(), behind.to_owned()))
}

fn only(kind: Kind) -> Settings {
    Settings { kinds: Kinds::of(&[kind]), ..Settings::default() }
}

/// Texts like those in requests: words, values and lookalikes in a row.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,9}[ ,.:\n]{1,2}",
        1 => card().prop_map(|card| group(&card, &[4; 8], " ") + ","),
        1 => iban().prop_map(|iban| format!("{iban};")),
        1 => "[0-9]{3}-[0-9]{2}-[0-9]{4},",
        1 => "\\+1 [2-9][0-9]{2} [0-9]{3} [0-9]{4}\n",
        1 => "[a-z]{3,8}@[a-z]{2,8}\\.com ",
        1 => "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3} ",
        1 => "[0-9 ./:@-]{1,12}",
        1 => "eyJhbGciOiJIUzI1NiJ9\\.[A-Za-z0-9_-]{20,300}\\.[A-Za-z0-9_-]{43} ",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn every_card_is_found_in_every_spacing(
        card in card(),
        separator in prop::sample::select(vec!["", " ", "-", ".", "\u{a0}"]),
        (before, behind) in around(),
    ) {
        let lengths: &[usize] = if card.len() == 16 { &[4; 4] } else { &[4, 6] };
        let written = group(&card, lengths, separator);
        let text = format!("{before}{written}{behind}");
        let found = found(&text);
        prop_assert_eq!(found.len(), 1, "{}: {:?}", text, found);
        prop_assert_eq!((&found[0].0, &found[0].2), (&Kind::CreditCard, &written));
    }

    #[test]
    fn no_card_with_a_changed_digit_is_found(card in card(), at in 0usize..14, more in 1u8..10) {
        let mut digits = card.into_bytes();
        digits[at] = b'0' + (digits[at] - b'0' + more) % 10;
        let text = String::from_utf8(digits).unwrap();
        prop_assert_eq!(findings(text.as_bytes(), &only(Kind::CreditCard)), []);
    }

    #[test]
    fn every_account_number_is_found_and_none_with_a_changed_digit(
        iban in iban(),
        spaced in any::<bool>(),
        lower in any::<bool>(),
        at in 4usize..15,
        (before, behind) in around(),
    ) {
        let mut written = group(&iban, &[4; 8], if spaced { " " } else { "" });
        if lower {
            written.make_ascii_lowercase();
        }
        let text = format!("{before}{written}{behind}");
        let settings = only(Kind::Iban);
        let found = findings(text.as_bytes(), &settings);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(&text[found[0].start as usize..found[0].end as usize], &written);
        let mut changed = iban.into_bytes();
        let at = (at..changed.len()).find(|at| changed[*at].is_ascii_digit()).unwrap();
        changed[at] = if changed[at] == b'7' { b'3' } else { b'7' };
        prop_assert_eq!(findings(&changed, &settings), []);
    }

    #[test]
    fn addresses_are_those_that_the_standard_library_reads(word in "[0-9a-f]{0,4}(::?|\\.)([0-9a-f]{0,4}(::?|\\.)){0,7}[0-9a-f]{0,4}") {
        let text = format!("- {word} -");
        let found = findings(text.as_bytes(), &only(Kind::IpAddress));
        let is_whole = found.iter().any(|finding| finding.end - finding.start == word.len() as u32);
        let v4 = word.parse::<Ipv4Addr>().is_ok();
        // `::` is no one's address, and without a digit the word may be a qualified name in a program.
        let v6 = word.parse::<Ipv6Addr>().is_ok() && word.contains(|char: char| char.is_ascii_digit());
        prop_assert_eq!(is_whole, v4 || v6, "{:?}", found);
    }

    #[test]
    fn findings_are_in_order_and_do_not_overlap(text in text()) {
        let found = findings(text.as_bytes(), &settings("US"));
        prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        prop_assert!(found.iter().all(|finding| finding.start < finding.end && (1..=100).contains(&finding.confidence)));
        prop_assert!(found.iter().all(|finding| text.is_char_boundary(finding.start as usize) && text.is_char_boundary(finding.end as usize)));
    }

    #[test]
    fn any_bytes_are_read_without_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..200), dense in "[0-9@:.() /+xeyJ-]{0,80}") {
        let mut text = bytes;
        text.extend_from_slice(dense.as_bytes());
        findings(&text, &settings("DE"));
    }

    #[test]
    fn little_room_gives_the_same_findings_in_more_calls(text in text(), room in 1usize..4) {
        let text = text.as_bytes();
        let whole = findings(text, &settings("US"));
        let (mut all, mut from) = (Vec::new(), 0);
        while from < text.len() {
            let mut room = vec![Finding::NONE; room];
            let mut some = Findings::new(&mut room, text, from, true);
            find(text, &settings("US"), &mut some);
            let found = some.finish();
            prop_assert!(found.resume_at > from);
            all.extend_from_slice(&room[..found.count]);
            from = found.resume_at;
        }
        prop_assert_eq!(all, whole);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn windows_give_the_findings_of_the_whole_text(texts in prop::collection::vec(text(), 60..120), window in 0usize..5_000) {
        let text = texts.concat();
        let text = text.as_bytes();
        let window = CONTEXT_BYTES + FINDING_MAX_BYTES + 512 + window;
        let whole = findings(text, &settings("US"));
        let (mut all, mut resume) = (Vec::new(), 0);
        while resume < text.len() {
            let start = resume.saturating_sub(CONTEXT_BYTES);
            let end = text.len().min(start + window);
            let mut room = vec![Finding::NONE; 4_000];
            let mut some = Findings::new(&mut room, &text[start..end], resume - start, end == text.len());
            find(&text[start..end], &settings("US"), &mut some);
            let found = some.finish();
            prop_assert!(found.resume_at > resume - start);
            let moved = |finding: &Finding| Finding { start: finding.start + start as u32, end: finding.end + start as u32, ..*finding };
            all.extend(room[..found.count].iter().map(moved));
            resume = start + found.resume_at;
        }
        let first = all.iter().zip(&whole).position(|(one, other)| one != other).unwrap_or(all.len().min(whole.len()));
        let near = whole.get(first).or(all.get(first)).map_or(0, |finding| finding.start as usize);
        let near = String::from_utf8_lossy(&text[near.saturating_sub(80)..text.len().min(near + 80)]);
        prop_assert!(all == whole, "{near:?}: {:?} instead of {:?}", all.get(first), whole.get(first));
    }
}
