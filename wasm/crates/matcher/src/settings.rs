//! The part of the block that stays adjustable: modes, and which bots are allowed and denied.

use snapwall_abi::ABSENT;
use snapwall_tables::{Header, read, section};

/// The policy's mode.
pub fn mode(block: &[u8]) -> u32 {
    read::<Header>(block).mode
}

/// The mode of the bots rule: its own, else the policy's.
pub fn bots_mode(block: &[u8]) -> u32 {
    let header: &Header = read(block);
    if header.bots_mode == ABSENT { header.mode } else { header.bots_mode }
}

/// What the policy says of a bot: allowed beats denied, by id as by category.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Allowed,
    Denied,
    Unnamed,
}

/// The standing of the bot `index` whose categories are `mask`.
pub fn standing(block: &[u8], index: u16, mask: u32) -> Standing {
    let header: &Header = read(block);
    let listed = |set| section::<u32>(block, set)[usize::from(index) / 32] >> (index % 32) & 1 != 0;
    if header.allowed_categories & mask != 0 || listed(header.allowed) {
        Standing::Allowed
    } else if header.denied_categories & mask != 0 || listed(header.denied) {
        Standing::Denied
    } else {
        Standing::Unnamed
    }
}
