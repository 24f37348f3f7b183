//! Measures how the time of a function grows with the length of its input. For tests: a judgement must take linear time,
//! whatever an attacker writes.
//!
//! Times are measured at several lengths, and a line is fitted to their logarithms: its slope is the exponent with which the
//! time grows. Other processes slow down some measurements, so the shortest time at each length counts. A machine may also run
//! at half speed for a while, so times measured one after the other are also fitted by themselves: time that grows faster than
//! the length does so in both fits.

mod mixes;

pub use mixes::{mixes, repeat};

use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// The lengths to measure, and the highest exponent that passes. It is above 1 to tolerate a busy machine, and far
/// below the 2 of quadratic time.
#[derive(Clone, Copy, Debug)]
pub struct Growth<const LENGTHS: usize> {
    /// In bytes, ascending.
    pub lengths: [usize; LENGTHS],
    pub exponent_max: f64,
}

/// How many fits are tried before an exponent that is too high counts as a failure.
const FITS: usize = 24;

impl<const LENGTHS: usize> Growth<LENGTHS> {
    pub const fn longest(&self) -> usize {
        self.lengths[LENGTHS - 1]
    }

    /// Asserts that `time`, which returns seconds for a length, is linear.
    ///
    /// # Panics
    /// When every fit is above `exponent_max`; the message includes `name`.
    pub fn assert_linear(&self, name: impl Display, mut time: impl FnMut(usize) -> f64) {
        let mut shortest = [f64::INFINITY; LENGTHS];
        let mut lowest = f64::INFINITY;
        for _ in 0..FITS {
            let times = self.lengths.map(&mut time);
            shortest = std::array::from_fn(|index| shortest[index].min(times[index]));
            lowest = lowest.min(self.exponent(&times)).min(self.exponent(&shortest));
            if lowest <= self.exponent_max {
                return;
            }
        }
        panic!("{name}: time grows with the length to the power of {lowest:.2}");
    }

    /// The slope of the least-squares line through the logarithms of lengths and times.
    fn exponent(&self, times: &[f64; LENGTHS]) -> f64 {
        let points: Vec<(f64, f64)> =
            self.lengths.iter().zip(times).map(|(length, time)| ((*length as f64).ln(), time.ln())).collect();
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
        let (mean_x, mean_y) = (mean(|point| point.0), mean(|point| point.1));
        let rise: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        let run: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
        rise / run
    }
}

/// The shortest time of `work` over `runs` runs, in seconds.
pub fn shortest(runs: usize, mut work: impl FnMut()) -> f64 {
    let once = || {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    };
    std::iter::repeat_with(once).take(runs).fold(f64::INFINITY, f64::min)
}

/// Held by a test while it measures times: the other tests of its file would disturb it most.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROWTH: Growth<4> = Growth { lengths: [1 << 14, 1 << 16, 1 << 18, 1 << 20], exponent_max: 1.1 };

    /// A few nanoseconds per byte, and a microsecond for the call.
    fn grows(power: f64) -> impl Fn(usize) -> f64 {
        move |length| 3e-9 * (length as f64).powf(power) + 1e-6
    }

    #[test]
    fn time_in_proportion_to_the_length_passes() {
        GROWTH.assert_linear("linear", grows(1.0));
    }

    #[test]
    fn times_that_another_process_has_spoilt_do_not_count() {
        let mut calls = 0;
        GROWTH.assert_linear("spoilt", |length| {
            calls += 1;
            // Slows the longest length in one fit, the second longest in the next.
            grows(if [4, 3][(calls - 1) / 4 % 2] == (calls - 1) % 4 + 1 { 2.0 } else { 1.0 })(length)
        });
    }

    #[test]
    fn a_machine_that_slows_down_is_not_taken_for_growth() {
        let mut calls = 0;
        GROWTH.assert_linear("slowed", |length| {
            calls += 1;
            grows(1.0)(length) * if calls <= 2 { 1.0 } else { 2.0 }
        });
    }

    #[test]
    #[should_panic(expected = "steep: time grows with the length to the power of 1.2")]
    fn time_that_grows_a_little_faster_is_noticed() {
        GROWTH.assert_linear("steep", grows(1.2));
    }

    #[test]
    #[should_panic(expected = "to the power of 2.00")]
    fn time_that_grows_with_the_square_is_noticed() {
        GROWTH.assert_linear("square", grows(2.0));
    }

    #[test]
    fn the_shortest_of_the_runs_counts() {
        let mut runs = 0;
        let time = shortest(3, || {
            runs += 1;
            std::thread::sleep(std::time::Duration::from_millis(if runs == 2 { 1 } else { 30 }));
        });
        assert_eq!(runs, 3);
        assert!((0.001..0.03).contains(&time));
    }
}
