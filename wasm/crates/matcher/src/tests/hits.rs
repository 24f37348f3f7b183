use std::vec::Vec;

use proptest::prelude::*;
use snapwall_tables::BENIGN;

use crate::hits::{Hit, Hits};

fn hit(bot: u16, start: u32, end: u32) -> Hit {
    Hit::new(3, start as usize, end as usize, bot)
}

/// What remains of occurrences, in the order in which a scan meets them, each found at its own start.
fn settled(hits: &[Hit]) -> Vec<Hit> {
    let mut kept = Hits::new();
    for hit in hits {
        kept.add(*hit, hit.start() as usize);
    }
    kept.as_slice().iter().copied().filter(|hit| hit.bot() != BENIGN).collect()
}

#[test]
fn an_occurrence_keeps_what_it_is_made_of_up_to_the_end_of_the_input() {
    let last = Hit::new(63, 65_534, 65_535, BENIGN);
    assert_eq!((last.slot(), last.start(), last.end(), last.bot()), (63, 65_534, 65_535, BENIGN));
}

#[test]
fn nothing_found_is_nothing_left() {
    assert_eq!(settled(&[]), []);
}

#[test]
fn a_bot_that_two_patterns_find_in_one_place_is_left_once() {
    let (short, long) = (hit(1, 4, 8), hit(1, 4, 9));
    for order in [[short, long], [long, short], [long, long]] {
        assert_eq!(settled(&order), [long]);
    }
    let (ends_there, elsewhere) = (hit(1, 5, 9), hit(2, 4, 9));
    assert_eq!(settled(&[ends_there, long]), [long]);
    assert_eq!(settled(&[elsewhere, short]), [elsewhere]);
}

#[test]
fn the_longest_of_those_inside_one_another_is_left_in_any_order() {
    let (short, middle, long) = (hit(1, 4, 7), hit(2, 2, 7), hit(3, 2, 9));
    for order in [[short, middle, long], [long, middle, short], [middle, long, short], [short, long, middle]]
    {
        assert_eq!(settled(&order), [long]);
    }
}

#[test]
fn occurrences_that_only_overlap_are_both_left_in_the_order_of_their_places() {
    assert_eq!(settled(&[hit(1, 4, 9), hit(2, 2, 7)]), [hit(2, 2, 7), hit(1, 4, 9)]);
}

#[test]
fn of_equal_spans_benign_words_win_then_bots_by_index() {
    let (benign, named, sign) = (hit(BENIGN, 2, 7), hit(5, 2, 7), hit(900, 2, 7));
    assert_eq!(settled(&[sign, named]), [named]);
    assert_eq!(settled(&[named, sign]), [named]);
    for order in [[benign, named, sign], [sign, named, benign], [named, benign, sign]] {
        assert_eq!(settled(&order), []);
    }
}

#[test]
fn a_benign_word_hides_what_is_inside_it_and_nothing_beside_it() {
    assert_eq!(settled(&[hit(1, 2, 5), hit(BENIGN, 0, 5)]), []);
    assert_eq!(settled(&[hit(BENIGN, 0, 5), hit(1, 2, 6)]), [hit(1, 2, 6)]);
    assert_eq!(settled(&[hit(BENIGN, 1, 5), hit(1, 0, 5)]), [hit(1, 0, 5)]);
}

#[test]
fn occurrences_in_different_slots_never_hide_one_another() {
    let brand = Hit::new(4, 0, 3, 1);
    let agent = hit(2, 0, 9);
    assert_eq!(settled(&[agent, brand]), [agent, brand]);
    assert_eq!(settled(&[brand, agent]), [agent, brand]);
}

#[test]
fn the_same_occurrence_found_twice_is_told_once() {
    assert_eq!(settled(&[hit(1, 0, 3), hit(1, 0, 3)]), [hit(1, 0, 3)]);
}

#[test]
fn when_full_repeats_and_benign_words_behind_make_room_for_another_bot() {
    for filler in [7, BENIGN] {
        let mut hits: Vec<Hit> = (0..5_000).map(|at| hit(filler, at * 10, at * 10 + 5)).collect();
        hits.push(hit(8, 50_000, 50_006));
        let left = settled(&hits);
        assert_eq!(left.last(), Some(&hit(8, 50_000, 50_006)));
        assert_eq!(left.first() == Some(&hit(7, 0, 5)), filler == 7, "the first of a bot stays");
    }
}

#[test]
fn a_hostile_text_with_thousands_of_bots_keeps_the_first_ones() {
    let hits: Vec<Hit> = (0..5_000).map(|at| hit(at as u16, at * 10, at * 10 + 5)).collect();
    let left = settled(&hits);
    assert_eq!(left, hits[..left.len()]);
    assert!(left.len() >= 16, "no fewer than an answer holds");
}

#[test]
fn a_benign_word_still_hides_what_is_found_inside_it_once_room_was_made() {
    let mut hits: Vec<Hit> = (0..40).map(|at| hit(1, at * 10, at * 10 + 5)).collect();
    // The word's window comes first, so the word is already kept when the sign inside it is met.
    hits.extend([hit(BENIGN, 1_000, 1_005), hit(900, 1_002, 1_005)]);
    assert!(settled(&hits).iter().all(|hit| hit.bot() == 1));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn few_occurrences_are_settled_as_the_definition_says(
        found in prop::collection::vec((0u16..6, 0u32..40, 1u32..12, 3u16..5), 0..=32),
    ) {
        let mut found: Vec<Hit> = found
            .into_iter()
            .map(|(bot, start, len, slot)| {
                let bot = if bot == 0 { BENIGN } else { bot };
                Hit::new(u32::from(slot), start as usize, (start + len) as usize, bot)
            })
            .collect();
        // A scan visits one slot after the other.
        found.sort_by_key(|hit| hit.slot());
        let rank = |hit: &Hit| if hit.bot() == BENIGN { 0 } else { hit.bot() };
        let hides = |other: &Hit, one: &Hit| {
            let (len, other_len) = (one.end() - one.start(), other.end() - other.start());
            other.slot() == one.slot() && other.start() <= one.start() && one.end() <= other.end()
                && (other_len > len || rank(other) < rank(one))
        };
        let mut expected: Vec<Hit> = found.iter().copied()
            .filter(|one| one.bot() != BENIGN && !found.iter().any(|other| hides(other, one)))
            .collect();
        expected.sort_by_key(|hit| (hit.slot(), hit.start(), hit.end()));
        expected.dedup();
        prop_assert_eq!(settled(&found), expected);
    }
}
