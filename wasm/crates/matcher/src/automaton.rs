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

    /// Whether the automaton accepts the text, in one pass that ends as soon as that is known.
    ///
    /// A part of its caller, so that each rule's use of it ships with that rule's.
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
