//! Collects the records that expressions need, without duplicates.

use std::collections::BTreeMap;

use snapwall_abi::{CAPACITY_SLOTS, FIXED_SLOTS, SLOT_IP, SLOT_METHOD, SLOT_URL};
use snapwall_tables::filters::*;
use snapwall_tables::{AddressRange, Span};

use super::clues::{Clues, Source};
use super::graph::TESTS_MAX;
use super::sets;
use super::tree::{Comparison, Question, Step};
use crate::addresses::join_ranges;
use crate::block::BlockWriter;
use crate::parts::arrange;
use crate::regex::{AutomataWriter, Case, Refusal};

/// The maximum total size of all literals, in bytes.
const TEXT_MAX_BYTES: usize = 1 << 20;

/// The rule's tables during construction.
pub struct Tables {
    /// Names of the parts that the policy reads, in the order of their first use.
    pub parts: Vec<String>,
    /// Bit `n`: an expression reads fixed slot `n`.
    pub reads: u32,
    /// The clues of the expressions that deny.
    pub clues: Clues,
    tests: Vec<Test>,
    known_tests: BTreeMap<[u32; 7], u32>,
    ops: Vec<Op>,
    computed: BTreeMap<Vec<Op>, u32>,
    integers: Vec<IntegerRange>,
    addresses: Vec<AddressRange>,
    texts: Vec<Text>,
    /// Where each question's set is.
    sets: BTreeMap<Question, (u32, u32)>,
    automata: AutomataWriter,
    machines: BTreeMap<String, u32>,
    text: Vec<u8>,
    literals: BTreeMap<Vec<u8>, u32>,
}

impl Tables {
    /// `parts` are those that other rules read.
    pub fn new(parts: Vec<String>) -> Self {
        Tables {
            parts,
            reads: 0,
            clues: Clues::default(),
            tests: Vec::new(),
            known_tests: BTreeMap::new(),
            ops: Vec::new(),
            computed: BTreeMap::new(),
            integers: Vec::new(),
            addresses: Vec::new(),
            texts: Vec::new(),
            sets: BTreeMap::new(),
            automata: AutomataWriter::new(),
            machines: BTreeMap::new(),
            text: Vec::new(),
            literals: BTreeMap::new(),
        }
    }

    /// Adds a test, unless an equal one exists.
    pub fn push(&mut self, test: Test) -> Result<u32, Refusal> {
        let kind = u32::from(test.kind) | u32::from(test.quantifier) << 8;
        let key =
            [test.first_op, kind, test.operand, test.count, test.if_true, test.if_false, test.if_missing];
        if let Some(known) = self.known_tests.get(&key) {
            return Ok(*known);
        }
        if self.tests.len() == TESTS_MAX {
            let message = format!(
                "The expressions have more than {TESTS_MAX} comparisons together (each xor doubles those on its sides)"
            );
            return Err(("limit", message));
        }
        self.tests.push(test);
        let index = self.tests.len() as u32 - 1;
        self.known_tests.insert(key, index);
        Ok(index)
    }

    /// A comparison as a test whose successors are not yet set. With `is_strict`, a value computed from a missing one is
    /// missing.
    pub fn test(&mut self, comparison: &Comparison, is_strict: bool) -> Result<Test, Refusal> {
        let Comparison { value, question, of_all, .. } = comparison;
        // Joining something to a missing value gives a present one; but `exists` asks whether all of it is present.
        let is_strict = is_strict || *question == Question::Present;
        let ops: Vec<Op> =
            value.steps.iter().map(|step| self.op(step, is_strict)).collect::<Result<_, _>>()?;
        let count = ops.len() as u16;
        let first_op = match self.computed.get(&ops) {
            Some(first) => *first,
            None => {
                let first = self.ops.len() as u32;
                self.ops.extend_from_slice(&ops);
                self.computed.insert(ops, first);
                first
            }
        };
        let quantifier = match (value.is_many, of_all) {
            (false, _) => ONE,
            (true, false) => ANY,
            (true, true) => ALL,
        };
        let (kind, operand, count_of_operand) = self.operand(question)?;
        Ok(Test {
            first_op,
            ops: count,
            kind,
            quantifier,
            operand,
            count: count_of_operand,
            ..Test::default()
        })
    }

    fn operand(&mut self, question: &Question) -> Result<(u8, u32, u32), Refusal> {
        let with = |kind, text: Text| (kind, text.offset, text.len);
        Ok(match question {
            Question::Present => (TEST_PRESENT, 0, 0),
            Question::Below(text) => with(TEST_TEXT_BELOW, self.literal(text)?),
            Question::AtMost(text) => with(TEST_TEXT_AT_MOST, self.literal(text)?),
            Question::Starts(text) => with(TEST_STARTS, self.literal(text)?),
            Question::Ends(text) => with(TEST_ENDS, self.literal(text)?),
            Question::Contains(text) => {
                let searched = [text.as_slice(), &failures(text)].concat();
                let offset = self.literal(&searched)?.offset;
                (TEST_CONTAINS, offset, text.len() as u32)
            }
            Question::Matches(regex) => (TEST_MATCHES, self.machine(regex)?, 1),
            Question::IntegerAnd(mask) => (TEST_INTEGER_AND, *mask as u32, (*mask >> 32) as u32),
            Question::IntegerIn(_) | Question::AddressIn(_) | Question::TextIn(_) => {
                let (kind, (first, count)) = match self.sets.get(question) {
                    Some(known) => (set_kind(question), *known),
                    None => {
                        let place = self.set(question)?;
                        self.sets.insert(question.clone(), place);
                        (set_kind(question), place)
                    }
                };
                (kind, first, count)
            }
        })
    }

    fn set(&mut self, question: &Question) -> Result<(u32, u32), Refusal> {
        Ok(match question {
            Question::IntegerIn(ranges) => {
                let first = self.integers.len();
                let ranges = sets::integer_ranges(ranges.to_vec());
                self.integers.extend(ranges.iter().map(|(low, high)| IntegerRange::new(*low, *high)));
                (first as u32, ranges.len() as u32)
            }
            Question::AddressIn(ranges) => {
                let first = self.addresses.len();
                let ranges = join_ranges(ranges);
                self.addresses.extend_from_slice(&ranges);
                (first as u32, ranges.len() as u32)
            }
            Question::TextIn(texts) => {
                let texts = sets::texts(texts.to_vec());
                let texts: Vec<Text> =
                    texts.iter().map(|text| self.literal(text)).collect::<Result<_, _>>()?;
                let first = self.texts.len();
                self.texts.extend_from_slice(&texts);
                (first as u32, texts.len() as u32)
            }
            _ => unreachable!("only sets stand in sections of their own"),
        })
    }

    /// The place of a text, which is added only once.
    pub fn literal(&mut self, text: &[u8]) -> Result<Text, Refusal> {
        let len = text.len() as u32;
        if let Some(offset) = self.literals.get(text) {
            return Ok(Text { offset: *offset, len });
        }
        if self.text.len() + text.len() > TEXT_MAX_BYTES {
            let message =
                format!("The strings of all expressions take more than {} KiB", TEXT_MAX_BYTES >> 10);
            return Err(("limit", message));
        }
        let offset = self.text.len() as u32;
        self.text.extend_from_slice(text);
        self.literals.insert(text.to_vec(), offset);
        Ok(Text { offset, len })
    }

    fn machine(&mut self, regex: &str) -> Result<u32, Refusal> {
        if let Some(known) = self.machines.get(regex) {
            return Ok(*known);
        }
        let index = self.automata.add(&[regex], Case::Matters)?;
        self.machines.insert(regex.to_owned(), index);
        Ok(index)
    }

    /// Whether an expression needs an automaton.
    pub fn uses_regexes(&self) -> bool {
        !self.machines.is_empty()
    }

    fn slot(&mut self, part: &str) -> Result<u32, Refusal> {
        let index = match self.parts.iter().position(|known| known == part) {
            Some(index) => index,
            None => {
                self.parts.push(part.to_owned());
                self.parts.len() - 1
            }
        };
        let most = CAPACITY_SLOTS - FIXED_SLOTS;
        if index >= most {
            let message = format!("The policy reads more than {most} headers and facts together");
            return Err(("limit", message));
        }
        Ok((FIXED_SLOTS + index) as u32)
    }

    fn fixed(&mut self, slot: u32) -> u32 {
        self.reads |= 1 << slot;
        slot
    }

    fn op(&mut self, step: &Step, is_strict: bool) -> Result<Op, Refusal> {
        let strict = u16::from(is_strict);
        let op = |kind, a, b| Op { kind, extra: 0, a, b };
        let url = |tables: &mut Self, kind| {
            tables.fixed(SLOT_URL);
            op(kind, 0, 0)
        };
        Ok(match step {
            Step::Method => op(OP_SLOT, self.fixed(SLOT_METHOD), 0),
            Step::Ip => op(OP_CLIENT, self.fixed(SLOT_IP), 0),
            Step::Part(name) => op(OP_SLOT, self.slot(name)?, 0),
            Step::Uri => url(self, OP_URI),
            Step::Path => url(self, OP_PATH),
            Step::Query => url(self, OP_QUERY),
            Step::Host => {
                self.fixed(SLOT_URL);
                op(OP_HOST, self.slot("host")?, 0)
            }
            Step::Arg(name) => {
                self.fixed(SLOT_URL);
                let name = self.literal(name)?;
                op(OP_ARG, name.offset, name.len)
            }
            Step::ArgNames => url(self, OP_ARG_NAMES),
            Step::ArgValues => url(self, OP_ARG_VALUES),
            Step::Cookie(name) => {
                let extra = self.slot("cookie")? as u16;
                let name = self.literal(name)?;
                Op { kind: OP_COOKIE, extra, a: name.offset, b: name.len }
            }
            Step::Text(text) => {
                let text = self.literal(text)?;
                op(OP_TEXT, text.offset, text.len)
            }
            Step::Lower => op(OP_LOWER, 0, 0),
            Step::Upper => op(OP_UPPER, 0, 0),
            Step::UrlDecode(rounds) => op(OP_URL_DECODE, *rounds, 0),
            Step::RemoveBytes(bytes) => {
                let bytes = self.literal(bytes)?;
                op(OP_REMOVE_BYTES, bytes.offset, bytes.len)
            }
            Step::Substring(start, end) => op(OP_SUBSTRING, *start as u32, *end as u32),
            Step::Concat(count) => Op { extra: strict, ..op(OP_CONCAT, *count, 0) },
            Step::Length => Op { extra: strict, ..op(OP_LENGTH, 0, 0) },
            Step::Integer => op(OP_INTEGER, 0, 0),
            Step::Cidr(v4, v6) => op(OP_CIDR, *v4, *v6),
        })
    }

    /// The ops with the final slots of their parts.
    fn placed_ops(&self, moved: &[usize]) -> Vec<Op> {
        let place = |slot: u32| match (slot as usize).checked_sub(FIXED_SLOTS) {
            Some(index) => (FIXED_SLOTS + moved[index]) as u32,
            None => slot,
        };
        let placed = |op: &Op| match op.kind {
            OP_SLOT | OP_HOST => Op { a: place(op.a), ..*op },
            OP_COOKIE => Op { extra: place(op.extra.into()) as u16, ..*op },
            _ => *op,
        };
        self.ops.iter().map(placed).collect()
    }

    /// Writes everything; of the policy's `expressions`, the first `denies` deny.
    pub fn write(&self, expressions: &[Expression], denies: usize, writer: &mut BlockWriter) -> Span {
        let (parts, moved) = arrange(&self.parts);
        let clues = self.clues.placed(|source| match source {
            Source::Fixed(slot) => *slot,
            Source::Part(name) => {
                let index = parts.iter().position(|part| part == name);
                (FIXED_SLOTS + index.expect("a part that an expression reads")) as u32
            }
        });
        let needs_judgement = clues.is_none();
        let (clues, places) = clues.unwrap_or_default();
        let clues: Vec<_> = clues.iter().map(|(slot, clues)| clues.write(*slot, writer)).collect();
        let filters = Filters {
            expressions: writer.section(expressions),
            denies: denies as u32,
            tests: writer.section(&self.tests),
            ops: writer.section(&self.placed_ops(&moved)),
            integers: writer.section(&self.integers),
            addresses: writer.section(&self.addresses),
            texts: writer.section(&self.texts),
            automata: self.automata.write(writer),
            text: writer.section(&self.text),
            clues: writer.section(&clues),
            places: writer.section(&join_ranges(places)),
            needs_judgement: needs_judgement.into(),
        };
        writer.section(&[filters])
    }
}

fn set_kind(question: &Question) -> u8 {
    match question {
        Question::IntegerIn(_) => TEST_INTEGER_IN,
        Question::AddressIn(_) => TEST_ADDRESS_IN,
        _ => TEST_TEXT_IN,
    }
}

/// The failure table of a literal: for each byte, the length of the longest proper prefix that is also a suffix of what
/// has been read up to there (Knuth, Morris and Pratt).
fn failures(literal: &[u8]) -> Vec<u8> {
    let mut table = vec![0u8; literal.len()];
    let mut len = 0usize;
    for at in 1..literal.len() {
        while len > 0 && literal[at] != literal[len] {
            len = usize::from(table[len - 1]);
        }
        if literal[at] == literal[len] {
            len += 1;
        }
        table[at] = len as u8;
    }
    table
}
