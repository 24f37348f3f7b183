//! The local part, without the comments and white space of RFC 5322.

use crate::characters::{is_atext, is_invisible, is_letter, is_mark, is_other_ideograph, next_wide};
use crate::fault::Fault;
use crate::profile::Profile;

/// RFC 5321 section 4.5.3.1.1.
pub const LOCAL_MAX_BYTES: usize = 64;

/// What is wrong with a local part.
pub fn check_local(text: &[u8], profile: Profile) -> Option<Fault> {
    match text {
        [] => Some(Fault::LocalEmpty),
        _ if profile == Profile::Html5 => check_html5(text),
        [b'"', rest @ ..] if profile == Profile::Rfc5321 => check_quoted(rest),
        _ => check_dot_string(text, profile),
    }
    .or((profile != Profile::Html5 && text.len() > LOCAL_MAX_BYTES).then_some(Fault::LocalTooLong))
}

/// `[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+`: dots may be anywhere.
fn check_html5(text: &[u8]) -> Option<Fault> {
    text.iter().any(|byte| *byte != b'.' && !is_atext(*byte)).then_some(Fault::LocalCharacter)
}

/// `Dot-string`: atoms separated by single dots.
fn check_dot_string(text: &[u8], profile: Profile) -> Option<Fault> {
    if next_wide(text).is_some_and(|(first, _)| is_mark(first)) {
        return Some(Fault::LocalCharacter);
    }
    let (mut at, mut was_dot) = (0, true);
    while let Some(byte) = text.get(at) {
        let is_dot = *byte == b'.';
        if is_dot && was_dot {
            return Some(Fault::LocalDot);
        }
        was_dot = is_dot;
        at += if is_dot || is_atext(*byte) {
            1
        } else {
            match atom_step(&text[at..], profile) {
                Some(bytes) => bytes,
                None => return Some(Fault::LocalCharacter),
            }
        };
    }
    was_dot.then_some(Fault::LocalDot)
}

/// The length of the atom character that `text` starts with.
pub fn atom_step(text: &[u8], profile: Profile) -> Option<usize> {
    let byte = *text.first()?;
    if byte < 0x80 {
        return is_atext(byte).then_some(1);
    }
    let (character, len) = next_wide(text)?;
    let is_fine = match profile {
        Profile::Strict => is_letter(character) || is_other_ideograph(character),
        _ => !is_invisible(character),
    };
    is_fine.then_some(len)
}

/// `Quoted-string` after its opening quote: printable characters and spaces. A backslash may escape any of them, and must
/// escape a quote and a backslash.
fn check_quoted(text: &[u8]) -> Option<Fault> {
    let mut rest = text;
    loop {
        let step = match rest {
            [b'"'] => return None,
            [b'"', ..] => return Some(Fault::LocalCharacter),
            [] => return Some(Fault::Unclosed),
            [b'\\', b' '..=b'~', ..] => 2,
            [b'\\', ..] => return Some(Fault::LocalCharacter),
            [b' '..=b'~', ..] => 1,
            [0x80..=0xFF, ..] => match next_wide(rest) {
                Some((character, len)) if !is_invisible(character) => len,
                _ => return Some(Fault::LocalCharacter),
            },
            _ => return Some(Fault::LocalCharacter),
        };
        rest = &rest[step..];
    }
}
