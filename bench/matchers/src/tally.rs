//! What a search found, in a form that does not depend on the order.

/// The number of occurrences, and a sum over a hash of each.
#[derive(Default)]
pub struct Tally {
    pub count: u32,
    pub checksum: u32,
}

impl Tally {
    /// Counts an occurrence of one of `owner`'s patterns at the half-open range in the text.
    #[inline]
    pub fn add(&mut self, owner: u16, start: usize, end: usize) {
        let mixed = u32::from(owner).wrapping_mul(0x9E37_79B1)
            ^ (start as u32).wrapping_mul(0x85EB_CA6B)
            ^ (end as u32).wrapping_mul(0xC2B2_AE35);
        self.count += 1;
        self.checksum = self.checksum.wrapping_add((mixed ^ mixed >> 15).wrapping_mul(0x2C1B_3C6D));
    }
}
