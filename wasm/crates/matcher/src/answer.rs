//! The flat answer that the host reads.

use snapwall_abi::{
    ABSENT, ACTION_ALLOW, ACTION_DENY, CAPACITY_OUTPUT_BYTES, CAPACITY_REASONS, EFFECT_ALLOW, EFFECT_DENY,
    EFFECT_NOTE, EFFECT_REPORT, MODE_REPORT, OUTPUT_ACTION, OUTPUT_DECIDED_BY, OUTPUT_REASONS, OUTPUT_STATUS,
    OUTPUT_WORDS, REASON_CATEGORY_ADDRESS, REASON_CATEGORY_BYTES, REASON_EFFECT, REASON_END,
    REASON_ID_ADDRESS, REASON_ID_BYTES, REASON_RULE, REASON_SLOT, REASON_START, REASON_WEIGHT, REASON_WORDS,
};

const _: () = assert!(OUTPUT_WORDS + CAPACITY_REASONS * REASON_WORDS <= CAPACITY_OUTPUT_BYTES / 4);

/// What a rule concluded from one observation.
#[derive(Clone, Copy)]
pub struct Effect {
    /// Index into the ABI's `effects`.
    code: u32,
    /// HTTP status of a denial.
    status: u32,
    /// Weight out of 100; 0 for a reason that decides on its own.
    weight: u32,
}

impl Effect {
    /// Reported only; changes nothing.
    pub const NOTE: Effect = Effect { code: EFFECT_NOTE, status: 0, weight: 0 };
    pub const ALLOW: Effect = Effect { code: EFFECT_ALLOW, status: 0, weight: 0 };

    /// Denies, or in report mode reports that it would have.
    pub fn deny(mode: u32, status: u32) -> Effect {
        let code = if mode == MODE_REPORT { EFFECT_REPORT } else { EFFECT_DENY };
        Effect { code, status, weight: 0 }
    }

    /// The effect of one of several reasons that decide together, with this weight.
    pub fn with_weight(self, weight: u8) -> Effect {
        Effect { weight: weight.into(), ..self }
    }
}

/// The bytes that matched: a half-open range in a slot.
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
    output: &'a mut [u32; CAPACITY_OUTPUT_BYTES / 4],
}

impl<'a> Answer<'a> {
    #[inline(always)]
    pub fn new(output: &'a mut [u32; CAPACITY_OUTPUT_BYTES / 4]) -> Self {
        output[OUTPUT_ACTION] = ACTION_ALLOW;
        output[OUTPUT_STATUS] = 0;
        output[OUTPUT_DECIDED_BY] = ABSENT;
        output[OUTPUT_REASONS] = 0;
        Answer { output }
    }

    /// Continues an answer that other rules have begun.
    pub fn resume(output: &'a mut [u32; CAPACITY_OUTPUT_BYTES / 4]) -> Self {
        Answer { output }
    }

    /// The words after the room for all reasons, which hold the client's address.
    pub fn client_words(&mut self) -> &mut [u32] {
        &mut self.output[OUTPUT_WORDS + CAPACITY_REASONS * REASON_WORDS..]
    }

    pub fn is_denied(&self) -> bool {
        self.output[OUTPUT_ACTION] == ACTION_DENY
    }

    /// Adds a reason. `id` and `category` are text in the guest's memory that is never changed: the host reads it there.
    /// Beyond the ABI's capacity, reasons are dropped, but never the first denial.
    #[inline(never)]
    pub fn add(&mut self, rule: u32, effect: Effect, id: &[u8], category: &[u8], place: Place) {
        self.write(rule, effect, id, category, place);
    }

    /// The inlined [`Answer::add`], for loops: it is compiled together with its caller.
    #[inline(always)]
    pub fn write(&mut self, rule: u32, effect: Effect, id: &[u8], category: &[u8], place: Place) {
        let decides = (effect.code == EFFECT_DENY) & !self.is_denied();
        let reasons = self.output[OUTPUT_REASONS] as usize;
        if (reasons == CAPACITY_REASONS) & !decides {
            return;
        }
        // The denial takes the last place, whatever an attacker put before it.
        let index = reasons.min(CAPACITY_REASONS - 1);
        if decides {
            self.output[OUTPUT_ACTION] = ACTION_DENY;
            self.output[OUTPUT_STATUS] = effect.status;
            self.output[OUTPUT_DECIDED_BY] = index as u32;
        }
        let reason = &mut self.output[OUTPUT_WORDS + index * REASON_WORDS..][..REASON_WORDS];
        reason[REASON_RULE] = rule;
        reason[REASON_EFFECT] = effect.code;
        reason[REASON_ID_ADDRESS] = id.as_ptr().addr() as u32;
        reason[REASON_ID_BYTES] = id.len() as u32;
        reason[REASON_CATEGORY_ADDRESS] = category.as_ptr().addr() as u32;
        reason[REASON_CATEGORY_BYTES] = category.len() as u32;
        reason[REASON_SLOT] = place.slot;
        reason[REASON_START] = place.start;
        reason[REASON_END] = place.end;
        reason[REASON_WEIGHT] = effect.weight;
        self.output[OUTPUT_REASONS] = index as u32 + 1;
    }

    /// What `check` returns.
    #[inline(always)]
    pub fn finish(self) -> u32 {
        u32::from(self.output[OUTPUT_REASONS] != 0)
    }
}
