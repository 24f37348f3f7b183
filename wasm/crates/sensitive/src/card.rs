//! Payment card numbers: brand, length, check digit and grouping.

use snapwall_checksums::is_luhn;

use crate::context::{Names, label};
use crate::groups::{Lengths, Run, Separator};
use crate::packed::{Packed, bytes_of};
use crate::text::number;
use crate::{Finding, Kind};

/// The maximum number of digits of a card number (ISO/IEC 7812-1).
const DIGITS_MAX: usize = 19;

struct Brand {
    /// An index in [`NAMES`].
    name: u8,
    /// Bit `n`: a number may have `n + LENGTH_MIN` digits.
    lengths: u8,
    /// The range of the first six digits, inclusive.
    from: u32,
    to: u32,
}

/// The minimum number of digits of a card number.
const LENGTH_MIN: u32 = 12;

static NAMES: Packed<13, { bytes_of(&NAME_TEXTS) }> = Packed::new(&NAME_TEXTS);

const NAME_TEXTS: [&str; 13] = [
    "visa",
    "mastercard",
    "amex",
    "diners",
    "discover",
    "rupay",
    "jcb",
    "unionpay",
    "dankort",
    "maestro",
    "mir",
    "uatp",
    "troy",
];

const fn brand(name: &str, from: u32, to: u32, lengths: &[u32]) -> Brand {
    let (mut bits, mut at) = (0, 0);
    while at < lengths.len() {
        bits |= 1 << (lengths[at] - LENGTH_MIN);
        at += 1;
    }
    Brand { name: index_of(name), lengths: bits, from, to }
}

/// The index of a brand's name.
const fn index_of(name: &str) -> u8 {
    let mut at = 0;
    while at < NAME_TEXTS.len() {
        if is_same(NAME_TEXTS[at].as_bytes(), name.as_bytes()) {
            return at as u8;
        }
        at += 1;
    }
    panic!("no such brand")
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    let mut at = 0;
    while at < left.len() && at < right.len() && left[at] == right[at] {
        at += 1;
    }
    at == left.len() && at == right.len()
}

const AMEX: u8 = index_of("amex");
const DINERS: u8 = index_of("diners");
const JCB: u8 = index_of("jcb");
const MAESTRO: u8 = index_of("maestro");

impl Brand {
    /// Bit `n`: a number may have `n` digits.
    const fn lengths(&self) -> u32 {
        (self.lengths as u32) << LENGTH_MIN
    }
}

/// Issuers' ranges; narrow ones precede the wide ones that contain them.
static BRANDS: [Brand; 37] = [
    brand("visa", 400000, 499999, &[13, 16, 19]),
    brand("mastercard", 510000, 559999, &[16]),
    brand("mastercard", 222100, 272099, &[16]),
    brand("amex", 340000, 349999, &[15]),
    brand("amex", 370000, 379999, &[15]),
    brand("diners", 300000, 305999, &[14, 16]),
    brand("diners", 309500, 309599, &[14, 16]),
    brand("diners", 360000, 369999, &[14, 16, 19]),
    brand("diners", 380000, 399999, &[14, 16]),
    brand("discover", 601100, 601199, &[16, 19]),
    brand("discover", 644000, 650000, &[16, 19]),
    brand("rupay", 652150, 653149, &[16]),
    brand("discover", 650000, 659999, &[16, 19]),
    brand("jcb", 352800, 358999, &[16, 17, 18, 19]),
    brand("jcb", 350000, 359999, &[16]),
    brand("jcb", 213100, 213199, &[15]),
    brand("jcb", 180000, 180099, &[15]),
    brand("unionpay", 620000, 629999, &[16, 17, 19]),
    brand("unionpay", 810000, 817199, &[16, 19]),
    brand("dankort", 501900, 501999, &[16]),
    brand("rupay", 508500, 508999, &[16]),
    brand("rupay", 607000, 608999, &[16]),
    // The prefixes of cards with twelve digits.
    brand("maestro", 60400, 60499, &[12]),
    brand("maestro", 501800, 501899, &[12]),
    brand("maestro", 502000, 502099, &[12]),
    brand("maestro", 503800, 503899, &[12]),
    brand("maestro", 560000, 589999, &[12]),
    brand("maestro", 630400, 630499, &[12]),
    brand("maestro", 639000, 639099, &[12]),
    brand("maestro", 675900, 676399, &[12]),
    brand("maestro", 500000, 509999, &[12, 13, 14, 15, 16, 18, 19]),
    brand("maestro", 560000, 589999, &[12, 13, 14, 15, 16, 18, 19]),
    brand("maestro", 630000, 639999, &[12, 13, 14, 15, 16, 18, 19]),
    brand("maestro", 670000, 679999, &[12, 13, 14, 15, 16, 18, 19]),
    brand("mir", 220000, 220499, &[16, 19]),
    brand("uatp", 100000, 199999, &[15]),
    brand("troy", 979200, 979289, &[16]),
];

/// Lengths that few cards of a brand have, but many other numbers.
const RARE_LENGTHS: u32 = 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 17 | 1 << 18;

/// The lengths of all brands whose numbers begin with each digit.
static LENGTHS: [u32; 10] = {
    let (mut lengths, mut at) = ([0; 10], 0);
    while at < BRANDS.len() {
        let mut digit = BRANDS[at].from / 100_000;
        while digit <= BRANDS[at].to / 100_000 {
            lengths[digit as usize] |= BRANDS[at].lengths();
            digit += 1;
        }
        at += 1;
    }
    lengths
};

/// The name of a brand, by a finding's variant.
pub fn brand_name(variant: u16) -> &'static [u8] {
    BRANDS.get(variant as usize).map_or(b"", |brand| NAMES.get(usize::from(brand.name)))
}

/// Whether a number of so many digits that begins with `lead` may be a card number.
pub fn may_have(digits: usize, lead: u8) -> bool {
    LENGTHS[usize::from(lead - b'0')].checked_shr(digits as u32).unwrap_or(0) & 1 != 0
}

/// Reads a card number that begins with a group.
pub fn read(run: &Run<'_>, first: usize) -> Option<Finding> {
    let groups = run.groups();
    let start = groups[first].start;
    let lead = run.text[start];
    let is_other = groups.len() == 1 && !may_have(groups[0].len(), lead);
    if run.before(first) == b'+' || LENGTHS[usize::from(lead - b'0')] == 0 || is_other {
        return None;
    }
    // Longest first: if both have a valid check digit, including a security code does no harm.
    let mut candidates = [0; 2];
    let count = group_counts(run, first, &mut candidates);
    let mut digits = [0; DIGITS_MAX];
    for &count in candidates[..count].iter() {
        let behind = first + count;
        if !run.begins(first) || !(run.ends(behind - 1) || is_before_expiry(run, behind)) {
            continue;
        }
        let Some(length) = run.copy_digits(first..behind, &mut digits) else { continue };
        let digits = &digits[..length];
        let prefix = number(&digits[..6]);
        let is_of =
            |brand: &Brand| brand.from <= prefix && prefix <= brand.to && brand.lengths() >> length & 1 != 0;
        // The check digit is tested first, since finding the brand takes longer.
        if !is_luhn(digits) {
            continue;
        }
        let Some(variant) = BRANDS.iter().position(is_of) else { continue };
        let is_grouped = count > 1;
        let label = run.labels.label(run.text, start, Names::CARD.or(Names::OTHER));
        let is_named = label.has_any_of(Names::CARD);
        let brand = &BRANDS[variant];
        let is_usual = match brand.name {
            AMEX | DINERS => true,
            JCB | MAESTRO => brand.lengths() == 1 << length,
            _ => false,
        };
        let is_rare = RARE_LENGTHS >> length & 1 != 0 && !is_usual;
        let is_old_visa = length == 13 && digits[0] == b'4' && !is_ean(digits);
        if label.has_any_of(Names::OTHER) || is_rare && !is_grouped && !is_named && !is_old_visa {
            continue;
        }
        let confidence = 80 + 10 * u8::from(is_grouped) + 9 * u8::from(is_named);
        let finding = Finding {
            kind: Kind::CreditCard,
            variant: variant as u16,
            confidence,
            start: start as u32,
            end: groups[behind - 1].end as u32,
        };
        return Some(finding);
    }
    None
}

/// The groupings of card numbers, other than groups of four.
static SHAPES: [Lengths; 9] = [
    Lengths::of(&[4, 6, 5]),
    Lengths::of(&[4, 6, 4]),
    Lengths::of(&[4, 4, 4, 3]),
    Lengths::of(&[4, 4, 4, 1]),
    Lengths::of(&[4, 4, 5]),
    Lengths::of(&[6, 13]),
    Lengths::of(&[8, 8]),
    Lengths::of(&[4, 5, 6]),
    Lengths::of(&[4, 4, 4, 2]),
];

/// How many groups from `first` on may form one card number: at most two counts, the likelier first.
fn group_counts(run: &Run<'_>, first: usize, counts: &mut [usize; 2]) -> usize {
    let groups = &run.groups()[first..];
    let length = groups[0].len();
    if length >= 12 {
        counts[0] = 1;
        return usize::from(length <= DIGITS_MAX);
    }
    if groups.len() < 2
        || matches!(groups[1].separator, Separator::Slash | Separator::Paren | Separator::Wide)
    {
        return 0;
    }
    let separator = groups[1].separator;
    // The same separator and length before it: this is the middle of a longer number.
    if run.is_middle(first) && run.groups()[first - 1].len() == length {
        return 0;
    }
    let alike = 1 + groups[1..].iter().take_while(|group| group.separator == separator).count();
    let fours = groups[..alike].iter().take_while(|group| group.len() == 4).count();
    // A year that follows is not part of the number.
    let is_before_date = fours == 5 && groups.get(5).is_some_and(|group| group.separator.is_tight());
    let fours = if is_before_date { 4 } else { fours };
    if fours >= 4 {
        // Five or more groups of four are some other number, unless they are several cards in a row.
        if fours % 4 != 0 {
            return 0;
        }
        let tail = groups.get(4).filter(|_| fours == 4 && alike > 4).map_or(0, |group| group.len());
        let has_tail = (1..=3).contains(&tail);
        *counts = if has_tail { [5, 4] } else { [4, 0] };
        return 1 + usize::from(has_tail);
    }
    let fits = |shape: &&Lengths| shape.count() <= alike && run.lengths.have(first, **shape);
    if let Some(shape) = SHAPES.iter().find(fits) {
        counts[0] = shape.count();
        return 1;
    }
    // In any other grouping, only if it is called a card.
    let (mut count, mut digits) = (0, 0);
    while count < alike && digits + groups[count].len() <= 16 {
        digits += groups[count].len();
        count += 1;
    }
    counts[0] = count;
    let is_long = count > 1 && digits >= 14;
    usize::from(is_long && label(run.text, groups[0].start, Names::CARD) != Names::NONE)
}

/// Whether an expiry date follows: `4111111111111111/09/27`.
fn is_before_expiry(run: &Run<'_>, group: usize) -> bool {
    run.groups().get(group).is_some_and(|next| next.separator == Separator::Slash && next.len() <= 2)
}

/// Whether thirteen digits have the check digit of an EAN (GS1).
fn is_ean(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .zip([1, 3].iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(10)
}
