//! Run-time settings: changes the adjustable part of the block, nothing else.

use snapwall_abi::{
    ABSENT, ACTIONS, CONFIGURE_BOTS_ALLOW, CONFIGURE_BOTS_CLEAR_ALLOW, CONFIGURE_BOTS_CLEAR_DENY,
    CONFIGURE_BOTS_DENY, CONFIGURE_BOTS_MISSING_USER_AGENT, CONFIGURE_BOTS_MODE, CONFIGURE_MODE, MODES,
};
use snapwall_tables::{Header, Plain, Span, name_characters, read, section_mut};

use crate::bots::{category_name, name_of};

/// Applies the entries that the host wrote; see "Input of `configure`" in ARCHITECTURE.md.
///
/// Returns 0, or 1 + the index of the first entry that it does not accept. Wipes the input.
///
/// # Panics
/// On an input that breaks the ABI.
pub fn configure(block: &mut [u8], input: &mut [u8]) -> u32 {
    let count = word(input, 0);
    let mut at = 4;
    let mut refused = 0;
    for index in 0..count {
        let op = word(input, at);
        let len = word(input, at + 4) as usize;
        let text = &input[at + 8..][..len];
        if apply(block, op, text).is_none() {
            refused = index + 1;
            break;
        }
        at += 8 + len.next_multiple_of(4);
    }
    input.fill(0);
    refused
}

fn apply(block: &mut [u8], op: u32, text: &[u8]) -> Option<()> {
    match op {
        CONFIGURE_MODE => header_mut(block).mode = choice(&MODES, text)?,
        CONFIGURE_BOTS_MODE => header_mut(block).bots_mode = choice(&MODES, text)?,
        CONFIGURE_BOTS_MISSING_USER_AGENT => {
            header_mut(block).missing_user_agent = choice(&ACTIONS, text)?;
        }
        CONFIGURE_BOTS_CLEAR_DENY => {
            header_mut(block).denied_categories = 0;
            clear(block, |header| header.denied);
        }
        CONFIGURE_BOTS_CLEAR_ALLOW => {
            header_mut(block).allowed_categories = 0;
            clear(block, |header| header.allowed);
        }
        CONFIGURE_BOTS_DENY => match find(block, text)? {
            Selected::Categories(mask) => header_mut(block).denied_categories |= mask,
            Selected::Bot(index) => set(block, |header| header.denied, index),
        },
        CONFIGURE_BOTS_ALLOW => match find(block, text)? {
            Selected::Categories(mask) => header_mut(block).allowed_categories |= mask,
            Selected::Bot(index) => set(block, |header| header.allowed, index),
        },
        _ => return None,
    }
    Some(())
}

enum Selected {
    Categories(u32),
    Bot(usize),
}

/// What a name in a policy selects: `*`, `category:ai` or a bot's id, without regard to case.
fn find(block: &[u8], name: &[u8]) -> Option<Selected> {
    let header: &Header = read(block);
    if name == b"*" {
        return Some(Selected::Categories(ABSENT));
    }
    let prefix = b"category:";
    if let Some((start, category)) = name.split_at_checked(prefix.len())
        && start.eq_ignore_ascii_case(prefix)
    {
        let index = (0..header.categories.count)
            .find(|index| category_name(block, *index).eq_ignore_ascii_case(category))?;
        return Some(Selected::Categories(1 << index));
    }
    let is_named =
        |bot: &usize| name_characters(name_of(block, *bot)).eq(name.iter().map(u8::to_ascii_uppercase));
    (0..header.class_of.len as usize).find(is_named).map(Selected::Bot)
}

fn choice(names: &[&str], text: &[u8]) -> Option<u32> {
    names.iter().position(|name| name.as_bytes() == text).map(|index| index as u32)
}

fn header_mut(block: &mut [u8]) -> &mut Header {
    &mut records(block, Span { offset: 0, len: 1 })[0]
}

fn records<T: Plain>(block: &mut [u8], span: Span) -> &mut [T] {
    section_mut(block, span)
}

fn clear(block: &mut [u8], set: impl Fn(&Header) -> Span) {
    let span = set(read(block));
    records::<u32>(block, span).fill(0);
}

fn set(block: &mut [u8], set: impl Fn(&Header) -> Span, bot: usize) {
    let span = set(read(block));
    records::<u32>(block, span)[bot / 32] |= 1 << (bot % 32);
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
