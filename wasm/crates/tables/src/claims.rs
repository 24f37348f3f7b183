//! The records of what is asked of a name or a claim: who proves a crawler's, and when a browser's is not believed.

use crate::layout::Span;

/// The headers that a browser's claim is judged by. Their order is that of [`Claims::headers`].
pub const CLAIM_HEADERS: [&str; 10] = [
    "user-agent",
    "accept",
    "accept-language",
    "accept-encoding",
    "sec-ch-ua",
    "sec-ch-ua-mobile",
    "sec-ch-ua-platform",
    "sec-fetch-mode",
    "sec-fetch-dest",
    "upgrade",
];

/// Where the header stands in [`CLAIM_HEADERS`] that some platforms put their own in the place of.
pub const ACCEPT_ENCODING: usize = 3;

/// What is asked, and where it stands; absent (the header's span is empty) when a policy believes every name and claim.
///
/// A slot of 0, which no part has, is one that is not read.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// [`Crawler`], by bot.
    pub crawlers: Span,
    /// [`crate::AddressRange`] of all crawlers, sorted and disjoint for each.
    pub ranges: Span,
    /// The slot that holds the platform's word on crawlers.
    pub platform: u32,
    /// Index into the ABI's `actions`: what a forged name gets.
    pub spoofed: u32,
    /// From which score on a browser's claim is not believed; 0 when none is judged.
    pub score: u32,
    /// Index into the ABI's `modes`, or `ABSENT` to follow the rule's.
    pub mode: u32,
    /// The slot of each of [`CLAIM_HEADERS`].
    pub headers: [u32; CLAIM_HEADERS.len()],
    /// The slot of the encodings that the client accepts, where the platform puts its own in the header.
    pub encodings: u32,
    /// The slot of the order of headers.
    pub order: u32,
    /// The slot of the version of TLS.
    pub tls: u32,
}

/// A crawler that has to prove its name.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Crawler {
    /// Index of the bot.
    pub bot: u32,
    /// 1 when the platform's word proves it, too.
    pub asks_platform: u32,
    /// Its part of the ranges: the index of the first, and how many.
    pub first: u32,
    pub count: u32,
}
