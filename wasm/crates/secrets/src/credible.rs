//! Whether a value that is called secret can be one: not a placeholder, a variable, a path or a word.

use crate::randomness::Randomness;
use crate::spelling::{is_worded, reads_as_words};

/// How much the name leaves to the value to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credence {
    /// The name is that of nothing else.
    Certain,
    /// People choose it.
    Password,
    /// Of a header that carries nothing else: short ones count.
    Header,
    /// Machines make it.
    Secret,
    /// Words near it say so.
    Near,
    /// The name may mean many things.
    Key,
}

/// Whether a value can be a secret of its kind.
pub fn is_credible(value: &[u8], credence: Credence, is_quoted: bool) -> bool {
    if is_template(value) || !is_quoted && value.iter().any(|byte| matches!(byte, b'(' | b'[' | b'{')) {
        return false;
    }
    let looks = Randomness::of(value);
    let letters = looks.lowers + looks.uppers;
    let bits = |bits: u32, sixteenths: u32| bits * 16 + sixteenths;
    if value.contains(&b' ') || looks.is_sequence() || looks.is_filled() || letters == 0 {
        return false;
    }
    let len = value.len();
    match credence {
        Credence::Certain => len >= 6 && looks.entropy >= bits(2, 0),
        Credence::Password => {
            let marks = looks.digits + looks.others;
            (8..=128).contains(&len)
                && marks > 0
                && looks.entropy >= bits(2, 8)
                && !(value.iter().any(|byte| matches!(byte, b'.' | b'/' | b':' | b'|' | b'('))
                    && is_spoken(value))
                && !is_identifier(value, looks, is_quoted)
                && !is_code(value, is_quoted)
        }
        Credence::Header => {
            len >= 8
                && looks.digits > 0
                && looks.entropy >= bits(2, 8)
                && (is_quoted || !is_spoken(value) && !has_operator(value, false))
        }
        Credence::Secret => {
            let least = if len < 20 { bits(2, 12) } else { bits(3, 0) };
            // Without a digit, letters of both cases by chance.
            len >= 10
                && (looks.digits > 0 || looks.changes * 5 >= looks.len * 2)
                && looks.entropy >= least
                && looks.changes * 6 >= looks.len
                && !is_spoken(value)
                && !is_code(value, is_quoted)
        }
        Credence::Near | Credence::Key => {
            len >= 16
                && looks.digits > 1
                && looks.entropy >= bits(3, 3)
                && looks.changes * 4 >= looks.len
                && !is_uuid(value)
                && !(credence == Credence::Key && is_digest(value))
                && !is_spoken(value)
                && !is_code(value, is_quoted)
        }
    }
}

/// Whether it is words, with delimiters or without.
#[inline(never)]
pub fn is_spoken(value: &[u8]) -> bool {
    is_worded(value) || reads_as_words(value)
}

/// Whether it is a path, an address, a file's name, a name with a version, or an expression.
fn is_code(value: &[u8], is_quoted: bool) -> bool {
    let starts_as_path = matches!(
        value,
        [b'/', ..]
            | [b'.', b'/' | b'.', ..]
            | [b'~', b'/', ..]
            | [_, b':', b'\\' | b'/', ..]
            | [b'a' | b'u', b'r', b'n', b':', ..]
            | [b')' | b',' | b';', ..]
    );
    starts_as_path || is_date(value) || has_operator(value, is_quoted) || has_extension(value)
}

/// Whether it is the name of something, as words and few digits are: people choose those as well, without delimiters. A
/// program's constants are written in capitals.
fn is_identifier(value: &[u8], looks: Randomness, is_quoted: bool) -> bool {
    if !is_quoted && looks.lowers == 0 && value.contains(&b'_') {
        return true;
    }
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    looks.digits * 8 < looks.len
        && looks.changes * 3 < looks.len
        && (!is_quoted || looks.others > 0 || looks.digits < 2)
        && value.iter().all(is_sign)
}

/// Whether `://`, `->`, `::` or an encoded blank stands in it, or what joins and compares values in a program.
fn has_operator(value: &[u8], is_quoted: bool) -> bool {
    value.windows(2).enumerate().any(|(at, pair)| match (pair, value.get(at + 2)) {
        (b"->" | b"::", _) | (b":/", Some(b'/')) | (b"%2", Some(b'0')) => true,
        // What pads base 64 ends it.
        (b"==", Some(_)) | (b"||" | b"&&" | b"=!" | b"?." | b"!.", _) => !is_quoted,
        _ => false,
    })
}

/// Whether it ends as the names of files and hosts do, in a point and a few small letters, or in a version.
fn has_extension(value: &[u8]) -> bool {
    let count = |is: fn(&u8) -> bool| value.iter().rev().take_while(|byte| is(byte)).count();
    let letters = count(u8::is_ascii_lowercase);
    let version = &value[value.len() - count(|byte| byte.is_ascii_digit() || *byte == b'.')..];
    (2..=4).contains(&letters) && value[..value.len() - letters].ends_with(b".")
        || version.len() > 2 && version[1..].contains(&b'.')
}

/// Whether it has the form of a UUID: what many names have that may mean a key.
fn is_uuid(value: &[u8]) -> bool {
    let is_part = |(index, byte): (usize, &u8)| match index {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    value.len() == 36 && value.iter().enumerate().all(is_part)
}

/// Whether it has the form of a digest in base 16, as the keys of caches and of elements in user interfaces have.
fn is_digest(value: &[u8]) -> bool {
    matches!(value.len(), 32 | 40 | 64) && value.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether it begins as `2026-11-22` or `20261122T` do.
fn is_date(value: &[u8]) -> bool {
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 8 && value.get(8) == Some(&b'T') {
        return true;
    }
    let Some(date) = value.first_chunk::<10>() else { return false };
    let is_part = |(index, byte): (usize, &u8)| match index {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    date.iter().enumerate().all(is_part)
}

/// Whether something is to be put in its place: `${NAME}`, `{{ name }}`, `%NAME%`, `<name>`, `***`, `...`, `[0-9a-f]`.
pub fn is_template(value: &[u8]) -> bool {
    let is_name = |bytes: &[u8]| {
        bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b':' | b'-'))
    };
    match value {
        [b'$', b'{' | b'(', ..] | [b'{', b'{', ..] | [b'#', b'{', ..] | [b'@', b'{', ..] => return true,
        [b'$', rest @ ..] if is_name(rest) => return true,
        [b'%', rest @ .., b'%'] if is_name(rest) => return true,
        [b'%', rest @ ..] if rest.iter().all(u8::is_ascii_alphabetic) => return true,
        [b'<', .., b'>'] | [b'[', .., b']'] => return true,
        _ => (),
    }
    value.windows(2).enumerate().any(|(at, pair)| match pair {
        b"${" | b"$(" | b"{{" => true,
        [b'{', b'a'..=b'z'] => {
            let is_sign = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
            let len = value[at + 1..].iter().take_while(is_sign).count();
            let name = &value[at + 1..at + 1 + len];
            // By chance it is short, and has no delimiter.
            let is_chance = name.iter().any(u8::is_ascii_digit) && name.iter().all(u8::is_ascii_alphanumeric);
            !is_chance && value.get(at + 1 + len) == Some(&b'}')
        }
        [b'[', b'0' | b'a' | b'A'] => value.get(at + 2) == Some(&b'-'),
        b"**" | b".." => value.get(at + 2) == Some(&pair[0]),
        [0xe2, 0x80] => value.get(at + 2) == Some(&0xa6),
        _ => false,
    })
}
