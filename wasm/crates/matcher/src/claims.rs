//! What the policy asks of names and claims: the record, and its adjustable part.

use snapwall_abi::{
    ACTIONS, CONFIGURE_BOTS_SPOOFED, CONFIGURE_IMPERSONATION_MODE, CONFIGURE_IMPERSONATION_SCORE, MODES,
};
use snapwall_client::SCORE_MAX;
use snapwall_tables::claims::Claims;
use snapwall_tables::{Block, BlockMut};

use crate::configure::choice;

/// The record, if the policy asks for anything.
#[inline(always)]
pub fn claims_of(block: Block<'_>) -> Option<&Claims> {
    block.section(block.header().claims).first()
}

/// Applies an option. `None` when the policy has nothing that the option adjusts.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.options"))]
pub fn configure(block: &mut BlockMut, op: u32, text: &[u8]) -> Option<()> {
    let section = block.header().claims;
    let claims = &mut block.records::<Claims>(section)[0];
    match op {
        CONFIGURE_BOTS_SPOOFED if claims.crawlers.len != 0 => claims.spoofed = choice(&ACTIONS, text)?,
        CONFIGURE_IMPERSONATION_MODE if claims.score != 0 => claims.mode = choice(&MODES, text)?,
        CONFIGURE_IMPERSONATION_SCORE if claims.score != 0 => claims.score = score(text)?,
        _ => return None,
    }
    Some(())
}

/// A score in decimal.
fn score(text: &[u8]) -> Option<u32> {
    let mut digits = text.first_chunk::<4>().is_none().then_some(text)?.iter();
    let score = digits.try_fold(0, |score: u32, byte| {
        Some(score * 10 + u32::from(*byte).checked_sub(u32::from(b'0')).filter(|digit| *digit < 10)?)
    })?;
    (1..=SCORE_MAX).contains(&score).then_some(score)
}
