//! Compiles regular expressions into automata that a matcher of a few lines can run.
//!
//! `regex-automata` builds a deterministic automaton, which is rewritten here: acceptance at the end of the text becomes a
//! property of the state, all states from which everything is accepted become one, and equivalent states are merged. The
//! result is a fraction of the original.

use std::collections::BTreeMap;

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::Hir;
use snapwall_tables::automata::{ACCEPTED, DEAD, NARROW_STATES};

use super::nfa::{self, Failure};

/// The maximum nesting depth of a regular expression.
const NEST_MAX: u32 = 20;

/// The maximum number of states of an automaton.
pub const STATES_MAX: usize = 4_096;

/// The maximum size of one automaton's transitions, in bytes.
pub const MOVES_MAX_BYTES: usize = 64 << 10;

/// The maximum sizes of the nondeterministic automaton and of determinising it, in bytes.
const NFA_MAX_BYTES: usize = 256 << 10;
const SUBSETS_MAX_BYTES: usize = 1 << 20;
const DFA_MAX_BYTES: usize = 2 << 20;

/// The work budget of all regular expressions of a policy: states times classes, counted each time that they are
/// visited. Takes some seconds on a slow machine.
pub const WORK_MAX: usize = 40_000_000;

/// A finished automaton, to be written into the tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The class of each byte.
    pub classes: Vec<u8>,
    /// For each state, the next state by class.
    pub moves: Vec<u16>,
    pub stride: usize,
    pub states: usize,
    pub start: u16,
    pub first_accepting: u16,
}

impl Machine {
    /// How many bytes its transitions take in the tables.
    pub fn bytes(&self) -> usize {
        self.moves.len() * if self.states <= NARROW_STATES as usize { 1 } else { 2 }
    }
}

/// Why there is no automaton: a code of `PolicyError` and a sentence.
pub type Refusal = (&'static str, String);

/// Whether letters match in any case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Matters,
    Ignored,
}

/// Parses an expression. Letters are ASCII.
///
/// # Errors
/// When it does not parse.
pub fn parse(regex: &str, case: Case) -> Result<Hir, Refusal> {
    let syntax = syntax::Config::new()
        .unicode(false)
        .utf8(false)
        .nest_limit(NEST_MAX)
        .case_insensitive(case == Case::Ignored);
    syntax::parse_with(regex, &syntax).map_err(|error| refusal(&error.to_string()))
}

/// The automaton that accepts a text if any of the expressions matches anywhere in it. `work` is the remaining budget.
///
/// # Errors
/// When an expression exceeds a limit.
pub fn build(hirs: &[Hir], work: &mut usize) -> Result<Machine, Refusal> {
    let nfa = nfa::build(hirs, NFA_MAX_BYTES).map_err(|failure| match failure {
        Failure::TooLarge => too_large("a larger automaton".to_owned()),
        Failure::Unicode => refusal("word boundaries beyond ASCII are not supported"),
    })?;
    let config = dense::Config::new()
        .match_kind(MatchKind::All)
        .start_kind(StartKind::Unanchored)
        .accelerate(false)
        .dfa_size_limit(Some(DFA_MAX_BYTES))
        .determinize_size_limit(Some(SUBSETS_MAX_BYTES));
    let dfa = dense::Builder::new()
        .configure(config)
        .build_from_nfa(&nfa)
        .map_err(|_| too_large("a larger automaton".to_owned()))?;
    let explored = explore(&dfa, work)?;
    let machine = minimise(&explored, work)?;
    if machine.bytes() > MOVES_MAX_BYTES {
        return Err(too_large(format!("{} KiB of tables", machine.bytes() >> 10)));
    }
    Ok(machine)
}

fn refusal(message: &str) -> Refusal {
    // The parser shows the expression with a caret below; only the last line says what is wrong.
    let said = message.lines().last().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    ("syntax", format!("The regular expression does not parse: {said}"))
}

fn too_large(what: String) -> Refusal {
    let message = format!(
        "The regular expression needs {what}; at most {STATES_MAX} states and {} KiB fit: shorten repetitions such as {{1,500}}, or split it in two",
        MOVES_MAX_BYTES >> 10
    );
    ("limit", message)
}

fn spend(work: &mut usize, cost: usize) -> Result<(), Refusal> {
    *work = work.checked_sub(cost).ok_or_else(|| {
        let message = "The regular expressions of this policy are too large together: shorten repetitions such as {1,500}";
        ("limit", message.to_owned())
    })?;
    Ok(())
}

/// States by index, dead first and accepting-all second, and whether each accepts at the end of the text.
struct Explored {
    classes: Vec<u8>,
    stride: usize,
    moves: Vec<u32>,
    accepts: Vec<bool>,
}

const START: usize = 2;

/// Visits every state reachable from the start.
fn explore(dfa: &dense::DFA<Vec<u32>>, work: &mut usize) -> Result<Explored, Refusal> {
    let (classes, representatives) = byte_classes(dfa);
    let stride = representatives.len();
    let start = dfa
        .start_state_forward(&Input::new(b"").anchored(Anchored::No))
        .map_err(|error| ("syntax", error.to_string()))?;
    let mut indexes: Vec<u32> = Vec::new();
    let mut queue = Vec::new();
    let mut index_of = |id: StateID, queue: &mut Vec<StateID>| {
        if dfa.is_dead_state(id) || dfa.is_quit_state(id) {
            return DEAD;
        }
        if dfa.is_match_state(id) {
            return ACCEPTED;
        }
        let place = id.as_usize() >> dfa.stride2();
        if indexes.len() <= place {
            indexes.resize(place + 1, DEAD);
        }
        if indexes[place] == DEAD {
            queue.push(id);
            indexes[place] = (START + queue.len() - 1) as u32;
        }
        indexes[place]
    };
    let mut moves = vec![DEAD; stride];
    moves.extend(std::iter::repeat_n(ACCEPTED, stride));
    let mut accepts = vec![false, true];
    let first = index_of(start, &mut queue);
    if first == ACCEPTED || first == DEAD {
        moves.extend(std::iter::repeat_n(first, stride));
        accepts.push(first == ACCEPTED);
        return Ok(Explored { classes, stride, moves, accepts });
    }
    let mut at = 0;
    while at < queue.len() {
        let id = queue[at];
        at += 1;
        spend(work, stride)?;
        if accepts.len() == STATES_MAX {
            return Err(too_large("more states".to_owned()));
        }
        accepts.push(dfa.is_match_state(dfa.next_eoi_state(id)));
        for byte in &representatives {
            let next = index_of(dfa.next_state(id, *byte), &mut queue);
            moves.push(next);
        }
    }
    Ok(Explored { classes, stride, moves, accepts })
}

/// The class of every byte, and a byte of every class.
fn byte_classes(dfa: &dense::DFA<Vec<u32>>) -> (Vec<u8>, Vec<u8>) {
    let known = dfa.byte_classes();
    let mut numbers: BTreeMap<u8, u8> = BTreeMap::new();
    let mut representatives = Vec::new();
    let mut classes = Vec::new();
    for byte in 0..=255u8 {
        let class = *numbers.entry(known.get(byte)).or_insert_with(|| {
            representatives.push(byte);
            (representatives.len() - 1) as u8
        });
        classes.push(class);
    }
    (classes, representatives)
}

/// The group of each state, and the number of groups: the states of a group are equivalent (Moore's algorithm: groups
/// are split by the groups that their states lead to, until none changes).
fn group_states(
    moves: &[u32],
    stride: usize,
    accepts: &[bool],
    work: &mut usize,
) -> Result<(Vec<u32>, usize), Refusal> {
    let mut groups: Vec<u32> = accepts.iter().map(|accepts| u32::from(*accepts)).collect();
    let mut count = 2;
    let row = |state: u32| &moves[state as usize * stride..][..stride];
    // Finds the groups' first states by a hash table: a sort would need more stack than the guest has.
    let slots = (accepts.len() * 2).next_power_of_two();
    loop {
        spend(work, moves.len())?;
        let mut firsts = vec![u32::MAX; slots];
        let mut refined: Vec<u32> = Vec::with_capacity(accepts.len());
        let mut fresh = 0;
        for state in 0..accepts.len() as u32 {
            let next = row(state).iter().map(|next| groups[*next as usize]);
            let mix = |hash: u64, group| {
                (hash ^ u64::from(group)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
            };
            let mut slot = next.clone().fold(u64::from(groups[state as usize]), mix) as usize % slots;
            loop {
                let first = firsts[slot];
                if first == u32::MAX {
                    firsts[slot] = state;
                    refined.push(fresh);
                    fresh += 1;
                    break;
                }
                let others = row(first).iter().map(|next| groups[*next as usize]);
                if groups[first as usize] == groups[state as usize] && others.eq(next.clone()) {
                    refined.push(refined[first as usize]);
                    break;
                }
                slot = (slot + 1) % slots;
            }
        }
        groups = refined;
        if fresh as usize == count {
            return Ok((groups, count));
        }
        count = fresh as usize;
    }
}

/// Merges equivalent states, then classes with identical columns.
fn minimise(explored: &Explored, work: &mut usize) -> Result<Machine, Refusal> {
    let Explored { classes, stride, moves, accepts } = explored;
    let (groups, count) = group_states(moves, *stride, accepts, work)?;
    // Dead and accepted keep their places; states that accept at the end of the text come last.
    let mut order: Vec<usize> = Vec::new();
    let mut number = vec![u16::MAX; count];
    let others = |accepting: bool| (2..accepts.len()).filter(move |state| accepts[*state] == accepting);
    for state in [DEAD as usize, ACCEPTED as usize].into_iter().chain(others(false)).chain(others(true)) {
        let group = groups[state] as usize;
        if number[group] == u16::MAX {
            number[group] = order.len() as u16;
            order.push(state);
        }
    }
    let columns: Vec<Vec<u16>> = (0..*stride)
        .map(|class| {
            let next = |state: &usize| number[groups[moves[state * stride + class] as usize] as usize];
            order.iter().map(next).collect()
        })
        .collect();
    let mut known: BTreeMap<&[u16], u8> = BTreeMap::new();
    let mut kept: Vec<&[u16]> = Vec::new();
    let renumbered: Vec<u8> = columns
        .iter()
        .map(|column| {
            *known.entry(column).or_insert_with(|| {
                kept.push(column);
                (kept.len() - 1) as u8
            })
        })
        .collect();
    let accepting = order.iter().skip(2).position(|state| accepts[*state]);
    Ok(Machine {
        classes: classes.iter().map(|class| renumbered[usize::from(*class)]).collect(),
        moves: (0..order.len()).flat_map(|state| kept.iter().map(move |column| column[state])).collect(),
        stride: kept.len(),
        states: order.len(),
        start: number[groups[START] as usize],
        first_accepting: accepting.map_or(order.len(), |at| at + 2) as u16,
    })
}
