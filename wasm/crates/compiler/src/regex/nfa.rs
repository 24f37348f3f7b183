//! Compiles a parsed regular expression into a nondeterministic automaton.
//!
//! `regex-automata` compiles expressions recursively, for which the guest's stack is too small; this keeps pending work in a
//! list. Which of several matches is found does not matter here, so greediness and groups are ignored.

use regex_automata::nfa::thompson::{BuildError, Builder, NFA, Transition};
use regex_automata::util::look;
use regex_automata::util::primitives::StateID;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};
use regex_syntax::utf8::Utf8Sequences;

/// Why there is no automaton.
pub enum Failure {
    TooLarge,
    /// A Unicode word boundary, which `(?u)` asks for.
    Unicode,
}

impl From<BuildError> for Failure {
    fn from(_: BuildError) -> Self {
        Failure::TooLarge
    }
}

/// A pending task: an expression, the state that leads into it, and the state after it.
type Task<'h> = (&'h Hir, StateID, StateID);

/// The automaton that finds any of the expressions anywhere in a text, limited to `max_bytes`.
pub fn build(hirs: &[Hir], max_bytes: usize) -> Result<NFA, Failure> {
    let mut builder = Builder::new();
    builder.set_size_limit(Some(max_bytes))?;
    builder.start_pattern()?;
    let start = builder.add_union(Vec::new())?;
    let end = builder.add_match()?;
    let mut tasks = Vec::new();
    for hir in hirs {
        let first = builder.add_empty()?;
        builder.patch(start, first)?;
        tasks.push((hir, first, end));
    }
    while let Some(task) = tasks.pop() {
        connect(task, &mut builder, &mut tasks)?;
    }
    builder.finish_pattern(start)?;
    let anywhere = builder.add_union(vec![start])?;
    let skip = builder.add_range(Transition { start: 0, end: 255, next: anywhere })?;
    builder.patch(anywhere, skip)?;
    Ok(builder.build(start, anywhere)?)
}

fn connect<'h>(
    (hir, from, to): Task<'h>,
    builder: &mut Builder,
    tasks: &mut Vec<Task<'h>>,
) -> Result<(), Failure> {
    match hir.kind() {
        HirKind::Empty => builder.patch(from, to)?,
        HirKind::Literal(literal) => {
            let mut last = from;
            for byte in &literal.0 {
                let next = builder.add_range(Transition { start: *byte, end: *byte, next: to })?;
                builder.patch(last, next)?;
                last = next;
            }
            builder.patch(last, to)?;
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges =
                class.iter().map(|range| Transition { start: range.start(), end: range.end(), next: to });
            let state = builder.add_sparse(ranges.collect())?;
            builder.patch(from, state)?;
        }
        // The parser turns `a|é` into this.
        HirKind::Class(Class::Unicode(class)) => {
            let fork = builder.add_union(Vec::new())?;
            builder.patch(from, fork)?;
            for sequence in class.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end())) {
                let mut last = fork;
                for range in sequence.as_slice() {
                    let step = Transition { start: range.start, end: range.end, next: to };
                    let next = builder.add_range(step)?;
                    builder.patch(last, next)?;
                    last = next;
                }
            }
        }
        HirKind::Look(look) => {
            if matches!(look, Look::WordUnicode | Look::WordUnicodeNegate) {
                return Err(Failure::Unicode);
            }
            // Both crates represent assertions by the same bits.
            let look = look::Look::from_repr(look.as_repr()).ok_or(Failure::Unicode)?;
            let state = builder.add_look(to, look)?;
            builder.patch(from, state)?;
        }
        HirKind::Capture(group) => tasks.push((&group.sub, from, to)),
        HirKind::Concat(parts) => {
            let mut last = from;
            for part in parts {
                let next = builder.add_empty()?;
                tasks.push((part, last, next));
                last = next;
            }
            builder.patch(last, to)?;
        }
        HirKind::Alternation(parts) => {
            let fork = builder.add_union(Vec::new())?;
            builder.patch(from, fork)?;
            for part in parts {
                let first = builder.add_empty()?;
                builder.patch(fork, first)?;
                tasks.push((part, first, to));
            }
        }
        HirKind::Repetition(repetition) => repeat(repetition, from, to, builder, tasks)?,
    }
    Ok(())
}

fn repeat<'h>(
    repetition: &'h Repetition,
    from: StateID,
    to: StateID,
    builder: &mut Builder,
    tasks: &mut Vec<Task<'h>>,
) -> Result<(), Failure> {
    let mut last = from;
    for _ in 0..repetition.min {
        let next = builder.add_empty()?;
        tasks.push((&repetition.sub, last, next));
        last = next;
    }
    for _ in repetition.min..repetition.max.unwrap_or(repetition.min + 1) {
        let fork = builder.add_union(vec![to])?;
        builder.patch(last, fork)?;
        let first = builder.add_empty()?;
        builder.patch(fork, first)?;
        // Without a maximum, loop back.
        let next = if repetition.max.is_none() { fork } else { builder.add_empty()? };
        tasks.push((&repetition.sub, first, next));
        last = next;
    }
    if repetition.max.is_some() {
        builder.patch(last, to)?;
    }
    Ok(())
}
