//! Rules out most ids before any is read, by the lengths of groups and the separators between them.

use super::Lead;
use super::ids::{IDS, SHAPE_TEXTS};
use crate::groups::{Separator, read_one_separator};
use crate::text::byte_at;

/// A set of ids: bit `n` is the `n`th.
pub type Ids = u128;

const _: () = assert!(IDS.len() <= Ids::BITS as usize);

/// The maximum length of a group that is distinguished, and of a written shape.
pub const GROUP_MAX: usize = 20;
const WRITTEN_MAX: usize = 24;

/// What follows the first group.
#[derive(Clone, Copy)]
enum Next {
    /// Nothing that continues an id.
    End,
    /// A letter after digits, or a digit after letters.
    Other,
    Space,
    Dash,
    Dot,
    Slash,
    /// A symbol that only some shapes contain.
    Sign,
}

const NEXTS: usize = Next::Sign as usize + 1;

/// The ids with each property; the candidates for a text have all properties of that text.
struct Forms {
    /// By the length of the first group.
    digits: Leads,
    letters: Leads,
    /// By length, for ids that consist of digits only.
    wholes: [Ids; GROUP_MAX],
    nexts: [Ids; NEXTS],
    /// By the number of digits after the first separator, and after the second.
    seconds: [Ids; GROUP_MAX],
    thirds: [Ids; GROUP_MAX],
}

/// The ids whose first group is followed by a separator, and those in which none follows; an id written both ways is in
/// both.
struct Leads {
    signed: [Ids; GROUP_MAX],
    plain: [Ids; GROUP_MAX],
}

static FORMS: Forms = {
    let none = [0; GROUP_MAX];
    let mut forms = Forms {
        digits: Leads { signed: none, plain: none },
        letters: Leads { signed: none, plain: none },
        wholes: none,
        nexts: [0; NEXTS],
        seconds: none,
        thirds: none,
    };
    let mut id = 0;
    while id < IDS.len() {
        let shape = SHAPE_TEXTS[id].as_bytes();
        let (mut choices, mut at) = (1, 0);
        while at < shape.len() {
            choices += (shape[at] == b'X') as u32;
            at += 1;
        }
        let mut way = 0;
        while way < 1 << choices {
            file(&mut forms, 1 << id, &write(shape, way));
            way += 1;
        }
        id += 1;
    }
    forms
};

/// One way to write a shape: bit 0 of `way` omits the optional separators; each further bit makes an `X` a letter.
const fn write(shape: &[u8], mut way: u32) -> [u8; WRITTEN_MAX] {
    let (mut written, mut length, mut at) = ([0; WRITTEN_MAX], 0, 0);
    let is_joined = way & 1 != 0;
    while at < shape.len() {
        let mut class = shape[at];
        if class == b'X' {
            way >>= 1;
            class = if way & 1 != 0 { b'A' } else { b'9' };
        }
        if !(class == b' ' && is_joined) {
            written[length] = class;
            length += 1;
        }
        at += 1;
    }
    written
}

/// Files an id under one way to write it.
const fn file(forms: &mut Forms, id: Ids, written: &[u8; WRITTEN_MAX]) {
    let lead = run(written, 0, written[0]);
    let by_lead = if written[0] == b'9' { &mut forms.digits } else { &mut forms.letters };
    if written[0] == b'9' && written[lead] == 0 {
        forms.wholes[lead] |= id;
    }
    let (any, is_signed): (&[Next], bool) = match written[lead] {
        // Anything may follow that does not continue the word.
        0 => (&[Next::End, Next::Space, Next::Dash, Next::Dot, Next::Slash, Next::Sign], false),
        b'9' | b'A' => (&[Next::Other], false),
        b' ' => (&[Next::Space, Next::Dash, Next::Dot, Next::Slash], true),
        b'-' => (&[Next::Dash], true),
        b'.' => (&[Next::Dot], true),
        b'/' => (&[Next::Slash], true),
        _ => (&[Next::Sign], true),
    };
    let mut at = 0;
    while at < any.len() {
        forms.nexts[any[at] as usize] |= id;
        at += 1;
    }
    if !is_signed {
        by_lead.plain[lead] |= id;
        return;
    }
    by_lead.signed[lead] |= id;
    let second = run(written, lead + 1, b'9');
    let end = lead + 1 + second;
    let is_counted = written[end] != 0;
    let third = match written[end] {
        b' ' | b'-' | b'.' | b'/' if is_counted => run(written, end + 1, b'9'),
        _ => 0,
    };
    forms.seconds[second] |= id;
    let mut count = 0;
    while count < GROUP_MAX {
        if !is_counted || count == third {
            forms.thirds[count] |= id;
        }
        count += 1;
    }
}

/// The number of bytes of a class at `start`.
const fn run(written: &[u8; WRITTEN_MAX], start: usize, class: u8) -> usize {
    let mut at = start;
    while at < WRITTEN_MAX && written[at] == class {
        at += 1;
    }
    at - start
}

/// Bit `n`: `n` digits alone may be one of these ids.
pub const fn lengths_of(ids: Ids) -> u32 {
    let (mut lengths, mut digits) = (0, 0);
    while digits < GROUP_MAX {
        lengths |= ((FORMS.wholes[digits] & ids != 0) as u32) << digits;
        digits += 1;
    }
    lengths
}

/// The ids that `digits` digits alone may be.
pub fn wholes(digits: usize) -> Ids {
    FORMS.wholes[digits.min(GROUP_MAX - 1)]
}

/// The candidates for what begins at an offset.
pub struct Candidates {
    pub ids: Ids,
    /// Whether all of them consist of just these digits.
    pub is_whole: bool,
}

/// The ids that may begin at `start`.
pub fn candidates(text: &[u8], start: usize, lead: Lead) -> Candidates {
    let (by_lead, count) = match lead {
        Lead::Digits(count) => (&FORMS.digits, count),
        Lead::Letters(count) => (&FORMS.letters, count),
    };
    let column = count.min(GROUP_MAX - 1);
    let (signed, plain) = (by_lead.signed[column], by_lead.plain[column]);
    if signed | plain == 0 {
        return Candidates { ids: 0, is_whole: false };
    }
    let (next, bytes) = read_next(text, start + count);
    if matches!((lead, next), (Lead::Digits(_), Next::End)) {
        return Candidates { ids: FORMS.wholes[column], is_whole: true };
    }
    let (signed, mut ids) = (signed & FORMS.nexts[next as usize], plain & FORMS.nexts[next as usize]);
    if bytes > 0 && signed != 0 {
        let second = start + count + bytes;
        let digits = count_digits(text, second);
        let third = match read_next(text, second + digits) {
            (Next::Space | Next::Dash | Next::Dot | Next::Slash, bytes) => {
                count_digits(text, second + digits + bytes)
            }
            _ => 0,
        };
        ids |= signed & FORMS.seconds[digits] & FORMS.thirds[third];
    }
    Candidates { ids, is_whole: false }
}

/// What follows a group, and the length of the separator.
fn read_next(text: &[u8], at: usize) -> (Next, usize) {
    match byte_at(text, at) {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => (Next::Other, 0),
        b'+' | b'(' => (Next::Sign, 1),
        _ => match read_one_separator(text, at) {
            (Separator::Space, bytes) => (Next::Space, bytes),
            (Separator::Dash, bytes) => (Next::Dash, bytes),
            (Separator::Dot, bytes) => (Next::Dot, bytes),
            (Separator::Slash, bytes) => (Next::Slash, bytes),
            _ => (Next::End, 0),
        },
    }
}

/// The number of digits at `start`, up to the maximum that is distinguished.
fn count_digits(text: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < start + GROUP_MAX - 1 && byte_at(text, at).is_ascii_digit() {
        at += 1;
    }
    at - start
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::String;

    #[test]
    fn every_way_to_write_an_id_leaves_it_among_the_candidates() {
        for (at, shape) in SHAPE_TEXTS.iter().enumerate() {
            for (separator, x) in [("", "1"), ("", "A"), (" ", "1"), ("-", "A"), (".", "1"), ("/", "A")] {
                let written = shape.replace('9', "1").replace('X', x).replace(' ', separator);
                let is_digit = written.starts_with('1');
                let count = written.bytes().take_while(|byte| byte.is_ascii_digit() == is_digit).count();
                let count = written[..count].find(|sign| !char::is_alphanumeric(sign)).unwrap_or(count);
                let lead = if is_digit { Lead::Digits(count) } else { Lead::Letters(count) };
                for behind in ["", ",", ". The", " is", " 12", "; 5"] {
                    let text = String::from_iter([&written, behind]);
                    let found = candidates(text.as_bytes(), 0, lead);
                    assert!(found.ids >> at & 1 != 0, "{shape} {text}");
                }
            }
        }
    }

    #[test]
    fn groups_of_digits_are_few_ids() {
        for (text, digits, most) in
            [("212-555-0187", 3, 1), ("020 7946 0958", 3, 0), ("06 12 34 56 78", 2, 0)]
        {
            let ids = candidates(text.as_bytes(), 0, Lead::Digits(digits)).ids;
            assert!(ids.count_ones() <= most, "{text}: {}", ids.count_ones());
        }
    }
}
