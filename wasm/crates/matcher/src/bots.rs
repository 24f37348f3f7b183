//! The `bots` rule: is this an automated client, and does the policy want it?
//!
//! Named bots first; generic signs only when nothing has a name; the shape of the User-Agent only when there are no
//! signs. A User-Agent is a claim: what it claims to be is believed here, what it claims not to be is not proof.

use snapwall_abi::{ACTION_DENY, CAPACITY_REASONS, FIXED_SLOTS, RULE_BOTS};
use snapwall_tables::{Class, Header, RENAMED, Renamed, name_characters, read, section};

use crate::answer::{Answer, Effect, Place};
use crate::hits::{Hit, Hits};
use crate::input::{Input, Slot};
use crate::scan::Patterns;
use crate::settings::{self, Standing, standing};
use crate::shape::{is_blank, is_browser_shaped};
use crate::texts::text_of;

const SLOT_USER_AGENT: u32 = FIXED_SLOTS as u32;
const SLOT_BRANDS: u32 = SLOT_USER_AGENT + 1;
const SLOT_SIGNATURE_AGENT: u32 = SLOT_USER_AGENT + 2;

const FORBIDDEN: u32 = 403;

/// A bot and where it was seen.
#[derive(Clone, Copy, Default)]
struct Sighting {
    slot: u32,
    hit: Hit,
}

/// The bots seen in one request; those beyond the number of reasons are left out.
#[derive(Default)]
struct Sightings {
    list: [Sighting; CAPACITY_REASONS],
    len: usize,
}

impl Sightings {
    fn add(&mut self, slot: u32, hit: Hit) {
        if let Some(free) = self.list.get_mut(self.len) {
            *free = Sighting { slot, hit };
            self.len += 1;
        }
    }

    fn as_slice(&self) -> &[Sighting] {
        &self.list[..self.len]
    }
}

pub fn judge(block: &[u8], input: &Input, answer: &mut Answer) {
    let header: &Header = read(block);
    if header.bots_enabled == 0 {
        return;
    }
    let patterns = Patterns::new(block);
    let agent = input.slot(SLOT_USER_AGENT).filter(|slot| !slot.text().iter().all(|byte| is_blank(*byte)));
    let signature = input.slot(SLOT_SIGNATURE_AGENT);
    let is_name = |hit: &&Hit| u32::from(hit.bot) < header.first_sign;
    let mut seen = Sightings::default();

    let mut agent_hits = Hits::new();
    if let Some(agent) = &agent {
        patterns.scan(agent.framed(), &mut agent_hits);
        agent_hits.finish().iter().filter(is_name).for_each(|hit| seen.add(agent.index, *hit));
    }
    if let Some(brands) = input.slot(SLOT_BRANDS) {
        let is_headless = |hit: &&Hit| class_of(block, hit.bot).mask & header.headless_categories != 0;
        add_names(&patterns, &brands, |hit| is_name(hit) && is_headless(hit), &mut seen);
    }
    if let Some(signature) = &signature {
        add_names(&patterns, signature, is_name, &mut seen);
    }
    if seen.len == 0 {
        if let Some(agent) = &agent {
            agent_hits.as_slice().iter().for_each(|hit| seen.add(agent.index, *hit));
            if seen.len == 0 && !is_browser_shaped(block, agent.text()) {
                seen.add(agent.index, whole(agent, header.shape_sign));
            }
        }
        if let Some(signature) = &signature {
            seen.add(signature.index, whole(signature, header.signature_sign));
        }
    }
    if seen.len > 0 {
        report(block, seen.as_slice(), answer);
    }
    if agent.is_none() {
        report_missing(block, answer);
    }
}

fn add_names(patterns: &Patterns, slot: &Slot, keep: impl Fn(&&Hit) -> bool, seen: &mut Sightings) {
    let mut hits = Hits::new();
    patterns.scan(slot.framed(), &mut hits);
    hits.finish().iter().filter(keep).for_each(|hit| seen.add(slot.index, *hit));
}

/// A sign that the whole slot is.
fn whole(slot: &Slot, sign: u32) -> Hit {
    Hit { start: 0, end: slot.text().len() as u32, bot: sign as u16 }
}

/// One allowed bot allows the request: its other names and signs are only noted.
#[inline(never)]
fn report(block: &[u8], seen: &[Sighting], answer: &mut Answer) {
    let mode = settings::bots_mode(block);
    let standing_of = |bot| standing(block, bot, class_of(block, bot).mask);
    let is_allowed = seen.iter().any(|one| standing_of(one.hit.bot) == Standing::Allowed);
    for Sighting { slot, hit } in seen {
        let effect = match standing_of(hit.bot) {
            Standing::Allowed => Effect::Allow,
            Standing::Denied if !is_allowed => Effect::Deny { mode, status: FORBIDDEN },
            _ => Effect::Note,
        };
        let place = Place { slot: *slot, start: hit.start, end: hit.end };
        let id = name_of(block, usize::from(hit.bot));
        let category = category_name(block, class_of(block, hit.bot).primary);
        answer.add(RULE_BOTS, effect, id, category, Some(place));
    }
}

#[inline(never)]
fn report_missing(block: &[u8], answer: &mut Answer) {
    let mode = settings::bots_mode(block);
    let effect = if read::<Header>(block).missing_user_agent == ACTION_DENY {
        Effect::Deny { mode, status: FORBIDDEN }
    } else {
        Effect::Note
    };
    answer.add(RULE_BOTS, effect, "NO_USER_AGENT".bytes(), b"", None);
}

/// The characters of a bot's id.
pub fn name_of(block: &[u8], bot: usize) -> impl Iterator<Item = u8> {
    let header: &Header = read(block);
    let mut text = bot;
    if section::<u8>(block, header.anchors)[bot] & RENAMED != 0 {
        let renamed: &[Renamed] = section(block, header.renamed);
        text =
            renamed.iter().find(|one| usize::from(one.bot) == bot).map_or(bot, |one| usize::from(one.text));
    }
    name_characters(text_of(block, text))
}

/// The name of a category.
pub fn category_name(block: &[u8], category: u32) -> &[u8] {
    text_of(block, (read::<Header>(block).categories.first + category) as usize)
}

fn class_of(block: &[u8], bot: u16) -> Class {
    let header: &Header = read(block);
    let class = section::<u8>(block, header.class_of)[usize::from(bot)];
    section::<Class>(block, header.classes)[usize::from(class)]
}
