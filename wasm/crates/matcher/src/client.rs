//! The `client` rule: whose address is the client's, behind the proxies that the policy trusts.

use snapwall_abi::{
    CLIENT_BYTES, CLIENT_HOP, CLIENT_TEXT, CONFIGURE_CLIENT_CLEAR_PROXIES, RULE_CLIENT, SLOT_IP,
};
use snapwall_client::{Client, Header, Refusal, find_client};
use snapwall_tables::{
    ADDRESS_TEXT_MAX_BYTES, AddressRange, Block, BlockMut, ClientRule, HEADER_FORWARDED, HEADER_LIST, Span,
    bytes_of_mut, insert_range, leave_out_ipv4, parse_block, parse_dotted, write_address,
};

use crate::answer::{Answer, Effect, Place};
use crate::input::Input;
use crate::names::{HOP_HIDDEN, HOP_MALFORMED, HOPS_TOO_MANY, INVALID_ADDRESS};

/// Finds the client's address; `slot` is that of the header that trusted proxies write.
#[inline(always)]
pub fn find(block: Block, input: &Input, slot: u32) -> Client {
    let rule = rule_of(block);
    let connection = input.slot(SLOT_IP).map(|slot| slot.text());
    let header = || header_of(rule, input, slot);
    find_client(connection, header, block.section(rule.trusted), rule.trusts_unnamed != 0)
}

#[inline(never)]
fn header_of<'a>(rule: &ClientRule, input: &Input<'a>, slot: u32) -> Option<Header<'a>> {
    let text = input.slot(slot)?.text();
    Some(match rule.kind {
        HEADER_LIST => Header::List(text),
        HEADER_FORWARDED => Header::Forwarded(text),
        _ => Header::Single(text),
    })
}

/// Reports the address and its place, and what was refused.
#[inline(always)]
pub fn tell(block: Block, input: &Input, client: &Client, answer: &mut Answer) {
    if let Some(refusal) = client.refusal {
        let (id, place) = refused(block, input, client, refusal);
        answer.add(RULE_CLIENT, Effect::NOTE, id, b"", place);
    }
    let mut room = [0; ADDRESS_TEXT_MAX_BYTES];
    let sent = input.slot(SLOT_IP).map_or(&b""[..], |slot| slot.text());
    let text = match client.address {
        None => &b""[..],
        // Dotted decimal has only one form, so nearly all addresses are already in it.
        address if address == parse_dotted(sent) => sent,
        Some(address) => write_address(address, &mut room),
    };
    let words = answer.client_words();
    words[CLIENT_HOP] = client.hop;
    words[CLIENT_BYTES] = text.len() as u32;
    bytes_of_mut(&mut words[CLIENT_TEXT..])[..text.len()].copy_from_slice(text);
}

/// The reason for a refused hop and its place: within what is left of the last hop that was believed.
#[inline(never)]
fn refused(block: Block, input: &Input, client: &Client, refusal: Refusal) -> (&'static [u8], Place) {
    let whole = |slot: u32| input.slot(slot).map_or(0, |slot| slot.text().len());
    // Nothing was believed: the connection's address is unreadable, unless there is none.
    let is_connection = client.address.is_none() && input.slot(SLOT_IP).is_some();
    let header = block.header().client_slot;
    let (slot, end) = match client.hop {
        0 if is_connection => (SLOT_IP, whole(SLOT_IP)),
        0 => (header, whole(header)),
        _ => (header, client.place.start),
    };
    let id = match refusal {
        _ if is_connection => INVALID_ADDRESS,
        Refusal::Malformed => HOP_MALFORMED,
        Refusal::Hidden => HOP_HIDDEN,
        Refusal::TooMany => HOPS_TOO_MANY,
    };
    (id, Place { slot, start: 0, end: end as u32 })
}

fn rule_of(block: Block<'_>) -> &ClientRule {
    &block.section::<ClientRule>(block.header().client)[0]
}

/// Applies an option: `CLIENT_CLEAR_PROXIES` empties the trusted set; `CLIENT_TRUST` adds an address, a block or
/// `unix`.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:client.options"))]
pub fn configure(block: &mut BlockMut, op: u32, text: &[u8]) -> Option<()> {
    let section = block.header().client;
    let mut rule = block.records::<ClientRule>(section)[0];
    if op == CONFIGURE_CLIENT_CLEAR_PROXIES {
        (rule.trusts_unnamed, rule.trusted.len) = (0, 0);
    } else if text.eq_ignore_ascii_case(b"unix") {
        rule.trusts_unnamed = 1;
    } else {
        let ranges = block.records::<AddressRange>(Span { len: rule.room, ..rule.trusted });
        let (low, high) = parse_block(text)?;
        let mut count = rule.trusted.len as usize;
        for (low, high) in leave_out_ipv4(low, high).into_iter().flatten() {
            count = insert_range(ranges, count, low, high)?;
        }
        rule.trusted.len = count as u32;
    }
    block.records::<ClientRule>(section)[0] = rule;
    Some(())
}
