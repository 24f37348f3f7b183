//! What the shipped scan asks of the bots rule: every text here is a User-Agent, in which every occurrence counts.

use snapwall_tables::Block;

use crate::input::Slot;

pub const SLOT_USER_AGENT: u32 = 0;

pub fn is_told_beside(_block: Block, _slot: &Slot, _start: usize, _bot: u16) -> bool {
    true
}
