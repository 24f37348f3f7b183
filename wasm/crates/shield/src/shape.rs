//! Values that are harmless by their form, recognised in one look instead of by every judge.

use snapwall_bytes::ByteSet;

use crate::Place;
use crate::glance::{BLANK, COMMA, DIGIT, DOT, EQUALS, HIGH, LETTER, PAREN, SINGLE, UNDERSCORE};
use crate::html;
use crate::sql;
use crate::text::at;

/// Whether a value needs no judge because of its form.
///
/// This only saves time: most of what there is to judge is what browsers send with every request.
#[inline(always)]
pub fn is_harmless(value: &[u8], classes: u32, place: Place) -> bool {
    const NAME: u32 = LETTER | DIGIT | UNDERSCORE;
    const PROSE: u32 = LETTER | DIGIT | HIGH | SINGLE | BLANK | COMMA | DOT;
    match place {
        Place::Path => false,
        _ if classes & !NAME == 0 => is_name(value),
        _ if classes & !PROSE == 0 => html::is_quiet(value, classes) && is_prose(value, classes),
        Place::Header if classes & PAREN != 0 => is_browser(value),
        Place::Header if classes & EQUALS != 0 => is_language_list(value),
        _ => false,
    }
}

/// Whether a text of letters, digits and `_` is an ordinary name: not known to SQL or JavaScript, and without a
/// hexadecimal separator.
fn is_name(text: &[u8]) -> bool {
    let mut previous = 0;
    let is_telling = |byte: &u8| {
        let is_telling = *byte == b'_' && previous == b'_' || *byte | 0x20 == b'x' && previous == b'0';
        previous = *byte;
        is_telling
    };
    !text[0].is_ascii_digit() && !text.iter().any(is_telling) && sql::is_unknown_word(text)
}

/// Whether a text of words, apostrophes, commas and dots consists of sentences: its dots are followed by blanks, and it
/// contains no SQL.
#[inline(never)]
fn is_prose(text: &[u8], classes: u32) -> bool {
    // A beginning like that of a PHP wrapper is left to the judges.
    const WRAPPER: &[u8] = b"ssh2. ";
    text[0].is_ascii_alphabetic()
        && !text.starts_with(WRAPPER)
        && (classes & DOT == 0 || ends_sentences(text))
        && sql::says_nothing(text)
}

static DOTS: ByteSet = ByteSet::of(b".");

/// Whether every dot is followed by a blank or the end, and no dot directly follows another.
fn ends_sentences(text: &[u8]) -> bool {
    let mut dot = DOTS.find(text, 0);
    while dot < text.len() {
        if !matches!(at(text, dot + 1), b' ' | 0) {
            return false;
        }
        dot = DOTS.find(text, dot + 1);
    }
    true
}

/// Whether a text is a browser's User-Agent: `Mozilla/5.0 (platform; model) engine/1.2 name/3.4`.
///
/// No interpreter gets past its first parenthesis: SQL, shells and scripts reject it there at the latest, and nothing in
/// it ends a string or a line.
#[inline(never)]
fn is_browser(text: &[u8]) -> bool {
    let Some(platform) = text.strip_prefix(b"Mozilla/5.0 (") else {
        return false;
    };
    let mut index = 0;
    let mut previous = 0;
    loop {
        let Some(&byte) = platform.get(index) else {
            return false;
        };
        index += 1;
        match byte {
            b')' => break,
            b'.' | b'/' | b'-' if byte == previous => return false,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {}
            b' ' | b'.' | b'_' | b';' | b':' | b',' | b'-' | b'/' => {}
            _ => return false,
        }
        previous = byte;
    }
    let mut rest = &platform[index..];
    while let [b' ', behind @ ..] = rest {
        if let Some(behind) = behind.strip_prefix(b"(KHTML, like Gecko)") {
            rest = behind;
            continue;
        }
        let name = count(behind, |byte| byte.is_ascii_alphanumeric());
        let version = match behind.get(name) {
            Some(b'/') => 1 + count(&behind[name + 1..], |byte| byte.is_ascii_alphanumeric() || byte == b'.'),
            _ => 0,
        };
        // The only word without a version.
        if version < 2 && &behind[..name] != b"Mobile" || behind[name..][..version].starts_with(b"/.") {
            return false;
        }
        rest = &behind[name + version..];
    }
    rest.is_empty()
}

/// Whether a text is a list of languages with their weights: `en-GB,en;q=0.9, de;q=0.8`.
#[inline(never)]
fn is_language_list(text: &[u8]) -> bool {
    let mut rest = text;
    loop {
        // The longest tag in use. No tag is a command, since none follows a `;`.
        let tag = count(rest, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if tag == 0 || tag > 16 {
            return false;
        }
        rest = &rest[tag..];
        if let Some(weight) = rest.strip_prefix(b";q=") {
            rest = &weight[count(weight, |byte| byte.is_ascii_digit() || byte == b'.')..];
        }
        rest = match rest {
            [] => return true,
            [b',', b' ', behind @ ..] | [b',', behind @ ..] => behind,
            _ => return false,
        };
    }
}

/// How many bytes at the start of a text satisfy a test.
fn count(text: &[u8], test: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|byte| !test(*byte)).unwrap_or(text.len())
}
