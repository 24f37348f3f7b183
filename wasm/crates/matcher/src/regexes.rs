//! The policy's own bots that regular expressions recognise, by the User-Agent.

use core::iter;

use snapwall_tables::Block;
use snapwall_tables::regexes::{Group, REGEXES_MAX, Regexes};

use crate::automaton::Machines;

/// A set of regular expressions, as a bitmask.
pub type Found = [u32; REGEXES_MAX / 32];

/// The empty set.
pub const NOTHING: Found = [0; REGEXES_MAX / 32];

/// Whether a regular expression is in the set.
pub fn is_found(found: &Found, regex: usize) -> bool {
    found[regex / 32] >> (regex % 32) & 1 != 0
}

/// The bot that each regular expression recognises.
#[inline(always)]
pub fn owners(block: Block<'_>) -> &[u16] {
    let regexes = block.section::<Regexes>(block.header().regexes).first();
    regexes.map_or(&[], |regexes| block.section(regexes.bots))
}

/// Adds the regular expressions that match. Each group costs one pass over the text; only if the group matches, each of
/// its members costs another.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.regex"))]
pub fn find(block: Block, text: &[u8], found: &mut Found) {
    let regexes: &Regexes = &block.section(block.header().regexes)[0];
    let machines = Machines::new(block, &regexes.automata);
    let groups: &[Group] = block.section(regexes.groups);
    for group in groups {
        let members = group.first..group.first + group.count;
        for (place, automaton) in iter::once(group.gate).chain(members).enumerate() {
            let accepts = machines.accept(automaton as usize, text);
            match place {
                0 if !accepts => break,
                0 => {}
                _ => found[automaton as usize / 32] |= u32::from(accepts) << (automaton % 32),
            }
        }
    }
}
