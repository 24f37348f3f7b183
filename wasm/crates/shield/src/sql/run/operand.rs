//! Operands and the operators between them.

use super::super::lexer::Token;
use super::super::words::*;
use super::{Clause, Grounds, Operand, Run, once};

impl Run {
    pub(super) fn operand(&mut self, operand: Operand) -> bool {
        self.has_literal |= operand == Operand::Literal;
        if !self.wants_operand {
            if self.behind_top && self.previous == Some(Token::Number) {
                self.left = operand;
                return true;
            }
            // A table's alias needs no AS, nor does a column's.
            let is_alias = operand == Operand::Name
                && (self.in_tables || self.selecting)
                && self.left != Operand::Literal
                && !matches!(self.previous, Some(Token::Word(AS)));
            if is_alias && self.left != Operand::Star {
                // One alias, but not a second.
                self.left = Operand::Literal;
                return true;
            }
            return false;
        }
        if self.previous == Some(Token::Semicolon) && operand != Operand::Call {
            return false;
        }
        self.wants_operand = false;
        match self.clause {
            Clause::Items(points) => {
                self.clause = match operand {
                    Operand::Name => Clause::Item(points),
                    _ => {
                        self.add(points);
                        Clause::None
                    }
                }
            }
            Clause::Order => {
                let points = match operand {
                    Operand::Literal => self.by_grounds(50, 50, 10),
                    _ => self.by_grounds(25, 25, 0),
                };
                self.add(points);
                self.clause = Clause::None;
            }
            Clause::Limit => {
                if operand == Operand::Literal && self.numbers {
                    self.add(self.by_grounds(40, 30, 10));
                }
                self.clause = Clause::None;
            }
            _ => {}
        }
        if self.comparing {
            self.comparing = false;
            self.compared = self.left == Operand::Literal && operand == Operand::Literal;
            if self.logic {
                let is_value = |operand| operand != Operand::Name;
                let points = match (is_value(self.left), is_value(operand)) {
                    (true, true) => 50,
                    (false, false) => self.by_grounds(25, 10, 0),
                    _ => self.by_grounds(40, 25, 10),
                };
                self.add_once(once::COMPARISON, points);
            } else if self.depth > 0
                && operand == Operand::Literal
                && self.left == Operand::Literal
                && self.numbers
            {
                // Nobody puts a comparison of two numbers in parentheses.
                self.add_once(once::COMPARISON, if self.grounds == Grounds::None { 30 } else { 50 });
            }
        } else if self.previous == Some(Token::Logic) {
            self.truth = Some(operand);
        }
        self.left = operand;
        true
    }

    pub(super) fn compare(&mut self) -> bool {
        self.truth = None;
        if self.wants_operand {
            return matches!(self.previous, Some(Token::Compare | Token::Word(COMPARE | UNARY)));
        }
        self.comparing = true;
        self.operators += u8::from(self.operators < 100);
        self.wants_operand = true;
        true
    }

    pub(super) fn logic(&mut self) -> bool {
        if self.wants_operand && self.previous.is_some() {
            return false;
        }
        self.starts_with_logic |= self.previous.is_none();
        self.logic = true;
        self.truth = None;
        self.comparing = false;
        self.operators += u8::from(self.operators < 100);
        self.wants_operand = true;
        true
    }

    pub(super) fn arithmetic(&mut self, operator: u8) -> bool {
        if self.wants_operand {
            return match operator {
                b'+' | b'-' | b'~' | b'!' => true,
                b'*' => {
                    matches!(
                        self.previous,
                        Some(Token::Open | Token::Comma | Token::Word(SELECT | QUANTIFIER))
                    ) && self.operand(Operand::Star)
                }
                _ => false,
            };
        }
        if operator == b'!' {
            return false;
        }
        self.truth = None;
        self.operators += u8::from(self.operators < 100);
        self.wants_operand = true;
        true
    }

    /// Credits a lone word that was selected, once what follows shows that this is not prose.
    pub(super) fn grant_item(&mut self) {
        if let Clause::Item(points) = self.clause {
            self.add(points / 2 + points / 6);
            self.clause = Clause::None;
        }
    }
}
