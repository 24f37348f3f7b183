//! The shape of the User-Agent: is it built like a browser's?
//!
//! Browsers have said `Mozilla/5.0 (platform) engine …` for a quarter of a century. Anything built otherwise, apart
//! from a few old exceptions, is a program that nobody has named yet.

use snapwall_tables::{Block, Words};

use crate::names::text_of;

/// Whether `text` is built like a browser's User-Agent.
#[inline(never)]
pub fn is_browser_shaped(block: Block, text: &[u8]) -> bool {
    let header = block.header();
    let text = &text[text.iter().take_while(|byte| is_blank(**byte)).count()..];
    // Addresses are rare, so the code that looks for one is usually not even compiled. (`contains` would be a word-wise
    // search, ten times the code.)
    #[allow(clippy::manual_contains)]
    let may_hold_address = text.iter().any(|byte| *byte == b'@');
    if may_hold_address && holds_email_address(text) {
        return false;
    }
    match text.split_at_checked(MOZILLA.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(MOZILLA) => {
            starts_with_platform(rest) && holds_any(block, text, header.engines)
        }
        _ => is_other_device(block, text),
    }
}

/// Old phones, consoles, text browsers, apps: what people use that does not start with `Mozilla`.
#[inline(never)]
fn is_other_device(block: Block, text: &[u8]) -> bool {
    let header = block.header();
    let mut starts = header.starts.indexes().map(|index| text_of(block, index as u32));
    let starts_as_one =
        |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    starts.any(starts_as_one) || (holds_any(block, text, header.devices) && !holds(text, MASK))
}

fn holds_any(block: Block, text: &[u8], words: Words) -> bool {
    words.indexes().any(|index| holds(text, text_of(block, index as u32)))
}

/// Whether `text` contains `word`, which is in capitals, in any case.
fn holds(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|slice| slice.eq_ignore_ascii_case(word))
}

/// `Name Mozilla/5.0 (…`: a program that puts its own name before a browser's User-Agent.
const MASK: &[u8] = b"MOZILLA/";

/// How all of today's browsers start; a letter of the platform's name follows.
const START: &[u8; 13] = b"Mozilla/5.0 (";

/// Whether `text` starts as all of today's browsers do. It then has a browser's shape as soon as it names an engine and
/// contains no e-mail address.
#[inline(always)]
pub fn starts_plainly(text: &[u8]) -> bool {
    let Some([start @ .., letter]) = text.first_chunk::<{ START.len() + 1 }>() else { return false };
    (start == START) & letter.is_ascii_alphabetic()
}

/// A space, a tab, or the quotation mark that some proxies put around the value.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'"')
}

const MOZILLA: &[u8] = b"mozilla";

/// How far after `Mozilla` a bracket may open: room for `/4.76 [en] (` and odd spacing.
const PLATFORM_STARTS_WITHIN: usize = 16 - MOZILLA.len();

/// What follows `Mozilla`: `/5.0 (platform` with a letter in it, or Netscape's `/4.76 [en]`.
fn starts_with_platform(text: &[u8]) -> bool {
    let bracket = text.iter().take(PLATFORM_STARTS_WITHIN).position(|byte| matches!(byte, b'[' | b'('));
    bracket.is_some_and(|at| {
        let mut comment = text[at + 1..].iter().take_while(|byte| **byte != b')');
        text[at] == b'[' || comment.any(u8::is_ascii_alphabetic)
    })
}

fn skip(text: &[u8], class: impl Fn(u8) -> bool) -> &[u8] {
    &text[text.iter().take_while(|byte| class(**byte)).count()..]
}

/// A letter or digit, `@`, a letter, then letters, digits or hyphens, a dot, a letter. `Ecosia ios@11.3` is no address.
#[inline(never)]
fn holds_email_address(text: &[u8]) -> bool {
    let mut rest = text;
    let mut before = b' ';
    while let Some(at) = rest.iter().position(|byte| *byte == b'@') {
        before = if at > 0 { rest[at - 1] } else { before };
        rest = &rest[at + 1..];
        if before.is_ascii_alphanumeric() && rest.first().is_some_and(u8::is_ascii_alphabetic) {
            // A label ends at the next `@` at the latest, so no byte is read twice.
            let host = skip(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if host.len() > 1 && host[0] == b'.' && host[1].is_ascii_alphabetic() {
                return true;
            }
        }
        before = b'@';
    }
    false
}
