//! What a browser accepts: `Accept`, `Accept-Language`, `Accept-Encoding`.

use crate::node::trim;
use crate::truth::agent::{Claim, Family, find};
use crate::truth::{ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, Facts, Sign, Signs, UPGRADE, fetch, hints};

pub fn judge(facts: &Facts, claim: &Claim, signs: &mut Signs) {
    // Safari opens a WebSocket with none of these headers.
    let is_websocket =
        facts.header(UPGRADE).is_some_and(|value| trim(value).eq_ignore_ascii_case(b"websocket"));
    if claim.family == Family::Safari && is_websocket {
        return;
    }
    match facts.header(ACCEPT_LANGUAGE).map(trim) {
        // A browser's network stack adds it to every request of a page; only software that filters requests removes it.
        None | Some(b"") => {
            signs.add(Sign::LanguageMissing);
            signs.add_if(!hints::vouch(facts) && !fetch::vouch(facts), Sign::NothingVouches);
        }
        // HTTP clients send this in place of a language; a script may set it too.
        Some(b"*") => signs.add(Sign::LanguageAny),
        _ => {}
    }
    match facts.header(ACCEPT).map(trim) {
        None | Some(b"") => signs.add(Sign::AcceptMissing),
        Some(accept) => {
            let is_unlikely = fetch::is_navigation(facts) && find(accept, b"text/html").is_none();
            signs.add_if(is_unlikely, Sign::AcceptUnlikely);
        }
    }
    match facts.header(ACCEPT_ENCODING).map(trim) {
        None | Some(b"") => signs.add(Sign::EncodingMissing),
        Some(encoding) => signs.add_if(find(encoding, b"compress").is_some(), Sign::EncodingUnlikely),
    }
}
