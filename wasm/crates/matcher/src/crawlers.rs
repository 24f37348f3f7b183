//! Crawlers that have to prove their name: the standing of a name, given the evidence.

use snapwall_abi::{ACTION_DENY, SLOT_IP};
use snapwall_client::{Client, Evidence, judge_crawler};
use snapwall_tables::claims::{Claims, Crawler};
use snapwall_tables::{AddressRange, Block, Span, parse_address};

use crate::input::Input;
use crate::names::class_of;
use crate::settings::{Standing, is_allowed, is_denied};

/// The standing of a crawler that has to prove the name it bears in this request.
///
/// A proven crawler is allowed, unless `deny` has its id and `allow` does not exempt it; a forged one is [`Standing::Spoofed`];
/// where neither is certain, no list allows it.
///
/// `client` is what the rule `client` found, if the policy has that rule.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.verified"))]
pub fn weigh(
    block: Block,
    claims: &Claims,
    crawler: &Crawler,
    input: &Input,
    client: Option<&Client>,
) -> Standing {
    let bot = crawler.bot as u16;
    let mask = class_of(block, bot).mask;
    let allowed = is_allowed(block, bot, mask);
    match judge_crawler(&gather(block, claims, crawler, input, client)) {
        snapwall_client::Crawler::Verified => Standing::of(allowed || !is_denied(block, bot, 0), true),
        snapwall_client::Crawler::Spoofed if claims.spoofed == ACTION_DENY => Standing::Spoofed,
        _ => Standing::of(false, is_denied(block, bot, mask)),
    }
}

/// The bot's record, if it has to prove its name. Few bots have to.
#[inline(always)]
pub fn find<'a>(block: Block<'a>, claims: &Claims, bot: u16) -> Option<&'a Crawler> {
    let crawlers: &[Crawler] = block.section(claims.crawlers);
    crawlers.binary_search_by_key(&u32::from(bot), |crawler| crawler.bot).ok().map(|index| &crawlers[index])
}

fn gather<'a>(
    block: Block<'a>,
    claims: &Claims,
    crawler: &Crawler,
    input: &Input,
    client: Option<&Client>,
) -> Evidence<'a> {
    let address = match client {
        Some(client) => client.address,
        None => input.slot(SLOT_IP).and_then(|slot| parse_address(slot.text())),
    };
    let offset = claims.ranges.offset + crawler.first * size_of::<AddressRange>() as u32;
    let platform = input.slot(claims.platform).filter(|_| claims.platform != 0);
    Evidence {
        address,
        ranges: block.section(Span { offset, len: crawler.count }),
        platform: platform.and_then(|slot| match slot.text() {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        }),
        asks_platform: crawler.asks_platform != 0,
    }
}
