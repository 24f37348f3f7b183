//! JSON Web Tokens (RFC 7515, 7519): three base64url parts, the first of which is JSON that names an algorithm.

use crate::findings::FINDING_MAX_BYTES;
use crate::text::{begins, byte_at};
use crate::{Finding, Kind};

/// The maximum encoded length of the first part.
const HEADER_BYTES_MAX: usize = 1024;

fn sextet(byte: u8) -> Option<u32> {
    match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

/// Reads the token that begins at `start`.
pub fn read(text: &[u8], start: usize) -> Option<Finding> {
    if !text[start..].starts_with(b"ey") || !begins(text, start) {
        return None;
    }
    let mut at = header_end(text, start)?;
    let mut parts = 1;
    let mut end = at;
    // An encrypted token has five parts (RFC 7516), some of which may be empty.
    while parts < 5 && byte_at(text, at) == b'.' && at - start < FINDING_MAX_BYTES {
        let part = at + 1;
        at = part;
        while sextet(byte_at(text, at)).is_some() && at - start < FINDING_MAX_BYTES {
            at += 1;
        }
        if parts == 1 && at == part {
            return None;
        }
        parts += 1;
        // The dot after the second part belongs to an unsigned token; any other final dot ends a sentence.
        if at > part || parts == 3 {
            end = at;
        }
    }
    (parts >= 3).then_some(Finding {
        kind: Kind::Jwt,
        variant: 0,
        confidence: 99,
        start: start as u32,
        end: end as u32,
    })
}

/// The end of the first part, if its JSON contains a member `alg`.
fn header_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut bits, mut count) = (start, 0u32, 0);
    let mut last = 0u64;
    let mut has_algorithm = false;
    while let Some(sextet) = sextet(byte_at(text, at)) {
        bits = bits << 6 | sextet;
        count += 6;
        at += 1;
        if at - start > HEADER_BYTES_MAX {
            return None;
        }
        if count >= 8 {
            count -= 8;
            last = last << 8 | u64::from(bits >> count & 0xff);
            has_algorithm |= last & 0xff_ffff_ffff == u64::from_be_bytes(*b"\0\0\0\"alg\"");
        }
    }
    has_algorithm.then_some(at)
}
