//! Bots of a policy's own that regular expressions tell, by the User-Agent.

use core::iter;

use snapwall_tables::Block;
use snapwall_tables::regexes::{Group, REGEXES_MAX, Regexes};

use crate::answer::Answer;
use crate::automaton::Machines;
use crate::bots::{SLOT_USER_AGENT, tell};
use crate::hits::{Hit, Hits};
use crate::input::Input;
use crate::shape::is_blank;

/// As [`crate::bots::judge`], for a policy with such bots. `is_plain` says that [`crate::bots::collect`] has nothing to judge.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.regex"))]
pub fn judge(block: Block, input: &Input, is_plain: bool, hits: &mut Hits, answer: &mut Answer) {
    let regexes: &Regexes = &block.section(block.header().regexes)[0];
    let bots: &[u16] = block.section(regexes.bots);
    let agent = input.slot(SLOT_USER_AGENT).map_or(&[] as &[u8], |slot| slot.text());
    let is_missing = agent.iter().all(|byte| is_blank(*byte));
    let found = if is_missing { [0; WORDS] } else { find(block, regexes, agent) };
    if is_plain && found == [0; WORDS] {
        return;
    }
    let matching = bots.iter().enumerate().filter(|(regex, _)| found[regex / 32] >> (regex % 32) & 1 != 0);
    let wholes = matching.map(|(_, bot)| Hit::new(SLOT_USER_AGENT, 0, agent.len(), *bot));
    tell(block, input, wholes, hits, answer);
}

/// Words of a set of regular expressions.
const WORDS: usize = REGEXES_MAX / 32;

/// The regular expressions that match. Each group costs one pass over the text, and its members one each when one of them does.
#[inline(always)]
fn find(block: Block, regexes: &Regexes, text: &[u8]) -> [u32; WORDS] {
    let machines = Machines::new(block, &regexes.automata);
    let groups: &[Group] = block.section(regexes.groups);
    let mut found = [0; WORDS];
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
    found
}
