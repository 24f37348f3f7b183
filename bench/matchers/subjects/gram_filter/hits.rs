//! Where the shipped scan puts what it finds: here every occurrence is counted, also those inside others.

use snapwall_matchers::Tally;

pub struct Hit {
    start: usize,
    end: usize,
    bot: u16,
}

impl Hit {
    #[inline(always)]
    pub fn new(_slot: u32, start: usize, end: usize, bot: u16) -> Self {
        Hit { start, end, bot }
    }
}

pub struct Hits<'a> {
    pub tally: &'a mut Tally,
}

impl Hits<'_> {
    #[inline(always)]
    pub fn add(&mut self, hit: Hit, _position: usize) {
        self.tally.add(hit.bot, hit.start, hit.end);
    }
}
