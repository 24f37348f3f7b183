//! The records of the block. All are plain data: `repr(C)`, no padding, any bit pattern valid.

/// A section: `offset` in bytes from the block's start, `len` in records of the section's type.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    pub offset: u32,
    pub len: u32,
}

/// What the block starts with: settings that stay adjustable at run time, then where everything is.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Header {
    /// Length of the whole block in bytes.
    pub bytes: u32,
    /// Index into the ABI's `actions`: what a fault of the guard decides.
    pub on_error: u32,
    /// The policy's mode, an index into the ABI's `modes`.
    pub mode: u32,
    /// 1 when the policy has a bots rule.
    pub bots_enabled: u32,
    /// The bots rule's own mode, or `ABSENT` to follow the policy's.
    pub bots_mode: u32,
    /// Index into the ABI's `actions`: what a request without a User-Agent gets.
    pub missing_user_agent: u32,
    /// Bit `n`: category `n` as a whole is denied; likewise allowed.
    pub denied_categories: u32,
    pub allowed_categories: u32,
    /// Bit `n`: category `n` is that of headless browsers.
    pub headless_categories: u32,
    /// Bots from this index on are generic signs, not names.
    pub first_sign: u32,
    /// The sign that a User-Agent built like no browser's is reported as.
    pub shape_sign: u32,
    /// The sign that a `Signature-Agent` header without a known name is reported as.
    pub signature_sign: u32,
    /// `u32`: bitset over [`crate::Gram::filter_bit`].
    pub filter: Span,
    /// `u16`, `BUCKETS + 1`: where each bucket's entries start.
    pub buckets: Span,
    /// [`Entry`], sorted by bucket.
    pub entries: Span,
    /// `u8`: pattern text, lower-cased ASCII; names are slices of it too.
    pub text: Span,
    /// [`Bot`], by index.
    pub bots: Span,
    /// [`Class`]: the distinct sets of categories.
    pub classes: Span,
    /// [`Span`] into `text` for the name of each category.
    pub categories: Span,
    /// `u32` bitsets by bot: denied or allowed by id.
    pub denied: Span,
    pub allowed: Span,
    /// `u8`: names of the headers that the policy reads, separated by `\n`.
    pub headers: Span,
}

/// One pattern, filed under one of its grams.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    /// Offset of the literal in `text`.
    pub text: u16,
    /// Index of the bot, or [`BENIGN`], or a marker.
    pub bot: u16,
    /// Length of the literal in bytes.
    pub len: u8,
    /// Where the gram's window starts, in bytes from the literal's start; -1 is the byte before it.
    pub window: i8,
    /// [`crate::Gram::fingerprint`] of the window.
    pub fingerprint: u8,
    /// `STARTS_*` and `ENDS_*`.
    pub anchors: u8,
}

/// In [`Entry::bot`]: a word that browsers send, which hides the signs inside it.
pub const BENIGN: u16 = 0xFFFF;

/// In [`Entry::bot`]: from here up to [`BENIGN`] are markers, words that only say how the text is built.
pub const FIRST_MARKER: u16 = 0xFFF0;
/// The name of a browser's engine.
pub const ENGINE: u16 = FIRST_MARKER;
/// What a browser that does not start with `Mozilla/` starts with.
pub const BROWSER_START: u16 = FIRST_MARKER + 1;
/// What phones older than smartphones have somewhere.
pub const PHONE: u16 = FIRST_MARKER + 2;

/// In [`Entry::anchors`]: the literal stands at the start of the text.
pub const STARTS_AGENT: u8 = 1;
/// No ASCII letter or digit stands before the literal.
pub const STARTS_WORD: u8 = 2;
/// The literal stands at the end of the text.
pub const ENDS_AGENT: u8 = 4;
/// No ASCII letter or digit follows the literal.
pub const ENDS_WORD: u8 = 8;
/// Nothing but spaces and tabs stands before the literal.
pub const STARTS_TRIMMED: u8 = 16;

/// The headers that the bots rule reads come first among a policy's headers, in this order.
pub const BOTS_HEADERS: [&str; 3] = ["user-agent", "sec-ch-ua", "signature-agent"];

/// A bot's name and class. The id is the slice of `text`, upper-cased, with `_` for everything that is no letter or
/// digit: most ids are a slice of their own pattern and cost nothing.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Bot {
    pub name: u16,
    pub name_len: u8,
    /// Index into `classes`.
    pub class: u8,
}

/// A set of categories and the one that a decision names.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Class {
    pub mask: u32,
    pub primary: u32,
}
