//! Phone numbers, international and national.

mod plans;

pub use plans::PHONE_REGIONS;

use crate::context::{Names, label};
use crate::date::is_date;
use crate::groups::{Group, Run, Separator};
use crate::text::{byte_at, byte_before, is_word, number};
use crate::{Finding, Kind};
use plans::{PLANS, Plan, is_calling_code};

/// The most digits of a number with its calling code (E.164), and the fewest that any country has behind the code.
const DIGITS_MAX: usize = 15;
const NATIONAL_MIN: usize = 5;

/// The variant of a number whose country is not known.
const NOWHERE: u16 = u16::MAX;

/// What the words before a number call it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Phone,
    Other,
    None,
}

fn name(text: &[u8], start: usize) -> Name {
    let label = label(text, start, Names::PHONE.or(Names::OTHER).or(Names::ACCOUNT));
    match label {
        Names::NONE => Name::None,
        label if label.has_any_of(Names::PHONE) => Name::Phone,
        _ => Name::Other,
    }
}

/// Reads a number that begins with a group; returns the group behind it.
pub fn read(run: &Run<'_>, first: usize, region: u8) -> Option<(usize, Finding)> {
    let group = run.groups()[first];
    if run.before(first) == b'+' && !is_word(byte_before(run.text, group.start - 1)) {
        return read_international(run, first, 0, b'+');
    }
    if !run.begins(first) || run.is_middle(first) {
        return None;
    }
    let text = run.text;
    let digits = &text[group.start..group.end];
    if digits.starts_with(b"00") && !digits.starts_with(b"000") {
        return read_international(run, first, 2, b'0').filter(|_| name(text, group.start) != Name::Other);
    }
    if digits == b"011" && run.separator_behind(first) != Separator::None {
        let (behind, mut finding) = read_international(run, first + 1, 0, b'0')?;
        finding.start = group.start as u32;
        return Some((behind, finding));
    }
    read_national(run, first, &PLANS[region as usize], region)
}

/// Reads calling code and number behind `+` or `00`, of which `skip` digits stand in the first group.
fn read_international(run: &Run<'_>, first: usize, skip: usize, sign: u8) -> Option<(usize, Finding)> {
    let groups = run.groups();
    let mut digits = [0; DIGITS_MAX + 1];
    let mut count = 0;
    let mut best = None;
    for (at, group) in groups.iter().enumerate().skip(first) {
        let mut bytes = &run.text[group.start..group.end];
        if at == first {
            bytes = &bytes[skip.min(bytes.len())..];
        } else if matches!(group.separator, Separator::Wide) {
            break;
        }
        // The zero that is not dialled from abroad: `+49 (0) 30`.
        let is_trunk = bytes == b"0" && group.separator == Separator::Paren && count > 0;
        if !is_trunk {
            match digits.get_mut(count..count + bytes.len()) {
                Some(room) => room.copy_from_slice(bytes),
                None => break,
            }
            count += bytes.len();
        }
        if let Some(found) = find_plan(&digits[..count]) {
            if run.ends(at) || may_be_extended(run.text, group.end) {
                best = Some((at, found));
            }
        }
    }
    // A number that no plan knows, as texts make them up.
    let unknown = || {
        let is_long = run.ends(first) && (10..=DIGITS_MAX).contains(&groups[first].len()) && sign == b'+';
        is_long.then_some((first, (NOWHERE, false)))
    };
    let (last, (variant, is_known)) = best.or_else(unknown)?;
    let is_bare = last == first;
    if sign == b'0' && is_bare && !is_known && name(run.text, groups[first].start) != Name::Phone {
        return None;
    }
    let confidence = if sign == b'+' { 90 } else { 80 } + if is_known { 8 } else { 0 };
    let before = usize::from(sign == b'+');
    let finding = finish(run, first, last, before, variant, confidence);
    Some((last + 1, finding))
}

/// The plan by which digits are a whole number with its calling code, and whether they begin as that plan has it.
fn find_plan(digits: &[u8]) -> Option<(u16, bool)> {
    for code_digits in 1..=3.min(digits.len()) {
        let code = number(&digits[..code_digits]) as u16;
        let national = &digits[code_digits..];
        if let Some(at) = PLANS.iter().position(|plan| plan.calling_code == code) {
            let plan = &PLANS[at];
            let national = match national.strip_prefix(b"0") {
                Some(rest) if plan.trunk == b'0' => rest,
                _ => national,
            };
            let (min, max) = (plan.min as usize, plan.max as usize);
            return (min.max(NATIONAL_MIN)..=max)
                .contains(&national.len())
                .then(|| (at as u16, plan.begins_with(national[0])));
        }
        if is_calling_code(code) {
            return (6..=10).contains(&national.len()).then_some((NOWHERE, false));
        }
    }
    None
}

fn read_national(run: &Run<'_>, first: usize, home: &Plan, region: u8) -> Option<(usize, Finding)> {
    let (text, groups) = (run.text, run.groups());
    let start = groups[first].start;
    if matches!(run.before(first), b'$' | b'#' | b'%') || run.before(first) == b'-' && first == 0 {
        return None;
    }
    if text[..start].ends_with("€".as_bytes()) || text[..start].ends_with("£".as_bytes()) {
        return None;
    }
    let before = byte_before(text, start);
    let is_time = before == b':' && byte_before(text, start - 1).is_ascii_digit();
    if is_time || is_date(run, first) {
        return None;
    }
    let mut named = None;
    let mut name = || *named.get_or_insert_with(|| name(text, start));
    // The surest number, and of those the longest: what follows may be another one.
    let mut count = 0;
    let mut lasts = [0; 6];
    let mut digits = 0;
    for (at, group) in groups.iter().enumerate().skip(first).take(lasts.len()) {
        if at > first && group.separator == Separator::Wide {
            break;
        }
        digits += group.len();
        if digits > 12 {
            break;
        }
        lasts[count] = digits;
        count += 1;
    }
    let mut best: Option<(usize, u8)> = None;
    for used in (1..=count).rev() {
        let last = first + used - 1;
        let digits = lasts[used - 1];
        if digits < 7 {
            break;
        }
        if !run.ends(last) && !may_be_extended(text, groups[last].end) || goes_on_alike(run, first, last) {
            continue;
        }
        let shape = Shape { run, groups: &groups[first..=last], digits };
        let Some(confidence) = judge(&shape, home, &mut || name() == Name::Phone) else { continue };
        if confidence < 95 && name() == Name::Other {
            continue;
        }
        if best.is_none_or(|(_, other)| confidence > other) {
            best = Some((last, confidence));
        }
    }
    let (last, confidence) = best?;
    Some((last + 1, finish(run, first, last, 0, region.into(), confidence)))
}

/// Whether the group behind the last is joined as those before are, so that the number is longer.
fn goes_on_alike(run: &Run<'_>, first: usize, last: usize) -> bool {
    let next = run.separator_behind(last);
    last > first
        && next != Separator::None
        && next == run.groups()[last].separator
        && next != Separator::Space
}

/// Groups that may be a national number.
struct Shape<'a, 'b> {
    run: &'b Run<'a>,
    groups: &'b [Group],
    digits: usize,
}

impl Shape<'_, '_> {
    fn has_lengths(&self, lengths: &[usize]) -> bool {
        self.groups.len() == lengths.len()
            && self.groups.iter().zip(lengths).all(|(group, length)| group.len() == *length)
    }

    fn digit(&self, group: usize, at: usize) -> u8 {
        self.run.text[self.groups[group].start + at]
    }

    /// Whether the first group, or the one at `group`, stands in parentheses.
    fn is_in_parentheses(&self, group: usize) -> bool {
        byte_before(self.run.text, self.groups[group].start) == b'('
            && byte_at(self.run.text, self.groups[group].end) == b')'
    }
}

/// How sure it is that groups are a phone number, by their shape alone and by the home country's plan; a name before
/// them makes up for a weak shape.
fn judge(shape: &Shape<'_, '_>, home: &Plan, is_named: &mut impl FnMut() -> bool) -> Option<u8> {
    let Shape { groups, digits, .. } = *shape;
    let is_dot = |group: &Group| group.separator == Separator::Dot;
    if groups[1..].iter().any(is_dot)
        && !groups[1..].iter().all(|group| is_dot(group) || group.separator == Separator::Paren)
    {
        return None;
    }
    let lead = shape.digit(0, 0);
    let is_american = home.calling_code == 1;
    if groups.len() == 1 {
        let is_home = match home.trunk {
            b'0' => lead == b'0' && home.fits(digits - 1, shape.digit(0, 1)),
            _ => false,
        };
        let is_chinese = home.region == "CN" && digits == 11 && lead == b'1' && shape.digit(0, 1) >= b'3';
        if is_home || is_chinese {
            return Some(if is_named() { 90 } else { 70 });
        }
        if digits <= 12 && is_named() {
            return Some(75);
        }
        let is_mobile_like = lead == b'0' && shape.digit(0, 1) != b'0' && matches!(digits, 10 | 11);
        return (is_mobile_like && !is_isbn(shape)).then_some(60);
    }
    // North America: 415-555-0132, (415) 555-0132, 1-415-555-0132.
    let american = match () {
        () if shape.has_lengths(&[3, 3, 4]) => Some(0),
        () if shape.has_lengths(&[1, 3, 3, 4]) && lead == b'1' => Some(1),
        () if shape.has_lengths(&[3, 7]) && shape.is_in_parentheses(0) => Some(0),
        () => None,
    };
    if let Some(area) = american.filter(|area| shape.digit(*area, 0) != b'0') {
        let is_plan = shape.digit(area, 0) >= b'2' && shape.digit(area + 1, 0) >= b'2';
        let is_strong = shape.is_in_parentheses(area);
        let is_alike = groups[area + 1..].iter().all(|group| group.separator == groups[area + 1].separator);
        let is_spaced = groups[area + 1].separator == Separator::Space
            && groups[area + 2..].iter().all(|group| group.separator == Separator::Space);
        return match () {
            () if is_strong => Some(if is_plan { 95 } else { 80 }),
            () if is_plan && is_alike && (is_american || !is_spaced) => Some(85),
            () if is_plan && is_american => Some(75),
            () => is_named().then_some(80),
        };
    }
    let shortest_tail = groups[1..].iter().map(Group::len).min().unwrap_or(0);
    if shortest_tail < 2 && !(groups.len() > 2 && groups[groups.len() - 1].len() > 3) {
        return None;
    }
    // A zero before the area, as most countries dial it: 030 123456, (020) 7946 0958, 06 12 34 56 78.
    let is_parted = |group: usize| shape.is_in_parentheses(group);
    if lead == b'0' {
        let length = groups[0].len();
        let second = if length > 1 { shape.digit(0, 1) } else { shape.digit(1, 0) };
        let is_lone =
            length == 1 && !is_parted(1) && !(digits == 11 && groups[1].len() == 3 && groups.len() >= 4);
        // Five digits and four are a postcode of the United States.
        if second == b'0' || is_lone || length > 6 || shape.has_lengths(&[5, 4]) {
            return is_named().then_some(60);
        }
        let is_home = home.trunk == b'0' && home.fits(digits - 1, second)
            || home.region == "IT" && home.fits(digits, lead);
        return match digits {
            9..=12 if is_home => Some(92),
            9..=12 => Some(82),
            _ => is_named().then_some(75),
        };
    }
    // Russia and its neighbours: 8 (495) 123-45-67.
    let is_russian =
        lead == b'8' && groups[0].len() == 1 && digits == 11 && groups[1].len() == 3 && groups.len() >= 4;
    // Brazil: (11) 98456-5666.
    let is_brazilian = groups[0].len() == 2
        && is_parted(0)
        && matches!(groups.len(), 3)
        && groups[2].len() == 4
        && matches!(digits, 10 | 11);
    // China: 138 1234 5678.
    let is_chinese = shape.has_lengths(&[3, 4, 4]) && lead == b'1' && shape.digit(0, 1) >= b'3';
    if is_russian || is_brazilian || is_chinese {
        return Some(82);
    }
    let is_home = !is_american && home.fits(digits, lead) && home.trunk != b'0';
    if is_home || home.region == "IN" && shape.has_lengths(&[5, 5]) && lead >= b'6' {
        return Some(if is_named() { 92 } else { 75 });
    }
    (digits <= 12 && is_named()).then_some(75)
}

/// Whether ten digits are the number of a book (ISO 2108).
fn is_isbn(shape: &Shape<'_, '_>) -> bool {
    let sum: u32 =
        (0..shape.digits).map(|at| u32::from(shape.digit(0, at) - b'0') * (10 - at.min(9)) as u32).sum();
    shape.digits == 10 && sum.is_multiple_of(11)
}

/// Whether a number may be followed by an extension at a place, which letters begin.
fn may_be_extended(text: &[u8], end: usize) -> bool {
    extension_end(text, end) > end
}

/// The end of an extension: ` x123`, ` ext. 123`, `#123`, `, extension 5`, `;ext=5`.
fn extension_end(text: &[u8], end: usize) -> usize {
    let mut at = end;
    if matches!(byte_at(text, at), b',' | b';') {
        at += 1;
    }
    if byte_at(text, at) == b' ' {
        at += 1;
    }
    let rest = &text[at..];
    let starts = |word: &[u8]| rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let words: [&[u8]; 8] = [b"extension", b"ext.", b"ext=", b"ext:", b"ext", b"durchwahl", b"poste", b"x"];
    let Some(word) = words.iter().find(|word| starts(word)) else { return end };
    at += word.len();
    while matches!(byte_at(text, at), b' ' | b'.' | b':') && at < end + 16 {
        at += 1;
    }
    let digits = at;
    while at < digits + 7 && byte_at(text, at).is_ascii_digit() {
        at += 1;
    }
    if at == digits || at == digits + 7 || is_word(byte_at(text, at)) { end } else { at }
}

fn finish(run: &Run<'_>, first: usize, last: usize, before: usize, variant: u16, confidence: u8) -> Finding {
    let (text, groups) = (run.text, run.groups());
    let mut start = groups[first].start - before;
    let end = groups[last].end;
    // The parenthesis belongs to the number when it closes within it.
    if byte_before(text, start) == b'(' && text[start..end].contains(&b')') {
        start -= 1;
    }
    Finding {
        kind: Kind::PhoneNumber,
        variant,
        confidence,
        start: start as u32,
        end: extension_end(text, end) as u32,
    }
}
