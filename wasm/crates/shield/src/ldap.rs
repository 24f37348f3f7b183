//! LDAP filters: a value that closes the surrounding condition and opens another, or is a filter itself.

use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, skip};

/// How far back to look for a parenthesis that the value itself opened.
const FAR: usize = 64;

/// Judges the condition at the `(` at `open`, after a `)` or in a list: `*)(uid=*`, `x)(|(password=*`, `(&(uid=*)`.
///
/// Source: the grammar of filters, RFC 4515 section 3.
#[inline(never)]
pub fn judge(text: &[u8], open: usize, sheet: &mut Sheet) {
    const NAME_MAX: usize = 32;
    let closes = before(text, open) == b')' && closes_more(&text[open.saturating_sub(FAR)..open]);
    if !closes && at(text, open + 2) != b'(' {
        return;
    }
    let near = &text[..(open + NAME_MAX).min(text.len())];
    let mut name = open + 1;
    while matches!(at(near, name), b'&' | b'|' | b'!' | b'(') {
        name += 1;
    }
    let end =
        skip(near, name, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b';' | b':'));
    let is_test = match at(text, end) {
        b'=' => end > name && at(text, end + 1) != b'=',
        b'~' | b'<' | b'>' => end > name && at(text, end + 1) == b'=',
        _ => false,
    };
    let is_list = closes && name > open + 1 && matches!(at(text, name), b')' | 0);
    if is_test || is_list {
        sheet.raise(Kind::NosqlInjection, 60, open - usize::from(closes), end.max(name));
    }
}

/// Judges the matching rule of a comparison, by the `:` before its number: `userPassword:2.5.13.18:=x`.
#[inline(always)]
pub fn judge_rule(text: &[u8], colon: usize, sheet: &mut Sheet) {
    const RULE_MAX: usize = 48;
    let near = &text[..(colon + RULE_MAX).min(text.len())];
    let end = skip(near, colon + 1, |byte| byte.is_ascii_digit() || byte == b'.');
    if at(text, end) == b':' && at(text, end + 1) == b'=' && near[colon..end].contains(&b'.') {
        sheet.raise(Kind::NosqlInjection, 60, colon, end + 2);
    }
}

/// Whether a text has a `)` without an opening one.
fn closes_more(text: &[u8]) -> bool {
    let mut depth = 0;
    text.iter().any(|byte| {
        depth += i32::from(*byte == b'(') - i32::from(*byte == b')');
        depth < 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Kinds;

    #[test]
    fn what_closes_the_condition_around_it_and_begins_another_is_found() {
        for (text, score) in [
            ("*)(uid=*", 60),
            ("x)(|(password=*", 60),
            ("x)(&)", 60),
            ("x))(&(a>=1)", 60),
            ("(&(a=1)(!(b=2)))", 60),
            ("*(|(a~=1))", 60),
            ("f(&(a))", 0),
            ("f(&(a==1))", 0),
            ("(a)(b=1)", 0),
            ("x)(y)", 0),
            ("x)(y==1)", 0),
            (":) (a=1)", 0),
        ] {
            let mut sheet = Sheet::new(Kinds::ALL);
            let text = text.as_bytes();
            for open in (0..text.len()).filter(|open| text[*open] == b'(') {
                judge(text, open, &mut sheet);
            }
            assert_eq!(sheet.highest(), score, "{}", core::str::from_utf8(text).unwrap());
        }
    }
}
