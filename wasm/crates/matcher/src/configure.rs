//! Run-time settings: change only the adjustable part of the block.

use snapwall_abi::{
    ABSENT, ACTIONS, CONFIGURE_BOTS_ALLOW, CONFIGURE_BOTS_CLEAR_ALLOW, CONFIGURE_BOTS_CLEAR_DENY,
    CONFIGURE_BOTS_DENY, CONFIGURE_BOTS_MISSING_USER_AGENT, CONFIGURE_BOTS_MODE, CONFIGURE_BOTS_SPOOFED,
    CONFIGURE_CLIENT_CLEAR_PROXIES, CONFIGURE_CLIENT_TRUST, CONFIGURE_FILTERS_MODE,
    CONFIGURE_IMPERSONATION_MODE, CONFIGURE_IMPERSONATION_SCORE, CONFIGURE_MODE, CONFIGURE_SHIELD_MODE,
    CONFIGURE_SHIELD_SENSITIVITY, MODES, SENSITIVITIES,
};
use snapwall_tables::{Block, BlockMut, bytes_of, name_characters};

use crate::claims;
use crate::client;
use crate::deferred::require_patterns;
use crate::names::{category_name, name_of};

/// Applies the entries that the host wrote; see "Input of `configure`" in ARCHITECTURE.md.
///
/// Returns 0, or 1 + the index of the first entry that is not accepted. Wipes the input.
///
/// # Panics
/// When the input breaks the ABI.
pub fn configure(block: &mut BlockMut, input: &mut [u32]) -> u32 {
    let mut at = 1;
    let mut refused = 0;
    for index in 0..input[0] {
        let (op, len) = (input[at], input[at + 1] as usize);
        let text = &bytes_of(&input[at + 2..])[..len];
        if apply(block, op, text).is_none() {
            refused = index + 1;
            break;
        }
        at += 2 + len.div_ceil(4);
    }
    input.fill(0);
    refused
}

fn apply(block: &mut BlockMut, op: u32, text: &[u8]) -> Option<()> {
    let (denied, allowed) = (block.header().denied, block.header().allowed);
    match op {
        CONFIGURE_MODE => block.header().mode = choice(&MODES, text)?,
        CONFIGURE_FILTERS_MODE => block.header().filters_mode = choice(&MODES, text)?,
        CONFIGURE_SHIELD_MODE => block.header().shield_mode = choice(&MODES, text)?,
        CONFIGURE_SHIELD_SENSITIVITY => block.header().shield_sensitivity = choice(&SENSITIVITIES, text)?,
        CONFIGURE_BOTS_MODE => block.header().bots_mode = choice(&MODES, text)?,
        CONFIGURE_BOTS_MISSING_USER_AGENT => block.header().missing_user_agent = choice(&ACTIONS, text)?,
        CONFIGURE_BOTS_CLEAR_DENY => {
            block.header().denied_categories = 0;
            block.records::<u32>(denied).fill(0);
        }
        CONFIGURE_BOTS_CLEAR_ALLOW => {
            block.header().allowed_categories = 0;
            block.records::<u32>(allowed).fill(0);
        }
        CONFIGURE_BOTS_DENY => match find(block.as_block(), text)? {
            Selected::Categories(mask) => block.header().denied_categories |= mask,
            Selected::Bot(bot) => block.records::<u32>(denied)[bot / 32] |= 1 << (bot % 32),
        },
        CONFIGURE_BOTS_ALLOW => match find(block.as_block(), text)? {
            Selected::Categories(mask) => block.header().allowed_categories |= mask,
            Selected::Bot(bot) => block.records::<u32>(allowed)[bot / 32] |= 1 << (bot % 32),
        },
        CONFIGURE_CLIENT_CLEAR_PROXIES | CONFIGURE_CLIENT_TRUST => {
            Some(()).filter(|()| block.header().client_slot != 0)?;
            client::configure(block, op, text)?;
        }
        CONFIGURE_BOTS_SPOOFED | CONFIGURE_IMPERSONATION_MODE | CONFIGURE_IMPERSONATION_SCORE => {
            Some(()).filter(|()| block.header().claims.len != 0)?;
            claims::configure(block, op, text)?;
        }
        _ => return None,
    }
    Some(())
}

enum Selected {
    Categories(u32),
    Bot(usize),
}

/// What a name in a policy selects: `*`, `category:ai` or a bot's id, case-insensitively.
fn find(block: Block, name: &[u8]) -> Option<Selected> {
    let header = block.header();
    if name == b"*" {
        return Some(Selected::Categories(ABSENT));
    }
    require_patterns();
    let prefix = b"category:";
    if let Some((start, category)) = name.split_at_checked(prefix.len())
        && start.eq_ignore_ascii_case(prefix)
    {
        let index = (0..header.categories.count)
            .find(|index| category_name(block, *index).eq_ignore_ascii_case(category))?;
        return Some(Selected::Categories(1 << index));
    }
    let is_named =
        |bot: &u16| name_characters(name_of(block, *bot)).eq(name.iter().map(u8::to_ascii_uppercase));
    (0..header.bots as u16).find(is_named).map(|bot| Selected::Bot(usize::from(bot)))
}

/// The index of a name.
pub fn choice(names: &[&str], text: &[u8]) -> Option<u32> {
    names.iter().position(|name| name.as_bytes() == text).map(|index| index as u32)
}
