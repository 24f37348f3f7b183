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
#[derive(Clone, Copy)]
pub struct Effect {
    /// Index into the ABI's `effects`.
    code: u32,
    /// HTTP status of a denial.
    status: u32,
}

impl Effect {
    /// Worth telling, changes nothing.
    pub const NOTE: Effect = Effect { code: EFFECT_NOTE, status: 0 };
    pub const ALLOW: Effect = Effect { code: EFFECT_ALLOW, status: 0 };

    /// Denies, or in report mode tells that it would have.
    pub fn deny(mode: u32, status: u32) -> Effect {
        let code = if mode == MODE_REPORT { EFFECT_REPORT } else { EFFECT_DENY };
        Effect { code, status }
    }
}

/// The bytes that matched: half-open range in a slot.
#[derive(Clone, Copy)]
pub struct Place {
    pub slot: u32,
    pub start: u32,
    pub end: u32,
}

impl Place {
    /// Nothing was there to match.
    pub const NOWHERE: Place = Place { slot: ABSENT, start: 0, end: 0 };
}

/// Collects reasons in the output buffer; the first denial decides.
pub struct Answer<'a> {
    output: &'a mut [u32],
    reasons: usize,
    text_end: usize,
    status: u32,
    /// Index of the reason, or `ABSENT`.
    decided_by: u32,
}

impl<'a> Answer<'a> {
    pub fn new(output: &'a mut [u32]) -> Self {
        Answer { output, reasons: 0, text_end: TEXT_START, status: 0, decided_by: ABSENT }
    }

    pub fn is_denied(&self) -> bool {
        self.decided_by != ABSENT
    }

    /// Adds a reason; `id` is text that makes the id (see `name_characters`). Beyond the ABI's capacity, reasons are
    /// dropped, but never the first denial.
    #[inline(never)]
    pub fn add(&mut self, rule: u32, effect: Effect, id: &[u8], category: &[u8], place: Place) {
        let decides = effect.code == EFFECT_DENY && self.decided_by == ABSENT;
        if self.reasons == CAPACITY_REASONS {
            if !decides {
                return;
            }
            // Whatever an attacker put before it: the denial takes the last place.
            self.reasons -= 1;
        }
        if decides {
            self.decided_by = self.reasons as u32;
            self.status = effect.status;
        }
        let (id_offset, id_bytes) = self.write_text(name_characters(id));
        let (category_offset, category_bytes) = self.write_text(category.iter().copied());
        let mut reason = [0; REASON_WORDS];
        reason[REASON_RULE] = rule;
        reason[REASON_EFFECT] = effect.code;
        reason[REASON_ID_OFFSET] = id_offset;
        reason[REASON_ID_BYTES] = id_bytes;
        reason[REASON_CATEGORY_OFFSET] = category_offset;
        reason[REASON_CATEGORY_BYTES] = category_bytes;
        reason[REASON_SLOT] = place.slot;
        reason[REASON_START] = place.start;
        reason[REASON_END] = place.end;
        self.output[OUTPUT_WORDS + self.reasons * REASON_WORDS..][..REASON_WORDS].copy_from_slice(&reason);
        self.reasons += 1;
    }

    /// Writes the head of the answer. Returns what `check` returns.
    pub fn finish(self) -> u32 {
        if self.reasons == 0 {
            return 0;
        }
        self.output[OUTPUT_ACTION] = if self.is_denied() { ACTION_DENY } else { ACTION_ALLOW };
        self.output[OUTPUT_STATUS] = self.status;
        self.output[OUTPUT_DECIDED_BY] = self.decided_by;
        self.output[OUTPUT_REASONS] = self.reasons as u32;
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
}
