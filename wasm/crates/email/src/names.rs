//! Lists of domains compared in full, for those that a policy names: nobody can get into one by finding a name with the same
//! hash.

use crate::hash::Key;

/// Domains, sorted by hash.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The upper halves of the domains' hashes, sorted.
    pub hashes: &'a [u32],
    /// Where each domain ends in `text`; it starts where the previous one ends.
    pub ends: &'a [u32],
    /// The domains in lower case and ASCII.
    pub text: &'a [u8],
}

impl Names<'_> {
    /// The part of a hash that names are sorted by.
    pub fn order(key: Key) -> u32 {
        (key.0 >> 32) as u32
    }

    /// Whether `domain`, whose hash is `key`, is in the list.
    pub fn has(&self, key: Key, domain: &[u8]) -> bool {
        let order = Self::order(key);
        let first = self.hashes.partition_point(|hash| *hash < order);
        (first..self.hashes.len()).take_while(|at| self.hashes[*at] == order).any(|at| self.get(at) == domain)
    }

    fn get(&self, at: usize) -> &[u8] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }
}
