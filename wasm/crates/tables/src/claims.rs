//! Records for names and claims that have to be proven: what proves a crawler's name, and when a browser's is not
//! believed.

use crate::layout::Span;

/// The headers that a browser's claim is judged by, in the order of [`Claims::headers`].
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

/// The index in [`CLAIM_HEADERS`] of the header that some platforms overwrite with their own.
pub const ACCEPT_ENCODING: usize = 3;

/// What has to be proven, and where its records are; absent (the header's span is empty) when a policy believes every
/// name and claim.
///
/// A slot of 0, which no part has, is not read.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims {
    /// [`Crawler`], by bot.
    pub crawlers: Span,
    /// [`crate::AddressRange`] of all crawlers, sorted and disjoint for each.
    pub ranges: Span,
    /// The slot with the platform's verdict on crawlers.
    pub platform: u32,
    /// Index into the ABI's `actions`: the action for a forged name.
    pub spoofed: u32,
    /// The score from which on a browser's claim is not believed; 0 when claims are not judged.
    pub score: u32,
    /// Index into the ABI's `modes`, or `ABSENT` to follow the rule's.
    pub mode: u32,
    /// The slot of each of [`CLAIM_HEADERS`].
    pub headers: [u32; CLAIM_HEADERS.len()],
    /// The slot with the encodings that the client accepts, where the platform overwrites the header.
    pub encodings: u32,
    /// The slot with the order of headers.
    pub order: u32,
    /// The slot with the TLS version.
    pub tls: u32,
}

/// A crawler that has to prove its name.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Crawler {
    /// Index of the bot.
    pub bot: u32,
    /// 1 when the platform's verdict also proves the name.
    pub asks_platform: u32,
    /// Its part of `ranges`: the index of the first, and their number.
    pub first: u32,
    pub count: u32,
}
