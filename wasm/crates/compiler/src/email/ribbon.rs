//! Solves the equations of a ribbon filter; see `filter.rs` in the crate `email`.

use snapwall_email::{Filter, Key, Row, WIDTH};

/// A filter that owns its words.
pub struct Ribbon {
    pub columns: u32,
    pub seed: u32,
    pub starts: u32,
    pub words: Vec<u32>,
}

/// How many seeds are tried before the table grows by one block.
const SEEDS: u32 = 64;

impl Ribbon {
    /// The smallest filter over `keys`, which are distinct, without a false positive among `others`.
    pub fn build(keys: &[Key], columns: u32, others: &[Key]) -> Self {
        if keys.is_empty() {
            return Ribbon { columns: 0, seed: 0, starts: 0, words: Vec::new() };
        }
        // A table consists of whole blocks. Without some two rows in a hundred to spare, no seed has a solution.
        let mut blocks = (keys.len() as u32).div_ceil(WIDTH).max(2);
        loop {
            // No row starts in the last block, so that a look-up can always read the block after its first.
            let starts = (blocks - 1) * WIDTH;
            let solved = (0..SEEDS).find_map(|seed| {
                let solution = solve(keys, seed, starts, columns)?;
                let ribbon = Ribbon { columns, seed, starts, words: interleave(&solution, columns) };
                others.iter().all(|key| !ribbon.filter().has(*key)).then_some(ribbon)
            });
            if let Some(ribbon) = solved {
                return ribbon;
            }
            blocks += 1;
        }
    }

    pub fn filter(&self) -> Filter<'_> {
        let Ribbon { columns, seed, starts, ref words } = *self;
        Filter { columns, seed, starts, words }
    }
}

/// The fingerprint bits of each row of the table; `None` when the equations contradict each other.
fn solve(keys: &[Key], seed: u32, starts: u32, columns: u32) -> Option<Vec<u32>> {
    let mask = u32::MAX >> (32 - columns);
    let mut rows = vec![(0u64, 0u32); (starts + WIDTH - 1) as usize];
    for key in keys {
        let Row { start, mut coefficients, mut fingerprint } = Row::new(*key, seed, starts);
        fingerprint &= mask;
        let mut at = start as usize;
        // Gaussian elimination within the band: each row of the table keeps the equation that starts there.
        loop {
            let (kept, sum) = &mut rows[at];
            if *kept == 0 {
                (*kept, *sum) = (coefficients, fingerprint);
                break;
            }
            coefficients ^= *kept;
            fingerprint ^= *sum;
            if coefficients == 0 {
                if fingerprint != 0 {
                    return None;
                }
                break;
            }
            let zeros = coefficients.trailing_zeros();
            coefficients >>= zeros;
            at += zeros as usize;
        }
    }
    let mut solution = vec![0u32; rows.len()];
    for (at, (coefficients, sum)) in rows.iter().enumerate().rev() {
        if *coefficients != 0 {
            let further = (1..WIDTH as usize).filter(|bit| coefficients >> bit & 1 != 0);
            solution[at] = further.fold(*sum, |value, bit| value ^ solution[at + bit]);
        }
    }
    Some(solution)
}

/// Transposes the rows into columns of 64 bits, block by block.
fn interleave(solution: &[u32], columns: u32) -> Vec<u32> {
    let blocks = solution.chunks(WIDTH as usize);
    let column = |block: &[u32], column: u32| {
        block.iter().enumerate().fold(0u64, |bits, (row, value)| bits | u64::from(value >> column & 1) << row)
    };
    blocks
        .flat_map(|block| (0..columns).map(move |at| column(block, at)))
        .flat_map(|bits| [bits as u32, (bits >> 32) as u32])
        .collect()
}

#[cfg(test)]
mod tests {
    use snapwall_email::hash_domain;

    use super::*;

    fn key(number: u32) -> Key {
        hash_domain(format!("{number}.example").as_bytes())
    }

    #[test]
    fn everything_that_is_in_it_is_found_and_hardly_anything_else() {
        for count in [1, 2, 63, 64, 65, 1000, 5000, 9000] {
            let keys: Vec<Key> = (0..count).map(key).collect();
            let ribbon = Ribbon::build(&keys, 10, &[]);
            assert!(keys.iter().all(|key| ribbon.filter().has(*key)), "{count}");
            let wrong = (count..count + 100_000).filter(|number| ribbon.filter().has(key(*number))).count();
            assert!((50..150).contains(&wrong), "{wrong} of 100,000 where 98 are to be expected");
        }
    }

    #[test]
    fn it_is_little_larger_than_its_fingerprints() {
        let keys: Vec<Key> = (0..9000).map(key).collect();
        let bits = Ribbon::build(&keys, 16, &[]).words.len() * 32;
        assert!(bits < 9000 * 17, "{} bits a key", bits as f64 / 9000.0);
    }

    #[test]
    fn what_must_not_be_in_it_is_not() {
        let keys: Vec<Key> = (0..100).map(key).collect();
        let others: Vec<Key> = (100..1000).map(key).collect();
        let ribbon = Ribbon::build(&keys, 10, &others);
        assert!(!others.iter().any(|key| ribbon.filter().has(*key)));
    }
}
