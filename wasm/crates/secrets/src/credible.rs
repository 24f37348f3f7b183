//! Whether a value that is called secret can be one: not a placeholder, a variable, a path or a word.

use crate::randomness::Randomness;

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
                && !(value.iter().any(|byte| matches!(byte, b'.' | b'/')) && is_worded(value))
                && !is_code(value, looks, is_quoted)
        }
        Credence::Header => len >= 8 && looks.digits > 0 && looks.entropy >= bits(2, 8),
        Credence::Secret => {
            let least = if len < 20 { bits(2, 12) } else { bits(3, 0) };
            // Without a digit, letters of both cases by chance.
            len >= 10
                && (looks.digits > 0 || looks.changes * 5 >= looks.len * 2)
                && looks.entropy >= least
                && looks.changes * 6 >= looks.len
                && !is_worded(value)
                && !is_code(value, looks, is_quoted)
        }
        Credence::Key => {
            len >= 16
                && looks.digits > 1
                && looks.entropy >= bits(3, 3)
                && looks.changes * 4 >= looks.len
                && !is_worded(value)
                && !is_code(value, looks, is_quoted)
        }
    }
}

/// Whether it is a path, an address, a name with a version, or an expression.
fn is_code(value: &[u8], looks: Randomness, is_quoted: bool) -> bool {
    let is_identifier =
        value.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    let starts_as_path = matches!(
        value,
        [b'/', ..] | [b'.', b'/' | b'.', ..] | [b'~', b'/', ..] | [_, b':', b'\\' | b'/', ..]
    );
    let few_digits = looks.digits * 8 < looks.len && looks.changes * 3 < looks.len;
    let is_member = !is_quoted && is_identifier && value.contains(&b'.') && looks.digits * 8 < looks.len;
    let is_small = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-/".contains(byte);
    let is_path = value.contains(&b'/') && value.iter().all(is_small) && looks.digits * 6 < looks.len;
    starts_as_path
        || is_call(value)
        || is_date(value)
        || is_member
        || is_path
        || has_operator(value)
        || is_identifier && few_digits && (!is_quoted || looks.others > 0 || looks.digits < 2)
}

/// Whether `://`, `->` or `::` stands in it.
fn has_operator(value: &[u8]) -> bool {
    value.windows(2).enumerate().any(|(at, pair)| match pair {
        b"->" | b"::" => true,
        b":/" => value.get(at + 2) == Some(&b'/'),
        _ => false,
    })
}

/// Whether a function is called or an element taken: `generate(32)`, `request.headers["x"]`.
fn is_call(value: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    let Some(at) = value.iter().position(|byte| !is_name(byte)) else { return false };
    let digits = value[..at].iter().filter(|byte| byte.is_ascii_digit()).count();
    at >= 4 && matches!(value[at], b'(' | b'[') && digits * 3 < at
}

/// Whether it begins as `2026-11-22` does.
fn is_date(value: &[u8]) -> bool {
    let Some(date) = value.first_chunk::<10>() else { return false };
    let is_part = |(index, byte): (usize, &u8)| match index {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    date.iter().enumerate().all(is_part)
}

/// Whether it is words and numbers with delimiters, as names, messages and algorithms are: `not-found-404`,
/// `acme.auth.v1.TokenService`, `aes-256-gcm`.
pub fn is_worded(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| b"-_./:@".contains(byte)).filter(|part| !part.is_empty());
    let is_whole = parts.next().is_some_and(is_word);
    is_whole && parts.next().is_some_and(is_word) && parts.all(is_word)
}

/// Whether it is a number of few digits, or words with such numbers behind them.
fn is_word(part: &[u8]) -> bool {
    let digits = part.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = &part[..part.len() - digits];
    match letters.iter().rposition(u8::is_ascii_digit) {
        _ if letters.is_empty() => digits <= 4,
        _ if digits > 3 => false,
        None => is_spelled(letters),
        // A number in the middle stands between words.
        Some(at) => {
            let rest = &letters[at + 1..];
            rest.len() >= 3 && is_spelled(rest) && at >= 3 && is_word(&letters[..=at])
        }
    }
}

/// Whether letters are of one case, or as in the names of programs: `TokenService`.
fn is_spelled(letters: &[u8]) -> bool {
    let is_change = |pair: &&[u8]| pair[0].is_ascii_lowercase() != pair[1].is_ascii_lowercase();
    let changes = letters.windows(2).filter(is_change).count();
    letters.iter().all(u8::is_ascii_alphabetic) && (changes < 2 || changes * 3 <= letters.len() + 1)
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
        [b'<', .., b'>'] | [b'[', .., b']'] => return true,
        _ => (),
    }
    value.windows(2).enumerate().any(|(at, pair)| match pair {
        b"${" | b"$(" | b"{{" => true,
        [b'[', b'0' | b'a' | b'A'] => value.get(at + 2) == Some(&b'-'),
        b"**" | b".." => value.get(at + 2) == Some(&pair[0]),
        [0xe2, 0x80] => value.get(at + 2) == Some(&0xa6),
        _ => false,
    })
}
