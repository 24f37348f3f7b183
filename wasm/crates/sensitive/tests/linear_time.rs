//! The time of a scan grows no faster than the length of the text, whatever an attacker writes into it.

use snapwall_growth::{Growth, mixes, repeat, shortest};
use snapwall_sensitive::{Finding, Findings, Settings, find};

const GROWTH: Growth<5> =
    Growth { lengths: [1 << 14, 1 << 15, 1 << 16, 1 << 18, 1 << 20], exponent_max: 1.1 };

/// For random mixes: many texts, each measured coarsely, so that only clear superlinear growth fails.
const PLAIN: Growth<2> = Growth { lengths: [1 << 12, 1 << 15], exponent_max: 1.5 };

/// How often each scan is timed; the shortest time counts.
const RUNS: usize = 3;

/// The size of the buffer for findings; text after the last one is left to the next call.
const ROOM: usize = 256;

/// Units to repeat, each chosen to make some reader look ahead or back repeatedly.
const UNITS: [&str; 40] = [
    "0",
    "1 ",
    "4111 ",
    "4111-",
    "4111 1111 1111 111",
    "+",
    "+1 ",
    "+49",
    "(",
    "(0",
    "0 ",
    "00",
    "01.",
    "1.1.1.",
    "1.1.1.1 ",
    "@",
    "a@",
    "a@a.",
    "a.",
    ".@",
    "a1",
    "1a",
    "DE89",
    "DE89 ",
    "de89370400440532013001 ",
    ":",
    "::",
    "1:",
    "a::",
    "1::1:",
    "eyJ",
    "eyJhbGciOiJIUzI1NiJ9.",
    "eyJ1",
    "://",
    "://a:",
    "a://a:1@",
    "0x1",
    "bc1q",
    "phone ",
    "\u{a0}1",
];

fn scan(text: &[u8], room: &mut [Finding]) {
    let mut from = 0;
    while from < text.len() {
        let mut findings = Findings::new(room, text, from, true);
        find(text, &Settings::default(), &mut findings);
        from = findings.finish().resume_at;
    }
}

#[test]
fn no_repeated_piece_takes_more_than_linear_time() {
    let mut room = [Finding::NONE; ROOM];
    for unit in UNITS {
        let text: Vec<u8> = unit.bytes().cycle().take(GROWTH.longest()).collect();
        GROWTH.assert_linear(unit, |length| shortest(RUNS, || scan(&text[..length], &mut room)));
    }
}

#[test]
fn no_mix_of_pieces_takes_more_than_linear_time() {
    let mut room = [Finding::NONE; ROOM];
    for unit in mixes(&UNITS, 2000) {
        PLAIN.assert_linear(&unit, |length| {
            let text = repeat(&unit, length);
            shortest(1, || scan(&text, &mut room))
        });
    }
}
