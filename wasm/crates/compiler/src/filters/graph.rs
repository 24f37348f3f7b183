//! Compiles an expression into a graph of tests, each of which names the next test for every answer.
//!
//! The graph is built from its end, since a test must know what follows. Missing values are handled separately. Where an
//! expression denies, a comparison with a missing value is false. Where it allows, the comparison takes whichever answer
//! makes the expression less likely to match, so that omitting something never gets a request in.

use snapwall_tables::filters::{MATCH, NO_MATCH, Test};

use super::fault::{Outcome, fault};
use super::tables::Tables;
use super::tree::{Expr, Question};

/// The maximum number of tests of all of a policy's expressions.
pub const TESTS_MAX: usize = 16_384;

/// The maximum number of steps for lowering one expression. An `xor` lowers each of its sides twice, recursively; sides
/// that are constants add no test that would be counted.
const STEPS_MAX: usize = 4 * TESTS_MAX;

/// The maximum number of operands in a chain of `xor`: each additional one doubles the work and adds a level of
/// recursion.
const XOR_MAX: usize = 15;

/// Where to continue.
#[derive(Clone, Copy)]
struct Ways {
    if_true: u32,
    if_false: u32,
}

/// Adds the tests of an expression. Returns the index of the first one, or a verdict.
pub fn lower(expr: &Expr, allows: bool, tables: &mut Tables) -> Outcome<u32> {
    Lowering { allows, tables, steps: 0 }.lower(expr, false, Ways { if_true: MATCH, if_false: NO_MATCH })
}

struct Lowering<'a> {
    allows: bool,
    tables: &'a mut Tables,
    steps: usize,
}

impl Lowering<'_> {
    /// `is_opposite` says that the whole expression is less likely to match when this part is true.
    fn lower(&mut self, expr: &Expr, is_opposite: bool, ways: Ways) -> Outcome<u32> {
        self.steps += 1;
        if self.steps > STEPS_MAX {
            return too_much_xor();
        }
        match expr {
            Expr::Constant(true) => Ok(ways.if_true),
            Expr::Constant(false) => Ok(ways.if_false),
            Expr::Not(inner) => {
                let turned = Ways { if_true: ways.if_false, if_false: ways.if_true };
                self.lower(inner, !is_opposite, turned)
            }
            Expr::And(operands) => {
                let mut next = ways.if_true;
                for operand in operands.iter().rev() {
                    next = self.lower(operand, is_opposite, Ways { if_true: next, ..ways })?;
                }
                Ok(next)
            }
            Expr::Or(operands) => {
                let mut next = ways.if_false;
                for operand in operands.iter().rev() {
                    next = self.lower(operand, is_opposite, Ways { if_false: next, ..ways })?;
                }
                Ok(next)
            }
            Expr::Xor(operands) if operands.len() > XOR_MAX => too_much_xor(),
            Expr::Xor(operands) => self.exclusive(operands, is_opposite, ways),
            Expr::Test(comparison) => {
                let Ways { if_true, if_false } = ways;
                let if_missing = match (&comparison.question, self.allows) {
                    (Question::Present, _) => if_false,
                    (_, true) if is_opposite => if_true,
                    (_, true) => if_false,
                    (_, false) if comparison.of_all => if_true,
                    (_, false) => if_false,
                };
                let tables = &mut *self.tables;
                let test = tables.test(comparison, self.allows);
                let pushed =
                    test.and_then(|test| tables.push(Test { if_true, if_false, if_missing, ..test }));
                pushed.or_else(|(code, message)| fault(code, comparison.place, message))
            }
        }
    }

    /// `a xor b` is `(a and not b) or (not a and b)`: each operand occurs once as it is and once negated, so its being
    /// true can make a match likelier as well as less likely.
    fn exclusive(&mut self, operands: &[Expr], is_opposite: bool, ways: Ways) -> Outcome<u32> {
        let Some((last, others)) = operands.split_last() else { return Ok(ways.if_false) };
        if others.is_empty() {
            return self.lower(last, is_opposite, ways);
        }
        let Ways { if_true, if_false } = ways;
        // not a and b
        let then = self.lower(last, is_opposite, ways)?;
        let second = self.exclusive(others, !is_opposite, Ways { if_true: if_false, if_false: then })?;
        // a and not b
        let then = self.lower(last, !is_opposite, Ways { if_true: second, if_false: if_true })?;
        self.exclusive(others, is_opposite, Ways { if_true: then, if_false: second })
    }
}

fn too_much_xor<T>() -> Outcome<T> {
    fault(
        "limit",
        0,
        format!("Too many xor, each of which doubles what is on its sides; {XOR_MAX} in a row fit"),
    )
}
