//! The adjustable part of the block: modes, and which bots are allowed and denied.

use snapwall_abi::ABSENT;
use snapwall_tables::{Block, Span};

use crate::names::class_of;

/// The policy's mode.
pub fn mode(block: Block) -> u32 {
    block.header().mode
}

/// The mode of the rule `bots`: its own, else the policy's.
pub fn bots_mode(block: Block) -> u32 {
    let header = block.header();
    if header.bots_mode == ABSENT { header.mode } else { header.bots_mode }
}

/// The mode of the rule `filters`: its own, else the policy's.
pub fn filters_mode(block: Block) -> u32 {
    let header = block.header();
    if header.filters_mode == ABSENT { header.mode } else { header.filters_mode }
}

/// The mode of the rule `shield`: its own, else the policy's.
pub fn shield_mode(block: Block) -> u32 {
    let header = block.header();
    if header.shield_mode == ABSENT { header.mode } else { header.shield_mode }
}

/// What the policy says of a bot. Allowed beats denied, both by id and by category.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Allowed,
    Denied,
    Unnamed,
    /// The bot is not the one it claims to be; the lists do not matter then.
    Spoofed,
}

impl Standing {
    /// The standing that follows from the lists.
    #[inline(always)]
    pub fn of(is_allowed: bool, is_denied: bool) -> Self {
        match (is_allowed, is_denied) {
            (true, _) => Standing::Allowed,
            (_, true) => Standing::Denied,
            _ => Standing::Unnamed,
        }
    }
}

/// The standing of a bot.
#[inline(never)]
pub fn standing(block: Block, bot: u16) -> Standing {
    let mask = class_of(block, bot).mask;
    Standing::of(is_allowed(block, bot, mask), is_denied(block, bot, mask))
}

/// Whether `allow` names the bot, or a category in `mask`.
#[inline(always)]
pub fn is_allowed(block: Block, bot: u16, mask: u32) -> bool {
    (block.header().allowed_categories & mask != 0) | is_listed(block, block.header().allowed, bot)
}

/// Whether `deny` names the bot, or a category in `mask`.
#[inline(always)]
pub fn is_denied(block: Block, bot: u16, mask: u32) -> bool {
    (block.header().denied_categories & mask != 0) | is_listed(block, block.header().denied, bot)
}

#[inline(always)]
fn is_listed(block: Block, set: Span, bot: u16) -> bool {
    // SAFETY: both sets have a bit for every bot.
    unsafe { block.get::<u32>(set, usize::from(bot) / 32) >> (bot % 32) & 1 != 0 }
}
