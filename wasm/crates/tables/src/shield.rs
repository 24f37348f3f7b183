//! The records of the `shield` rule.

use crate::filters::Text;
use crate::layout::Span;

/// The headers whose values are judged, because applications log, store, show or route by them. In the order of
/// [`Shield::slots`].
pub const HEADERS: [&str; 12] = [
    "cookie",
    "referer",
    "user-agent",
    "content-type",
    "authorization",
    "origin",
    "accept-language",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-api-version",
    "x-original-url",
    "x-rewrite-url",
];

/// The index in [`HEADERS`] of the header that says how the body is encoded.
pub const CONTENT_TYPE: usize = 3;

/// The name of the part that holds the body.
pub const BODY: &str = ":http.request.body";

/// How many exclusions a policy may have.
pub const EXCLUSIONS_MAX: usize = 256;

/// What is searched for, and where; absent (the header's span is empty) when a policy has no shield.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Shield {
    /// Bit `n`: kind `n` of the crate `shield` is searched for.
    pub kinds: u32,
    /// The slot of each of [`HEADERS`].
    pub slots: [u32; HEADERS.len()],
    /// The slot of the body.
    pub body: u32,
    /// [`Exclusion`].
    pub exclusions: Span,
    /// `u8`: the exclusions' texts.
    pub text: Span,
}

/// Kinds that are not searched for in some place.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Exclusion {
    /// The wildcard that the path must match; empty for every path.
    pub path: Text,
    /// The parameter's name; empty for all values.
    pub parameter: Text,
    /// Bit `n`: kind `n`.
    pub kinds: u32,
}
