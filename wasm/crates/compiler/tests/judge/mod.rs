//! The host's half of the ABI in Rust: encodes a request, calls the matcher, reads the answer.

// Each test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

use snapwall_abi::*;
use snapwall_matcher::check;
use snapwall_tables::{Block, BlockMut, bytes_of, bytes_of_mut};

/// What the initialiser is given for a policy.
pub fn input(policy: &str) -> String {
    let (bots, signs) =
        (include_str!("../../../../data/bots.json"), include_str!("../../../../data/signs.json"));
    format!("{bots}\0{signs}\0{policy}")
}

/// A guard over one policy.
pub struct Guard {
    /// `u32`s for their alignment, as the buffers below.
    block: Vec<u32>,
    input: Vec<u32>,
    output: Vec<u32>,
}

/// A reason as the host reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub rule: &'static str,
    pub effect: &'static str,
    pub id: String,
    pub category: String,
    pub place: Option<(u32, u32, u32)>,
}

/// An answer as the host reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    pub denied: bool,
    pub status: u32,
    pub reasons: Vec<Reason>,
}

impl Decision {
    pub fn ids(&self) -> Vec<&str> {
        self.reasons.iter().map(|reason| reason.id.as_str()).collect()
    }
}

/// The slots of a request: method, URL, address, then the bots rule's headers.
pub type Slots<'a> = [Option<&'a [u8]>; 6];

pub fn user_agent(text: &str) -> Slots<'_> {
    [None, None, None, Some(text.as_bytes()), None, None]
}

impl Guard {
    pub fn new(policy: &str) -> Self {
        let compiled = snapwall_compiler::compile(&input(policy)).expect("a policy without mistakes");
        let words = compiled.block.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()));
        Guard {
            block: words.collect(),
            input: vec![0; CAPACITY_INPUT_BYTES / 4],
            output: vec![0; CAPACITY_OUTPUT_BYTES / 4],
        }
    }

    /// The compiled policy.
    pub fn block(&self) -> Block<'static> {
        // SAFETY: `block` holds what the compiler wrote, aligned; no test lets a block outlive its guard.
        unsafe { Block::new(self.block.as_ptr().cast()) }
    }

    pub fn check(&mut self, slots: Slots) -> Decision {
        self.check_flagged(slots, 0)
    }

    pub fn check_flagged(&mut self, slots: Slots, flags: u32) -> Decision {
        let words = [flags, slots.len() as u32].into_iter();
        let lengths = slots.iter().map(|slot| slot.map_or(ABSENT, |text| text.len() as u32));
        let mut encoded: Vec<u8> = words.chain(lengths).flat_map(u32::to_le_bytes).collect();
        for text in slots.iter().flatten() {
            encoded.extend_from_slice(text);
            encoded.push(0);
        }
        bytes_of_mut(&mut self.input)[..encoded.len()].copy_from_slice(&encoded);
        let reported = check(self.block(), &mut self.input, &mut self.output);
        assert!(self.input.iter().all(|word| *word == 0), "the input is wiped");
        if reported == 0 { Decision::default() } else { decode(bytes_of(&self.output)) }
    }

    pub fn configure(&mut self, entries: &[(u32, &str)]) -> u32 {
        let mut encoded = (entries.len() as u32).to_le_bytes().to_vec();
        for (op, text) in entries {
            encoded.extend(op.to_le_bytes());
            encoded.extend((text.len() as u32).to_le_bytes());
            encoded.extend(text.as_bytes());
            encoded.resize(encoded.len().next_multiple_of(4), 0);
        }
        bytes_of_mut(&mut self.input)[..encoded.len()].copy_from_slice(&encoded);
        // SAFETY: `block` holds what the compiler wrote, aligned, and is borrowed exclusively.
        let mut block = unsafe { BlockMut::new(self.block.as_mut_ptr().cast()) };
        snapwall_matcher::configure(&mut block, &mut self.input)
    }
}

fn decode(output: &[u8]) -> Decision {
    let word = |index: usize| u32::from_le_bytes(output[index * 4..][..4].try_into().unwrap());
    let text = |offset: u32, bytes: u32| {
        String::from_utf8(output[offset as usize..][..bytes as usize].to_vec()).unwrap()
    };
    let reason = |index: usize| {
        let at = |field| word(OUTPUT_WORDS + index * REASON_WORDS + field);
        let place = (at(REASON_SLOT), at(REASON_START), at(REASON_END));
        Reason {
            rule: RULES[at(REASON_RULE) as usize],
            effect: EFFECTS[at(REASON_EFFECT) as usize],
            id: text(at(REASON_ID_OFFSET), at(REASON_ID_BYTES)),
            category: text(at(REASON_CATEGORY_OFFSET), at(REASON_CATEGORY_BYTES)),
            place: (place.0 != ABSENT).then_some(place),
        }
    };
    let reasons: Vec<Reason> = (0..word(OUTPUT_REASONS) as usize).map(reason).collect();
    let denied = word(OUTPUT_ACTION) == ACTION_DENY;
    let decided_by = reasons.get(word(OUTPUT_DECIDED_BY) as usize);
    assert_eq!(denied, decided_by.is_some_and(|reason| reason.effect == "deny"));
    Decision { denied, status: word(OUTPUT_STATUS), reasons }
}
