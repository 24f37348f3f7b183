//! The quick way through for what people's browsers send.
//!
//! Engines compile a function when it is first called, at some thirty microseconds each, so a browser's first request
//! takes one function: this module, inlined into `check`. It says "yes" only where the bots rule in full would have
//! nothing to report, and "no" wherever that takes a closer look.

use snapwall_tables::{Block, Gram, WINDOW, enter};

use crate::bots::{SLOT_BRANDS, SLOT_SIGNATURE_AGENT, SLOT_USER_AGENT};
use crate::input::Input;
use crate::scan::filter;

/// How all of today's browsers start; a letter of the platform follows.
const START: &[u8] = b"Mozilla/5.0 (";

/// The two windows of `Gecko`, which all of today's browsers name.
const GECK: u32 = u32::from_le_bytes(*b"geck");
const ECKO: u32 = u32::from_le_bytes(*b"ecko");

const HEADLESS: &[u8] = b"headless";

/// Whether all that the bots rule reads is what a person's browser sends, plainly.
#[inline(always)]
pub fn is_plainly_a_person(block: Block, input: &Input) -> bool {
    let header = block.header();
    if header.bots_enabled == 0 {
        return true;
    }
    let Some(agent) = input.slot(SLOT_USER_AGENT) else { return false };
    let starts_plainly = agent.text().strip_prefix(START).is_some_and(starts_with_letter);
    if !starts_plainly || input.slot(SLOT_SIGNATURE_AGENT).is_some() {
        return false;
    }
    let filter = filter(block);
    let mut names_engine = false;
    let mut window = 0;
    for (position, byte) in agent.framed().iter().enumerate() {
        let before = window;
        window = enter(window, *byte);
        let passes = Gram::new(window, header.multiplier).passes(filter);
        if *byte == b'@' || (passes && position >= WINDOW - 1) {
            return false;
        }
        names_engine |= before == GECK && window == ECKO;
    }
    names_engine && input.slot(SLOT_BRANDS).is_none_or(|brands| !may_be_headless(brands.text()))
}

/// Whether a look at the brands is worth it: only names that start with `Headless` count there.
fn may_be_headless(brands: &[u8]) -> bool {
    brands
        .windows(HEADLESS.len())
        .any(|slice| slice[0] | 0x20 == b'h' && slice.eq_ignore_ascii_case(HEADLESS))
}

fn starts_with_letter(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
}
