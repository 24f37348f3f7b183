//! The part of the block that stays adjustable: modes, and which bots are allowed and denied.

use snapwall_abi::ABSENT;
use snapwall_tables::Block;

/// The policy's mode.
pub fn mode(block: Block) -> u32 {
    block.header().mode
}

/// The mode of the bots rule: its own, else the policy's.
pub fn bots_mode(block: Block) -> u32 {
    let header = block.header();
    if header.bots_mode == ABSENT { header.mode } else { header.bots_mode }
}

/// The mode of the filters rule: its own, else the policy's.
pub fn filters_mode(block: Block) -> u32 {
    let header = block.header();
    if header.filters_mode == ABSENT { header.mode } else { header.filters_mode }
}

/// The mode of the shield rule: its own, else the policy's.
pub fn shield_mode(block: Block) -> u32 {
    let header = block.header();
    if header.shield_mode == ABSENT { header.mode } else { header.shield_mode }
}

/// What the policy says of a bot: allowed beats denied, by id as by category.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Allowed,
    Denied,
    Unnamed,
}

/// The standing of a bot in the categories of `mask`.
#[inline(always)]
pub fn standing(block: Block, bot: u16, mask: u32) -> Standing {
    let header = block.header();
    // SAFETY: both sets have a bit for each bot.
    let listed = |set| unsafe { block.get::<u32>(set, usize::from(bot) / 32) } >> (bot % 32) & 1 != 0;
    if header.allowed_categories & mask != 0 || listed(header.allowed) {
        Standing::Allowed
    } else if header.denied_categories & mask != 0 || listed(header.denied) {
        Standing::Denied
    } else {
        Standing::Unnamed
    }
}
