//! A cache of the texts before values that name nothing: in the records of a list they are the same, except for digits.

use core::cell::Cell;

use snapwall_bytes::is_alike;

use super::labels::{SLOTS, slot_of};
use super::{Names, begins_word, look_up};
use crate::national;

/// How far before a value a number or line must end.
const BYTES_MAX: usize = 40;

/// This many digits are a number of its own: the words before it name that number.
const CLOSING_DIGITS: usize = 3;

/// How many times per text the text before a value is read, which takes as long as about ten numbers.
const READINGS: u32 = 12;

/// The text before a value, back to a number or the end of a line.
#[derive(Clone, Copy)]
struct Known {
    /// Its end, and its length including what precedes it as a boundary; 0 if only its last bytes are known.
    end: usize,
    bytes: usize,
    is_quiet: bool,
}

impl Known {
    const NOTHING: Known = Known { end: 0, bytes: 0, is_quiet: false };
}

/// The cached texts before the values of one text.
pub struct Quiet {
    known: [Cell<Known>; SLOTS],
    /// How many times one was read.
    readings: Cell<u32>,
}

impl Quiet {
    /// An empty cache.
    pub const fn new() -> Self {
        Quiet { known: [const { Cell::new(Known::NOTHING) }; SLOTS], readings: Cell::new(0) }
    }

    /// Whether it is known that no word before the digits at `start` makes them a phone number, a social security
    /// number or a national id. Never for the first value with that text before it, so that single numbers do not pay
    /// for this.
    #[inline(never)]
    pub fn is_before(&self, text: &[u8], start: usize) -> bool {
        let Some(last) = text[..start].last_chunk() else { return false };
        let slot = &self.known[slot_of(*last)];
        let Known { end, bytes, is_quiet } = slot.get();
        if bytes > 0 && bytes <= start && is_alike(&text[start - bytes..start], &text[end - bytes..end]) {
            return is_quiet;
        }
        let readings = self.readings.get();
        if readings == READINGS {
            return false;
        }
        let mut known = Known { end: start, bytes: 0, is_quiet: false };
        if text[..end].ends_with(last) {
            self.readings.set(readings + 1);
            let lowest = start.saturating_sub(BYTES_MAX);
            let from = (lowest..start).rev().find(|at| is_closed(text, *at));
            // Letters directly after digits are a hash or an id, which differs each time.
            let Some(from) = from.filter(|from| !text[*from].is_ascii_alphabetic()) else { return false };
            let asked = Names::PHONE.or(Names::SSN);
            let names = |at: usize| {
                begins_word(text, at)
                    && (look_up(text, at, asked) != Names::NONE || national::is_named_at(text, at))
            };
            // Includes the boundary, and is rounded up to the number of bytes compared at once.
            let bytes = (start - from + CLOSING_DIGITS).next_multiple_of(8);
            if bytes <= start {
                known = Known { end: start, bytes, is_quiet: !(from..start).any(names) };
            }
        }
        slot.set(known);
        known.is_quiet
    }
}

/// Whether a line or number ends at `at`, so that no word before it refers to what follows.
fn is_closed(text: &[u8], at: usize) -> bool {
    let before = &text[..at];
    before.ends_with(b"\n")
        || before.last_chunk::<CLOSING_DIGITS>().is_some_and(|last| last.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::label;
    use proptest::prelude::*;

    /// Whether a word before a value names it, by any of the ways in which names are looked for.
    fn is_named(text: &[u8], start: usize) -> bool {
        let asked = Names::PHONE.or(Names::SSN);
        let is_label = label(text, start, asked) != Names::NONE;
        let (mut at, mut digits) = (start, 0);
        while at > start.saturating_sub(crate::CONTEXT_BYTES) && digits < 3 && text[at - 1] != b'\n' {
            at -= 1;
            digits = if text[at].is_ascii_digit() { digits + 1 } else { 0 };
            if begins_word(text, at) && national::is_named_at(text, at) {
                return true;
            }
        }
        is_label
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn nothing_names_what_is_quiet(
            records in "(\\{|\n|, |2026)?(\"|;|,| )(id|ean|tel|ssn|pesel|steuer id|kt|x-|value)(\":\"|\": |=| |: )",
            values in proptest::collection::vec("[1-9][0-9]{2,12}", 4..12),
        ) {
            let text = values.join(&records);
            let (text, quiet) = (text.as_bytes(), Quiet::new());
            let starts = text.windows(2).enumerate().filter(|(_, near)| {
                !near[0].is_ascii_digit() && near[1].is_ascii_digit()
            });
            for (before, _) in starts {
                let start = before + 1;
                if quiet.is_before(text, start) {
                    prop_assert!(!is_named(text, start), "{start} in {}", text.escape_ascii());
                }
            }
        }
    }

    #[test]
    fn records_are_quiet_from_the_second_on_whatever_digits_they_have() {
        let text = b"{\"at\":\"2026-11-22\",\"ean\":\"4006381333931\"},{\"at\":\"2025-10-02\",\"ean\":\"4006381333948\"},\
            {\"at\":\"2024-01-31\",\"ean\":\"4006381333955\"},{\"at\":\"1999-12-31\",\"ean\":\"4006381333962\"}";
        let quiet = Quiet::new();
        let starts = (4..text.len()).filter(|at| text[..*at].ends_with(b"\"ean\":\""));
        let found: std::vec::Vec<bool> = starts.map(|start| quiet.is_before(text, start)).collect();
        assert_eq!(found, [false, true, true, true]);
    }
}
