//! Fetch metadata (<https://www.w3.org/TR/fetch-metadata/>): browsers set all of these headers, and no script can.

use crate::node::trim;
use crate::truth::agent::{Claim, Family};
use crate::truth::{ACCEPT, FETCH_DEST, FETCH_MODE, Facts, Sign, Signs};

/// Destinations that are never navigated to.
const NO_NAVIGATION: [&[u8]; 12] = [
    b"script",
    b"style",
    b"image",
    b"font",
    b"audio",
    b"video",
    b"track",
    b"worker",
    b"sharedworker",
    b"serviceworker",
    b"manifest",
    b"report",
];

/// The first version of each family that sends mode and destination with every secure request.
fn sends_since(family: Family) -> u32 {
    match family {
        Family::Chromium => 80,
        Family::Firefox => 90,
        Family::Safari => 17,
    }
}

pub fn judge(facts: &Facts, claim: &Claim, signs: &mut Signs) {
    let is_due = claim.version >= sends_since(claim.family);
    match (facts.header(FETCH_MODE), facts.header(FETCH_DEST)) {
        (Some(mode), Some(dest)) => {
            signs.add_if(is_impossible(trim(mode), trim(dest)), Sign::FetchImpossible)
        }
        // Reports and the like, which no page requested, have neither these headers nor `Accept`.
        (None, None) => {
            let is_due = is_due && claim.is_plain && facts.is_secure == Some(true) && facts.has(ACCEPT);
            signs.add_if(is_due, Sign::FetchMissing);
        }
        // A few versions of Chromium sent only the mode.
        _ => signs.add_if(is_due || claim.family != Family::Chromium, Sign::FetchIncomplete),
    }
}

/// Tolerates what service workers and prefetching turn a navigation into.
fn is_impossible(mode: &[u8], dest: &[u8]) -> bool {
    match mode {
        b"navigate" => NO_NAVIGATION.contains(&dest),
        b"cors" => dest == b"document",
        b"websocket" => dest != b"websocket" && dest != b"empty",
        _ => false,
    }
}

/// Whether the request claims to navigate a page or a frame.
pub fn is_navigation(facts: &Facts) -> bool {
    facts.header(FETCH_MODE).map(trim) == Some(b"navigate")
        && facts.header(FETCH_DEST).map(trim) == Some(b"document")
}

/// Whether both headers are present; see [`crate::truth::content`].
pub fn vouch(facts: &Facts) -> bool {
    facts.has(FETCH_MODE) && facts.has(FETCH_DEST)
}
