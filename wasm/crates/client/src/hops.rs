//! The client's address: the right-most hop that is not a trusted proxy.
//!
//! Every proxy appends the address it received the request from, so the right end of the header was written by the
//! nearest proxy, and everything further left may have been written by anyone. The walk starts at the connection and
//! moves left as long as it is on a trusted proxy; it never skips what it cannot parse.

use core::ops::Range;

use snapwall_tables::{AddressRange, holds_address};

use crate::forwarded::{find_for, last_element};
use crate::node::{is_blank, read_node, trim};

/// The header that the policy's proxies write. Only one, because a proxy that writes one passes the others on
/// unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header<'a> {
    /// `X-Forwarded-For`: a comma-separated list of addresses.
    List(&'a [u8]),
    /// `Forwarded` (RFC 7239).
    Forwarded(&'a [u8]),
    /// A header with a single address, in which a platform overwrites what the client sent: `CF-Connecting-IP`,
    /// `X-Real-IP`.
    Single(&'a [u8]),
}

/// Why the walk stopped before a hop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not an address.
    Malformed,
    /// It hides its address, as RFC 7239 allows: `unknown`, `_hidden`.
    Hidden,
    /// There are more than [`HOPS_MAX`] trusted proxies in a row.
    TooMany,
}

/// How many elements of a header are examined.
pub const HOPS_MAX: u32 = 32;

/// The address that a request came from, as far as it can be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// `None` when not even the connection's address is known. A trusted proxy's address when nothing is on its left,
    /// or nothing usable: then `refusal` says why.
    pub address: Option<u128>,
    /// Which hop has the address: 0 is the connection, `n` the `n`th element of the header from the right.
    pub hop: u32,
    /// The bytes of that element in the header's value, without blanks. Empty for the connection.
    pub place: Range<usize>,
    /// Why the next hop on the left, or the connection itself, was not used.
    pub refusal: Option<Refusal>,
}

/// Finds the client's address.
///
/// - `connection`: the address that the platform vouches for; `None` when it has none, as for a Unix socket.
/// - `header`: returns the request's value of the one header that the policy names, with several lines joined by `, `.
///   Called only when the connection is a trusted proxy's.
/// - `trusted`: the policy's proxies, sorted and disjoint.
/// - `trusts_unnamed`: whether a connection without an address counts as a trusted proxy's.
#[inline(always)]
pub fn find_client<'h>(
    connection: Option<&[u8]>,
    header: impl FnOnce() -> Option<Header<'h>>,
    trusted: &[AddressRange],
    trusts_unnamed: bool,
) -> Client {
    let mut client = Client { address: None, hop: 0, place: 0..0, refusal: None };
    let mut is_trusted = trusts_unnamed;
    if let Some(text) = connection {
        match read_node(text) {
            Ok(address) => is_trusted = accept(&mut client, address, trusted),
            // No platform that vouches for an address would say this, so nothing can be based on it.
            Err(refusal) => return Client { refusal: Some(refusal), ..client },
        }
    }
    if is_trusted && let Some(header) = header() {
        walk(&mut client, header, trusted);
    }
    client
}

/// Moves left, starting from a trusted proxy.
#[inline(never)]
fn walk(client: &mut Client, header: Header, trusted: &[AddressRange]) {
    let mut is_trusted = true;
    let (Header::List(value) | Header::Forwarded(value) | Header::Single(value)) = header;
    // The end of the bytes not yet walked; `None` once the left-most element has been taken.
    let mut rest = Some(value.len()).filter(|_| !trim(value).is_empty());
    let mut hop = 0;
    while let Some(end) = rest.filter(|_| is_trusted) {
        hop += 1;
        if hop > HOPS_MAX {
            client.refusal = Some(Refusal::TooMany);
            return;
        }
        let start = match header {
            Header::List(_) => {
                value[..end].iter().rposition(|byte| *byte == b',').map_or(0, |comma| comma + 1)
            }
            Header::Forwarded(_) => last_element(&value[..end]),
            Header::Single(_) => 0,
        };
        rest = start.checked_sub(1);
        let element = trim(&value[start..end]);
        let node = match header {
            Header::Forwarded(_) => find_for(&value[start..end]),
            _ => Ok(element),
        };
        match node.and_then(read_node) {
            Ok(address) => is_trusted = accept(client, address, trusted),
            Err(refusal) => {
                client.refusal = Some(refusal);
                return;
            }
        }
        let start = start + value[start..end].iter().take_while(|byte| is_blank(**byte)).count();
        (client.hop, client.place) = (hop, start..start + element.len());
    }
}

/// Takes an address as the client's and returns whether it is a trusted proxy's.
fn accept(client: &mut Client, address: u128, trusted: &[AddressRange]) -> bool {
    client.address = Some(address);
    holds_address(trusted, address)
}
