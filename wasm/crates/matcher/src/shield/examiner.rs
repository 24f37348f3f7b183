//! Judges values one after the other and reports what is found.

use snapwall_abi::{MODE_REPORT, RULE_SHIELD, SENSITIVITY_RELAXED, SENSITIVITY_STRICT};
use snapwall_shield::{Finding, Kind, Kinds, Place, SCRATCH_MIN_BYTES, Sensitivity, judge};
use snapwall_tables::Block;
use snapwall_tables::shield::Shield;

use super::exclusions::Exclusions;
use crate::answer::{self, Answer, Effect};
use crate::input::Slot;
use crate::names;
use crate::settings;

const FORBIDDEN: u32 = 403;

/// How many reasons report mode reports: the first already settles what it would deny, and other rules need room too.
const REASONS_MAX: u32 = 8;

/// What a policy can exclude a value by.
#[derive(Clone, Copy)]
pub enum Parameter<'r> {
    None,
    /// A form-encoded name.
    Encoded(&'r [u8]),
    /// A plain name.
    Plain(&'r [u8]),
    /// The name of a header, in lower case.
    Header(&'r [u8]),
}

/// Judges values until there is enough to report.
pub struct Examiner<'x, 'r, 'o> {
    exclusions: Exclusions<'r>,
    kinds: Kinds,
    sensitivity: Sensitivity,
    mode: u32,
    scratch: &'x mut [u8],
    /// How much of the scratch memory may hold data.
    used: usize,
    answer: &'x mut Answer<'o>,
    told: u32,
}

impl<'x, 'r, 'o> Examiner<'x, 'r, 'o> {
    pub fn new(
        block: Block<'r>,
        shield: &Shield,
        exclusions: Exclusions<'r>,
        scratch: &'x mut [u8],
        answer: &'x mut Answer<'o>,
    ) -> Self {
        let sensitivity = match block.header().shield_sensitivity {
            SENSITIVITY_STRICT => Sensitivity::Strict,
            SENSITIVITY_RELAXED => Sensitivity::Relaxed,
            _ => Sensitivity::Balanced,
        };
        let kinds = without(Kinds::ALL, !shield.kinds);
        let mode = settings::shield_mode(block);
        let kinds = without(kinds, exclusions.everywhere());
        Examiner { exclusions, kinds, sensitivity, mode, scratch, used: 0, answer, told: 0 }
    }

    /// Whether no further values need judging.
    pub fn is_finished(&self) -> bool {
        self.told > 0 && (self.mode != MODE_REPORT || self.told >= REASONS_MAX)
    }

    /// Whether the policy excludes any parameter.
    pub fn excludes_parameters(&self) -> bool {
        self.exclusions.has_parameters
    }

    /// Judges a value, which is a part of the slot's text. Returns whether it reported anything.
    #[inline(never)]
    pub fn value(&mut self, slot: &Slot, value: &[u8], place: Place, parameter: Parameter) -> bool {
        self.value_without(slot, value, place, parameter, &[])
    }

    /// [`Examiner::value`] without the kinds in a mask.
    #[inline(never)]
    pub fn value_without(
        &mut self,
        slot: &Slot,
        value: &[u8],
        place: Place,
        parameter: Parameter,
        except: &[Kind],
    ) -> bool {
        if value.is_empty() || self.is_finished() {
            return false;
        }
        let kinds = without(self.kinds, self.exclusions.of(parameter));
        let kinds = except.iter().fold(kinds, |kinds, kind| kinds.without(*kind));
        if kinds == Kinds::NONE {
            return false;
        }
        let told_before = self.told;
        let room = value.len().max(SCRATCH_MIN_BYTES).min(self.scratch.len());
        self.used = self.used.max(room);
        let start = value.as_ptr().addr() - slot.text().as_ptr().addr();
        let effect = Effect::deny(self.mode, FORBIDDEN);
        let (answer, told) = (&mut *self.answer, &mut self.told);
        let mut tell = |finding: Finding| {
            let place = answer::Place {
                slot: slot.index,
                start: (start + finding.start) as u32,
                end: (start + finding.end) as u32,
            };
            answer.add(RULE_SHIELD, effect, id_of(finding.kind), names::ATTACK, place);
            *told += 1;
        };
        judge(value, place, self.sensitivity, kinds, &mut self.scratch[..room], &mut tell);
        self.told != told_before
    }
}

impl Drop for Examiner<'_, '_, '_> {
    fn drop(&mut self) {
        self.scratch[..self.used].fill(0);
    }
}

/// `kinds` without those whose bits are set in `mask`.
fn without(kinds: Kinds, mask: u32) -> Kinds {
    if mask == 0 {
        return kinds;
    }
    let is_out = |kind: &Kind| mask >> *kind as u32 & 1 != 0;
    Kind::ALL.into_iter().filter(is_out).fold(kinds, Kinds::without)
}

fn id_of(kind: Kind) -> &'static [u8] {
    match kind {
        Kind::SqlInjection => names::SQL_INJECTION,
        Kind::Xss => names::XSS,
        Kind::PathTraversal => names::PATH_TRAVERSAL,
        Kind::CommandInjection => names::COMMAND_INJECTION,
        Kind::TemplateInjection => names::TEMPLATE_INJECTION,
        Kind::NosqlInjection => names::NOSQL_INJECTION,
        Kind::Ssrf => names::SSRF,
        Kind::LookupInjection => names::LOOKUP_INJECTION,
        Kind::HeaderInjection => names::HEADER_INJECTION,
        Kind::ScannerProbe => names::SCANNER_PROBE,
    }
}
