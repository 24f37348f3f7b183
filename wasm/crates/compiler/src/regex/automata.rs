//! Writes automata into tables.

use std::collections::BTreeMap;

use regex_syntax::hir::Hir;
use snapwall_tables::automata::{ACCEPTED, Automata, Automaton, NARROW_STATES};

use super::automaton::{self, Case, Machine, Refusal, WORK_MAX};
use crate::block::BlockWriter;

/// The maximum total size of the transitions of a rule's automata, in bytes.
const MOVES_MAX_BYTES: usize = 512 << 10;

/// A rule's automata under construction; maps from bytes to classes are shared.
pub struct AutomataWriter {
    automata: Vec<Automaton>,
    class_maps: BTreeMap<Vec<u8>, u32>,
    classes: Vec<u8>,
    narrow: Vec<u8>,
    wide: Vec<u16>,
    /// The remaining work budget.
    work: usize,
}

impl AutomataWriter {
    pub fn new() -> Self {
        AutomataWriter {
            automata: Vec::new(),
            class_maps: BTreeMap::new(),
            classes: Vec::new(),
            narrow: Vec::new(),
            wide: Vec::new(),
            work: WORK_MAX,
        }
    }

    /// Adds the automaton that accepts a text if any of the expressions matches. Returns its index.
    ///
    /// # Errors
    /// When an expression does not parse, or a limit is exceeded; then nothing is added.
    pub fn add(&mut self, regexes: &[&str], case: Case) -> Result<u32, Refusal> {
        let hirs: Vec<Hir> =
            regexes.iter().map(|regex| automaton::parse(regex, case)).collect::<Result<_, _>>()?;
        self.add_parsed(&hirs)
    }

    /// Like [`AutomataWriter::add`], for parsed expressions.
    ///
    /// # Errors
    /// When a limit is exceeded; then nothing is added.
    pub fn add_parsed(&mut self, hirs: &[Hir]) -> Result<u32, Refusal> {
        let machine = automaton::build(hirs, &mut self.work)?;
        if self.narrow.len() + self.wide.len() * 2 + machine.bytes() > MOVES_MAX_BYTES {
            let message = format!(
                "The regular expressions of this policy take more than {} KiB together",
                MOVES_MAX_BYTES >> 10
            );
            return Err(("limit", message));
        }
        let automaton = self.write_machine(&machine);
        self.automata.push(automaton);
        Ok(self.automata.len() as u32 - 1)
    }

    fn write_machine(&mut self, machine: &Machine) -> Automaton {
        let classes = *self.class_maps.entry(machine.classes.clone()).or_insert_with(|| {
            let offset = self.classes.len() as u32;
            self.classes.extend_from_slice(&machine.classes);
            offset
        });
        let moves = if machine.states as u32 <= NARROW_STATES {
            let offset = self.narrow.len();
            self.narrow.extend(machine.moves.iter().map(|state| *state as u8));
            offset
        } else {
            let offset = self.wide.len();
            self.wide.extend_from_slice(&machine.moves);
            offset
        };
        Automaton {
            classes,
            moves: moves as u32,
            stride: machine.stride as u32,
            states: machine.states as u32,
            start: u32::from(machine.start),
            first_accepting: u32::from(machine.first_accepting),
        }
    }

    /// Whether the automaton accepts every text.
    pub fn accepts_all(&self, index: u32) -> bool {
        self.automata[index as usize].start == ACCEPTED
    }

    /// Writes everything.
    pub fn write(&self, writer: &mut BlockWriter) -> Automata {
        Automata {
            automata: writer.section(&self.automata),
            classes: writer.section(&self.classes),
            narrow: writer.section(&self.narrow),
            wide: writer.section(&self.wide),
        }
    }
}
