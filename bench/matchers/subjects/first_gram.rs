//! The n-gram filter with each pattern filed under its first window, whether browsers send it or not: what choosing the
//! window is worth.

use snapwall_matchers::{
    FILTER_WORDS, Gram, Literals, Matcher, Patterns, Table, Tally, WINDOW, enter, gram, subject, windows,
};

pub struct FirstGram {
    filter: Box<[u32]>,
    table: Table,
    literals: Literals,
}

impl Matcher for FirstGram {
    type Source = Patterns;

    fn read(input: &str) -> Patterns {
        Patterns::read(input)
    }

    fn build(patterns: &Patterns) -> Self {
        let all = patterns.list.iter().enumerate();
        let filed: Vec<_> = all.map(|(index, pattern)| (index, windows(pattern)[0])).collect();
        let mut filter = vec![0u32; FILTER_WORDS];
        for (_, (_, window)) in &filed {
            let bit = gram(*window).filter_bit();
            filter[bit / 32] |= 1 << (bit % 32);
        }
        FirstGram { filter: filter.into(), table: Table::new(&filed), literals: Literals::new(patterns) }
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        let filter: &[u32; FILTER_WORDS] = self.filter.first_chunk().expect("the filter has its size");
        let mut window = 0u32;
        for (index, byte) in framed.iter().enumerate() {
            window = enter(window, *byte);
            let gram = Gram::new(window);
            let bit = gram.filter_bit();
            if filter[bit / 32] >> (bit % 32) & 1 != 0 && index >= WINDOW - 1 {
                self.literals.verify(self.table.look_up(gram), framed, index + 1 - WINDOW, tally);
            }
        }
    }
}

subject!(FirstGram);
