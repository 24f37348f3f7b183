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

/// Whether all that the bots rule reads is what a person's browser sends, plainly.
#[inline(always)]
pub fn is_plainly_a_person(block: Block, input: &Input) -> bool {
    let header = block.header();
    if header.bots_enabled == 0 {
        return true;
    }
    let filter = filter(block);
    let mut is_browser_shaped = false;
    // The User-Agent last: whether it is built like a browser's is what remains.
    for index in [SLOT_SIGNATURE_AGENT, SLOT_BRANDS, SLOT_USER_AGENT] {
        is_browser_shaped = false;
        let Some(slot) = input.slot(index) else { continue };
        if index == SLOT_SIGNATURE_AGENT {
            return false;
        }
        let mut window = 0;
        for (position, byte) in slot.framed().iter().enumerate() {
            let before = window;
            window = enter(window, *byte);
            if *byte == b'@'
                || (Gram::new(window, header.multiplier).passes(filter) && position >= WINDOW - 1)
            {
                return false;
            }
            is_browser_shaped |= before == GECK && window == ECKO;
        }
        is_browser_shaped &= slot.text().strip_prefix(START).is_some_and(starts_with_letter);
    }
    is_browser_shaped
}

fn starts_with_letter(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
}
