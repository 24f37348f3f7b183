//! The `bots` rule: is this an automated client, and does the policy want it?
//!
//! Named bots first; generic signs only when nothing has a name; the shape of the User-Agent only when there are no
//! signs. A User-Agent is a claim: what it claims to be is believed here, what it claims not to be is not proof.

use snapwall_abi::{ACTION_DENY, FIXED_SLOTS, RULE_BOTS};
use snapwall_tables::{BENIGN, Block, Class, RENAMED, Renamed};

use crate::answer::{Answer, Effect, Place};
use crate::hits::{Hit, Hits};
use crate::input::{Input, Slot};
use crate::scan::Scan;
use crate::settings::{self, Standing, standing};
use crate::shape::{is_blank, is_browser_shaped};
use crate::texts::text_of;

pub const SLOT_USER_AGENT: u32 = FIXED_SLOTS as u32;
pub const SLOT_BRANDS: u32 = SLOT_USER_AGENT + 1;
pub const SLOT_SIGNATURE_AGENT: u32 = SLOT_USER_AGENT + 2;

const FORBIDDEN: u32 = 403;

pub fn judge(block: Block, input: &Input, answer: &mut Answer) {
    let header = block.header();
    if header.bots_enabled == 0 {
        return;
    }
    let agent = input.slot(SLOT_USER_AGENT).filter(|slot| !slot.text().iter().all(|byte| is_blank(*byte)));
    let mut hits = find_all(block, input, agent);
    let is_name = |hit: &Hit| u32::from(hit.bot) < header.first_sign;
    if hits.as_slice().iter().any(is_name) {
        hits.keep(is_name);
    } else {
        if let Some(agent) = agent
            && hits.as_slice().is_empty()
            && !is_browser_shaped(block, agent.text())
        {
            hits.add(whole(&agent, header.shape_sign), 0);
        }
        if let Some(signature) = input.slot(SLOT_SIGNATURE_AGENT) {
            hits.add(whole(&signature, header.signature_sign), 0);
        }
    }
    report(block, hits.as_slice(), answer);
    if agent.is_none() {
        report_missing(block, answer);
    }
}

/// The names and signs in the User-Agent; of the other headers the names only, and of brands those of headless
/// browsers.
#[inline(never)]
fn find_all(block: Block, input: &Input, agent: Option<Slot>) -> Hits {
    let header = block.header();
    let mut hits = Hits::new();
    for index in SLOT_USER_AGENT..=SLOT_SIGNATURE_AGENT {
        let slot = if index == SLOT_USER_AGENT { agent } else { input.slot(index) };
        let Some(slot) = slot else { continue };
        let mut scan = Scan::new(block, slot);
        while let Some(hit) = scan.next() {
            let counts = match index {
                SLOT_USER_AGENT => true,
                _ if u32::from(hit.bot) >= header.first_sign => false,
                SLOT_BRANDS => class_of(block, hit.bot).mask & header.headless_categories != 0,
                _ => true,
            };
            if counts {
                hits.add(hit, scan.window_start() as u32);
            }
        }
    }
    hits.keep(|hit| hit.bot != BENIGN);
    hits.sort();
    hits
}

/// A sign that the whole slot is.
fn whole(slot: &Slot, sign: u32) -> Hit {
    Hit { start: 0, end: slot.text().len() as u32, slot: slot.index as u16, bot: sign as u16 }
}

/// One allowed bot allows the request: its other names and signs are only noted.
#[inline(never)]
fn report(block: Block, hits: &[Hit], answer: &mut Answer) {
    let mode = settings::bots_mode(block);
    let standing_of = |hit: &Hit| standing(block, hit.bot, class_of(block, hit.bot).mask);
    let is_allowed = hits.iter().any(|hit| standing_of(hit) == Standing::Allowed);
    for hit in hits {
        let effect = match standing_of(hit) {
            Standing::Allowed => Effect::Allow,
            Standing::Denied if !is_allowed => Effect::Deny { mode, status: FORBIDDEN },
            _ => Effect::Note,
        };
        let place = Place { slot: u32::from(hit.slot), start: hit.start, end: hit.end };
        let category = category_name(block, class_of(block, hit.bot).primary);
        answer.add(RULE_BOTS, effect, name_of(block, usize::from(hit.bot)), category, Some(place));
    }
}

#[inline(always)]
fn report_missing(block: Block, answer: &mut Answer) {
    let mode = settings::bots_mode(block);
    let effect = if block.header().missing_user_agent == ACTION_DENY {
        Effect::Deny { mode, status: FORBIDDEN }
    } else {
        Effect::Note
    };
    answer.add(RULE_BOTS, effect, b"NO_USER_AGENT", b"", None);
}

/// The text that makes a bot's id (see `name_characters`).
#[inline(always)]
pub fn name_of(block: Block<'_>, bot: usize) -> &[u8] {
    let header = block.header();
    let mut text = bot;
    if block.section::<u8>(header.anchors)[bot] & RENAMED != 0 {
        let renamed: &[Renamed] = block.section(header.renamed);
        text =
            renamed.iter().find(|one| usize::from(one.bot) == bot).map_or(bot, |one| usize::from(one.text));
    }
    text_of(block, text)
}

/// The name of a category.
#[inline(always)]
pub fn category_name(block: Block<'_>, category: u32) -> &[u8] {
    text_of(block, (block.header().categories.first + category) as usize)
}

#[inline(always)]
fn class_of(block: Block, bot: u16) -> Class {
    let header = block.header();
    let class = block.section::<u8>(header.class_of)[usize::from(bot)];
    block.section::<Class>(header.classes)[usize::from(class)]
}
