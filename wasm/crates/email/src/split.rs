//! Splitting an address into its parts.

use crate::ADDRESS_MAX_BYTES;
use crate::Settings;
use crate::domain::{DomainText, read_domain};
use crate::fault::Fault;
use crate::hash::{Key, hash_local};
use crate::literal::is_literal;
use crate::local::check_local;
use crate::profile::Profile;

/// RFC 5321 section 4.5.3.1.3, less the angle brackets of a path.
const MAILBOX_MAX_BYTES: usize = 254;

/// The parts of an address, except for the domain, which is written elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    pub fault: Option<Fault>,
    /// Where the `@` before the domain is.
    pub at: Option<usize>,
    /// The hash of the local part, to look it up as a role.
    pub role: Option<Key>,
}

/// Splits an address. The domain, if there is one, is written to `room`, which is empty.
#[inline(always)]
pub fn split(
    address: &[u8],
    settings: Settings,
    room: &mut DomainText,
    unfold: impl FnOnce(&[u8], Settings, &mut DomainText) -> Parts,
) -> Parts {
    if address.len() > ADDRESS_MAX_BYTES {
        return Parts { fault: Some(Fault::TooLong), ..Parts::default() };
    }
    if settings.profile == Profile::Rfc5322 {
        return unfold(address, settings, room);
    }
    split_plain(address, settings, room)
}

fn split_plain(address: &[u8], settings: Settings, room: &mut DomainText) -> Parts {
    // A domain contains no `@`, but a quoted local part may.
    let Some(at) = address.iter().rposition(|byte| *byte == b'@') else {
        return Parts { fault: Some(Fault::NoAt), ..Parts::default() };
    };
    let (local, domain) = (&address[..at], &address[at + 1..]);
    let fault = check_local(local, settings.profile);
    let wrong_domain = match domain {
        [b'[', ..] => check_literal(domain, settings),
        _ => read_domain(domain, settings.profile, room),
    };
    let fault = fault.or(wrong_domain).or_else(|| check_length(local.len(), room, settings.profile));
    Parts { fault, at: Some(at), role: Some(hash_local(unquote(local))) }
}

/// What is wrong with the length of an address whose parts are valid.
pub fn check_length(local_bytes: usize, domain: &DomainText, profile: Profile) -> Option<Fault> {
    let is_long = local_bytes + 1 + domain.as_bytes().len() > MAILBOX_MAX_BYTES;
    (is_long && profile != Profile::Html5).then_some(Fault::TooLong)
}

fn check_literal(domain: &[u8], settings: Settings) -> Option<Fault> {
    let is_fine = settings.has_literals()
        && domain.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).is_some_and(is_literal);
    (!is_fine).then_some(Fault::Literal)
}

/// A local part without the quotes around it.
pub fn unquote(local: &[u8]) -> &[u8] {
    local.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(local)
}
