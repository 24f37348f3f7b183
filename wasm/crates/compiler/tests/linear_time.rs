//! The time of a judgement grows no faster than the text, whatever an attacker writes into it.

mod judge;
mod naive;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use judge::Guard;
use naive::Naive;
use snapwall_abi::{ABSENT, CAPACITY_INPUT_BYTES, CAPACITY_OUTPUT_BYTES};
use snapwall_matcher::check;
use snapwall_tables::{BUCKETS, Gram, WINDOW, bytes_of_mut, enter};

const LENGTHS: [usize; 7] = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000];

/// Linear with room for what a busy machine adds; anything that grows with the square is far above.
const EXPONENT_MAX: f64 = 1.15;

/// How often each time is taken; the shortest one counts.
const RUNS: usize = 9;

/// How often a fit is repeated before it counts: another process may slow the longest texts down, and nothing can
/// speed them up.
const FITS: usize = 8;

/// How many of the words that take longest are fitted.
const SLOWEST: usize = 8;

/// Held by each test that takes times: the others of this file would be the busiest neighbours.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The shortest time that a check of this User-Agent takes.
fn time(guard: &Guard, text: &[u8], runs: usize) -> Duration {
    let mut encoded = vec![0u32; CAPACITY_INPUT_BYTES / 4];
    let mut output = vec![0u32; CAPACITY_OUTPUT_BYTES / 4];
    encoded[1] = 6;
    encoded[2..8].fill(ABSENT);
    encoded[5] = text.len() as u32;
    bytes_of_mut(&mut encoded)[8 * 4..][..text.len()].copy_from_slice(text);
    let once = || {
        let mut input = encoded.clone();
        let start = Instant::now();
        check(guard.block(), &mut input, &mut output);
        start.elapsed()
    };
    std::iter::repeat_with(once).take(runs).min().unwrap()
}

/// `unit` over and over, so long.
fn repeated(unit: &[u8], len: usize) -> Vec<u8> {
    unit.iter().copied().cycle().take(len).collect()
}

/// The slope of the line through the points in logarithms: the power of `x` that `y` grows with.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / count;
    let rise: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let run: f64 = logs.iter().map(|(x, _)| (x - mean_x) * (x - mean_x)).sum();
    rise / run
}

/// The exponent of the time to check a text that `grow` makes for each length, the lowest of several fits.
fn fit(guard: &Guard, grow: impl Fn(usize) -> Vec<u8>) -> f64 {
    let mut lowest = f64::INFINITY;
    for _ in 0..FITS {
        let points = LENGTHS.map(|len| (len as f64, time(guard, &grow(len), RUNS).as_secs_f64()));
        lowest = lowest.min(exponent(&points));
        if lowest <= EXPONENT_MAX {
            break;
        }
    }
    lowest
}

fn assert_linear(guard: &Guard, name: &str, grow: impl Fn(usize) -> Vec<u8>) {
    let exponent = fit(guard, grow);
    assert!(exponent <= EXPONENT_MAX, "{name}: n^{exponent:.2}");
}

/// The units that take longest when a text is nothing else.
fn slowest(guard: &Guard, units: impl IntoIterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
    let timed = units.into_iter().map(|unit| (time(guard, &repeated(&unit, 8_000), 2), unit));
    let mut timed: Vec<_> = timed.collect();
    timed.sort_by(|a, b| b.cmp(a));
    timed.into_iter().map(|(_, unit)| unit).take(SLOWEST).collect()
}

#[test]
fn texts_that_browsers_and_bots_send_at_length_take_linear_time() {
    let _alone = alone();
    let guard = Guard::new("");
    for unit in [
        "@",
        "a@",
        "a@b",
        "a@b.",
        "Mozilla/5.0 (",
        "Mozilla/5.0 (X11) Gecko ",
        " ",
        "\0",
        "\u{FF}",
        "(",
        ")(",
    ] {
        assert_linear(&guard, unit, |len| repeated(unit.as_bytes(), len));
        let browser = |len| [b"Mozilla/5.0 (X11) Gecko ", repeated(unit.as_bytes(), len).as_slice()].concat();
        assert_linear(&guard, &format!("a browser and {unit}"), browser);
    }
}

#[test]
fn benign_words_and_all_bots_in_a_row_take_linear_time() {
    let _alone = alone();
    let (guard, naive) = (Guard::new(""), Naive::shipped());
    assert_linear(&guard, "cubot", |len| repeated(b"cubot ", len));
    assert_linear(&guard, "bot in cubot", |len| repeated(b"cubotbotcu", len));
    let all = naive.patterns.iter().map(|pattern| &pattern.literal[..]).collect::<Vec<_>>();
    for delimiter in [&b" "[..], b"", b";"] {
        let row = all.join(delimiter);
        assert_linear(&guard, "all bots", |len| repeated(&row, len));
    }
}

#[test]
fn repetitions_of_the_slowest_patterns_and_their_beginnings_take_linear_time() {
    let _alone = alone();
    let (guard, naive) = (Guard::new(""), Naive::shipped());
    let parts = naive.patterns.iter().flat_map(|pattern| {
        let literal = &pattern.literal;
        [literal.clone(), literal[..literal.len() - 1].to_vec(), [literal, &b" "[..]].concat()]
    });
    for unit in slowest(&guard, parts) {
        assert_linear(&guard, &String::from_utf8_lossy(&unit), |len| repeated(&unit, len));
    }
}

#[test]
fn repetitions_of_the_slowest_windows_that_pass_the_filter_take_linear_time() {
    let _alone = alone();
    let (guard, naive) = (Guard::new(""), Naive::shipped());
    let header = guard.block().header();
    let filter: &[u32; BUCKETS] = guard.block().section(header.filter).first_chunk().unwrap();
    let passes = |bytes: &&[u8]| {
        let window = bytes.iter().fold(0, |window, byte| enter(window, *byte));
        Gram::new(window, header.multiplier).passes(filter)
    };
    let windows = naive.patterns.iter().flat_map(|pattern| pattern.literal.windows(WINDOW));
    let mut passing: Vec<Vec<u8>> = windows.filter(passes).map(Vec::from).collect();
    passing.sort();
    passing.dedup();
    assert!(passing.len() > 1_000, "{} windows pass", passing.len());
    for unit in slowest(&guard, passing) {
        assert_linear(&guard, &String::from_utf8_lossy(&unit), |len| repeated(&unit, len));
    }
}

#[test]
fn time_that_grows_with_the_square_of_the_length_would_be_noticed() {
    let points = |power: f64| LENGTHS.map(|len| (len as f64, 3e-9 * (len as f64).powf(power) + 1e-6));
    assert!(exponent(&points(1.0)) <= 1.0);
    assert!(exponent(&points(1.3)) > EXPONENT_MAX);
    assert!(exponent(&points(2.0)) > 1.9);
}
