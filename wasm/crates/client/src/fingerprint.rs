//! A SHA-256 of what stays the same about a client. `docs/fingerprint.md` defines it byte by byte for other
//! implementations.

use snapwall_tables::is_ipv4;

use crate::node::trim;
use snapwall_digest::Sha256;

/// The first of the hashed bytes. A different encoding needs a different number.
const VERSION: u8 = 1;

/// The length of a fingerprint.
pub const FINGERPRINT_BYTES: usize = 32;

/// Half an IPv6 address: the first half identifies the network, the second the host.
const NETWORK_BYTES: usize = 8;

/// The kinds of characteristics. The numbers are part of the hashed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// The client's address: sixteen bytes in network order. Only the first 64 bits of an IPv6 address count, since one
    /// customer has at least that much.
    Address = 0,
    /// The header with this name, in lower case.
    Header = 1,
    /// The cookies with this name in the `Cookie` header.
    Cookie = 2,
    /// The values of the query parameter with this name, percent-decoded.
    Query = 3,
    /// The host, without a port, in lower case.
    Host = 4,
    /// The path.
    Path = 5,
    /// The method.
    Method = 6,
    /// A value that the application supplies under this name.
    Custom = 7,
}

impl Kind {
    /// Every kind, at the index equal to its number.
    pub const ALL: [Kind; 8] = [
        Kind::Address,
        Kind::Header,
        Kind::Cookie,
        Kind::Query,
        Kind::Host,
        Kind::Path,
        Kind::Method,
        Kind::Custom,
    ];
}

/// One characteristic of a request.
///
/// Characteristics are hashed in the order of these fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Characteristic<'a> {
    pub kind: Kind,
    /// The name of a header, a cookie, a query parameter or a custom value; otherwise empty.
    pub name: &'a [u8],
    /// Where the values come from, `None` when the request has none: for an address its sixteen bytes, for a cookie the
    /// `Cookie` header, for a query parameter the query, for a host the `Host` header, otherwise the value itself.
    pub source: Option<&'a [u8]>,
}

/// Hashes the characteristics, in whatever order they are given; duplicates count once. Sorts the slice.
///
/// Linear in the sources. Sorting compares names, and sources only where names are equal; for the dozen that a policy
/// has, the cost is negligible.
pub fn hash_characteristics(characteristics: &mut [Characteristic]) -> [u8; FINGERPRINT_BYTES] {
    sort(characteristics);
    let mut writer = Writer { hash: Sha256::new() };
    writer.hash.push(VERSION);
    let mut before = None;
    for characteristic in characteristics.iter() {
        if before != Some(characteristic) {
            writer.characteristic(characteristic);
        }
        before = Some(characteristic);
    }
    writer.hash.finish()
}

/// Insertion sort: little code, and a policy has few characteristics.
fn sort(characteristics: &mut [Characteristic]) {
    for end in 1..characteristics.len() {
        let mut at = end;
        while at > 0 && characteristics[at] < characteristics[at - 1] {
            characteristics.swap(at, at - 1);
            at -= 1;
        }
    }
}

struct Writer {
    hash: Sha256,
}

impl Writer {
    fn characteristic(&mut self, characteristic: &Characteristic) {
        let Characteristic { kind, name, .. } = *characteristic;
        self.hash.push(kind as u8);
        self.number(name.len());
        self.hash.update(name);
        let values = Values::of(characteristic);
        self.number(values.clone().count());
        for value in values {
            let bytes = Bytes::of(kind, value);
            if bytes.is_verbatim() {
                self.number(value.len());
                self.hash.update(value);
            } else {
                self.number(bytes.clone().count());
                bytes.for_each(|byte| self.hash.push(byte));
            }
        }
    }

    /// Hashes a length or a count.
    fn number(&mut self, number: usize) {
        self.hash.update(&(number as u32).to_le_bytes());
    }
}

/// The values of a characteristic, still encoded.
#[derive(Clone)]
struct Values<'a> {
    kind: Kind,
    name: &'a [u8],
    rest: Option<&'a [u8]>,
}

impl<'a> Values<'a> {
    fn of(characteristic: &Characteristic<'a>) -> Self {
        let Characteristic { kind, name, source } = *characteristic;
        Values { kind, name, rest: source }
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let separator = match self.kind {
            Kind::Cookie => b';',
            Kind::Query => b'&',
            Kind::Header => return self.rest.take().map(trim),
            Kind::Host => return self.rest.take().map(host_of),
            _ => return self.rest.take(),
        };
        while let Some(rest) = self.rest {
            let end = rest.iter().position(|byte| *byte == separator);
            self.rest = end.map(|end| &rest[end + 1..]);
            let pair = &rest[..end.unwrap_or(rest.len())];
            let pair = if self.kind == Kind::Cookie { trim(pair) } else { pair };
            // A pair without `=` has an empty value; one without a name is skipped.
            let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            if end > 0 && Bytes::of(self.kind, &pair[..end]).eq(self.name.iter().copied()) {
                return Some(pair.get(end + 1..).unwrap_or(&[]));
            }
        }
        None
    }
}

/// The host without its port. The port starts at the last colon, unless that colon is inside an IPv6 address.
fn host_of(host: &[u8]) -> &[u8] {
    let end = match host.iter().rposition(|byte| matches!(byte, b':' | b']')) {
        Some(at) if host[at] == b':' => at,
        _ => host.len(),
    };
    host[..end].strip_suffix(b".").unwrap_or(&host[..end])
}

/// The bytes that are hashed for a value.
#[derive(Clone)]
struct Bytes<'a> {
    kind: Kind,
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn of(kind: Kind, rest: &'a [u8]) -> Self {
        Bytes { kind, rest }
    }

    /// Whether the bytes are hashed unchanged.
    fn is_verbatim(&self) -> bool {
        match self.kind {
            Kind::Address => self.rest.first_chunk().is_none_or(|bytes| is_ipv4(u128::from_be_bytes(*bytes))),
            kind => !matches!(kind, Kind::Host | Kind::Query),
        }
    }
}

impl Iterator for Bytes<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(match (self.kind, byte) {
            (Kind::Host, byte) => byte.to_ascii_lowercase(),
            (Kind::Address, _) if rest.len() < NETWORK_BYTES => 0,
            // Decoded once; an invalid escape is kept as it is.
            (Kind::Query, b'+') => b' ',
            (Kind::Query, b'%') => {
                let digit = |at: usize| char::from(*rest.get(at)?).to_digit(16);
                let Some(code) = digit(0).zip(digit(1)) else { return Some(b'%') };
                self.rest = &rest[2..];
                (code.0 << 4 | code.1) as u8
            }
            _ => *byte,
        })
    }
}
