//! Looks for the clues without which no denying expression can match.
//!
//! Nearly every request has none and skips the walk over the tests; an instance's first request then does not even wait
//! for the walk to be compiled.

use snapwall_abi::SLOT_IP;
use snapwall_client::Client;
use snapwall_tables::filters::{Clue, Clues, Filters};
use snapwall_tables::{Block, holds_address, parse_address};

use crate::input::Input;

/// The client's address: what the rule `client` found, if the policy has it, else what the host says.
#[inline(always)]
pub fn address_of(input: &Input, client: Option<&Client>) -> Option<u128> {
    client.map_or_else(|| sent_address(input), |client| client.address)
}

#[inline(never)]
fn sent_address(input: &Input) -> Option<u128> {
    input.slot(SLOT_IP).and_then(|slot| parse_address(slot.text()))
}

/// Whether an expression that denies may match, or may run out of room for what it computes.
///
/// `room` is the number of bytes available for computed values. A computation needs no more than the size of the request,
/// except when it joins texts, from which the compiler half derives no clues.
#[inline(always)]
pub fn may_match(
    block: Block,
    filters: &Filters,
    input: &Input,
    client: Option<&Client>,
    room: usize,
) -> bool {
    if filters.needs_judgement != 0 || input.used() > room {
        return true;
    }
    if block.section::<Clues>(filters.clues).iter().any(|clues| has_one(block, clues, input)) {
        return true;
    }
    filters.places.len != 0
        && address_of(input, client)
            .is_some_and(|address| holds_address(block.section(filters.places), address))
}

/// Whether a slot contains one of its clues, in one pass over its text.
#[inline(always)]
fn has_one(block: Block, clues: &Clues, input: &Input) -> bool {
    let Some(slot) = input.slot(clues.slot) else { return false };
    if slot.text().len() >= clues.least as usize {
        return true;
    }
    let mut window = 0;
    for byte in slot.text() {
        window = Clue::enter(window, *byte);
        if u32::from(*byte) == clues.escape
            || clues.holds_end(window)
                && block.section::<Clue>(clues.clues).iter().any(|clue| clue.is_at_end(window))
        {
            return true;
        }
    }
    false
}
