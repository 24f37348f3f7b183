//! Running an automaton over a text.

use snapwall_tables::filters::{ACCEPTED, Automaton, DEAD, NARROW_STATES};

/// Where the automata's moves are.
pub struct Moves<'r> {
    pub classes: &'r [u8],
    pub narrow: &'r [u8],
    pub wide: &'r [u16],
}

/// Whether the automaton accepts the text, in one pass that ends as soon as that is known.
pub fn accepts(moves: &Moves, automaton: &Automaton, text: &[u8]) -> bool {
    let classes = &moves.classes[automaton.classes as usize..];
    if automaton.states <= NARROW_STATES {
        run(&moves.narrow[automaton.moves as usize..], classes, automaton, text)
    } else {
        run(&moves.wide[automaton.moves as usize..], classes, automaton, text)
    }
}

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
