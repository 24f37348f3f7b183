//! Does a browser's claim fit its own headers?
//!
//! A program that copies a browser's User-Agent seldom copies the rest. Each thing that the browser would have sent and that is
//! missing, and each that it would not have sent, is a sign with a weight. Only a User-Agent that claims to be Chromium,
//! Firefox or Safari is judged. What people's networks, extensions or apps do to a request adds up to less than 60, the default
//! score from which on a claim is not believed: `docs/header-truth.md` explains each sign and its exceptions.

mod admission;
mod agent;
mod content;
mod fetch;
mod hints;
mod order;

use snapwall_tables::claims::CLAIM_HEADERS;

use agent::Claim;

/// The headers that are read, by their index in [`CLAIM_HEADERS`].
const USER_AGENT: usize = 0;
const ACCEPT: usize = 1;
const ACCEPT_LANGUAGE: usize = 2;
const ACCEPT_ENCODING: usize = 3;
const BRANDS: usize = 4;
const MOBILE: usize = 5;
const PLATFORM: usize = 6;
const FETCH_MODE: usize = 7;
const FETCH_DEST: usize = 8;
const UPGRADE: usize = 9;

/// What is known of a request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// The values of [`CLAIM_HEADERS`]; `None` for a header that was not sent.
    pub headers: [Option<&'a [u8]>; CLAIM_HEADERS.len()],
    /// Whether the client speaks TLS; over plain HTTP, browsers omit much. `None` when the host cannot tell.
    pub is_secure: Option<bool>,
    /// The names of all headers in the order they were sent, separated by `\n`, where the platform preserves it.
    pub order: Option<&'a [u8]>,
}

impl<'a> Facts<'a> {
    fn header(&self, index: usize) -> Option<&'a [u8]> {
        self.headers[index]
    }

    fn has(&self, index: usize) -> bool {
        self.headers[index].is_some()
    }
}

/// The highest score.
pub const SCORE_MAX: u32 = 100;

/// A sign: an index into [`REASONS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Sign {
    AutomatedBrowser,
    ForeignHints,
    BrandsVersion,
    BrandsInvalid,
    PlatformMismatch,
    MobileMismatch,
    HintsMissing,
    HintsIncomplete,
    FetchMissing,
    FetchIncomplete,
    FetchImpossible,
    LanguageMissing,
    NothingVouches,
    LanguageAny,
    AcceptMissing,
    AcceptUnlikely,
    EncodingMissing,
    EncodingUnlikely,
    HeaderOrder,
}

/// A reason's id and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    pub id: &'static str,
    pub weight: u8,
    /// Index into [`CLAIM_HEADERS`] of the header concerned.
    pub header: u8,
}

const fn reason(id: &'static str, weight: u8, header: usize) -> Reason {
    Reason { id, weight, header: header as u8 }
}

/// All reasons, in the order of the bits of [`Signs::found`].
pub static REASONS: [Reason; 19] = [
    reason("AUTOMATED_BROWSER", 100, USER_AGENT),
    reason("FOREIGN_HINTS", 50, BRANDS),
    reason("BRANDS_VERSION", 50, BRANDS),
    reason("BRANDS_INVALID", 40, BRANDS),
    reason("PLATFORM_MISMATCH", 50, PLATFORM),
    reason("MOBILE_MISMATCH", 40, MOBILE),
    reason("HINTS_MISSING", 25, BRANDS),
    reason("HINTS_INCOMPLETE", 25, BRANDS),
    reason("FETCH_MISSING", 35, FETCH_MODE),
    reason("FETCH_INCOMPLETE", 60, FETCH_MODE),
    reason("FETCH_IMPOSSIBLE", 60, FETCH_MODE),
    reason("LANGUAGE_MISSING", 30, ACCEPT_LANGUAGE),
    reason("NOTHING_VOUCHES", 30, BRANDS),
    reason("LANGUAGE_ANY", 30, ACCEPT_LANGUAGE),
    reason("ACCEPT_MISSING", 20, ACCEPT),
    reason("ACCEPT_UNLIKELY", 40, ACCEPT),
    reason("ENCODING_MISSING", 20, ACCEPT_ENCODING),
    reason("ENCODING_UNLIKELY", 25, ACCEPT_ENCODING),
    reason("HEADER_ORDER", 30, USER_AGENT),
];

/// The signs found in a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Bit `n`: `REASONS[n]`.
    pub found: u32,
    /// The sum of their weights, capped at [`SCORE_MAX`].
    pub score: u32,
}

impl Signs {
    #[inline(never)]
    fn add(&mut self, sign: Sign) {
        self.found |= 1 << sign as u8;
        self.score = (self.score + u32::from(REASONS[sign as usize].weight)).min(SCORE_MAX);
    }

    fn add_if(&mut self, is_found: bool, sign: Sign) {
        if is_found {
            self.add(sign);
        }
    }

    /// The reasons that were found.
    pub fn reasons(self) -> impl Iterator<Item = &'static Reason> {
        REASONS
            .iter()
            .enumerate()
            .filter(move |(bit, _)| self.found >> bit & 1 != 0)
            .map(|(_, reason)| reason)
    }
}

/// Judges a browser's claim. A request without such a claim has no signs.
pub fn judge_truth(facts: &Facts) -> Signs {
    let mut signs = Signs::default();
    if let Some(claim) = facts.header(USER_AGENT).and_then(Claim::read) {
        let is_automated =
            claim.is_automated || facts.header(BRANDS).is_some_and(admission::names_automation);
        signs.add_if(is_automated, Sign::AutomatedBrowser);
        hints::judge(facts, &claim, &mut signs);
        fetch::judge(facts, &claim, &mut signs);
        content::judge(facts, &claim, &mut signs);
        let is_out_of_order = facts.order.is_some_and(|order| order::is_impossible(order, claim.family));
        signs.add_if(is_out_of_order, Sign::HeaderOrder);
    }
    signs
}
