//! Running automata over a text.

use snapwall_tables::Block;
use snapwall_tables::automata::{ACCEPTED, Automata, Automaton, DEAD, NARROW_STATES};

/// The automata of a rule.
pub struct Machines<'r> {
    automata: &'r [Automaton],
    classes: &'r [u8],
    narrow: &'r [u8],
    wide: &'r [u16],
}

impl<'r> Machines<'r> {
    pub fn new(block: Block<'r>, automata: &Automata) -> Self {
        Machines {
            automata: block.section(automata.automata),
            classes: block.section(automata.classes),
            narrow: block.section(automata.narrow),
            wide: block.section(automata.wide),
        }
    }

    /// Whether the automaton accepts the text, in one pass that ends as soon as the answer is known.
    ///
    /// Inlined, so that the code of each rule's call ships with that rule only.
    #[inline(always)]
    pub fn accept(&self, automaton: usize, text: &[u8]) -> bool {
        let automaton = &self.automata[automaton];
        let classes = &self.classes[automaton.classes as usize..];
        if automaton.states <= NARROW_STATES {
            run(&self.narrow[automaton.moves as usize..], classes, automaton, text)
        } else {
            run(&self.wide[automaton.moves as usize..], classes, automaton, text)
        }
    }

    /// Where the first match ends. The automaton must accept from the end of a match on.
    #[inline(always)]
    pub fn find_end(&self, automaton: usize, text: &[u8]) -> Option<usize> {
        let mut end = None;
        self.walk(automaton, text, |state, behind| {
            if state == ACCEPTED {
                end = Some(behind);
            }
            state > ACCEPTED
        });
        end
    }

    /// The end of the longest prefix that the automaton accepts as a whole and that `is_end` agrees to.
    #[inline(always)]
    pub fn longest(
        &self,
        automaton: usize,
        text: &[u8],
        mut is_end: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let first_accepting = self.automata[automaton].first_accepting;
        let mut end = None;
        self.walk(automaton, text, |state, behind| {
            let accepts = state == ACCEPTED || (state != DEAD && state >= first_accepting);
            if accepts && is_end(behind) {
                end = Some(behind);
            }
            state != DEAD
        });
        end
    }

    /// Calls `see` with the state after each byte and the offset reached, until it returns false.
    #[inline(always)]
    fn walk(&self, automaton: usize, text: &[u8], mut see: impl FnMut(u32, usize) -> bool) {
        let automaton = &self.automata[automaton];
        let classes = &self.classes[automaton.classes as usize..];
        let is_narrow = automaton.states <= NARROW_STATES;
        let mut state = automaton.start;
        for (at, byte) in text.iter().enumerate() {
            let class = u32::from(classes[usize::from(*byte)]);
            let place = automaton.moves as usize + (state * automaton.stride + class) as usize;
            state = if is_narrow { u32::from(self.narrow[place]) } else { u32::from(self.wide[place]) };
            if !see(state, at + 1) {
                return;
            }
        }
    }
}

#[inline(always)]
fn run<S: Copy + Into<u32>>(moves: &[S], classes: &[u8], automaton: &Automaton, text: &[u8]) -> bool {
    let mut state = automaton.start;
    for byte in text {
        if state <= ACCEPTED {
            break;
        }
        let class = u32::from(classes[usize::from(*byte)]);
        state = moves[(state * automaton.stride + class) as usize].into();
    }
    state == ACCEPTED || (state != DEAD && state >= automaton.first_accepting)
}
