use snapwall_abi::{
    ABSENT, ACTION_ALLOW, ACTION_DENY, CAPACITY_OUTPUT_BYTES, CAPACITY_REASONS, EFFECT_DENY, EFFECT_REPORT,
    MODE_ENFORCE, MODE_REPORT, OUTPUT_ACTION, OUTPUT_DECIDED_BY, OUTPUT_REASONS, OUTPUT_STATUS, OUTPUT_WORDS,
    REASON_CATEGORY_ADDRESS, REASON_CATEGORY_BYTES, REASON_EFFECT, REASON_END, REASON_ID_ADDRESS,
    REASON_ID_BYTES, REASON_SLOT, REASON_START, REASON_WORDS, RULE_BOTS, RULE_REQUEST,
};

use crate::answer::{Answer, Effect, Place};

type Output = [u32; CAPACITY_OUTPUT_BYTES / 4];

const UNTOUCHED: Output = [0x5555_5555; CAPACITY_OUTPUT_BYTES / 4];

const PLACE: Place = Place { slot: 3, start: 2, end: 9 };

/// Whether the words `address` and `bytes` of a reason refer to `text`. An address has 32 bits, as in the module.
fn is_text(output: &Output, reason: usize, [address, bytes]: [usize; 2], text: &[u8]) -> bool {
    let words = &output[OUTPUT_WORDS + reason * REASON_WORDS..];
    (words[address], words[bytes]) == (text.as_ptr().addr() as u32, text.len() as u32)
}

const ID: [usize; 2] = [REASON_ID_ADDRESS, REASON_ID_BYTES];
const CATEGORY: [usize; 2] = [REASON_CATEGORY_ADDRESS, REASON_CATEGORY_BYTES];

#[test]
fn without_a_reason_there_is_no_answer_whatever_the_output_held() {
    let mut output = UNTOUCHED;
    assert_eq!(Answer::new(&mut output).finish(), 0);
    assert_eq!(output[OUTPUT_WORDS..], UNTOUCHED[OUTPUT_WORDS..]);
}

#[test]
fn a_reason_stands_where_the_abi_says() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    let (id, category) = (b"GPT-BOT/", b"ai");
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), id, category, PLACE);
    assert!(answer.is_denied());
    assert_eq!(answer.finish(), 1);
    let head = [OUTPUT_ACTION, OUTPUT_STATUS, OUTPUT_DECIDED_BY, OUTPUT_REASONS].map(|word| output[word]);
    assert_eq!(head, [ACTION_DENY, 403, 0, 1]);
    assert!(is_text(&output, 0, ID, id) && is_text(&output, 0, CATEGORY, category));
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
    let ids = b"ABCDEFGHIJKLMNOPQRSTU";
    for id in ids[..CAPACITY_REASONS + 5].chunks(1) {
        answer.add(RULE_BOTS, Effect::NOTE, id, b"ai", PLACE);
    }
    answer.finish();
    assert_eq!(output[OUTPUT_REASONS] as usize, CAPACITY_REASONS);
    assert!(is_text(&output, CAPACITY_REASONS - 1, ID, &ids[CAPACITY_REASONS - 1..CAPACITY_REASONS]));
}

#[test]
fn the_first_denial_has_a_place_however_full_the_answer_is() {
    let mut output = UNTOUCHED;
    let mut answer = Answer::new(&mut output);
    for _ in 0..CAPACITY_REASONS + 1 {
        answer.add(RULE_BOTS, Effect::NOTE, b"NOTED", b"ai", PLACE);
    }
    let first = b"FIRST";
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 403), first, b"ai", PLACE);
    answer.add(RULE_BOTS, Effect::deny(MODE_ENFORCE, 431), b"SECOND", b"ai", PLACE);
    assert!(answer.is_denied());
    assert_eq!(answer.finish(), 1);
    let last = CAPACITY_REASONS - 1;
    let head = [OUTPUT_ACTION, OUTPUT_STATUS, OUTPUT_DECIDED_BY, OUTPUT_REASONS].map(|word| output[word]);
    assert_eq!(head, [ACTION_DENY, 403, last as u32, CAPACITY_REASONS as u32]);
    assert!(is_text(&output, last, ID, first));
}
