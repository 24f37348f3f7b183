//! The time of a judgement grows no faster than the value, whatever an attacker writes into it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use snapwall_shield::{JsonStrings, Kinds, Multipart, Pairs, Place, Sensitivity, judge};

const LENGTHS: [usize; 5] = [1 << 14, 1 << 15, 1 << 16, 1 << 18, 1 << 20];

/// Linear with room for what a busy machine adds; anything that grows with the square is far above.
const EXPONENT_MAX: f64 = 1.1;

/// How often a fit is repeated before it counts: other processes slow some lengths down, and nothing speeds any up.
const FITS: usize = 6;

/// How often each time is taken; the shortest one counts.
const RUNS: usize = 3;

/// Units that are repeated, each a way to make some judge look far ahead or back again and again.
const UNITS: [&str; 64] = [
    "a",
    " ",
    "'",
    "\"",
    "`",
    "<",
    "<a ",
    "<a b=",
    "<a b=\"",
    "<a b='",
    "<a b=` ",
    "</",
    "<!--",
    "<![",
    "<?",
    "=",
    "style=",
    "on=",
    "onload=",
    " onload =",
    "j<!--",
    "java<!-- ",
    "href=java<![",
    "(",
    "((",
    ")",
    "[",
    "{",
    "{{",
    "{%",
    "${",
    "${${",
    "${::-",
    "#{7*7",
    "$",
    "/",
    "//",
    "../",
    "..",
    "....",
    "./",
    "\\",
    "0x2e",
    "etc/",
    "etc",
    ";",
    "|",
    "&",
    ";cat ",
    "`id`",
    "%",
    "%25",
    "%2525",
    "&#",
    "&amp;",
    "\\u",
    "/*",
    "/*!",
    "*/",
    "--",
    "#\n",
    "@'",
    "http://a@",
    "constructor.",
];

/// Held by each test that takes times: the others of this file would be the busiest neighbours.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
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

fn assert_linear(name: &str, mut judge_length: impl FnMut(usize)) {
    let mut least = f64::MAX;
    for _ in 0..FITS {
        let times: Vec<_> =
            LENGTHS.iter().map(|length| (*length, seconds(&mut || judge_length(*length)))).collect();
        least = least.min(exponent(&times));
        if least <= EXPONENT_MAX {
            return;
        }
    }
    panic!("{name:?} takes time of exponent {least:.2}");
}

#[test]
fn no_repeated_piece_takes_more_than_linear_time() {
    let _alone = alone();
    let mut scratch = vec![0; 1 << 20];
    for unit in UNITS {
        let value: Vec<u8> = unit.bytes().cycle().take(LENGTHS[4]).collect();
        for place in [Place::Query, Place::Text] {
            assert_linear(unit, |length| {
                judge(&value[..length], place, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |_| {});
            });
        }
    }
}

#[test]
fn little_scratch_memory_takes_no_longer_than_linear_time() {
    let _alone = alone();
    let mut scratch = vec![0; 4096];
    for unit in ["%25", "<a b=\"", "or 1=1 ", "&amp;"] {
        let value: Vec<u8> = unit.bytes().cycle().take(LENGTHS[4]).collect();
        assert_linear(unit, |length| {
            judge(&value[..length], Place::Query, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |_| {});
        });
    }
}

#[test]
fn bodies_are_split_in_linear_time() {
    let _alone = alone();
    for unit in ["\"", "\\", "a=&", "\n--", "--x\n", "--x\r\n\r\n", "name=", "\"a\":"] {
        let value: Vec<u8> = unit.bytes().cycle().take(LENGTHS[4]).collect();
        assert_linear(unit, |length| {
            let value = &value[..length];
            let pieces = JsonStrings::new(value).count()
                + Pairs::new(value).count()
                + Multipart::new(value, b"x").count();
            std::hint::black_box(pieces);
        });
    }
}
