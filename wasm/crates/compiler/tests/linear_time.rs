//! The time of a judgement grows linearly with the text, whatever an attacker writes into it.

mod judge;
mod naive;

use judge::Guard;
use naive::Naive;
use snapwall_abi::{ABSENT, CAPACITY_OUTPUT_BYTES};
use snapwall_growth::{Growth, alone, shortest};
use snapwall_matcher::check;
use snapwall_tables::{BUCKETS, Gram, WINDOW, bytes_of_mut};

const LONGEST: usize = 60_000;

const GROWTH: Growth<7> =
    Growth { lengths: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, LONGEST], exponent_max: 1.15 };

/// How often each time is measured; the shortest counts.
const RUNS: usize = 5;

/// How many of the slowest words are fitted.
const SLOWEST: usize = 8;

/// What an attacker sends: a prefix, then one unit repeated.
struct Attack {
    start: &'static str,
    unit: Vec<u8>,
}

impl Attack {
    fn of(unit: impl Into<Vec<u8>>) -> Self {
        Attack { start: "", unit: unit.into() }
    }

    /// The request with the attack at this length; `phase` is the offset in the unit to start from.
    fn encode(&self, len: usize, phase: usize) -> Vec<u32> {
        let units = self.unit.iter().copied().cycle().skip(phase % self.unit.len());
        let text: Vec<u8> = self.start.bytes().chain(units).take(len).collect();
        let mut input = vec![0, 6, ABSENT, ABSENT, ABSENT, len as u32, ABSENT, ABSENT];
        let start = input.len();
        input.resize(start + len / 4 + 1, 0);
        bytes_of_mut(&mut input[start..])[..len].copy_from_slice(&text);
        input
    }

    /// The shortest time of a check of this many bytes.
    ///
    /// Shorter texts are checked more often, to the same total length, each time from another offset: the processor
    /// would learn a short text that never changes.
    fn time(&self, guard: &Guard, len: usize, runs: usize) -> f64 {
        let inputs: Vec<Vec<u32>> = (0..LONGEST.div_ceil(len)).map(|n| self.encode(len, n * len)).collect();
        let mut output = [0u32; CAPACITY_OUTPUT_BYTES / 4];
        let time = shortest(runs, || {
            for input in &mut inputs.clone() {
                check(guard.block(), input, &mut output);
            }
        });
        time / inputs.len() as f64
    }
}

fn assert_linear(guard: &Guard, attack: &Attack) {
    let name = format!("{}{:.40}", attack.start, String::from_utf8_lossy(&attack.unit));
    GROWTH.assert_linear(name, |len| attack.time(guard, len, RUNS));
}

/// The units that take longest when the text consists of nothing else.
fn slowest(guard: &Guard, units: impl IntoIterator<Item = Vec<u8>>) -> Vec<Attack> {
    let timed = units.into_iter().map(Attack::of).map(|attack| (attack.time(guard, LONGEST / 10, 1), attack));
    let mut timed: Vec<_> = timed.collect();
    timed.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    timed.into_iter().map(|(_, attack)| attack).take(SLOWEST).collect()
}

#[test]
fn texts_that_browsers_and_bots_send_at_length_take_linear_time() {
    let _alone = alone();
    let guard = Guard::new("");
    let browser = "Mozilla/5.0 (X11) Gecko ";
    for unit in ["@", "a@", "a@b", "a@b.", "Mozilla/5.0 (", browser, " ", "\0", "\u{FF}", "(", ")("] {
        for start in ["", browser] {
            assert_linear(&guard, &Attack { start, unit: unit.into() });
        }
    }
}

#[test]
fn benign_words_and_all_bots_in_a_row_take_linear_time() {
    let _alone = alone();
    let (guard, naive) = (Guard::new(""), Naive::shipped());
    assert_linear(&guard, &Attack::of("cubot "));
    assert_linear(&guard, &Attack::of("cubotbotcu"));
    let all = naive.patterns.iter().map(|pattern| &pattern.literal[..]).collect::<Vec<_>>();
    for delimiter in [&b" "[..], b"", b";"] {
        assert_linear(&guard, &Attack::of(all.join(delimiter)));
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
    for attack in slowest(&guard, parts) {
        assert_linear(&guard, &attack);
    }
}

#[test]
fn repetitions_of_the_slowest_windows_that_pass_the_filter_take_linear_time() {
    let _alone = alone();
    let (guard, naive) = (Guard::new(""), Naive::shipped());
    let header = guard.block().header();
    let filter: &[u32; BUCKETS] = guard.block().section(header.filter).first_chunk().unwrap();
    let passes = |bytes: &&[u8]| {
        let window = bytes.iter().fold(0, |window, byte| header.fold.enter(window, *byte));
        let gram = Gram::new(window, header.multiplier);
        gram.passes(filter[gram.bucket()])
    };
    let windows = naive.patterns.iter().flat_map(|pattern| pattern.literal.windows(WINDOW));
    let mut passing: Vec<Vec<u8>> = windows.filter(passes).map(Vec::from).collect();
    passing.sort();
    passing.dedup();
    assert!(passing.len() > 1_000, "{} windows pass", passing.len());
    for attack in slowest(&guard, passing) {
        assert_linear(&guard, &attack);
    }
}

#[test]
fn regular_expressions_of_own_bots_take_linear_time() {
    let _alone = alone();
    let bot = |(index, regex)| format!(r#"{{"id":"R{index}","categories":["tool"],"regex":"{regex}"}}"#);
    let custom: Vec<String> = ["(a|aa)+$b", "(x+x+)+y", "acme-(bot|crawler)/[0-9]+", "(own|an)+#"]
        .into_iter()
        .enumerate()
        .map(bot)
        .collect();
    let guard = Guard::new(&format!(r#"{{"bots":{{"custom":[{}]}}}}"#, custom.join(",")));
    // The gate opens for what the last but one member matches, and then every member is run.
    for (start, unit) in [("", "a"), ("", "x"), ("acme-bot/7", "a"), ("acme-bot/7", "own"), ("", "acme-")] {
        assert_linear(&guard, &Attack { start, unit: unit.into() });
    }
}
