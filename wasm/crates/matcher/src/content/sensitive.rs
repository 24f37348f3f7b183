//! The rule `sensitive`: one piece of a text.

use snapwall_abi::{
    ACTION_ALLOW, ACTION_DENY, CAPACITY_CONTEXT_BYTES, CAPACITY_FINDING_BYTES, CAPACITY_FINDINGS,
    CAPACITY_INPUT_BYTES, CAPACITY_OUTPUT_BYTES, CONTENT_FLAG_ENDS, CONTENT_FLAG_UNITS, FINDING_CONFIDENCE,
    FINDING_DENIED, FINDING_END, FINDING_END_UNITS, FINDING_RULE_ADDRESS, FINDING_RULE_BYTES, FINDING_START,
    FINDING_START_UNITS, FINDING_TYPE_ADDRESS, FINDING_TYPE_BYTES, FINDING_WORDS, SENSITIVE_ACTION,
    SENSITIVE_FINDINGS, SENSITIVE_RESUME, SENSITIVE_RESUME_UNITS, SENSITIVE_WOULD_DENY,
};
use snapwall_secrets::{Index, Tables};
use snapwall_sensitive::{
    CONTEXT_BYTES, FINDING_MAX_BYTES, Finding, Findings, Found, Kind, Kinds, Settings, find, variant_name,
};
use snapwall_tables::Block;
use snapwall_tables::content::SensitiveRule;

use super::custom::{Patterns, find_custom};
use super::input::{Content, respond};
use super::units::Units;

const _: () = assert!(CAPACITY_CONTEXT_BYTES >= CONTEXT_BYTES && CAPACITY_FINDING_BYTES == FINDING_MAX_BYTES);

// The answer's findings overwrite the text.
const _: () = assert!(CAPACITY_FINDINGS * FINDING_WORDS * 4 <= CAPACITY_INPUT_BYTES);

/// Working memory for judging texts, besides the buffers. Callers must pass the same one each time, since the index in it
/// is built once, from the block. It may start as all zero bytes.
pub struct Workspace {
    index: Index,
    findings: [Finding; CAPACITY_FINDINGS],
    /// Where each finding starts and ends in UTF-16 code units.
    units: [[u32; 2]; CAPACITY_FINDINGS],
}

impl Default for Workspace {
    fn default() -> Self {
        Workspace {
            index: Index::new(),
            findings: [Finding::NONE; CAPACITY_FINDINGS],
            units: [[0; 2]; CAPACITY_FINDINGS],
        }
    }
}

/// Judges the piece of a text in `input`, wipes the input and writes the answer: its head to `output`, the findings over the
/// text. Returns the action.
///
/// # Panics
/// When the input breaks the ABI, or the policy has no such rule.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:sensitive"))]
pub fn sensitive(
    block: Block,
    workspace: &mut Workspace,
    input: &mut [u32],
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let rule: &SensitiveRule = &block.section(block.header().sensitive)[0];
    let Workspace { index, findings, units } = workspace;
    let (mut count, mut has_units) = (0, false);
    let action = respond(block, rule.fields, input, output, |content, output| {
        let secrets = Tables::new(block.deferred().section(rule.secrets), index);
        let found = find_all(block, rule, &secrets, content, findings);
        count = found.count;
        let is_denied = findings[..count].iter().any(|finding| is_denied(block, rule, finding));
        let action =
            if is_denied && !content.is_reported(block, rule.mode) { ACTION_DENY } else { ACTION_ALLOW };
        output[SENSITIVE_ACTION] = action;
        output[SENSITIVE_WOULD_DENY] = u32::from(is_denied);
        output[SENSITIVE_FINDINGS] = count as u32;
        output[SENSITIVE_RESUME] = found.resume_at as u32;
        output[SENSITIVE_RESUME_UNITS] = found.resume_at as u32;
        has_units = content.has(CONTENT_FLAG_UNITS);
        if has_units {
            let mut counted = Units::new(content.bytes);
            for (finding, units) in findings[..count].iter().zip(&mut *units) {
                *units = [finding.start, finding.end].map(|offset| counted.before(offset as usize));
            }
            output[SENSITIVE_RESUME_UNITS] = counted.before(found.resume_at);
        }
        action
    });
    if count > 0 {
        let units = has_units.then_some(&units[..count]);
        tell(block, rule, index, &findings[..count], units, input);
    }
    action
}

/// What all engines find in a piece of a text.
fn find_all(
    block: Block,
    rule: &SensitiveRule,
    secrets: &Tables,
    content: &Content,
    room: &mut [Finding],
) -> Found {
    let mut findings = Findings::new(room, content.bytes, content.from, content.has(CONTENT_FLAG_ENDS));
    let settings = Settings { kinds: Kinds::ALL, phone_region: rule.phone_region as u8 };
    find(content.bytes, &settings, &mut findings);
    let (reach, limit) = (findings.reach(), findings.limit());
    snapwall_secrets::find_before(&content.bytes[..reach], limit, secrets, &mut |secret| {
        let (start, end) = (secret.start as u32, secret.end as u32);
        let (variant, confidence) = (secret.rule, secret.confidence);
        findings.add(Finding { kind: Kind::Secret, variant, confidence, start, end });
    });
    if rule.custom.len != 0 {
        find_custom(block, rule, content.bytes, &mut findings);
    }
    findings.finish()
}

/// Whether the policy denies what was found.
fn is_denied(block: Block, rule: &SensitiveRule, finding: &Finding) -> bool {
    match finding.kind {
        Kind::Custom => Patterns::of(block, rule).describe(usize::from(finding.variant)).1,
        kind => rule.denied >> kind as u32 & 1 != 0,
    }
}

/// Writes the answer's findings. Without `units`, offsets in UTF-16 code units equal those in bytes.
fn tell(
    block: Block,
    rule: &SensitiveRule,
    index: &mut Index,
    findings: &[Finding],
    units: Option<&[[u32; 2]]>,
    output: &mut [u32],
) {
    let secrets = Tables::new(block.deferred().section(rule.secrets), index);
    for (at, (finding, words)) in findings.iter().zip(output.chunks_exact_mut(FINDING_WORDS)).enumerate() {
        let (name, detail): (&[u8], &[u8]) = match finding.kind {
            Kind::Custom => (Patterns::of(block, rule).describe(usize::from(finding.variant)).0, &[]),
            Kind::Secret => (Kind::Secret.name().as_bytes(), secrets.id(finding.variant)),
            kind => (kind.name().as_bytes(), variant_name(kind, finding.variant)),
        };
        words[FINDING_TYPE_ADDRESS] = name.as_ptr().addr() as u32;
        words[FINDING_TYPE_BYTES] = name.len() as u32;
        words[FINDING_RULE_ADDRESS] = detail.as_ptr().addr() as u32;
        words[FINDING_RULE_BYTES] = detail.len() as u32;
        words[FINDING_START] = finding.start;
        words[FINDING_END] = finding.end;
        let [start, end] = units.map_or([finding.start, finding.end], |units| units[at]);
        words[FINDING_START_UNITS] = start;
        words[FINDING_END_UNITS] = end;
        words[FINDING_CONFIDENCE] = u32::from(finding.confidence);
        words[FINDING_DENIED] = u32::from(is_denied(block, rule, finding));
    }
}
