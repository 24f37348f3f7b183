//! The `bots` rule: is this an automated client, and does the policy want it?
//!
//! Named bots come first; generic signs count only when nothing has a name, and the shape of the User-Agent only when
//! there are no signs. A User-Agent is a claim: what it claims to be is believed here; what it claims not to be proves
//! nothing.

use core::iter;

use snapwall_abi::{ACTION_DENY, FIXED_SLOTS, RULE_BOTS};
use snapwall_tables::{BENIGN, Block};

use crate::answer::{Answer, Effect, Place};
use crate::deferred::require_patterns;
use crate::hits::{Hit, Hits};
use crate::input::{Input, Slot};
use crate::names::{NO_USER_AGENT, SPOOFED, class_of, name_of, named};
use crate::scan::scan;
use crate::settings::{Standing, bots_mode, standing};
use crate::shape::{is_blank, is_browser_shaped, starts_plainly};

pub const SLOT_USER_AGENT: u32 = FIXED_SLOTS as u32;
pub const SLOT_BRANDS: u32 = SLOT_USER_AGENT + 1;
pub const SLOT_SIGNATURE_AGENT: u32 = SLOT_USER_AGENT + 2;

const FORBIDDEN: u32 = 403;

/// Collects the occurrences of patterns in what the rule reads.
///
/// Returns whether there is nothing to judge: everything is what a browser plainly sends. Only then may [`judge`] be
/// skipped, since it would report nothing.
#[inline(always)]
pub fn collect(block: Block, input: &Input, hits: &mut Hits) -> bool {
    if block.header().bots_enabled == 0 {
        return true;
    }
    let mut is_plain = false;
    for index in SLOT_USER_AGENT..SLOT_SIGNATURE_AGENT + 1 {
        if let Some(slot) =
            input.slot_at_once(index).filter(|slot| index != SLOT_BRANDS || may_be_headless(slot.text()))
        {
            let names_engine = scan(block, &slot, hits);
            // One expression without branches, because a first request waits for each branch to be compiled.
            let is_browser = names_engine & starts_plainly(slot.text());
            is_plain = if index == SLOT_USER_AGENT { is_browser } else { is_plain & (index == SLOT_BRANDS) };
        }
    }
    is_plain & hits.is_empty()
}

/// Whether the brands are worth scanning: only names that start with `Headless` count there.
#[inline(always)]
fn may_be_headless(brands: &[u8]) -> bool {
    brands.windows(2).any(|pair| (pair[0] | 0x20 == b'h') & (pair[1] | 0x20 == b'e'))
}

/// Whether an occurrence in a header other than the User-Agent means anything: names do, signs do not. In the brands,
/// which are the browser's own words, only names that start with `Headless` count.
#[inline(never)]
pub fn is_told_beside(block: Block, slot: &Slot, start: usize, bot: u16) -> bool {
    let is_headless =
        || slot.text()[start..].get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"headless"));
    u32::from(bot) < block.header().first_sign && (slot.index != SLOT_BRANDS || is_headless())
}

/// Reports the occurrences, names before signs. One allowed bot allows the request: its other names and signs are only
/// noted.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots"))]
pub fn judge(block: Block, input: &Input, hits: &mut Hits, answer: &mut Answer) {
    tell(block, input, iter::empty(), hits, answer, |bot| standing(block, bot));
}

/// Like [`judge`], but takes further names that the User-Agent as a whole stands for, which hide none of the names in
/// it, and gets the standing of each bot from `stand`.
#[inline(always)]
pub fn tell(
    block: Block,
    input: &Input,
    wholes: impl Iterator<Item = Hit> + Clone,
    hits: &mut Hits,
    answer: &mut Answer,
    stand: impl Fn(u16) -> Standing,
) {
    require_patterns();
    // Once there is a name, signs are not reported: names take precedence.
    let mut limit = block.header().first_sign;
    let is_name = |hit: &Hit| (u32::from(hit.bot()) < limit) & (hit.slot() == SLOT_USER_AGENT);
    let mut is_missing = false;
    if wholes.clone().next().is_none() && !hits.as_slice().iter().any(is_name) {
        (limit, is_missing) = look_further(block, input, hits);
    }
    let told = wholes.chain(hits.as_slice().iter().copied()).filter(|hit| u32::from(hit.bot()) < limit);
    let mut is_allowed = false;
    for hit in told.clone() {
        is_allowed |= stand(hit.bot()) == Standing::Allowed;
    }
    for hit in told {
        tell_of(block, hit, stand(hit.bot()), is_allowed, answer);
    }
    if is_missing {
        report_missing(block, answer);
    }
}

/// Reports one occurrence. A separate function, because a first request's compile time is branches times locals.
#[inline(never)]
fn tell_of(block: Block, hit: Hit, standing: Standing, is_allowed: bool, answer: &mut Answer) {
    let is_spoofed = standing == Standing::Spoofed;
    let is_denied = is_spoofed | ((standing == Standing::Denied) & !is_allowed);
    let is_let_in = standing == Standing::Allowed;
    let otherwise = if is_let_in { Effect::ALLOW } else { Effect::NOTE };
    let effect = if is_denied { Effect::deny(bots_mode(block), FORBIDDEN) } else { otherwise };
    let place = Place { slot: hit.slot(), start: hit.start(), end: hit.end() };
    let category = if is_spoofed { SPOOFED } else { named(block, class_of(block, hit.bot()).name) };
    answer.write(RULE_BOTS, effect, name_of(block, hit.bot()), category, place);
}

/// What to report when the User-Agent names no bot: the bots below an index, and whether there is a User-Agent at all.
/// Adds the signs that no pattern finds.
#[inline(never)]
fn look_further(block: Block, input: &Input, hits: &mut Hits) -> (u32, bool) {
    let header = block.header();
    let agent = input.slot(SLOT_USER_AGENT).filter(|slot| !slot.text().iter().all(|byte| is_blank(*byte)));
    if hits.as_slice().iter().any(|hit| u32::from(hit.bot()) < header.first_sign) {
        return (header.first_sign, agent.is_none());
    }
    let whole = |slot: Slot, sign: u32| Hit::new(slot.index, 0, slot.text().len(), sign as u16);
    if let Some(agent) = agent
        && hits.as_slice().iter().all(|hit| hit.bot() == BENIGN)
        && !is_browser_shaped(block, agent.text())
    {
        // A benign word does not hide the shape of the whole User-Agent.
        hits.clear();
        hits.add(whole(agent, header.shape_sign), 0);
    }
    if let Some(signature) = input.slot(SLOT_SIGNATURE_AGENT) {
        hits.add(whole(signature, header.signature_sign), 0);
    }
    (u32::from(BENIGN), agent.is_none())
}

#[inline(never)]
fn report_missing(block: Block, answer: &mut Answer) {
    let effect = if block.header().missing_user_agent == ACTION_DENY {
        Effect::deny(bots_mode(block), FORBIDDEN)
    } else {
        Effect::NOTE
    };
    answer.add(RULE_BOTS, effect, NO_USER_AGENT, b"", Place::NOWHERE);
}
