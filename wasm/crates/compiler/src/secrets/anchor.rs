//! Where a secret's shape is recognised in a text.

use snapwall_secrets::SHAPE_MIN_BYTES;

use super::shapes::Element;

/// The maximum number of windows of an anchor.
const WINDOWS_MAX: usize = 64;

/// An anchor: where a shape is recognised.
pub struct Anchor {
    /// Bytes between the token's start and the window.
    pub before: u8,
    /// How many of them are in the window's run.
    pub offset: u8,
    /// The minimum number of bytes of that run.
    pub least: u8,
}

/// Finds three bytes at a fixed place that are rare in other texts, in a run long enough to be examined.
pub fn find_anchor(shape: &[Element]) -> Option<Anchor> {
    let fixed: Vec<u128> = shape
        .iter()
        .scan(true, |is_fixed, element| {
            let taken = is_fixed.then(|| (0..element.least()).map(|index| element.set_at(index)));
            *is_fixed = *is_fixed && element.fixed_bytes().is_some();
            taken
        })
        .flatten()
        .collect();
    let is_in_long_run = |at: usize| run_bytes(shape, &fixed, at) >= SHAPE_MIN_BYTES;
    let windows = fixed.windows(3).enumerate().filter(|(at, _)| is_in_long_run(*at));
    let count = |window: &[u128]| window.iter().map(|set| set.count_ones() as usize).product::<usize>();
    let (at, _) = windows
        .min_by_key(|(at, window)| (count(window), *at))
        .filter(|(_, window)| count(window) <= WINDOWS_MAX)?;
    let least = run_bytes(shape, &fixed, at).min(255) as u8;
    Some(Anchor { before: at as u8, offset: tokens_before(&fixed, at) as u8, least })
}

fn is_token(set: &&u128) -> bool {
    **set & !TOKEN == 0
}

/// How many bytes of a run precede the window at `at`.
fn tokens_before(fixed: &[u128], at: usize) -> usize {
    fixed[..at].iter().rev().take_while(is_token).count()
}

/// The minimum length of the run that contains the whole window at `at`; 0 if there is none.
fn run_bytes(shape: &[Element], fixed: &[u128], at: usize) -> usize {
    let after = fixed[at..].iter().take_while(is_token).count();
    let all: Vec<u128> =
        shape.iter().flat_map(|element| (0..element.least()).map(|index| element.set_at(index))).collect();
    // What follows the fixed part, up to the first byte that is not part of the run.
    let rest =
        if at + after == fixed.len() { all[fixed.len()..].iter().take_while(is_token).count() } else { 0 };
    if after >= 3 { tokens_before(fixed, at) + after + rest } else { 0 }
}

/// The bytes that runs consist of.
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
