//! Phone numbers, international and national.

mod extension;
mod national;
mod plans;

pub use plans::{PHONE_REGIONS, region_name};

use crate::context::{Names, is_called_behind};
use crate::date::is_date;
use crate::groups::{Run, Separator};
use crate::text::{byte_before, is_word};
use crate::{Finding, Kind};
use extension::{extension_end, may_be_extended};
use national::{Shape, judge};
use plans::{Code, PLANS, least_digits, read_code};

/// The maximum number of digits with the calling code (E.164), and the minimum in any country without it.
const DIGITS_MAX: usize = 15;
const NATIONAL_MIN: usize = 5;

/// The maximum number of digits including a zero before the area code; without that zero it is one less.
const NATIONAL_MAX: usize = 13;

/// A calling code, a zero before the area code, and one more digit.
const LEAD_DIGITS: usize = 5;

/// The variant of a number whose country is unknown.
const NOWHERE: u16 = u16::MAX;

/// A number's country, and the confidence in it.
#[derive(Clone, Copy)]
struct Judged {
    variant: u16,
    confidence: u8,
}

/// What the words around a number call it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Phone,
    Other,
    None,
}

fn name(run: &Run<'_>, first: usize, last: usize) -> Name {
    let groups = run.groups();
    let asked = Names::PHONE.or(Names::OTHER).or(Names::ACCOUNT);
    let label = run.labels.label(run.text, groups[first].start, asked);
    match label {
        Names::NONE if is_called_behind(run.text, groups[last].end, Names::PHONE) => Name::Phone,
        Names::NONE => Name::None,
        label if label.has_any_of(Names::PHONE) => Name::Phone,
        _ => Name::Other,
    }
}

/// Reads a phone number that begins with a group.
pub fn read(run: &Run<'_>, first: usize, region: u8) -> Option<Finding> {
    let group = run.groups()[first];
    // `+49` and `+(49)`.
    let signs = match run.before(first) {
        b'+' => 1,
        b'(' if byte_before(run.text, group.start - 1) == b'+' => 2,
        _ => 0,
    };
    if signs > 0 && !is_word(byte_before(run.text, group.start - signs)) {
        return read_international(run, first, 0, signs);
    }
    if !run.begins(first) || run.is_middle(first) {
        return None;
    }
    let text = run.text;
    let digits = &text[group.start..group.end];
    if digits.starts_with(b"00") && !digits.starts_with(b"000") {
        return read_international(run, first, 2, 0).filter(|_| name(run, first, first) != Name::Other);
    }
    // This is also the area code of Buenos Aires, Riyadh and Johannesburg.
    if digits == b"011"
        && run.separator_behind(first) != Separator::None
        && let Some(finding) = read_international(run, first + 1, 0, 0)
    {
        return Some(Finding { start: group.start as u32, ..finding });
    }
    read_national(run, first, region)
}

/// Reads calling code and number after a `+`, which takes `signs` bytes, or after `00`, `skip` digits of which are in
/// the first group.
fn read_international(run: &Run<'_>, first: usize, skip: usize, signs: usize) -> Option<Finding> {
    let groups = run.groups();
    // The first digits, which together with the number of digits identify the plan.
    let mut lead = [0; LEAD_DIGITS];
    let mut count = 0;
    let (mut best, mut last) = (None, first);
    // The calling code is in the first group.
    let code = read_code(&run.text[(groups[first].start + skip).min(groups[first].end)..groups[first].end]);
    let may_end = |at: usize| {
        let is_fraction = groups[at].separator == Separator::Dot && groups[at].len() < 2;
        !is_fraction && (run.ends(at) || may_be_extended(run.text, groups[at].end))
    };
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
            if count + bytes.len() > DIGITS_MAX + 1 {
                break;
            }
            for (at, digit) in bytes.iter().enumerate().take(LEAD_DIGITS.saturating_sub(count)) {
                lead[count + at] = *digit;
            }
            count += bytes.len();
        }
        if let Some(found) = find_plan(&lead, count, code)
            && may_end(at)
        {
            best = Some((at, found));
        }
        last = at;
    }
    // A number that fits no plan, such as a made-up one.
    let unknown = || {
        let is_long = run.ends(first) && lead[0] != b'0' && (10..=DIGITS_MAX).contains(&groups[first].len());
        let is_grouped = last > first && may_end(last) && (9..=DIGITS_MAX).contains(&count);
        let last = if is_grouped && code.is_some() { last } else { first };
        (signs > 0 && (is_long || last > first)).then_some((last, (NOWHERE, false)))
    };
    let (last, (variant, is_known)) = best.or_else(unknown)?;
    let is_bare = last == first;
    if signs == 0 && is_bare && !is_known && name(run, first, last) != Name::Phone {
        return None;
    }
    let confidence = if signs > 0 { 90 } else { 80 } + if is_known { 8 } else { 0 };
    let finding = finish(run, first, last, signs, Judged { variant, confidence });
    Some(finding)
}

/// The plan for which `count` digits are a whole number with calling code, and whether the first digit is valid in it.
fn find_plan(lead: &[u8; LEAD_DIGITS], count: usize, code: Option<Code>) -> Option<(u16, bool)> {
    let Code { digits: code_digits, number, plan } = code?;
    let national = count - code_digits;
    let Some(at) = plan else {
        return (least_digits(number)..=10).contains(&national).then_some((NOWHERE, false));
    };
    let plan = &PLANS[at];
    let trunk = usize::from(plan.trunk == b'0' && lead[code_digits] == b'0');
    let (min, max) = (plan.min as usize, plan.max as usize);
    (min.max(NATIONAL_MIN) + trunk..=max + trunk)
        .contains(&national)
        .then(|| (at as u16, plan.begins_with(lead[code_digits + trunk])))
}

fn read_national(run: &Run<'_>, first: usize, region: u8) -> Option<Finding> {
    let (text, groups) = (run.text, run.groups());
    let start = groups[first].start;
    if groups[first].len() > NATIONAL_MAX {
        return None;
    }
    // Looks at the text before the number rather than at the start of the run, since that depends on the space for
    // findings.
    let is_negative = || {
        let before = text[..start - 1].strip_suffix(b" ").unwrap_or(&text[..start - 1]);
        !before.last().is_some_and(u8::is_ascii_digit)
    };
    if matches!(run.before(first), b'$' | b'#' | b'%') || run.before(first) == b'-' && is_negative() {
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
    let mut name = |last| *named.get_or_insert_with(|| name(run, first, last));
    // The number with the highest confidence, then the longest: the groups after it may be another number.
    let mut count = 0;
    let mut lasts = [0; 6];
    let mut digits = 0;
    for (at, group) in groups.iter().enumerate().skip(first).take(lasts.len()) {
        if at > first && group.separator == Separator::Wide {
            break;
        }
        digits += group.len();
        // With a leading zero, the longest numbers in Germany and Austria have thirteen digits.
        if digits > NATIONAL_MAX - usize::from(text[start] != b'0') {
            break;
        }
        lasts[count] = digits;
        count += 1;
    }
    let mut best: Option<(usize, Judged)> = None;
    for used in (1..=count).rev() {
        let last = first + used - 1;
        let digits = lasts[used - 1];
        if digits < 7 {
            break;
        }
        if !run.ends(last) && !may_be_extended(text, groups[last].end) || goes_on_alike(run, first, last) {
            continue;
        }
        let lengths = run.lengths.part(first, used);
        let shape = Shape { run, groups: &groups[first..=last], lengths, digits };
        let Some(judged) = judge(&shape, region, &mut || name(last) == Name::Phone) else { continue };
        if judged.confidence < 95 && name(last) == Name::Other {
            continue;
        }
        if best.is_none_or(|(_, other)| judged.confidence > other.confidence) {
            best = Some((last, judged));
        }
    }
    let (last, judged) = best?;
    Some(finish(run, first, last, 0, judged))
}

/// Whether the separator after the last group equals the one before it, so that the number continues.
fn goes_on_alike(run: &Run<'_>, first: usize, last: usize) -> bool {
    let next = run.separator_behind(last);
    last > first
        && next != Separator::None
        && next == run.groups()[last].separator
        && next != Separator::Space
}

fn finish(run: &Run<'_>, first: usize, last: usize, before: usize, judged: Judged) -> Finding {
    let (text, groups) = (run.text, run.groups());
    let mut start = groups[first].start - before;
    let end = groups[last].end;
    // An opening parenthesis belongs to the number if it is closed within it.
    if byte_before(text, start) == b'(' && text[start..end].contains(&b')') {
        start -= 1;
    }
    Finding {
        kind: Kind::PhoneNumber,
        variant: judged.variant,
        confidence: judged.confidence,
        start: start as u32,
        end: extension_end(text, end) as u32,
    }
}
