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
    if value.contains(&b' ') || looks.is_sequence() || letters == 0 {
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
                && !is_code(value, looks, is_quoted)
        }
        Credence::Header => len >= 8 && looks.digits > 0 && looks.entropy >= bits(2, 8),
        Credence::Secret => {
            let least = if len < 20 { bits(2, 12) } else { bits(3, 0) };
            len >= 10
                && looks.digits > 0
                && looks.entropy >= least
                && looks.changes * 6 >= looks.len
                && !is_code(value, looks, is_quoted)
        }
        Credence::Key => {
            len >= 16
                && looks.digits > 1
                && looks.entropy >= bits(3, 3)
                && looks.changes * 4 >= looks.len
                && !is_code(value, looks, is_quoted)
        }
    }
}

/// Whether it is a path, an address, a name with a version, or an expression.
fn is_code(value: &[u8], looks: Randomness, is_quoted: bool) -> bool {
    let has = |text: &[u8]| value.windows(text.len()).any(|window| window == text);
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
        || is_member
        || is_path
        || has(b"://")
        || has(b"->")
        || has(b"::")
        || is_identifier && few_digits && (!is_quoted || looks.others > 0 || looks.digits < 2)
}

/// Whether something is to be put in its place: `${NAME}`, `{{ name }}`, `%NAME%`, `<name>`, `***`, `...`, `[0-9a-f]`.
pub fn is_template(value: &[u8]) -> bool {
    let has = |text: &[u8]| value.windows(text.len()).any(|window| window == text);
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
    has(b"[0-9")
        || has(b"[a-z")
        || has(b"[A-Z")
        || has(b"${")
        || has(b"$(")
        || has(b"{{")
        || has(b"***")
        || has(b"...")
        || has(b"\xe2\x80\xa6")
}
