//! The time of each judgement grows linearly with the text, up to a megabyte of whatever an attacker writes.

use std::hint::black_box;

use snapwall_client::{Characteristic, Facts, Header, Kind, find_client, hash_characteristics, judge_truth};
use snapwall_growth::{Growth, shortest};
use snapwall_tables::claims::CLAIM_HEADERS;
use snapwall_tables::{AddressRange, parse_address};

const GROWTH: Growth<4> = Growth { lengths: [1 << 14, 1 << 16, 1 << 18, 1 << 20], exponent_max: 1.15 };

/// How often each time is measured; the shortest counts.
const RUNS: usize = 2;

/// Asserts that judging `start` followed by repetitions of `unit` takes linear time.
///
/// Shorter texts are judged more often, to the same total length, so that short times are measured as reliably as long
/// ones.
fn assert_linear(start: &str, unit: &str, judge: &dyn Fn(&[u8])) {
    GROWTH.assert_linear(format_args!("{start}{unit}"), |length| {
        let text: Vec<u8> = start.bytes().chain(unit.bytes().cycle()).take(length).collect();
        let calls = GROWTH.longest() / length;
        shortest(RUNS, || (0..calls).for_each(|_| judge(black_box(&text)))) / calls as f64
    });
}

fn trusted() -> [AddressRange; 1] {
    let number = |text: &str| parse_address(text.as_bytes()).unwrap();
    [AddressRange::new(number("10.0.0.0"), number("10.255.255.255"))]
}

#[test]
fn a_walk_over_hops() {
    let trusted = trusted();
    for unit in [
        ",",
        "\"",
        "\\",
        "\\\"",
        "\"\\\\\",",
        " ",
        "10.0.0.1,",
        "10.0.0.1",
        "1",
        ":",
        "::",
        "[",
        "]",
        "%",
        "_",
        "\"a,",
        "for=",
        "for=10.0.0.1,",
        "for=\"10.0.0.1\";",
        "a=b;",
        "a=\"b\";",
        "a=\"\\",
    ] {
        let walk = |text: &[u8]| {
            for header in [Header::List(text), Header::Forwarded(text), Header::Single(text)] {
                black_box(find_client(Some(b"10.0.0.1"), || Some(header), &trusted, false));
            }
        };
        assert_linear("", unit, &walk);
        let connection = |text: &[u8]| _ = black_box(find_client(Some(text), || None, &trusted, true));
        assert_linear("", unit, &connection);
    }
}

#[test]
fn a_fingerprint() {
    for unit in
        ["a", "a=", "a=1&", "a=1;", "a=b; ", "%", "%61", "%61=%62&", "&", ";", "=", " ", "+", ":", "]", "."]
    {
        for kind in [Kind::Header, Kind::Cookie, Kind::Query, Kind::Host, Kind::Path] {
            let hash = |text: &[u8]| {
                let mut all = [Characteristic { kind, name: b"a", source: Some(text) }; 1];
                black_box(hash_characteristics(&mut all));
            };
            assert_linear("", unit, &hash);
        }
    }
}

#[test]
fn the_truth_of_headers() {
    let browser =
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Safari/537.36";
    for index in 0..CLAIM_HEADERS.len() {
        let starts: &[&str] = if index == 0 { &["Mozilla/5.0 (", browser] } else { &[""] };
        let units = [
            " ",
            "a",
            ") Gecko/",
            ") AppleWebKit",
            " Chrome/",
            "; wv",
            "compatible",
            "headles",
            "Window",
            "\"Chromium\";v=\"",
            "1",
            "compres",
            "text/htm",
            "\t",
        ];
        for (start, unit) in starts.iter().flat_map(|start| units.map(|unit| (*start, unit))) {
            let judge = |text: &[u8]| {
                let mut facts = Facts { is_secure: Some(true), ..Facts::default() };
                facts.headers[0] = Some(browser.as_bytes());
                facts.headers[index] = Some(text);
                black_box(judge_truth(&facts));
            };
            assert_linear(start, unit, &judge);
        }
    }
}

#[test]
fn the_order_of_headers() {
    for unit in ["\n", "a\n", "a", "user-agent\n", "accept-encoding\nuser-agent\n", " ", "\n "] {
        let judge = |text: &[u8]| {
            let mut facts = Facts { order: Some(text), ..Facts::default() };
            facts.headers[0] =
                Some(b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
            black_box(judge_truth(&facts));
        };
        assert_linear("", unit, &judge);
    }
}
