//! The time of a scan grows no faster than the text, whatever an attacker writes into it.

use std::time::Instant;

use snapwall_sensitive::{Finding, Findings, Settings, find};

const LENGTHS: [usize; 5] = [1 << 14, 1 << 15, 1 << 16, 1 << 18, 1 << 20];

/// Linear with room for what a busy machine adds; anything that grows with the square is far above.
const EXPONENT_MAX: f64 = 1.1;

/// How often a fit is repeated before it counts: other processes slow some lengths down, and nothing speeds any up.
const FITS: usize = 24;

/// How often each time is taken; the shortest one counts.
const RUNS: usize = 3;

/// Findings for which there is room; the scan of what lies behind the last one is the next call's.
const ROOM: usize = 256;

/// Units that are repeated, each a way to make some reader look far ahead or back again and again.
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

fn seconds(work: &mut impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..RUNS {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

/// The slope of the logarithm of time over that of length, by least squares.
fn exponent(times: &[(usize, f64)]) -> f64 {
    let points: Vec<(f64, f64)> =
        times.iter().map(|(length, time)| ((*length as f64).ln(), time.ln())).collect();
    let count = points.len() as f64;
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let slope = points.iter().map(|point| (point.0 - mean_x) * (point.1 - mean_y)).sum::<f64>();
    slope / points.iter().map(|point| (point.0 - mean_x).powi(2)).sum::<f64>()
}

#[test]
fn no_repeated_piece_takes_more_than_linear_time() {
    let mut room = [Finding::NONE; ROOM];
    for unit in UNITS {
        let text: Vec<u8> = unit.bytes().cycle().take(LENGTHS[4]).collect();
        let mut least = f64::MAX;
        for _ in 0..FITS {
            let times: Vec<_> = LENGTHS
                .iter()
                .map(|length| (*length, seconds(&mut || scan(&text[..*length], &mut room))))
                .collect();
            least = least.min(exponent(&times));
            if least <= EXPONENT_MAX {
                break;
            }
        }
        assert!(least <= EXPONENT_MAX, "{unit:?} takes time of exponent {least:.2}");
    }
}
