//! Judges an email address: whether it is valid by the syntax of a named [`Profile`], and what lists say about its
//! domain and local part.
//!
//! One pass checks the syntax and writes the domain in its DNS form, in lower case and ASCII. The lists are then asked
//! about it and about each parent domain, so that a listed domain covers its subdomains. Nothing allocates, everything
//! is linear in the address, and an address longer than [`ADDRESS_MAX_BYTES`] is not read.
#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
extern crate std;

mod characters;
mod domain;
mod fault;
mod filter;
mod folded;
mod hash;
mod lists;
mod literal;
mod local;
mod names;
mod profile;
mod punycode;
mod reasons;
mod split;
mod typo;

pub use domain::{DomainText, read_domain};
pub use fault::Fault;
pub use filter::{Filter, Row, WIDTH};
pub use folded::unfold;
pub use hash::{Key, hash_domain, hash_local};
pub use lists::{HEADER_WORDS, Lists};
pub use names::Names;
pub use profile::Profile;
pub use reasons::{Reason, Reasons};
pub use split::Parts;
pub use typo::{Popular, Suggestion, letters_of};

use split::split;

/// Longer texts are never addresses, whatever the profile.
pub const ADDRESS_MAX_BYTES: usize = 4096;

/// How an address is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub profile: Profile,
    /// Whether a domain may be an address literal (`ann@[192.0.2.1]`); see [`Profile::has_literals`].
    pub allows_literal: bool,
}

impl Settings {
    /// Whether a domain may be an address literal. The HTML standard's expression allows none.
    fn has_literals(self) -> bool {
        self.allows_literal && self.profile != Profile::Html5
    }
}

/// What is known of an address.
#[derive(Clone, Copy, Debug)]
pub struct Verdict<'a> {
    /// Why it is not an address by the profile.
    pub fault: Option<Fault>,
    /// Everything found, including [`Reason::Invalid`] for a fault. The policy says which reasons deny.
    pub reasons: Reasons,
    /// The policy's `allow` covers the domain: no reason but [`Reason::Invalid`] is reported.
    pub is_allowed: bool,
    /// The byte offset of the `@` before the domain.
    pub at: Option<usize>,
    /// The domain in its DNS form: lower case, punycode (`xn--`) for non-ASCII labels, no dot at the end. Empty for a literal,
    /// or when none could be read.
    pub domain: &'a [u8],
    /// The domain that was probably meant; with [`Reason::Typo`].
    pub suggestion: Option<Suggestion<'a>>,
}

/// Judges one address, bytes that may be anything.
///
/// `room` is written over with the domain. The lists are asked whatever the syntax of the rest, so that nobody gets around
/// `disposable` with a local part that is wrong.
///
/// ```
/// use snapwall_email::{DomainText, Lists, Profile, Reason, Settings, judge};
///
/// let settings = Settings { profile: Profile::Strict, allows_literal: false };
/// let mut room = DomainText::new();
/// let verdict = judge("Ann@M\u{fc}ller.example".as_bytes(), settings, &Lists::EMPTY, &mut room);
/// assert_eq!(verdict.fault, None);
/// assert_eq!(verdict.domain, b"xn--mller-kva.example");
///
/// let verdict = judge(b"ann@example", settings, &Lists::EMPTY, &mut room);
/// assert!(verdict.reasons.has(Reason::Invalid) && verdict.reasons.has(Reason::NoTld));
/// ```
pub fn judge<'a>(
    address: &[u8],
    settings: Settings,
    lists: &Lists<'a>,
    room: &'a mut DomainText,
) -> Verdict<'a> {
    judge_with(address, settings, lists, room, unfold)
}

/// [`judge`] for a caller that passes the parser for [`Profile::Rfc5322`] ([`unfold`]), so that callers without such
/// addresses need not link it.
#[inline(always)]
pub fn judge_with<'a>(
    address: &[u8],
    settings: Settings,
    lists: &Lists<'a>,
    room: &'a mut DomainText,
    unfold: impl FnOnce(&[u8], Settings, &mut DomainText) -> Parts,
) -> Verdict<'a> {
    room.clear();
    let mut verdict = Verdict {
        fault: None,
        reasons: Reasons::NONE,
        is_allowed: false,
        at: None,
        domain: &[],
        suggestion: None,
    };
    let parts = split(address, settings, room, unfold);
    if parts.fault.is_some() {
        verdict.fault = parts.fault;
        verdict.reasons.add(Reason::Invalid);
    }
    if parts.role.is_some_and(|role| lists.roles().has(role)) {
        verdict.reasons.add(Reason::Role);
    }
    verdict.at = parts.at;
    verdict.domain = room.as_bytes();
    if !verdict.domain.is_empty() {
        lists.judge_domain(&mut verdict);
    }
    verdict
}
