//! The names of bots and categories.

use snapwall_tables::{Block, Class, Span};

// Statics, so that each has one address: the host reads ids in place.
pub static OVERSIZED: &[u8] = b"OVERSIZED";
pub static INVALID_METHOD: &[u8] = b"INVALID_METHOD";
pub static INVALID_URL: &[u8] = b"INVALID_URL";
pub static INVALID_ADDRESS: &[u8] = b"INVALID_ADDRESS";
pub static NO_USER_AGENT: &[u8] = b"NO_USER_AGENT";
pub static HOP_HIDDEN: &[u8] = b"HOP_HIDDEN";
pub static HOP_MALFORMED: &[u8] = b"HOP_MALFORMED";
pub static HOPS_TOO_MANY: &[u8] = b"HOPS_TOO_MANY";
pub static BODY_TRUNCATED: &[u8] = b"BODY_TRUNCATED";
pub static SQL_INJECTION: &[u8] = b"SQL_INJECTION";
pub static XSS: &[u8] = b"XSS";
pub static PATH_TRAVERSAL: &[u8] = b"PATH_TRAVERSAL";
pub static COMMAND_INJECTION: &[u8] = b"COMMAND_INJECTION";
pub static TEMPLATE_INJECTION: &[u8] = b"TEMPLATE_INJECTION";
pub static NOSQL_INJECTION: &[u8] = b"NOSQL_INJECTION";
pub static SSRF: &[u8] = b"SSRF";
pub static LOOKUP_INJECTION: &[u8] = b"LOOKUP_INJECTION";
pub static HEADER_INJECTION: &[u8] = b"HEADER_INJECTION";
pub static SCANNER_PROBE: &[u8] = b"SCANNER_PROBE";
/// The category of a name that its bearer forged.
pub static SPOOFED: &[u8] = b"spoofed";
/// The category of every sign that a client is not the browser it claims to be.
pub static IMPERSONATION: &[u8] = b"impersonation";
/// The category of everything that the rule `shield` finds.
pub static ATTACK: &[u8] = b"attack";

/// The ids and categories that are in no policy's tables.
pub static IDS: [&[u8]; 22] = [
    OVERSIZED,
    INVALID_METHOD,
    INVALID_URL,
    INVALID_ADDRESS,
    NO_USER_AGENT,
    HOP_HIDDEN,
    HOP_MALFORMED,
    HOPS_TOO_MANY,
    BODY_TRUNCATED,
    SQL_INJECTION,
    XSS,
    PATH_TRAVERSAL,
    COMMAND_INJECTION,
    TEMPLATE_INJECTION,
    NOSQL_INJECTION,
    SSRF,
    LOOKUP_INJECTION,
    HEADER_INJECTION,
    SCANNER_PROBE,
    ATTACK,
    SPOOFED,
    IMPERSONATION,
];

/// The text that makes a bot's id (see `name_characters`). Panics when there is no such bot.
#[inline(always)]
pub fn name_of(block: Block<'_>, bot: u16) -> &[u8] {
    let header = block.header();
    let bot = u32::from(bot);
    let renamed = bot.checked_sub(header.first_renamed).map(|renamed| header.ids.first + renamed);
    text_of(block, renamed.unwrap_or(bot))
}

/// The name of a category.
pub fn category_name(block: Block<'_>, category: u32) -> &[u8] {
    text_of(block, block.header().categories.first + category)
}

/// The categories of a bot.
#[inline(always)]
pub fn class_of(block: Block, bot: u16) -> Class {
    let mut index = 0;
    loop {
        // SAFETY: the last class ends after the last bot.
        let class: Class = unsafe { block.get(block.header().classes, index) };
        if u32::from(bot) < class.end {
            return class;
        }
        index += 1;
    }
}

/// The text with this index.
#[inline(always)]
pub fn text_of(block: Block<'_>, index: u32) -> &[u8] {
    // SAFETY: callers take the index from the header or from a bot's index.
    let range = unsafe { block.header().texts.range(block, index as usize) };
    named(block, Span { offset: range.start as u32, len: range.len() as u32 })
}

/// A part of the text.
#[inline(always)]
pub fn named(block: Block<'_>, name: Span) -> &[u8] {
    block.section(Span { offset: block.header().text.offset + name.offset, len: name.len })
}
