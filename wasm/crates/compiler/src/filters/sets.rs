//! Sets as sorted and disjoint ranges, which a search by halves finds its way in.

use std::collections::BinaryHeap;

use snapwall_tables::filters::MAPPED_IPV4;

/// Sorted, and ranges that overlap or touch joined.
pub fn integer_ranges(ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (low, high) in sorted(ranges) {
        match joined.last_mut() {
            Some((_, end)) if low <= end.saturating_add(1) => *end = high.max(*end),
            _ => joined.push((low, high)),
        }
    }
    joined
}

/// Likewise; and a range of IPv6 addresses around the place where IPv4 addresses are mapped to leaves them out.
pub fn address_ranges(ranges: Vec<(u128, u128)>) -> Vec<(u128, u128)> {
    let mapped = (MAPPED_IPV4, MAPPED_IPV4 | 0xFFFF_FFFF);
    let mut apart: Vec<(u128, u128)> = Vec::new();
    for (low, high) in ranges {
        let is_ipv4 = mapped.0 <= low && high <= mapped.1;
        if is_ipv4 || high < mapped.0 || mapped.1 < low {
            apart.push((low, high));
            continue;
        }
        if low < mapped.0 {
            apart.push((low, mapped.0 - 1));
        }
        if mapped.1 < high {
            apart.push((mapped.1 + 1, high));
        }
    }
    let mut joined: Vec<(u128, u128)> = Vec::new();
    for (low, high) in sorted(apart) {
        match joined.last_mut() {
            Some((_, end)) if low <= end.saturating_add(1) => *end = high.max(*end),
            _ => joined.push((low, high)),
        }
    }
    joined
}

/// Sorted, each once.
pub fn texts(texts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let mut texts = sorted(texts);
    texts.dedup();
    texts
}

/// Sorts by a heap: the standard library's sorts recurse, and keep more on the stack than the guest has.
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

    #[test]
    fn all_of_ipv6_leaves_out_all_of_ipv4() {
        let ranges = address_ranges(vec![(0, u128::MAX)]);
        assert_eq!(ranges.len(), 2);
        assert!(!ranges.iter().any(|(low, high)| (*low..=*high).contains(&MAPPED_IPV4)));
        assert_eq!(address_ranges(vec![(0, u128::MAX), (MAPPED_IPV4, MAPPED_IPV4 | 0xFFFF_FFFF)]).len(), 1);
    }
}
