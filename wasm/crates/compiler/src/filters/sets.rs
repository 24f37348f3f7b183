//! Sets as sorted, disjoint ranges, for binary search.

use std::collections::BinaryHeap;

/// Sorts ranges and joins those that overlap or are adjacent; `next` is the successor of a value, if there is one.
pub fn join<T: Copy + Ord>(ranges: Vec<(T, T)>, next: fn(T) -> Option<T>) -> Vec<(T, T)> {
    let mut joined: Vec<(T, T)> = Vec::new();
    for (low, high) in sorted(ranges) {
        match joined.last_mut() {
            Some((_, end)) if next(*end).is_none_or(|next| low <= next) => *end = high.max(*end),
            _ => joined.push((low, high)),
        }
    }
    joined
}

/// [`join`] for integers.
pub fn integer_ranges(ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    join(ranges, |end| end.checked_add(1))
}

/// Sorted, without duplicates.
pub fn texts(texts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut texts = sorted(texts);
    texts.dedup();
    texts
}

/// Heapsort: the standard library's sorts recurse, and use more stack than the guest has.
fn sorted<T: Ord>(values: Vec<T>) -> Vec<T> {
    BinaryHeap::from(values).into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_overlap_or_touch_are_one() {
        assert_eq!(integer_ranges(vec![(5, 9), (1, 2), (3, 3), (8, 12)]), [(1, 3), (5, 12)]);
        assert_eq!(integer_ranges(vec![(i64::MIN, i64::MAX), (0, 0)]), [(i64::MIN, i64::MAX)]);
    }
}
