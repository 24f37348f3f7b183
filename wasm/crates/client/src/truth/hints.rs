//! Client hints against the User-Agent (<https://wicg.github.io/ua-client-hints/>): only Chromium sends them, and both come
//! from the same build.

use crate::node::trim;
use crate::truth::agent::{Claim, Family, Platform, find, number_behind};
use crate::truth::{ACCEPT, BRANDS, Facts, MOBILE, PLATFORM, Sign, Signs};

/// The first Chromium version that sends brands to everyone.
const BRANDS_SINCE: u32 = 90;

/// How many major versions brands and User-Agent may differ by.
const VERSIONS_APART: u32 = 1;

/// What `Sec-CH-UA-Platform` says for each platform.
const PLATFORMS: [(&[u8], Platform); 7] = [
    (b"\"Windows\"", Platform::Windows),
    (b"\"macOS\"", Platform::Mac),
    (b"\"Linux\"", Platform::Linux),
    (b"\"Android\"", Platform::Android),
    (b"\"Chrome OS\"", Platform::ChromeOs),
    (b"\"Chromium OS\"", Platform::ChromeOs),
    (b"\"iOS\"", Platform::Ios),
];

pub fn judge(facts: &Facts, claim: &Claim, signs: &mut Signs) {
    if claim.family != Family::Chromium {
        return signs.add_if(facts.has(BRANDS), Sign::ForeignHints);
    }
    if let Some(brands) = facts.header(BRANDS) {
        match number_behind(brands, b"\"Chromium\";v=\"") {
            Some(version) => {
                signs.add_if(version.abs_diff(claim.version) > VERSIONS_APART, Sign::BrandsVersion);
            }
            None => signs.add(Sign::BrandsInvalid),
        }
    } else {
        // An insecure request has none, and a request made by a page has `Accept`.
        let is_due = claim.is_plain && claim.version >= BRANDS_SINCE && facts.is_secure == Some(true);
        signs.add_if(is_due, Sign::HintsMissing);
    }
    signs.add_if(facts.has(BRANDS) != facts.has(MOBILE) && facts.has(ACCEPT), Sign::HintsIncomplete);
    let hinted = facts.header(PLATFORM).and_then(platform);
    let is_mismatch = hinted.zip(claim.platform).is_some_and(|(hinted, claimed)| !may_be(hinted, claimed));
    signs.add_if(is_mismatch, Sign::PlatformMismatch);
    let is_hinted_mobile = match facts.header(MOBILE).map(trim) {
        Some(b"?1") => Some(true),
        Some(b"?0") => Some(false),
        _ => None,
    };
    let is_mismatch = is_hinted_mobile.is_some_and(|is_mobile| is_mobile != claim.is_mobile);
    // A phone in desktop mode may say either.
    signs.add_if(is_mismatch && hinted != Some(Platform::Android), Sign::MobileMismatch);
}

fn platform(value: &[u8]) -> Option<Platform> {
    PLATFORMS.iter().find(|(name, _)| trim(value) == *name).map(|(_, platform)| *platform)
}

/// Whether a browser with this hint may have a User-Agent with that platform.
fn may_be(hinted: Platform, claimed: Platform) -> bool {
    // A phone in desktop mode claims to be some desktop; Chrome OS looks like Linux to its Linux apps.
    hinted == claimed
        || hinted == Platform::Android
        || (hinted == Platform::ChromeOs && claimed == Platform::Linux)
}

/// Whether the brands are those of an ordinary Chromium; see [`crate::truth::content`].
pub fn vouch(facts: &Facts) -> bool {
    facts.header(BRANDS).is_some_and(|brands| find(brands, b"\"Chromium\"").is_some())
}
