//! The records of the `shield` rule.

use crate::filters::Text;
use crate::layout::Span;

/// The headers whose values are judged: those that applications log, store, show or route by. Their order is that of
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

/// Where the header stands in [`HEADERS`] that says how the body is encoded.
pub const CONTENT_TYPE: usize = 3;

/// The name of the part that holds the body.
pub const BODY: &str = ":http.request.body";

/// How many exclusions a policy may have.
pub const EXCLUSIONS_MAX: usize = 256;

/// What is looked for, and where; absent (the header's span is empty) when a policy has no shield.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Shield {
    /// Bit `n`: kind `n` of the crate `shield` is looked for.
    pub kinds: u32,
    /// The slot of each of [`HEADERS`].
    pub slots: [u32; HEADERS.len()],
    /// The slot of the body.
    pub body: u32,
    /// [`Exclusion`].
    pub exclusions: Span,
    /// `u8`: the texts of the exclusions.
    pub text: Span,
}

/// Kinds that are not looked for in some place.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Exclusion {
    /// The wildcard that the path matches; empty for every path.
    pub path: Text,
    /// The parameter's name; empty for every value.
    pub parameter: Text,
    /// Bit `n`: kind `n`.
    pub kinds: u32,
}
