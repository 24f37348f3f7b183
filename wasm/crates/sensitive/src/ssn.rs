//! US social security numbers.

use crate::context::{Names, is_named_behind, label};
use crate::groups::{Run, Separator};
use crate::text::number;
use crate::{Finding, Kind};

/// The names that the words before a number may give it.
const ASKED: Names = Names::SSN.or(Names::OTHER).or(Names::PHONE);

/// Whether the words around a number call it one, which is required unless it is grouped as usual.
pub fn is_named(text: &[u8], start: usize, end: usize) -> bool {
    label(text, start, ASKED).has_any_of(Names::SSN) || is_named_behind(text, end, Names::SSN)
}

/// Reads a number that begins with a group.
pub fn read(run: &Run<'_>, first: usize) -> Option<Finding> {
    let groups = run.groups();
    let start = groups[first].start;
    let (count, is_usual) = match () {
        () if run.has_lengths(first, &[3, 2, 4]) => (3, true),
        () if run.has_lengths(first, &[9]) => (1, false),
        () if run.has_lengths(first, &[3, 6]) || run.has_lengths(first, &[5, 4]) => (2, false),
        () => return None,
    };
    let behind = first + count;
    if !run.begins(first) || !run.ends(behind - 1) || run.before(first) == b'+' {
        return None;
    }
    let mut digits = [0; 9];
    run.copy_digits(first..behind, &mut digits)?;
    if !is_assignable(&digits) {
        return None;
    }
    let end = groups[behind - 1].end;
    let separator = run.uniform(first..behind);
    let is_alike = matches!(separator, Some(Separator::Dash | Separator::Space | Separator::Dot));
    let is_chained = separator == Some(Separator::Space) && run.is_middle(first);
    let label = run.labels.label(run.text, start, ASKED);
    let is_called = label.has_any_of(Names::PHONE) && separator == Some(Separator::Space);
    let confidence = match () {
        () if label.has_any_of(Names::SSN) || is_named_behind(run.text, end, Names::SSN) => 95,
        () if !is_usual || !is_alike || is_chained || is_called => return None,
        () if label.has_any_of(Names::OTHER) => return None,
        () => 85,
    };
    Some(Finding { kind: Kind::UsSsn, variant: 0, confidence, start: start as u32, end: end as u32 })
}

/// Whether a number can have been assigned: its area is not 000, 666, or 900 and above, its group and serial are not
/// zero, it was not printed on sample cards, and it is not one digit repeated.
fn is_assignable(digits: &[u8; 9]) -> bool {
    let area = number(&digits[..3]);
    let (group, serial) = (number(&digits[3..5]), number(&digits[5..]));
    let is_sample = matches!(number(digits), 78_051_120 | 219_099_999);
    let is_one_digit = digits.iter().all(|digit| *digit == digits[0]);
    area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && !is_sample && !is_one_digit
}
