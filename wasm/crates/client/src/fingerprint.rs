//! A SHA-256 of what stays the same about a client. `docs/fingerprint.md` defines it byte by byte, for other hosts.

use snapwall_tables::is_ipv4;

use crate::node::trim;
use crate::sha256::Sha256;

/// What the hashed bytes start with. Another encoding takes another number.
const VERSION: u8 = 1;

/// The length of a fingerprint.
pub const FINGERPRINT_BYTES: usize = 32;

/// What a characteristic is. The numbers are part of the hashed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// The client's address: sixteen bytes in network order. Of an IPv6 address only the first 64 bits count, since that
    /// is what one customer has at the least.
    Address = 0,
    /// The header with this name, in lower case.
    Header = 1,
    /// The cookies with this name in the header `Cookie`.
    Cookie = 2,
    /// The values of this name in the query, percent-decoded.
    Query = 3,
    /// The host, without a port, in lower case.
    Host = 4,
    /// The path.
    Path = 5,
    /// The method.
    Method = 6,
    /// What the application says under this name.
    Custom = 7,
}

/// One characteristic of a request.
///
/// The order of the fields is the order that characteristics are hashed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Characteristic<'a> {
    pub kind: Kind,
    /// For a header, a cookie, a query value or a custom one; else empty.
    pub name: &'a [u8],
    /// What the values are taken from, `None` when the request has none: for an address its sixteen bytes, for a cookie the
    /// header `Cookie`, for a query value the query, for a host the header `Host`, else the value itself.
    pub source: Option<&'a [u8]>,
}

/// Hashes the characteristics, whatever order they are given in; one that is given twice counts once. Sorts them.
///
/// Linear in the sources. Sorting compares names, and sources only where a name is given twice: for the dozen that a
/// policy names it is no cost.
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

/// By insertion: little code, and a policy has few.
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
        let Characteristic { kind, name, source } = *characteristic;
        self.hash.push(kind as u8);
        self.bytes(name);
        let Some(source) = source else { return self.number(0) };
        match kind {
            Kind::Cookie | Kind::Query => self.values(source, name, kind),
            _ => {
                self.number(1);
                match kind {
                    Kind::Address => self.address(source),
                    Kind::Host => self.host(source),
                    Kind::Header => self.bytes(trim(source)),
                    _ => self.bytes(source),
                }
            }
        }
    }

    /// A length or a count.
    fn number(&mut self, number: usize) {
        self.hash.update(&(number as u32).to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.hash.update(bytes);
    }

    fn address(&mut self, bytes: &[u8]) {
        let is_whole = bytes.first_chunk().is_none_or(|bytes| is_ipv4(u128::from_be_bytes(*bytes)));
        self.number(bytes.len());
        for (index, byte) in bytes.iter().enumerate() {
            self.hash.push(if is_whole || index < 8 { *byte } else { 0 });
        }
    }

    fn host(&mut self, host: &[u8]) {
        // The port starts at the last colon, unless that one is part of an IPv6 address.
        let end = match host.iter().rposition(|byte| matches!(byte, b':' | b']')) {
            Some(at) if host[at] == b':' => at,
            _ => host.len(),
        };
        let host = host[..end].strip_suffix(b".").unwrap_or(&host[..end]);
        self.number(host.len());
        for byte in host {
            self.hash.push(byte.to_ascii_lowercase());
        }
    }

    /// The values of this name among the pairs: how many, then each with its length.
    fn values(&mut self, source: &[u8], name: &[u8], kind: Kind) {
        let is_query = kind == Kind::Query;
        let separator = if is_query { b'&' } else { b';' };
        let picked = source.split(|byte| *byte == separator).filter_map(|pair| {
            let pair = if is_query { pair } else { trim(pair) };
            value_of(pair, name, is_query)
        });
        self.number(picked.clone().count());
        for value in picked {
            self.number(Decoded::new(value, is_query).count());
            for byte in Decoded::new(value, is_query) {
                self.hash.push(byte);
            }
        }
    }
}

/// The value of a pair that has this name; a pair without `=` has an empty one.
fn value_of<'a>(pair: &'a [u8], name: &[u8], is_encoded: bool) -> Option<&'a [u8]> {
    let end = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
    let is_named = end > 0 && Decoded::new(&pair[..end], is_encoded).eq(name.iter().copied());
    is_named.then(|| pair.get(end + 1..).unwrap_or(&[]))
}

/// The bytes of a text, or what they say percent-decoded once with `+` for a space; what is no code stays as it is.
#[derive(Clone)]
struct Decoded<'a> {
    rest: &'a [u8],
    is_encoded: bool,
}

impl<'a> Decoded<'a> {
    fn new(rest: &'a [u8], is_encoded: bool) -> Self {
        Decoded { rest, is_encoded }
    }
}

impl Iterator for Decoded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        match (self.is_encoded, byte) {
            (true, b'+') => Some(b' '),
            (true, b'%') => {
                let digit = |at: usize| char::from(*rest.get(at)?).to_digit(16);
                let Some(code) = digit(0).zip(digit(1)) else { return Some(b'%') };
                self.rest = &rest[2..];
                Some((code.0 << 4 | code.1) as u8)
            }
            _ => Some(*byte),
        }
    }
}
