//! The User-Agent as a whole: is it built like a browser's?
//!
//! Browsers have said `Mozilla/5.0 (platform) engine …` for a quarter of a century. What is built otherwise and is not
//! one of the few old exceptions is a program that nobody has named yet.

use snapwall_tables::{BROWSER_START, ENGINE, PHONE};

use crate::hits::Hits;

/// Whether `text` is built like a browser's User-Agent. `hits` holds the markers found in it.
pub fn is_browser_shaped(text: &[u8], hits: &Hits) -> bool {
    let text = &text[text.iter().take_while(|byte| is_blank(**byte)).count()..];
    if holds_email_address(text) {
        return false;
    }
    match text.split_at_checked(MOZILLA.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(MOZILLA) => {
            hits.has(ENGINE) && starts_with_platform(rest)
        }
        _ => hits.has(BROWSER_START) || hits.has(PHONE),
    }
}

/// A space or a tab.
pub fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

const MOZILLA: &[u8] = b"mozilla/";

/// What follows `Mozilla/`: `5.0 (platform` with a letter in it, or Netscape's `4.76 [en]`.
fn starts_with_platform(text: &[u8]) -> bool {
    let [major, b'.', minor, rest @ ..] = text else { return false };
    if !major.is_ascii_digit() || !minor.is_ascii_digit() {
        return false;
    }
    let rest = skip(rest, |byte| byte.is_ascii_digit());
    if rest.first() != Some(&b' ') {
        return false;
    }
    match skip(rest, |byte| byte == b' ') {
        [b'[', ..] => true,
        [b'(', comment @ ..] => comment.iter().take_while(|byte| **byte != b')').any(u8::is_ascii_alphabetic),
        _ => false,
    }
}

fn skip(text: &[u8], class: impl Fn(u8) -> bool) -> &[u8] {
    &text[text.iter().take_while(|byte| class(**byte)).count()..]
}

/// A letter or digit, `@`, a letter, letters, digits or hyphens, a dot, a letter: `Ecosia ios@11.3` is no address.
fn holds_email_address(text: &[u8]) -> bool {
    let mut rest = text;
    let mut before = b' ';
    while let Some(at) = rest.iter().position(|byte| *byte == b'@') {
        before = if at > 0 { rest[at - 1] } else { before };
        rest = &rest[at + 1..];
        if before.is_ascii_alphanumeric() && rest.first().is_some_and(u8::is_ascii_alphabetic) {
            // A label ends at the next `@` at the latest, so no byte is passed over twice.
            let host = skip(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if host.len() > 1 && host[0] == b'.' && host[1].is_ascii_alphabetic() {
                return true;
            }
        }
        before = b'@';
    }
    false
}
