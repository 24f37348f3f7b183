//! Where in a text a shape of a secret is recognised.

use snapwall_secrets::RUN_MIN_BYTES;

use super::shapes::Element;

/// How many windows may stand for one anchor.
const WINDOWS_MAX: usize = 64;

/// Where a shape is recognised.
pub struct Anchor {
    /// Bytes between the token's start, or the end of its first class when that may have any length, and the window.
    pub before: u8,
    pub skips_first: bool,
    pub windows: Vec<[u8; 3]>,
}

/// Three bytes at a fixed place that few other texts have, in a run that is long enough to be looked at.
pub fn find_anchor(shape: &[Element]) -> Option<Anchor> {
    let skips_first = shape[0].len().is_none();
    let fixed: Vec<u128> = shape[usize::from(skips_first)..]
        .iter()
        .scan(true, |is_fixed, element| {
            let taken = is_fixed.then(|| (0..element.least()).map(|index| element.set_at(index)));
            *is_fixed = *is_fixed && element.len().is_some();
            taken
        })
        .flatten()
        .collect();
    let windows =
        fixed.windows(3).enumerate().filter(|(at, _)| is_in_long_run(shape, &fixed, skips_first, *at));
    let count = |window: &[u128]| window.iter().map(|set| set.count_ones() as usize).product::<usize>();
    let (before, window) = windows
        .min_by_key(|(at, window)| (count(window), *at))
        .filter(|(_, window)| count(window) <= WINDOWS_MAX)?;
    let bytes = |set: u128| (0..128u8).filter(move |byte| set >> byte & 1 != 0);
    let mut found = Vec::new();
    for first in bytes(window[0]) {
        for second in bytes(window[1]) {
            found.extend(bytes(window[2]).map(|third| [first, second, third]));
        }
    }
    Some(Anchor { before: before as u8, skips_first, windows: found })
}

/// Whether the window at `at` stands in what is always a long enough run.
fn is_in_long_run(shape: &[Element], fixed: &[u128], skips_first: bool, at: usize) -> bool {
    let is_token = |set: &&u128| **set & !TOKEN == 0;
    let before = fixed[..at].iter().rev().take_while(is_token).count();
    let after = fixed[at..].iter().take_while(is_token).count();
    // What stands before the fixed part, and what stands behind its end, up to the first other byte.
    let first = if skips_first && before == at { shape[0].least() } else { 0 };
    let all: Vec<u128> = shape[usize::from(skips_first)..]
        .iter()
        .flat_map(|element| (0..element.least()).map(|index| element.set_at(index)))
        .collect();
    let rest =
        if at + after == fixed.len() { all[fixed.len()..].iter().take_while(is_token).count() } else { 0 };
    after >= 3 && first + before + after + rest >= RUN_MIN_BYTES
}

/// The bytes that runs are made of.
const TOKEN: u128 = {
    let (mut set, mut byte) = (0, 0u8);
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'/' | b'_' | b'~') {
            set |= 1 << byte;
        }
        byte += 1;
    }
    set
};
