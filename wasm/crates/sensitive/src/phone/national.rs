//! Phone numbers in national format: recognised by their shape, by the plan of the country in the policy, and by a word
//! before them if both are weak.

use super::plans::{PLANS, Plan};
use super::{Judged, NOWHERE};
use crate::groups::{Group, Lengths, Run, Separator};
use crate::text::{byte_at, byte_before, is_word};

/// Groups that may be a national number.
pub struct Shape<'a, 'b> {
    pub run: &'b Run<'a>,
    pub groups: &'b [Group],
    pub lengths: Lengths,
    pub digits: usize,
}

impl Shape<'_, '_> {
    #[inline(always)]
    fn has_lengths<const N: usize>(&self, lengths: &[usize; N]) -> bool {
        self.lengths == Lengths::of(lengths)
    }

    fn digit(&self, group: usize, at: usize) -> u8 {
        self.run.text[self.groups[group].start + at]
    }

    /// Whether a group is in parentheses.
    fn is_parted(&self, group: usize) -> bool {
        byte_before(self.run.text, self.groups[group].start) == b'('
            && byte_at(self.run.text, self.groups[group].end) == b')'
    }

    /// Whether a group is a year from 1900 to 2099.
    fn is_year(&self, group: usize) -> bool {
        self.groups[group].len() == 4
            && matches!((self.digit(group, 0), self.digit(group, 1)), (b'1', b'9') | (b'2', b'0'))
    }

    /// Whether all groups from `first` on are preceded by the same separator.
    fn is_alike(&self, first: usize) -> bool {
        self.groups[first..].iter().all(|group| group.separator == self.groups[first].separator)
    }

    /// Whether it is a decimal fraction, or mixes dots with other separators, as prices and times do.
    fn is_fraction_or_mixed(&self) -> bool {
        let is_dot = |group: &Group| group.separator == Separator::Dot;
        let behind = &self.groups[1..];
        let is_mixed = !behind.iter().all(|group| is_dot(group) || group.separator == Separator::Paren);
        behind.iter().any(is_dot) && (is_mixed || behind.len() == 1)
    }

    /// Whether ten digits are an ISBN (ISO 2108).
    fn is_isbn(&self) -> bool {
        let weigh = |at: usize| u32::from(self.digit(0, at) - b'0') * (10 - at) as u32;
        self.digits == 10 && (0..10).map(weigh).sum::<u32>().is_multiple_of(11)
    }
}

/// The index of a country's plan.
const fn region(code: &str) -> u16 {
    let (code, mut at) = (code.as_bytes(), 0);
    while at < PLANS.len() {
        let region = PLANS[at].region;
        if region[0] == code[0] && region[1] == code[1] {
            return at as u16;
        }
        at += 1;
    }
    panic!("no such region")
}

const US: u16 = region("US");
const CHINA: u16 = region("CN");
const RUSSIA: u16 = region("RU");
const BRAZIL: u16 = region("BR");

const fn judged(variant: u16, confidence: u8) -> Option<Judged> {
    Some(Judged { variant, confidence })
}

/// The confidence in groups being a phone number, and the country; a name before them makes up for a weak shape.
pub fn judge(shape: &Shape<'_, '_>, home: u8, is_named: &mut impl FnMut() -> bool) -> Option<Judged> {
    let (variant, plan) = (u16::from(home), &PLANS[home as usize]);
    if shape.groups.len() == 1 {
        return judge_bare(shape, variant, plan, is_named);
    }
    if shape.is_fraction_or_mixed() {
        return None;
    }
    if let Some(area) = american_area(shape) {
        return judge_american(shape, area, variant, plan, is_named);
    }
    if let Some(variant) = find_distinct(shape) {
        return judged(variant, 82);
    }
    let shortest = shape.groups[1..].iter().map(Group::len).min().unwrap_or(0);
    let last = shape.groups[shape.groups.len() - 1].len();
    if shortest < 2 && (shape.groups.len() == 2 || last < 4) {
        return None;
    }
    if shape.digit(0, 0) == b'0' {
        return judge_trunk(shape, variant, plan, is_named);
    }
    let lead = shape.digit(0, 0);
    // Peru and Uruguay dial a zero before some numbers only.
    let is_without_trunk = plan.trunk != b'0' || matches!(&plan.region, b"PE" | b"UY");
    let is_home = plan.calling_code != 1 && is_without_trunk && plan.fits(shape.digits, lead)
        || plan.region == *b"IN" && shape.has_lengths(&[5, 5]) && lead >= b'6';
    match is_home {
        true => judged(variant, if is_named() { 92 } else { 75 }),
        false if is_named() => judged(NOWHERE, 75),
        false => (is_area_parted(shape) || is_grouped_as_abroad(shape))
            .then_some(Judged { variant: NOWHERE, confidence: 60 }),
    }
}

/// Judges digits without separators.
fn judge_bare(
    shape: &Shape<'_, '_>,
    variant: u16,
    plan: &Plan,
    is_named: &mut impl FnMut() -> bool,
) -> Option<Judged> {
    let (lead, second) = (shape.digit(0, 0), shape.digit(0, 1));
    let is_national = lead == plan.trunk && plan.fits(shape.digits - 1, second);
    let is_chinese = plan.region == *b"CN" && shape.digits == 11 && lead == b'1' && second >= b'3';
    let is_sure = is_national && plan.trunk == b'0' || is_chinese;
    if is_sure || is_named() {
        let is_local = is_national || is_chinese || plan.fits(shape.digits, lead);
        let variant = if is_local { variant } else { NOWHERE };
        return judged(variant, if is_named() { 85 } else { 70 });
    }
    // Few other numbers have a single leading zero.
    let has_trunk = lead == b'0'
        && second != b'0'
        && matches!(shape.digits, 10 | 11)
        && byte_before(shape.run.text, shape.groups[0].start) != b'/';
    (has_trunk && !shape.is_isbn()).then_some(Judged { variant: NOWHERE, confidence: 60 })
}

/// The index of the area code in groups of the North American format: 415-555-0132, (415) 555-0132, 1-415-555-0132.
fn american_area(shape: &Shape<'_, '_>) -> Option<usize> {
    let area = match () {
        () if shape.has_lengths(&[3, 3, 4]) => 0,
        () if shape.has_lengths(&[1, 3, 3, 4]) && shape.digit(0, 0) == b'1' => 1,
        () if shape.has_lengths(&[3, 7]) && shape.is_parted(0) => 0,
        () => return None,
    };
    (shape.digit(area, 0) != b'0').then_some(area)
}

fn judge_american(
    shape: &Shape<'_, '_>,
    area: usize,
    home: u16,
    plan: &Plan,
    is_named: &mut impl FnMut() -> bool,
) -> Option<Judged> {
    // Area codes and exchanges begin with 2 or above, but made-up numbers may not.
    let is_plan = shape.digit(area, 0) >= b'2' && shape.digit(area + 1, 0) >= b'2';
    let is_at_home = plan.calling_code == 1;
    let is_spaced = shape.is_alike(area + 1) && shape.groups[area + 1].separator == Separator::Space;
    let variant = if is_at_home { home } else { US };
    let confidence = match () {
        () if shape.is_parted(area) => 80 + 15 * u8::from(is_plan),
        () if is_spaced && !(is_plan && is_at_home) => 0,
        () if shape.is_alike(area + 1) => 70 + 15 * u8::from(is_plan),
        () if is_plan && is_at_home => 75,
        () => 0,
    };
    let lead = shape.digit(area, 0);
    match confidence {
        // 312 345 6789, as in Italy, Greece and Mexico.
        0 if area == 0 && plan.trunk == 0 && plan.fits(shape.digits, lead) => judged(home, 75),
        0 => is_named().then_some(Judged { variant, confidence: 80 }),
        confidence => judged(variant, confidence),
    }
}

/// Judges numbers with a zero before the area code, as in most countries: 030 123456, (020) 7946 0958, 06 12 34 56 78.
fn judge_trunk(
    shape: &Shape<'_, '_>,
    variant: u16,
    plan: &Plan,
    is_named: &mut impl FnMut() -> bool,
) -> Option<Judged> {
    let length = shape.groups[0].len();
    let second = if length > 1 { shape.digit(0, 1) } else { shape.digit(1, 0) };
    // 0 (917) 123 4567 and 0 532 123 45 67.
    let is_set_off =
        shape.is_parted(1) || shape.digits == 11 && shape.groups[1].len() == 3 && shape.groups.len() >= 4;
    let is_home = plan.trunk == b'0' && plan.fits(shape.digits - 1, second)
        || plan.region == *b"IT" && plan.fits(shape.digits, b'0');
    let variant = if is_home { variant } else { NOWHERE };
    // Groups of five and four digits are a US ZIP code; of three, two and four, a social security number.
    let is_american = shape.has_lengths(&[5, 4])
        || shape.has_lengths(&[3, 2, 4]) && shape.is_alike(1) && shape.groups[1].separator == Separator::Dash;
    let is_odd = second == b'0' || length == 1 && !is_set_off || length > 6 || is_american;
    // 08-12 34 56, as in Sweden.
    let is_short = shape.groups[1].separator == Separator::Dash
        && shape.groups.len() > 2
        && shape.groups[2..].iter().all(|group| group.separator == Separator::Space);
    match shape.digits {
        8 if !is_odd && (is_short || is_home) => judged(variant, 70),
        9..=13 if !is_odd && (shape.digits < 13 || shape.groups.len() > 2) => {
            judged(variant, if is_home { 92 } else { 82 })
        }
        _ => is_named().then_some(Judged { variant, confidence: 70 }),
    }
}

/// The country of a format that only one country uses.
fn find_distinct(shape: &Shape<'_, '_>) -> Option<u16> {
    let (groups, lead) = (shape.groups, shape.digit(0, 0));
    // 8 (495) 123-45-67 and 8 (71234) 5 67 89.
    let is_russian = lead == b'8'
        && groups[0].len() == 1
        && shape.digits == 11
        && (groups[1].len() == 3 || matches!(groups[1].len(), 4 | 5) && shape.is_parted(1))
        && groups.len() >= 4
        || shape.has_lengths(&[3, 3, 2, 2]) && shape.is_parted(0) && lead == b'9';
    // 11 98456-5666
    let is_joined = groups.len() == 3
        && matches!((groups[1].separator, groups[2].separator), (Separator::Space, Separator::Dash))
        && groups[1].len() >= 4
        && !(shape.is_year(1) && shape.is_year(2));
    // (11) 98456-5666
    let is_brazilian = groups[0].len() == 2
        && lead != b'0'
        && (shape.is_parted(0) || is_joined)
        && groups.len() == 3
        && groups[2].len() == 4
        && matches!(shape.digits, 10 | 11);
    // 138 1234 5678
    let is_chinese = shape.has_lengths(&[3, 4, 4]) && lead == b'1' && shape.digit(0, 1) >= b'3';
    match () {
        () if is_russian => Some(RUSSIA),
        () if is_brazilian => Some(BRAZIL),
        () if is_chinese => Some(CHINA),
        () => None,
    }
}

/// Whether the number begins with an area code in parentheses: (22) 123456, (2105) 12 34 56. After a word, the
/// parentheses are those of a function call.
fn is_area_parted(shape: &Shape<'_, '_>) -> bool {
    let (groups, text) = (shape.groups, shape.run.text);
    let is_area = matches!(groups[0].len(), 2..=5) && shape.is_parted(0) && !shape.is_year(0);
    is_area
        && (9..=12).contains(&shape.digits)
        && stands_alone(shape)
        && !is_word(byte_before(text, groups[0].start - 1))
}

/// Whether a number is followed by the end of a sentence, element or text, and so by no unit.
fn stands_alone(shape: &Shape<'_, '_>) -> bool {
    let end = shape.groups[shape.groups.len() - 1].end;
    matches!(byte_at(shape.run.text, end), 0 | b'.' | b',' | b';' | b'!' | b'?' | b'"' | b'<' | b'\n' | b')')
}

/// Whether nine digits are grouped in pairs as no other number is: 23 456 78 90, 940 46 26 50, 6 71 23 45 67. Or in
/// threes, like mobile numbers: 661 573 681. Amounts with thousands separators are too, so there nothing may follow.
fn is_grouped_as_abroad(shape: &Shape<'_, '_>) -> bool {
    let groups = shape.groups;
    let is_tied = matches!(groups[1].separator, Separator::Space | Separator::Dash) && shape.is_alike(1);
    let is_paired = shape.has_lengths(&[2, 3, 2, 2])
        || shape.has_lengths(&[3, 2, 2, 2])
        || shape.has_lengths(&[1, 2, 2, 2, 2]);
    let is_mobile = shape.has_lengths(&[3, 3, 3])
        && shape.digit(0, 0) >= b'5'
        && groups[1].separator == Separator::Space
        && stands_alone(shape);
    is_tied && (is_paired || is_mobile)
}
