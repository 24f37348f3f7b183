use std::format;

use snapwall_abi::{
    ABSENT, ACTION_ALLOW, ACTION_DENY, CAPACITY_OUTPUT_BYTES, CAPACITY_REASONS, EFFECT_DENY, EFFECT_REPORT,
    MODE_ENFORCE, MODE_REPORT, OUTPUT_ACTION, OUTPUT_DECIDED_BY, OUTPUT_REASONS, OUTPUT_STATUS, OUTPUT_WORDS,
    REASON_CATEGORY_BYTES, REASON_CATEGORY_OFFSET, REASON_EFFECT, REASON_END, REASON_ID_BYTES,
    REASON_ID_OFFSET, REASON_SLOT, REASON_START, REASON_WORDS, RULE_BOTS, RULE_REQUEST,
};
use snapwall_tables::bytes_of;

use super::{Tables, literals};
use crate::answer::{Answer, Effect, Place};
use crate::names::{category_name, name_of};

type Output = [u32; CAPACITY_OUTPUT_BYTES / 4];

const UNTOUCHED: Output = [0x5555_5555; CAPACITY_OUTPUT_BYTES / 4];

const PLACE: Place = Place { slot: 3, start: 2, end: 9 };

/// What the words `offset` and `bytes` of a reason refer to.
fn text(output: &Output, reason: usize, offset: usize, bytes: usize) -> &[u8] {
    let words = &output[OUTPUT_WORDS + reason * REASON_WORDS..];
    &bytes_of(output)[words[offset] as usize..][..words[bytes] as usize]
}

#[test]
fn without_a_reason_the_output_is_untouched() {
    let mut output = UNTOUCHED;
    assert_eq!(Answer::new(&mut output).finish(), 0);
    assert_eq!(output, UNTOUCHED);
}

#[test]
fn a_reason_stands_where_the_abi_says() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), b"gpt-bot/", b"ai", PLACE);
    assert!(answer.is_denied());
    assert_eq!(answer.finish(), 1);
    let head = [OUTPUT_ACTION, OUTPUT_STATUS, OUTPUT_DECIDED_BY, OUTPUT_REASONS].map(|word| output[word]);
    assert_eq!(head, [ACTION_DENY, 403, 0, 1]);
    assert_eq!(text(&output, 0, REASON_ID_OFFSET, REASON_ID_BYTES), b"GPT_BOT");
    assert_eq!(text(&output, 0, REASON_CATEGORY_OFFSET, REASON_CATEGORY_BYTES), b"ai");
    let place = [REASON_EFFECT, REASON_SLOT, REASON_START, REASON_END].map(|w| output[OUTPUT_WORDS + w]);
    assert_eq!(place, [EFFECT_DENY, 3, 2, 9]);
}

#[test]
fn the_first_denial_decides() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    answer.add(RULE_REQUEST, Effect::NOTE, b"A", b"", Place::NOWHERE);
    answer.add(RULE_REQUEST, Effect::deny(MODE_ENFORCE, 431), b"B", b"", Place::NOWHERE);
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), b"C", b"", PLACE);
    assert_eq!(answer.finish(), 1);
    assert_eq!([OUTPUT_STATUS, OUTPUT_DECIDED_BY, OUTPUT_REASONS].map(|word| output[word]), [431, 1, 3]);
}

#[test]
fn what_is_only_reported_noted_or_allowed_lets_the_request_in() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    answer.add(RULE_BOTS, Effect::deny(MODE_REPORT, 403), b"A", b"", PLACE);
    answer.add(RULE_BOTS, Effect::NOTE, b"B", b"", PLACE);
    answer.add(RULE_BOTS, Effect::ALLOW, b"C", b"", PLACE);
    assert!(!answer.is_denied());
    assert_eq!(answer.finish(), 1);
    let head = [OUTPUT_ACTION, OUTPUT_STATUS, OUTPUT_DECIDED_BY].map(|word| output[word]);
    assert_eq!(head, [ACTION_ALLOW, 0, ABSENT]);
    assert_eq!(output[OUTPUT_WORDS + REASON_EFFECT], EFFECT_REPORT);
}

#[test]
fn reasons_beyond_the_capacity_are_dropped() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    for index in 0..CAPACITY_REASONS + 5 {
        answer.add(RULE_BOTS, Effect::NOTE, format!("BOT{index}").as_bytes(), b"ai", PLACE);
    }
    answer.finish();
    assert_eq!(output[OUTPUT_REASONS] as usize, CAPACITY_REASONS);
    assert_eq!(text(&output, CAPACITY_REASONS - 1, REASON_ID_OFFSET, REASON_ID_BYTES), b"BOT15");
}

#[test]
fn the_first_denial_has_a_place_however_full_the_answer_is() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    for _ in 0..CAPACITY_REASONS + 1 {
        answer.add(RULE_BOTS, Effect::NOTE, b"NOTED", b"ai", PLACE);
    }
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), b"FIRST", b"ai", PLACE);
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 431), b"SECOND", b"ai", PLACE);
    assert!(answer.is_denied());
    assert_eq!(answer.finish(), 1);
    let last = CAPACITY_REASONS - 1;
    let head = [OUTPUT_ACTION, OUTPUT_STATUS, OUTPUT_DECIDED_BY, OUTPUT_REASONS].map(|word| output[word]);
    assert_eq!(head, [ACTION_DENY, 403, last as u32, CAPACITY_REASONS as u32]);
    assert_eq!(text(&output, last, REASON_ID_OFFSET, REASON_ID_BYTES), b"FIRST");
}

/// No request can make `add` run out of room for text.
#[test]
fn the_longest_ids_and_categories_of_the_data_fit_an_answer() {
    let tables = Tables::shipped("");
    let block = tables.block();
    let bots = 0..block.header().class_of.len as usize;
    let id = bots.map(|bot| name_of(block, bot)).max_by_key(|name| name.len()).unwrap();
    let categories = 0..block.header().categories.count;
    let category = categories.map(|one| category_name(block, one)).max_by_key(|name| name.len()).unwrap();
    assert!(literals().iter().any(|literal| literal.len() == id.len()));
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    for _ in 0..CAPACITY_REASONS {
        answer.add(RULE_BOTS, Effect::NOTE, id, category, PLACE);
    }
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), id, category, PLACE);
    assert_eq!(answer.finish(), 1);
}
