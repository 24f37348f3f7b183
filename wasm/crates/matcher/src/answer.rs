//! The flat answer that the host reads.

use snapwall_abi::{
    ABSENT, ACTION_ALLOW, ACTION_DENY, CAPACITY_REASONS, EFFECT_ALLOW, EFFECT_DENY, EFFECT_NOTE,
    EFFECT_REPORT, MODE_REPORT, OUTPUT_ACTION, OUTPUT_DECIDED_BY, OUTPUT_REASONS, OUTPUT_STATUS,
    OUTPUT_WORDS, REASON_CATEGORY_BYTES, REASON_CATEGORY_OFFSET, REASON_EFFECT, REASON_END, REASON_ID_BYTES,
    REASON_ID_OFFSET, REASON_RULE, REASON_SLOT, REASON_START, REASON_WORDS,
};
use snapwall_tables::{bytes_of_mut, name_characters};

/// Where the text of ids begins: behind room for the largest number of reasons.
const TEXT_START: usize = (OUTPUT_WORDS + CAPACITY_REASONS * REASON_WORDS) * 4;

/// What a rule concluded from one thing that it saw.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Worth telling, changes nothing.
    Note,
    Allow,
    /// Denies, or in report mode tells that it would have.
    Deny {
        mode: u32,
        status: u32,
    },
}

/// The bytes that matched: half-open range in a slot.
#[derive(Clone, Copy)]
pub struct Place {
    pub slot: u32,
    pub start: u32,
    pub end: u32,
}

/// Collects reasons in the output buffer; the first denial decides.
pub struct Answer<'a> {
    output: &'a mut [u32],
    reasons: usize,
    text_end: usize,
    status: u32,
    decided_by: Option<usize>,
}

impl<'a> Answer<'a> {
    pub fn new(output: &'a mut [u32]) -> Self {
        Answer { output, reasons: 0, text_end: TEXT_START, status: 0, decided_by: None }
    }

    pub fn is_denied(&self) -> bool {
        self.decided_by.is_some()
    }

    /// Adds a reason; `id` is text that makes the id (see `name_characters`). Beyond the ABI's capacity, reasons are
    /// dropped.
    pub fn add(&mut self, rule: u32, effect: Effect, id: &[u8], category: &[u8], place: Option<Place>) {
        if self.reasons == CAPACITY_REASONS {
            return;
        }
        let (effect, status) = match effect {
            Effect::Note => (EFFECT_NOTE, 0),
            Effect::Allow => (EFFECT_ALLOW, 0),
            Effect::Deny { mode: MODE_REPORT, .. } => (EFFECT_REPORT, 0),
            Effect::Deny { status, .. } => (EFFECT_DENY, status),
        };
        if effect == EFFECT_DENY && self.decided_by.is_none() {
            self.decided_by = Some(self.reasons);
            self.status = status;
        }
        let base = OUTPUT_WORDS + self.reasons * REASON_WORDS;
        self.reasons += 1;
        let (id_offset, id_bytes) = self.write_text(name_characters(id));
        let (category_offset, category_bytes) = self.write_text(category.iter().copied());
        let place = place.unwrap_or(Place { slot: ABSENT, start: 0, end: 0 });
        self.set(base + REASON_RULE, rule);
        self.set(base + REASON_EFFECT, effect);
        self.set(base + REASON_ID_OFFSET, id_offset);
        self.set(base + REASON_ID_BYTES, id_bytes);
        self.set(base + REASON_CATEGORY_OFFSET, category_offset);
        self.set(base + REASON_CATEGORY_BYTES, category_bytes);
        self.set(base + REASON_SLOT, place.slot);
        self.set(base + REASON_START, place.start);
        self.set(base + REASON_END, place.end);
    }

    /// Writes the head of the answer. Returns what `check` returns.
    pub fn finish(mut self) -> u32 {
        if self.reasons == 0 {
            return 0;
        }
        let action = if self.is_denied() { ACTION_DENY } else { ACTION_ALLOW };
        let decided_by = self.decided_by.map_or(ABSENT, |reason| reason as u32);
        self.set(OUTPUT_ACTION, action);
        self.set(OUTPUT_STATUS, self.status);
        self.set(OUTPUT_DECIDED_BY, decided_by);
        self.set(OUTPUT_REASONS, self.reasons as u32);
        1
    }

    fn write_text(&mut self, text: impl Iterator<Item = u8>) -> (u32, u32) {
        let start = self.text_end;
        for byte in text {
            bytes_of_mut(self.output)[self.text_end] = byte;
            self.text_end += 1;
        }
        (start as u32, (self.text_end - start) as u32)
    }

    fn set(&mut self, index: usize, value: u32) {
        self.output[index] = value;
    }
}
