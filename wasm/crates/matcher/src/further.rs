//! The `bots` rule of a policy that asks for more than names in lists: the policy's own bots, recognised by regular
//! expressions; names that have to be proven; browsers' claims that have to fit.

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

/// Like [`crate::bots::judge`]. `is_plain` says that [`crate::bots::collect`] found nothing to judge; `client` is what
/// the rule `client` found, if the policy has it.
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
    // A sign can apply without any pattern having matched.
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
        // Most requests need none of this, and then a first request waits only for the code that lists need.
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

/// Reports bots where regular expressions name some or a name has to be proven. Returns whether a regular expression
/// matched.
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
