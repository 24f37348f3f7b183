//! Parentheses: calls, groups, and those that close what the value stands in.

use super::super::lexer::Token;
use super::super::words::*;
use super::{Clause, Grounds, Operand, Run, once};

impl Run {
    pub(super) fn open(&mut self, peek: u8) -> bool {
        self.depth = self.depth.saturating_add(1);
        self.calls = self.calls << 1 | u32::from(!self.wants_operand);
        if self.previous == Some(Token::Word(SELECT)) {
            self.add(20);
        }
        let is_first = self.grounds == Grounds::Start && self.operators == 0 && self.depth <= 3;
        if !self.wants_operand {
            match self.previous {
                Some(Token::Word(DANGEROUS)) => {
                    let is_placed = is_first || self.operators > 0 || self.grounds == Grounds::Broken;
                    let is_placed =
                        is_placed && self.grounds != Grounds::None || self.grounds == Grounds::Quote;
                    self.add_once(once::DANGER, if is_placed || self.stacked { 60 } else { 45 });
                }
                Some(Token::Word(FUNCTION | VALUE)) => {
                    self.add_once(
                        once::CALL,
                        if is_first && self.is_tight {
                            50
                        } else if is_first {
                            35
                        } else if self.operators > 0 {
                            30
                        } else {
                            20
                        },
                    );
                }
                Some(Token::Word(COMMON_FUNCTION)) if self.operators > 0 || self.selecting => {
                    self.add_once(once::CALL, 20)
                }
                Some(Token::Word(_)) => {}
                // A value cannot be called, but an attacker's subquery may follow it.
                _ if peek | 0x20 == b's' || peek == b'(' => {}
                _ => return false,
            }
        }
        self.wants_operand = true;
        true
    }

    pub(super) fn close(&mut self) -> bool {
        if self.wants_operand {
            match self.previous {
                Some(Token::Open) => self.left = Operand::Call,
                // The value was in parentheses and closes them.
                None if self.grounds == Grounds::Start => {
                    self.grounds = Grounds::Broken;
                    self.left = Operand::Literal;
                }
                _ => return false,
            }
        }
        if self.depth > 0 {
            if matches!(self.clause, Clause::Item(_)) {
                self.clause = Clause::None;
            }
            self.depth -= 1;
            if self.calls & 1 != 0 {
                self.left = Operand::Call;
            }
            self.calls >>= 1;
        } else {
            self.closers += u8::from(self.closers < 100);
        }
        self.wants_operand = false;
        true
    }
}
