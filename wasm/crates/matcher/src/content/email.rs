//! The rule `email`: one address.

use snapwall_abi::{
    ACTION_ALLOW, ACTION_DENY, CAPACITY_ADDRESS_BYTES, CAPACITY_OUTPUT_BYTES, CONTENT_FLAG_MALFORMED,
    CONTENT_FLAG_NO_MX_RECORDS, EMAIL_ACTION, EMAIL_AT, EMAIL_DENIED_BY, EMAIL_DOMAIN_BYTES, EMAIL_FOUND,
    EMAIL_REASON_BLOCKED, EMAIL_REASON_INVALID, EMAIL_REASON_NO_MX_RECORDS, EMAIL_REASON_TYPO,
    EMAIL_SUGGESTION_BYTES, EMAIL_TEXT,
};
use snapwall_email::{ADDRESS_MAX_BYTES, DomainText, Lists, Parts, Profile, Reason, Settings, judge_with};
use snapwall_tables::content::EmailRule;
use snapwall_tables::{Block, bytes_of_mut};

use super::input::{Content, respond};

const _: () = assert!(CAPACITY_ADDRESS_BYTES <= ADDRESS_MAX_BYTES);
// The crate `email` and the ABI must number the reasons alike.
const _: () = assert!(
    Reason::Invalid as u32 == EMAIL_REASON_INVALID
        && Reason::Typo as u32 == EMAIL_REASON_TYPO
        && Reason::Blocked as u32 == EMAIL_REASON_BLOCKED
);

/// Judges the address in `input`, writes the answer and wipes the input. Returns the action.
///
/// # Panics
/// When the input breaks the ABI, or the policy has no such rule.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:email"))]
pub fn email(block: Block, input: &mut [u32], output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4]) -> u32 {
    let rule: &EmailRule = &block.section(block.header().email)[0];
    respond(block, rule.fields, input, output, |content, output| answer(block, rule, content, output))
}

fn answer(
    block: Block,
    rule: &EmailRule,
    content: &Content,
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let settings =
        Settings { profile: Profile::ALL[rule.profile as usize], allows_literal: rule.allows_literal == 1 };
    let lists = Lists::read(block.deferred().section(rule.lists));
    let mut room = DomainText::new();
    let verdict = judge_with(content.bytes, settings, &lists, &mut room, unfold);
    let mut reasons = verdict.reasons.bits();
    if content.has(CONTENT_FLAG_MALFORMED) {
        reasons = 1 << EMAIL_REASON_INVALID;
    }
    if content.has(CONTENT_FLAG_NO_MX_RECORDS) && !verdict.is_allowed {
        reasons |= 1 << EMAIL_REASON_NO_MX_RECORDS;
    }
    let denied_by = reasons & rule.denied;
    let is_denied = denied_by != 0 && !content.is_reported(block, rule.mode);
    let action = if is_denied { ACTION_DENY } else { ACTION_ALLOW };
    output[EMAIL_ACTION] = action;
    output[EMAIL_FOUND] = reasons;
    output[EMAIL_DENIED_BY] = denied_by;
    output[EMAIL_AT] = verdict.at.unwrap_or(0) as u32;
    let (kept, added) = verdict.suggestion.map_or((&[][..], &[][..]), |meant| (meant.kept, meant.added));
    let mut written = 0;
    let text = bytes_of_mut(&mut output[EMAIL_TEXT..]);
    for part in [verdict.domain, kept, added] {
        text[written..][..part.len()].copy_from_slice(part);
        written += part.len();
    }
    output[EMAIL_DOMAIN_BYTES] = verdict.domain.len() as u32;
    output[EMAIL_SUGGESTION_BYTES] = (kept.len() + added.len()) as u32;
    // Leaves nothing of the address on the stack. Without `black_box` the optimiser would drop the store as dead.
    room.wipe();
    core::hint::black_box(&room);
    action
}

/// Takes apart an address as mail headers have it.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:email.folded"))]
fn unfold(address: &[u8], settings: Settings, room: &mut DomainText) -> Parts {
    snapwall_email::unfold(address, settings, room)
}
