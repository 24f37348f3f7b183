//! Derives from an expression what a request must have for it to match: the matcher looks for that first.
//!
//! Clues are necessary conditions, never a judgement: for a request without any, a walk over the tests would give `false`; for
//! a request with one, the walk decides.

use std::collections::{BTreeMap, BTreeSet};

use snapwall_abi::{SLOT_METHOD, SLOT_URL};
use snapwall_tables::filters::{CLUE_BYTES, Clue, Clues as Record};

use super::tree::{Comparison, Expr, Question, Step};
use crate::addresses::Bounds;
use crate::block::BlockWriter;

/// The maximum number of clues of a policy: with more, the bitmask of their endings would rule out nothing.
const CLUES_MAX: usize = 64;

/// The maximum number of addresses and ranges next to the clues, which duplicate those of the tests.
const PLACES_MAX: usize = 1024;

/// Where a clue is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Fixed(u32),
    /// A part that the host sends, by its name.
    Part(String),
}

/// What a text must have for a question to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lead {
    source: Source,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// At least this many bytes.
    Length(u32),
    Literal {
        text: Vec<u8>,
        /// Whether `%` may encode a byte of it.
        is_decoded: bool,
    },
}

/// Clues of which a request must have at least one when an expression matches.
#[derive(Clone, Debug, Default)]
struct Leads {
    texts: Vec<Lead>,
    /// Addresses that a client may have, both ends inclusive.
    places: Vec<Bounds>,
}

/// The clues of a policy's denying expressions.
#[derive(Default)]
pub struct Clues {
    leads: Leads,
    /// Whether an expression has no clues, or there are too many in all.
    needs_judgement: bool,
}

impl Clues {
    /// Adds the clues of an expression that denies.
    pub fn add(&mut self, expr: &Expr) {
        if self.needs_judgement {
            return;
        }
        match leads_of(expr) {
            Some(leads) => self.needs_judgement = !self.leads.take(leads),
            None => self.needs_judgement = true,
        }
    }

    /// The clues of each slot, and the addresses; `None` when every request has to be judged.
    pub fn placed(&self, slot: impl Fn(&Source) -> u32) -> Option<(BTreeMap<u32, SlotClues>, &[Bounds])> {
        let mut slots: BTreeMap<u32, SlotClues> = BTreeMap::new();
        for Lead { source, what } in &self.leads.texts {
            slots.entry(slot(source)).or_default().add(what);
        }
        (!self.needs_judgement).then_some((slots, self.leads.places.as_slice()))
    }
}

/// What the text of one slot must have: any one of these.
pub struct SlotClues {
    least: u32,
    is_decoded: bool,
    clues: BTreeSet<Clue>,
}

impl Default for SlotClues {
    fn default() -> Self {
        SlotClues { least: u32::MAX, is_decoded: false, clues: BTreeSet::new() }
    }
}

impl SlotClues {
    fn add(&mut self, what: &What) {
        match what {
            What::Length(least) => self.least = self.least.min(*least),
            What::Literal { text, is_decoded } => {
                self.clues.insert(Clue::new(&text[..text.len().min(*CLUE_BYTES.end())]));
                self.is_decoded |= is_decoded;
            }
        }
    }

    /// Writes the clues. The caller places the returned record.
    pub fn write(&self, slot: u32, writer: &mut BlockWriter) -> Record {
        let clues: Vec<Clue> = self.clues.iter().copied().collect();
        let escape = if self.is_decoded { b'%' } else { 0 };
        let span = writer.section(&clues);
        Record::new(slot, self.least, escape, span, &clues)
    }
}

/// The clues of an expression: without any of them it is false, and evaluating it joins no texts. `None` when it may be true
/// for a request about which nothing is known.
fn leads_of(expr: &Expr) -> Option<Leads> {
    match expr {
        Expr::Constant(true) | Expr::Not(_) => None,
        Expr::Constant(false) => Some(Leads::default()),
        // It is false when all operands are false.
        Expr::Or(operands) | Expr::Xor(operands) => {
            let mut all = Leads::default();
            for operand in operands {
                if !all.take(leads_of(operand)?) {
                    return None;
                }
            }
            Some(all)
        }
        // One false operand is enough, provided that those before it, which are evaluated first, join no texts.
        Expr::And(operands) => {
            let joining = operands.iter().position(joins_texts).unwrap_or(operands.len());
            let asked = operands.iter().take(joining + 1);
            asked.filter_map(leads_of).min_by_key(Leads::weight)
        }
        Expr::Test(comparison) => leads_of_test(comparison),
    }
}

impl Leads {
    /// Adds others without duplicates, and returns whether there are few enough.
    fn take(&mut self, others: Leads) -> bool {
        for lead in others.texts {
            if !self.texts.contains(&lead) {
                self.texts.push(lead);
            }
        }
        self.places.extend(others.places);
        self.texts.len() <= CLUES_MAX && self.places.len() <= PLACES_MAX
    }

    /// How little the clues distinguish requests: what nearly every request has weighs most.
    fn weight(&self) -> usize {
        let weigh = |lead: &Lead| match (&lead.what, &lead.source) {
            (What::Length(0), Source::Fixed(_)) => 1000,
            (What::Length(0), Source::Part(_)) => 3,
            (What::Literal { text, .. }, _) if text.len() == *CLUE_BYTES.start() => 8,
            _ => 2,
        };
        self.texts.iter().map(weigh).sum::<usize>() + 2 * usize::from(!self.places.is_empty())
    }
}

fn joins_texts(expr: &Expr) -> bool {
    match expr {
        Expr::Constant(_) => false,
        Expr::Not(inner) => joins_texts(inner),
        Expr::And(operands) | Expr::Or(operands) | Expr::Xor(operands) => operands.iter().any(joins_texts),
        Expr::Test(comparison) => comparison.value.steps.iter().any(|step| matches!(step, Step::Concat(_))),
    }
}

fn leads_of_test(comparison: &Comparison) -> Option<Leads> {
    let (source, rest) = comparison.value.steps.split_first()?;
    if comparison.of_all {
        // It holds when there is no value.
        return None;
    }
    if let Question::AddressIn(ranges) = &comparison.question {
        let is_client = *source == Step::Ip && rest.is_empty() && ranges.len() <= PLACES_MAX;
        return is_client.then(|| Leads { texts: Vec::new(), places: ranges.to_vec() });
    }
    let (mut is_decoded, mut is_torn, mut is_number) = (false, false, false);
    for step in rest {
        match step {
            Step::Lower | Step::Upper | Step::Substring(..) => {}
            Step::UrlDecode(_) => is_decoded = true,
            Step::RemoveBytes(_) => is_torn = true,
            Step::Length | Step::Integer => is_number = true,
            _ => return None,
        }
    }
    let (least, mut literals) = ask(&comparison.question, rest.last() == Some(&Step::Length))?;
    let mut sources = Vec::new();
    match source {
        Step::Method => sources.push(Source::Fixed(SLOT_METHOD)),
        Step::Part(name) => sources.push(Source::Part(name.clone())),
        Step::Uri | Step::Path | Step::Query => sources.push(Source::Fixed(SLOT_URL)),
        Step::Host => sources.extend([Source::Fixed(SLOT_URL), Source::Part("host".to_owned())]),
        Step::Arg(name) => {
            (is_decoded, literals) = (true, vec![name.clone()]);
            sources.push(Source::Fixed(SLOT_URL));
        }
        Step::ArgNames | Step::ArgValues => {
            is_decoded = true;
            sources.push(Source::Fixed(SLOT_URL));
        }
        Step::Cookie(name) => {
            literals = vec![name.clone()];
            sources.push(Source::Part("cookie".to_owned()));
        }
        _ => return None,
    }
    let names_value = matches!(source, Step::Arg(_) | Step::Cookie(_));
    let mut leads = Leads::default();
    for source in &sources {
        for literal in &literals {
            // A decoded space may have been a `+`; removed bytes may have split the literal.
            let is_elsewhere =
                !names_value && (is_torn || is_number) || is_decoded && literal.contains(&b' ');
            let what = match is_elsewhere || literal.len() < *CLUE_BYTES.start() {
                true => What::Length(least),
                false => What::Literal { text: literal.clone(), is_decoded },
            };
            leads.texts.push(Lead { source: source.clone(), what });
        }
    }
    Some(leads)
}

/// The least length of a text for which a question holds, and literals of which it must contain one.
fn ask(question: &Question, is_of_length: bool) -> Option<(u32, Vec<Vec<u8>>)> {
    Some(match question {
        Question::Contains(text) | Question::Starts(text) | Question::Ends(text) => (0, vec![text.clone()]),
        Question::TextIn(texts) if texts.len() > CLUES_MAX => return None,
        Question::TextIn(texts) => (0, texts.to_vec()),
        Question::IntegerIn(ranges) if is_of_length => {
            // A missing value has no length, and a path has at least one byte.
            match ranges.iter().map(|(low, _)| *low).min()? {
                ..=0 => return None,
                1 => (0, vec![Vec::new()]),
                low => (u32::try_from(low).unwrap_or(u32::MAX), vec![Vec::new()]),
            }
        }
        _ => (0, vec![Vec::new()]),
    })
}
