use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{vec, vec::Vec};

use proptest::prelude::*;
use snapwall_abi::{ABSENT, FLAG_OVERSIZED, FLAG_VOUCHED, INPUT_FLAGS, INPUT_SLOTS, INPUT_WORDS, SLOT_IP};
use snapwall_tables::bytes_of_mut;

use super::encode;
use crate::input::Input;

fn traps(words: &[u32]) -> bool {
    catch_unwind(AssertUnwindSafe(|| Input::parse(words).used())).is_err()
}

#[test]
fn slots_are_found_where_the_host_wrote_them() {
    let words = encode(&[Some(b"GET"), None, Some(b""), Some(b"curl\0/8"), None, Some(b"x")]);
    let input = Input::parse(&words);
    let text = |index| input.slot(index).map(|slot| slot.text());
    assert_eq!(text(0), Some(&b"GET"[..]));
    assert_eq!(text(1), None);
    assert_eq!(text(2), Some(&b""[..]));
    assert_eq!(text(3), Some(&b"curl\0/8"[..]));
    assert_eq!(text(4), None);
    assert_eq!(text(5), Some(&b"x"[..]));
    assert_eq!(text(6), None, "beyond the last slot");
    assert_eq!(input.used(), (2 + 6) * 4 + 4 + 1 + 8 + 2);
}

#[test]
fn no_letter_or_digit_stands_beside_a_slot_whichever_slots_are_absent() {
    for present in 1u32..64 {
        let slots: Vec<Option<&[u8]>> =
            (0..6).map(|index| (present >> index & 1 == 1).then_some(&b"word"[..])).collect();
        let words = encode(&slots);
        let input = Input::parse(&words);
        for slot in (0..6).filter_map(|index| input.slot(index)) {
            let framed = slot.framed();
            assert_eq!(slot.text(), b"word");
            assert!(!framed[0].is_ascii_alphanumeric() && framed[framed.len() - 1] == 0);
        }
    }
}

#[test]
fn flags_and_descriptions_are_seen() {
    let mut words = encode(&[None, None, None, Some(b"curl")]);
    assert!(!Input::parse(&words).is_oversized() && !Input::parse(&words).is_described(false));
    words[INPUT_FLAGS] = FLAG_OVERSIZED;
    assert!(Input::parse(&words).is_oversized());
    for slot in 0..3 {
        let mut slots = [None; 4];
        slots[slot] = Some(&b""[..]);
        assert!(Input::parse(&encode(&slots)).is_described(false));
        let mut vouched = encode(&slots);
        vouched[INPUT_FLAGS] = FLAG_VOUCHED;
        assert_eq!(Input::parse(&vouched).is_described(false), slot == SLOT_IP as usize);
    }
}

#[test]
fn an_input_that_breaks_the_rules_traps() {
    let sound = encode(&[None, None, None, Some(b"curl/8"), None, Some(b"x")]);
    assert!(!traps(&sound));
    for slots in [0, 1, 2, sound.len() as u32 - 1, u32::MAX] {
        let mut words = sound.clone();
        words[INPUT_SLOTS] = slots;
        assert!(traps(&words), "{slots} slots");
    }
    let size = sound.len() as u32 * 4;
    for len in [3, 5, size - 8, size, size + 1, u32::MAX / 2, u32::MAX - 1] {
        let mut words = sound.clone();
        words[INPUT_WORDS + 3] = len;
        assert!(traps(&words), "a slot of {len} bytes");
    }
    assert!(traps(&[]) && traps(&[0]) && traps(&[0, 3, ABSENT, ABSENT]));
}

#[test]
fn a_text_without_its_nul_traps() {
    let mut words = encode(&[None, None, None, Some(b"curl/8")]);
    let end = (2 + 4) * 4 + 6;
    bytes_of_mut(&mut words)[end] = b'!';
    assert!(traps(&words));
}

#[test]
fn a_text_that_fills_the_buffer_to_the_last_byte_is_read() {
    let mut words = vec![0; 16];
    words[INPUT_SLOTS] = 3;
    words[INPUT_WORDS..INPUT_WORDS + 3].copy_from_slice(&[ABSENT, ABSENT, 64 - 20 - 1]);
    assert_eq!(Input::parse(&words).used(), 64);
    words[INPUT_WORDS + 2] += 1;
    assert!(traps(&words));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn any_words_are_an_input_within_the_buffer_or_trap(
        head in prop::collection::vec(prop_oneof![0u32..40, Just(ABSENT), any::<u32>()], 0..12),
        rest in 0usize..40,
    ) {
        let mut words = head;
        words.resize(words.len() + rest, 0);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let input = Input::parse(&words);
            let slots = (0..40).filter_map(|index| input.slot(index)).map(|slot| slot.text().len() + 1);
            (input.used(), slots.sum::<usize>())
        }));
        if let Ok((used, of_slots)) = outcome {
            prop_assert!(used <= words.len() * 4);
            prop_assert_eq!(used, (INPUT_WORDS + words[INPUT_SLOTS] as usize) * 4 + of_slots);
        }
    }
}
