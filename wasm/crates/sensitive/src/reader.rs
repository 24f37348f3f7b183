//! From anchor to anchor: which readers look at what stands there.

use crate::anchors::next_anchor;
use crate::groups::{Run, goes_on};
use crate::national::Lead;
use crate::text::{byte_at, byte_before, is_escape, word_end};
use crate::{Findings, Kind, Kinds, Settings};
use crate::{address, card, crypto, date, email, iban, jwt, national, phone, ssn};

/// What is written in groups of digits.
const NUMBERS: Kinds =
    Kinds::of(&[Kind::CreditCard, Kind::PhoneNumber, Kind::IpAddress, Kind::UsSsn, Kind::NationalId]);

/// Fewer digits than any number has that is looked for, but addresses, which have points.
const DIGITS_MIN: usize = 7;

/// How many groups before the end of what was seen of a long run a number may begin and be seen whole.
const GROUPS_OF_NUMBER: usize = 8;

/// Finds what the settings name in a window of a text: whatever begins at [`Findings::from`] or later.
///
/// Costs about a nanosecond for eight bytes between anchors, and some tens for every number.
pub fn find(window: &[u8], settings: &Settings, findings: &mut Findings<'_>) {
    let text = &window[..findings.reach().min(window.len())];
    let mut at = findings.from();
    // What stands before this place was looked at, and letters before an anchor are read back no further.
    let mut floor = at;
    loop {
        let anchor = next_anchor(text, at);
        if anchor >= text.len() || anchor >= findings.limit() + crate::CONTEXT_BYTES {
            return;
        }
        at = match text[anchor] {
            b'@' => read_at_sign(text, anchor, floor, settings, findings),
            b':' => read_colons(text, anchor, floor, settings, findings),
            _ => read_word(text, anchor, floor, settings, findings),
        };
        floor = at;
    }
}

fn read_at_sign(
    text: &[u8],
    at: usize,
    floor: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> usize {
    // What was looked at before the sign for numbers may be part of an address: `user1@example.com`.
    let _ = floor;
    if settings.kinds.has(Kind::UrlCredentials) {
        if let Some(finding) = email::read_credentials(text, at, 0) {
            findings.add(finding);
            return finding.end as usize + 1;
        }
    }
    if settings.kinds.has(Kind::Email) {
        if let Some(finding) = email::read(text, at) {
            findings.add(finding);
            return finding.end as usize;
        }
    }
    at + 1
}

fn read_colons(
    text: &[u8],
    at: usize,
    floor: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> usize {
    if settings.kinds.has(Kind::IpAddress) {
        if let Some(finding) = address::read_v6(text, at, floor) {
            findings.add(finding);
            return finding.end as usize;
        }
    }
    at + 2
}

/// Reads what begins with the word in which a digit stands, and returns where to go on.
fn read_word(
    text: &[u8],
    anchor: usize,
    floor: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> usize {
    let mut start = anchor;
    while start > floor && text[start - 1].is_ascii_alphanumeric() {
        start -= 1;
    }
    if start < anchor && is_escape(text, start + 1) {
        start += 1;
    }
    let mut digits = anchor;
    while byte_at(text, digits).is_ascii_digit() {
        digits += 1;
    }
    if start == anchor && settings.kinds.has(Kind::NationalId) {
        if let Some(letters) = letters_before(text, start, digits - start, floor) {
            if let Some(finding) =
                national::read(text, letters, Lead::Letters(start - 1 - letters), usize::MAX)
            {
                findings.add(finding);
                return finding.end as usize;
            }
        }
    }
    let end = word_end(text, digits);
    if end - start <= 4 && (byte_at(text, end) == b':' || byte_before(text, start) == b':') {
        if let Some(end) = read_hex(text, anchor, floor, settings, findings) {
            return end;
        }
    }
    if start == anchor && digits == end {
        if digits - start < DIGITS_MIN && !goes_on(text, end) {
            return end;
        }
        return if settings.kinds.has_any_of(NUMBERS) {
            read_run(text, start, settings, findings)
        } else {
            end
        };
    }
    read_mixed(text, start, anchor, digits, end, settings, findings)
}

/// One or two letters before digits with a space or a hyphen between: ids of Britain and Spain are written so.
fn letters_before(text: &[u8], start: usize, digits: usize, floor: usize) -> Option<usize> {
    if !matches!(digits, 2 | 6 | 7) || !matches!(byte_before(text, start), b' ' | b'-') {
        return None;
    }
    let mut letters = start - 1;
    while letters > floor && start - letters < 4 && text[letters - 1].is_ascii_alphabetic() {
        letters -= 1;
    }
    matches!(start - 1 - letters, 1 | 2).then_some(letters)
}

fn read_hex(
    text: &[u8],
    anchor: usize,
    floor: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> Option<usize> {
    if !settings.kinds.has(Kind::IpAddress) {
        return None;
    }
    let finding = address::read_v6(text, anchor, floor.saturating_sub(crate::CONTEXT_BYTES))?;
    findings.add(finding);
    Some(finding.end as usize)
}

/// Reads a word of letters and digits: `start..end`, of which `anchor..digits` are the first digits.
#[inline(never)]
fn read_mixed(
    text: &[u8],
    start: usize,
    anchor: usize,
    digits: usize,
    end: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> usize {
    let kinds = settings.kinds;
    let letters = anchor - start;
    let found = match letters {
        2 if digits >= anchor + 2 && kinds.has(Kind::Iban) => iban::read(text, start),
        _ => None,
    };
    let found = found.or_else(|| {
        let may_be_token = letters > 2 && text[start..].starts_with(b"ey") && kinds.has(Kind::Jwt);
        if may_be_token { jwt::read(text, start) } else { None }
    });
    let found = found.or_else(|| {
        let may_be_address = end - start >= crypto::WORD_BYTES_MIN && kinds.has(Kind::CryptoAddress);
        if may_be_address { crypto::read(text, start, end) } else { None }
    });
    let found = found.or_else(|| {
        let lead = if letters == 0 { Lead::Digits(digits - anchor) } else { Lead::Letters(letters) };
        let may_be_id = (7..=20).contains(&(end - start)) && kinds.has(Kind::NationalId);
        if may_be_id { national::read(text, start, lead, usize::MAX) } else { None }
    });
    match found {
        Some(finding) => {
            findings.add(finding);
            finding.end as usize
        }
        None => end,
    }
}

/// Reads the numbers in a run of groups of digits, and returns where to go on.
#[inline(never)]
fn read_run(text: &[u8], start: usize, settings: &Settings, findings: &mut Findings<'_>) -> usize {
    let mut run = Run::read(text, start);
    let count = run.groups().len();
    let last = run.groups()[count - 1];
    // A last group with letters behind it is read as a word of its own.
    let resume = if byte_at(text, last.end).is_ascii_alphabetic() && last.start > start {
        last.start
    } else {
        run.end()
    };
    if run.digits < DIGITS_MIN && count < 4 {
        return resume;
    }
    let seen = if run.is_cut() { count - GROUPS_OF_NUMBER } else { count };
    let mut first = 0;
    while first < seen {
        if date::is_date(&run, first) {
            first += 3;
            continue;
        }
        match read_number(&run, first, settings, findings) {
            Some(end) => {
                run.taken = end;
                while run.groups().get(first).is_some_and(|group| group.start < end) {
                    first += 1;
                }
                if end >= run.end() {
                    return end;
                }
            }
            None => first += 1,
        }
    }
    match run.groups().get(first) {
        Some(group) if run.is_cut() => group.start,
        _ => resume,
    }
}

/// Reads the number that begins with a group, and returns its end.
fn read_number(
    run: &Run<'_>,
    first: usize,
    settings: &Settings,
    findings: &mut Findings<'_>,
) -> Option<usize> {
    let kinds = settings.kinds;
    let group = run.groups()[first];
    let mut found = None;
    if kinds.has(Kind::IpAddress) {
        found = address::read_v4(run, first);
    }
    if found.is_none() && kinds.has(Kind::UsSsn) {
        found = ssn::read(run, first);
    }
    if found.is_none() && kinds.has(Kind::CreditCard) {
        found = card::read(run, first);
    }
    let mut finding = found.map(|(_, finding)| finding);
    if finding.is_none()
        && kinds.has(Kind::NationalId)
        && run.digits >= DIGITS_MIN
        && run.begins(first)
        && run.before(first) != b'+'
    {
        finding = national::read(run.text, group.start, Lead::Digits(group.len()), run.digits_from(first));
    }
    if finding.is_none() && kinds.has(Kind::PhoneNumber) {
        finding = phone::read(run, first, settings.phone_region).map(|(_, finding)| finding);
    }
    let finding = finding?;
    findings.add(finding);
    Some(finding.end as usize)
}
