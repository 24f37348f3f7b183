//! The records of the block. All are plain data: `repr(C)`, no padding, every bit pattern valid.

use crate::gram::Fold;
use crate::runs::Runs;

/// A section: `offset` in bytes from the block's start, `len` in records of the section's type.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub offset: u32,
    pub len: u32,
}

/// The start of the block: settings that stay adjustable at run time, then where everything is.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Header {
    /// Length of the whole block in bytes, the second one included.
    pub bytes: u32,
    /// Index into the ABI's `actions`: the action when the guard itself fails.
    pub on_error: u32,
    /// The policy's mode, an index into the ABI's `modes`.
    pub mode: u32,
    /// 1 when the policy has a bots rule; without it, that rule's fields are zero.
    pub bots_enabled: u32,
    /// The bots rule's own mode, or `ABSENT` to follow the policy's.
    pub bots_mode: u32,
    /// Index into the ABI's `actions`: the action for a request without a User-Agent.
    pub missing_user_agent: u32,
    /// Bit `n`: category `n` as a whole is denied; likewise for allowed.
    pub denied_categories: u32,
    pub allowed_categories: u32,
    /// Indexes below this are named bots, the rest generic signs.
    pub first_sign: u32,
    /// The sign reported for a User-Agent that is not built like a browser's.
    pub shape_sign: u32,
    /// The sign reported for a `Signature-Agent` header without a known name.
    pub signature_sign: u32,
    /// `u32` bitsets by bot: denied or allowed by id.
    pub denied: Span,
    pub allowed: Span,
    /// `u8`: names of the parts that the policy reads, separated by `\n`.
    pub parts: Span,
    /// Bit `n`: a rule reads fixed slot `n`.
    pub reads: u32,
    /// The filters rule's own mode, or `ABSENT` to follow the policy's.
    pub filters_mode: u32,
    /// [`crate::filters::Filters`]: one when the policy has filters, else none.
    pub filters: Span,
    /// The slot of the header that trusted proxies write; 0 when the policy has no rule `client`.
    pub client_slot: u32,
    /// [`ClientRule`]: one when the policy has the rule `client`, else none.
    pub client: Span,
    /// [`crate::regexes::Regexes`]: one when regular expressions recognise some of the policy's own bots, else none.
    pub regexes: Span,
    /// [`crate::claims::Claims`]: one when the policy does not believe every name and claim, else none.
    pub claims: Span,
    /// The shield rule's own mode, or `ABSENT` to follow the policy's.
    pub shield_mode: u32,
    /// Index into the ABI's `sensitivities`.
    pub shield_sensitivity: u32,
    /// [`crate::shield::Shield`]: one when the policy has a shield, else none.
    pub shield: Span,
    /// [`crate::fingerprint::Fingerprint`]: one when the policy has a fingerprint, else none.
    pub fingerprint: Span,
    /// What bytes are folded to in windows.
    pub fold: Fold,
    /// What windows are multiplied by; see [`crate::Gram::new`].
    pub multiplier: u32,
    /// `u32`, a word for each bucket; see [`crate::Gram::mask`].
    pub filter: Span,
    /// Where the sections `buckets`, `entries`, `texts`, `text`, `anchors`, `owners` and `classes` start: the end of the first
    /// block, read only to look up occurrences and names. See `load_patterns` in the matcher's module `deferred`.
    pub patterns: u32,
    /// Runs of `entries`, one for each [`crate::Gram::bucket`].
    pub buckets: Runs,
    /// [`Entry`], sorted by bucket.
    pub entries: Span,
    /// Runs of `text`: the patterns' literals by index, then the words below.
    pub texts: Runs,
    /// `u8`: ASCII, upper-cased like ids, so that a compressor finds the ids of the custom section here again.
    pub text: Span,
    /// Indexes into `texts`: ids of the bots from `first_renamed` on; names of categories; names of browser engines; prefixes
    /// of browsers that do not start with `Mozilla`; words that other devices' User-Agents contain.
    pub ids: Words,
    pub categories: Words,
    pub engines: Words,
    pub starts: Words,
    pub devices: Words,
    /// `u8` for two patterns, the lower half for the first: `STARTS_*`, `ENDS_*`. Pattern `n` is the first one of bot `n`, for
    /// every bot.
    pub anchors: Span,
    /// `u16`: the bot, or [`BENIGN`], that each further pattern stands for.
    pub owners: Span,
    /// How many bots and signs have an index.
    pub bots: u32,
    /// Bots below this index derive their id from their first pattern's literal; the others have one in `ids`.
    pub first_renamed: u32,
    /// [`Class`]: runs of bots with the same categories.
    pub classes: Span,
    /// [`crate::content::EmailRule`], [`crate::content::SensitiveRule`]: one each when the policy has the rule, else none.
    pub email: Span,
    pub sensitive: Span,
    /// Where the second block starts, which only these two rules read; it ends with this one. Equal to `bytes` without
    /// it.
    pub deferred: u32,
}

/// Consecutive texts: the index of the first, and how many.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Words {
    pub first: u32,
    pub count: u32,
}

impl Words {
    /// The texts' indexes.
    pub fn indexes(self) -> core::ops::Range<usize> {
        self.first as usize..(self.first + self.count) as usize
    }
}

/// A pattern filed under one of its windows: the pattern's index in the low twelve bits; above it, where the window
/// starts, in bytes from one byte before the literal.
pub type Entry = u16;

/// How many patterns an [`Entry`] can distinguish.
pub const PATTERNS_MAX: usize = 1 << 12;

/// How many windows of a pattern an [`Entry`] can distinguish.
pub const WINDOWS_MAX: usize = 1 << 4;

/// In `owners`: a word that browsers send, which hides the signs inside it.
pub const BENIGN: u16 = 0xFFFF;

/// In `anchors`: the literal is at the start of the text.
pub const STARTS_AGENT: u8 = 1;
/// No ASCII letter or digit precedes the literal.
pub const STARTS_WORD: u8 = 2;
/// The literal is at the end of the text.
pub const ENDS_AGENT: u8 = 4;
/// No ASCII letter or digit follows the literal.
pub const ENDS_WORD: u8 = 8;
/// Consecutive bots with the same categories.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Class {
    /// The index after the last of them.
    pub end: u32,
    /// Bit `n`: they are in category `n`.
    pub mask: u32,
    /// The name of the category that a decision reports, in `text`.
    pub name: Span,
}

/// Which proxies are trusted to report the client's address.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ClientRule {
    /// `HEADER_*`.
    pub kind: u32,
    /// 1 when a connection without an address counts as a trusted proxy's.
    pub trusts_unnamed: u32,
    /// [`crate::AddressRange`], sorted and disjoint.
    pub trusted: Span,
    /// How many ranges there is room for.
    pub room: u32,
}

/// How many ranges of trusted proxies a guard's options can always add, whatever the policy has.
pub const TRUSTED_ROOM_MIN: usize = 64;

/// The header is a comma-separated list of addresses, like `X-Forwarded-For`.
pub const HEADER_LIST: u32 = 0;
/// The header is `Forwarded` (RFC 7239).
pub const HEADER_FORWARDED: u32 = 1;
/// The header holds a single address.
pub const HEADER_SINGLE: u32 = 2;

/// The headers that the bots rule reads: the first of a policy's parts, in this order.
pub const BOTS_HEADERS: [&str; 3] = ["user-agent", "sec-ch-ua", "signature-agent"];
