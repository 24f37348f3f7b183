//! The `bots` rule: is this an automated client, and does the policy want it?
//!
//! Named bots first; generic signs only when nothing has a name; the shape of the User-Agent only when there are no
//! signs. A User-Agent is a claim: what it claims to be is believed here, what it claims not to be is not proof.

use snapwall_abi::{ACTION_DENY, FIXED_SLOTS, RULE_BOTS};
use snapwall_tables::Block;

use crate::answer::{Answer, Effect, Place};
use crate::hits::{Hit, Hits};
use crate::input::{Input, Slot};
use crate::names::{category_name, class_of, name_of};
use crate::scan::Scan;
use crate::settings::{self, Standing, standing};
use crate::shape::{is_blank, is_browser_shaped};

pub const SLOT_USER_AGENT: u32 = FIXED_SLOTS as u32;
pub const SLOT_BRANDS: u32 = SLOT_USER_AGENT + 1;
pub const SLOT_SIGNATURE_AGENT: u32 = SLOT_USER_AGENT + 2;

const FORBIDDEN: u32 = 403;

pub fn judge(block: Block, input: &Input, answer: &mut Answer) {
    if block.header().bots_enabled == 0 {
        return;
    }
    let agent = input.slot(SLOT_USER_AGENT).filter(|slot| !slot.text().iter().all(|byte| is_blank(*byte)));
    let mut hits = Hits::new();
    if let Some(agent) = agent {
        let mut scan = Scan::new(block, agent);
        while let Some(hit) = scan.next() {
            hits.add(hit, scan.window_start() as u32);
        }
    }
    for index in [SLOT_BRANDS, SLOT_SIGNATURE_AGENT] {
        if let Some(slot) = input.slot(index) {
            find_names(block, slot, &mut hits);
        }
    }
    hits.finish();
    // Bots stand before signs: with a name in sight, signs are not told.
    let mut limit = block.header().first_sign;
    if !hits.as_slice().iter().any(|hit| u32::from(hit.bot) < limit) {
        find_signs(block, input, agent, &mut hits);
        limit = u32::from(u16::MAX);
    }
    report(block, hits.as_slice(), limit, answer);
    if agent.is_none() {
        report_missing(block, answer);
    }
}

/// The names in a header other than the User-Agent. Brands are a browser's own words: only those that start with
/// `Headless` say more than that.
#[inline(never)]
fn find_names(block: Block, slot: Slot, hits: &mut Hits) {
    let mut scan = Scan::new(block, slot);
    while let Some(hit) = scan.next() {
        let is_name = u32::from(hit.bot) < block.header().first_sign;
        let matched = &slot.text()[hit.start as usize..hit.end as usize];
        let is_headless = || matched.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"headless"));
        if is_name && (slot.index != SLOT_BRANDS || is_headless()) {
            hits.add(hit, scan.window_start() as u32);
        }
    }
}

/// The signs that no pattern finds.
#[inline(never)]
fn find_signs(block: Block, input: &Input, agent: Option<Slot>, hits: &mut Hits) {
    let whole = |slot: Slot, sign: u32| Hit {
        start: 0,
        end: slot.text().len() as u32,
        slot: slot.index as u16,
        bot: sign as u16,
    };
    if let Some(agent) = agent
        && hits.as_slice().is_empty()
        && !is_browser_shaped(block, agent.text())
    {
        hits.add(whole(agent, block.header().shape_sign), 0);
    }
    if let Some(signature) = input.slot(SLOT_SIGNATURE_AGENT) {
        hits.add(whole(signature, block.header().signature_sign), 0);
    }
}

/// One allowed bot allows the request: its other names and signs are only noted. Bots from `limit` on are not told.
#[inline(never)]
fn report(block: Block, hits: &[Hit], limit: u32, answer: &mut Answer) {
    let told = hits.iter().filter(|hit| u32::from(hit.bot) < limit);
    let is_allowed = told.clone().any(|hit| standing(block, hit.bot) == Standing::Allowed);
    for hit in told {
        let effect = match standing(block, hit.bot) {
            Standing::Allowed => Effect::ALLOW,
            Standing::Denied if !is_allowed => Effect::deny(settings::bots_mode(block), FORBIDDEN),
            _ => Effect::NOTE,
        };
        let place = Place { slot: u32::from(hit.slot), start: hit.start, end: hit.end };
        let category = category_name(block, class_of(block, hit.bot).primary);
        answer.add(RULE_BOTS, effect, name_of(block, usize::from(hit.bot)), category, place);
    }
}

#[inline(never)]
fn report_missing(block: Block, answer: &mut Answer) {
    let effect = if block.header().missing_user_agent == ACTION_DENY {
        Effect::deny(settings::bots_mode(block), FORBIDDEN)
    } else {
        Effect::NOTE
    };
    answer.add(RULE_BOTS, effect, b"NO_USER_AGENT", b"", Place::NOWHERE);
}
