//! Recall and precision on generated texts. `--nocapture` prints the figures.

mod judged;
mod texts;

use judged::{findings, settings};
use snapwall_sensitive::{Finding, Kind};
use texts::{Random, Text};

const TEXTS: usize = 6_000;

#[derive(Clone, Copy, Default)]
struct Score {
    there: usize,
    found: usize,
    wrong: usize,
}

impl Score {
    fn recall(self) -> f64 {
        100.0 * self.found as f64 / self.there.max(1) as f64
    }

    fn precision(self) -> f64 {
        100.0 * self.found as f64 / (self.found + self.wrong).max(1) as f64
    }
}

/// Counts, for each kind, the values that a finding of that kind overlaps, and the findings that overlap no such value.
fn judge(seed: u64) -> [Score; Kind::ALL.len()] {
    let mut random = Random(seed);
    let mut scores = [Score::default(); Kind::ALL.len()];
    for _ in 0..TEXTS {
        let Text { text, values } = Text::any(&mut random);
        let found = findings(text.as_bytes(), &settings("US"));
        let is_at = |finding: &Finding, (kind, start, end): (Kind, usize, usize)| {
            finding.kind == kind && (finding.start as usize) < end && start < finding.end as usize
        };
        for value in &values {
            let score = &mut scores[value.0 as usize];
            let is_found = found.iter().any(|finding| is_at(finding, *value));
            score.there += 1;
            score.found += usize::from(is_found);
            if !is_found && std::env::var_os("SHOW_MISSES").is_some() {
                println!("missed {:?} {:?} in {text:?}", value.0, &text[value.1..value.2]);
            }
        }
        for finding in &found {
            if !values.iter().any(|value| is_at(finding, *value)) {
                scores[finding.kind as usize].wrong += 1;
                if std::env::var_os("SHOW_MISSES").is_some() {
                    println!(
                        "wrong {:?} {:?} in {text:?}",
                        finding.kind,
                        &text[finding.start as usize..finding.end as usize]
                    );
                }
            }
        }
    }
    scores
}

#[test]
fn nearly_all_of_what_texts_hold_is_found_and_nearly_nothing_else() {
    let scores = judge(2026);
    for kind in Kind::ALL {
        let score = scores[kind as usize];
        if score.there + score.wrong > 0 {
            println!(
                "{:14} {:5} in texts, recall {:6.2} %, precision {:6.2} %",
                kind.name(),
                score.there,
                score.recall(),
                score.precision()
            );
        }
    }
    for kind in [Kind::CreditCard, Kind::Iban, Kind::UsSsn, Kind::Email, Kind::IpAddress] {
        let score = scores[kind as usize];
        assert!(score.recall() >= 99.0 && score.precision() >= 99.5, "{}", kind.name());
    }
    let phones = scores[Kind::PhoneNumber as usize];
    assert!(phones.recall() >= 97.0 && phones.precision() >= 97.0);
    // No text contains an id.
    assert!(scores[Kind::NationalId as usize].wrong <= TEXTS / 500);
}
