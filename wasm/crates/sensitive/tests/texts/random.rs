//! Reproducible random numbers.

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A random number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// A text in which `#` becomes a random digit, `!` one from 2 to 9, `A` a capital, `x` a hexadecimal digit and `~`
    /// a letter of a name; text between quotes is literal.
    pub fn fill(&mut self, shape: &str) -> String {
        let mut is_quoted = false;
        let mut filled = String::new();
        for char in shape.chars() {
            let of = match char {
                '`' => {
                    is_quoted = !is_quoted;
                    continue;
                }
                _ if is_quoted => "",
                '#' => "0123456789",
                '!' => "23456789",
                'A' => "ABCDEFGHJKLMNPRSTUVWXY",
                'x' => "0123456789abcdef",
                '~' => "aeioubdfklmnprst",
                _ => "",
            };
            filled.push(if of.is_empty() { char } else { char::from(self.pick(of.as_bytes())) });
        }
        filled
    }

    /// A few random words.
    pub fn words(&mut self, most: usize) -> String {
        let count = 1 + self.below(most);
        let words: Vec<&str> = (0..count).map(|_| self.pick(&super::WORDS)).collect();
        words.join(" ")
    }
}
