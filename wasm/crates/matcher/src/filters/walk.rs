//! Follows tests from one to the next.

use snapwall_tables::Block;
use snapwall_tables::filters::{ALL, Filters, MATCH, NO_MATCH, ONE, Op, Test};

use super::compute::Computer;
use super::question::Questions;
use super::scratch::{Overflow, Scratch, Value};
use crate::input::Input;

/// The outcome of a test.
enum Finding {
    True,
    False,
    Missing,
}

/// A walk over the tests of expressions for one request.
pub struct Walk<'r> {
    tests: &'r [Test],
    ops: &'r [Op],
    questions: Questions<'r>,
    computer: Computer<'r>,
}

impl<'r> Walk<'r> {
    pub fn new(
        block: Block<'r>,
        filters: &Filters,
        input: &'r Input<'r>,
        client: Option<u128>,
        scratch: &'r mut [u8],
    ) -> Self {
        let text = block.section(filters.text);
        Walk {
            tests: block.section(filters.tests),
            ops: block.section(filters.ops),
            questions: Questions::new(block, filters),
            computer: Computer { input, client, text, scratch: Scratch::new(scratch), target: None },
        }
    }

    /// Whether the expression that starts at `start` matches; `None` when its values do not fit.
    pub fn matches(&mut self, start: u32) -> Option<bool> {
        let mut next = start;
        loop {
            match next {
                MATCH => return Some(true),
                NO_MATCH => return Some(false),
                _ => {}
            }
            let test = &self.tests[next as usize];
            next = match self.find(test).ok()? {
                Finding::True => test.if_true,
                Finding::False => test.if_false,
                Finding::Missing => test.if_missing,
            };
        }
    }

    fn find(&mut self, test: &Test) -> Result<Finding, Overflow> {
        let ops = &self.ops[test.first_op as usize..][..usize::from(test.ops)];
        if test.quantifier == ONE {
            let value = self.computer.value(ops, &mut None)?;
            return Ok(self.ask(test, value));
        }
        let is_all = test.quantifier == ALL;
        let mut cursor = Some(0);
        let mut finding = Finding::Missing;
        loop {
            let value = self.computer.value(ops, &mut cursor)?;
            if cursor.is_none() {
                return Ok(finding);
            }
            let holds = matches!(self.ask(test, value), Finding::True);
            finding = if holds { Finding::True } else { Finding::False };
            if holds != is_all {
                return Ok(finding);
            }
        }
    }

    fn ask(&self, test: &Test, value: Value) -> Finding {
        match self.computer.scratch.resolve(value) {
            None => Finding::Missing,
            Some(value) if self.questions.holds(test, value) => Finding::True,
            Some(_) => Finding::False,
        }
    }
}
