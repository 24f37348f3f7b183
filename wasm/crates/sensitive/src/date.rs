//! Dates, which look like other numbers in groups.

use crate::groups::Run;
use crate::text::number;

/// Whether three groups from `first` on are a day, a month and a year in one of their orders, joined by the same sign,
/// and nothing more is joined to them.
pub fn is_date(run: &Run<'_>, first: usize) -> bool {
    let Some(groups) = run.groups().get(first..first + 3) else { return false };
    let Some(separator) = run.uniform(first..first + 3) else { return false };
    if run.separator_behind(first + 2).is_tight() || groups.iter().any(|group| group.len() > 4) {
        return false;
    }
    let values: [u32; 3] = core::array::from_fn(|at| number(&run.text[groups[at].start..groups[at].end]));
    let lengths: [usize; 3] = core::array::from_fn(|at| groups[at].len());
    let is_day_and_month = |left: usize, right: usize| {
        let (one, other) = (values[left], values[right]);
        lengths[left] <= 2
            && lengths[right] <= 2
            && one >= 1
            && other >= 1
            && one.min(other) <= 12
            && one.max(other) <= 31
    };
    let is_year = |at: usize| lengths[at] == 4 && (1800..=2199).contains(&values[at]);
    is_year(0) && is_day_and_month(1, 2)
        || (is_year(2) || lengths[2] == 2 && separator.is_tight()) && is_day_and_month(0, 1)
}

/// The length of a date or a time of day as programs write them, `2026-11-22` or `10:22:33`, at the start of a text that
/// begins with so many digits: passed over at once, since logs and documents are full of them.
pub fn end_of_written(text: &[u8], digits: usize) -> Option<usize> {
    let (shape, sign): (&[u8; 10], u8) = match digits {
        4 => (b"9999-99-99", b'-'),
        2 => (b"99:99:99  ", b':'),
        _ => return None,
    };
    let length = shape.iter().position(|class| *class == b' ').unwrap_or(shape.len());
    let fits = |(class, byte): (&u8, &u8)| if *class == b'9' { byte.is_ascii_digit() } else { byte == class };
    let written = text.get(..length)?;
    let next = text.get(length).copied().unwrap_or(0);
    let is_whole = next != sign && !next.is_ascii_digit() && next != b'/';
    (is_whole && shape.iter().zip(written).all(fits)).then_some(length)
}

/// Whether a month has such a day, in some year.
pub fn is_day_of(day: u32, month: u32) -> bool {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=last).contains(&day)
}
