//! The rule `sensitive`: one piece of a text.

use snapwall_abi::{
    ACTION_ALLOW, ACTION_DENY, CAPACITY_CONTEXT_BYTES, CAPACITY_FINDING_BYTES, CAPACITY_OUTPUT_BYTES,
    CONTENT_FLAG_ENDS, FINDING_CONFIDENCE, FINDING_DENIED, FINDING_END, FINDING_RULE_ADDRESS,
    FINDING_RULE_BYTES, FINDING_START, FINDING_TYPE_ADDRESS, FINDING_TYPE_BYTES, FINDING_WORDS,
    SENSITIVE_ACTION, SENSITIVE_FINDINGS, SENSITIVE_RESUME, SENSITIVE_WORDS, SENSITIVE_WOULD_DENY,
};
use snapwall_secrets::{Index, Tables};
use snapwall_sensitive::{
    CONTEXT_BYTES, FINDING_MAX_BYTES, Finding, Findings, Kind, Kinds, Settings, find, variant_name,
};
use snapwall_tables::Block;
use snapwall_tables::content::SensitiveRule;

use super::custom::{Patterns, find_custom};
use super::input::{Content, respond};

const _: () = assert!(CAPACITY_CONTEXT_BYTES >= CONTEXT_BYTES && CAPACITY_FINDING_BYTES == FINDING_MAX_BYTES);

/// How many findings an answer has room for.
const ROOM: usize = (CAPACITY_OUTPUT_BYTES / 4 - SENSITIVE_WORDS) / FINDING_WORDS;

/// Judges the piece of a text in `input`, writes the answer and wipes the input. Returns the action. What `index` is built of
/// is in the block: from call to call it is the same one, and starts as [`Index::new`] or all zero.
///
/// # Panics
/// On an input that breaks the ABI, and when the policy has no such rule.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:sensitive"))]
pub fn sensitive(
    block: Block,
    index: &mut Index,
    input: &mut [u32],
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let rule: &SensitiveRule = &block.section(block.header().sensitive)[0];
    respond(block, rule.fields, input, output, |content, output| answer(block, rule, index, content, output))
}

fn answer(
    block: Block,
    rule: &SensitiveRule,
    index: &mut Index,
    content: &Content,
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let mut room = [Finding::NONE; ROOM];
    let mut findings = Findings::new(&mut room, content.bytes, content.from, content.has(CONTENT_FLAG_ENDS));
    let settings = Settings { kinds: Kinds::ALL, phone_region: rule.phone_region as u8 };
    let secrets = Tables::new(block.deferred().section(rule.secrets), index);
    find(content.bytes, &settings, &mut findings);
    let (reach, limit) = (findings.reach(), findings.limit());
    snapwall_secrets::find_before(&content.bytes[..reach], limit, &secrets, &mut |secret| {
        let (start, end) = (secret.start as u32, secret.end as u32);
        let (variant, confidence) = (secret.rule, secret.confidence);
        findings.add(Finding { kind: Kind::Secret, variant, confidence, start, end });
    });
    if rule.custom.len != 0 {
        find_custom(block, rule, content.bytes, &mut findings);
    }
    let found = findings.finish();

    let mut is_denied = false;
    for (finding, words) in
        room[..found.count].iter().zip(output[SENSITIVE_WORDS..].chunks_exact_mut(FINDING_WORDS))
    {
        let (name, detail, denied): (&[u8], &[u8], bool) = match finding.kind {
            Kind::Custom => {
                let (name, denied) = Patterns::of(block, rule).describe(usize::from(finding.variant));
                (name, &[], denied)
            }
            kind => {
                let detail = match kind {
                    Kind::Secret => secrets.id(finding.variant),
                    _ => variant_name(kind, finding.variant),
                };
                (kind.name().as_bytes(), detail, rule.denied >> kind as u32 & 1 != 0)
            }
        };
        is_denied |= denied;
        words[FINDING_TYPE_ADDRESS] = name.as_ptr().addr() as u32;
        words[FINDING_TYPE_BYTES] = name.len() as u32;
        words[FINDING_RULE_ADDRESS] = detail.as_ptr().addr() as u32;
        words[FINDING_RULE_BYTES] = detail.len() as u32;
        words[FINDING_START] = finding.start;
        words[FINDING_END] = finding.end;
        words[FINDING_CONFIDENCE] = u32::from(finding.confidence);
        words[FINDING_DENIED] = u32::from(denied);
    }
    let action = if is_denied && !content.is_reported(block, rule.mode) { ACTION_DENY } else { ACTION_ALLOW };
    output[SENSITIVE_ACTION] = action;
    output[SENSITIVE_WOULD_DENY] = u32::from(is_denied);
    output[SENSITIVE_FINDINGS] = found.count as u32;
    output[SENSITIVE_RESUME] = found.resume_at as u32;
    action
}
