//! The `bots` rule of a policy that asks for more than names in lists: bots of its own that regular expressions tell, names
//! that have to be proven, browsers' claims that have to fit.

use snapwall_client::Client;
use snapwall_tables::Block;
use snapwall_tables::claims::Crawler;

use crate::answer::Answer;
use crate::bots::{self, SLOT_USER_AGENT, tell};
use crate::claims::claims_of;
use crate::crawlers;
use crate::hits::{Hit, Hits};
use crate::impersonation;
use crate::input::Input;
use crate::regexes::{NOTHING, find, is_found, owners};
use crate::settings::standing;
use crate::shape::is_blank;

/// As [`crate::bots::judge`]. `is_plain` says that [`crate::bots::collect`] has nothing to judge; `client` is what a rule
/// found of the client's address, if there is that rule.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.further"))]
pub fn judge(
    block: Block,
    input: &Input,
    client: Option<&Client>,
    is_plain: bool,
    hits: &mut Hits,
    answer: &mut Answer,
) {
    let header = block.header();
    let claims = claims_of(block);
    let crawlers: &[Crawler] = claims.map_or(&[], |claims| block.section(claims.crawlers));
    // A sign need not be found by a pattern.
    let mut has_to_prove = crawlers.last().is_some_and(|crawler| crawler.bot >= header.first_sign);
    let mut is_named = false;
    for hit in hits.as_slice() {
        let bot = u32::from(hit.bot());
        is_named |= bot < header.first_sign;
        crawlers.iter().for_each(|crawler| has_to_prove |= crawler.bot == bot);
    }
    if (header.regexes.len != 0) | has_to_prove {
        is_named |= judge_names(block, input, client, is_plain, hits, answer);
    } else if !is_plain {
        // Most bots are none of these, and then a first request need not wait for more to be compiled than lists need.
        bots::judge(block, input, hits, answer);
    }
    if let Some(claims) = claims
        && claims.score != 0
        && !is_named
        && !answer.is_denied()
    {
        impersonation::judge(block, claims, input, answer);
    }
}

/// Tells of bots where regular expressions name some, or a name has to be proven. Returns whether a regular expression did.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.names"))]
fn judge_names(
    block: Block,
    input: &Input,
    client: Option<&Client>,
    is_plain: bool,
    hits: &mut Hits,
    answer: &mut Answer,
) -> bool {
    let mut found = NOTHING;
    let mut agent_bytes = 0;
    if block.header().regexes.len != 0
        && let Some(agent) = input.slot(SLOT_USER_AGENT)
        && !agent.text().iter().all(|byte| is_blank(*byte))
    {
        agent_bytes = agent.text().len();
        find(block, agent.text(), &mut found);
    }
    let is_named = found != NOTHING;
    if !is_plain || is_named {
        let claims = claims_of(block);
        let bots = owners(block).iter().enumerate().filter(|(regex, _)| is_found(&found, *regex));
        let wholes = bots.map(|(_, bot)| Hit::new(SLOT_USER_AGENT, 0, agent_bytes, *bot));
        tell(block, input, wholes, hits, answer, |bot| {
            let asked = claims.and_then(|claims| Some((claims, crawlers::find(block, claims, bot)?)));
            match asked {
                Some((claims, crawler)) => crawlers::weigh(block, claims, crawler, input, client),
                None => standing(block, bot),
            }
        });
    }
    is_named
}
