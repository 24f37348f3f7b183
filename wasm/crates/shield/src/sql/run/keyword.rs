//! What each SQL keyword requires before it, and what it proves.

use super::super::lexer::Token;
use super::super::words::*;
use super::{Clause, Grounds, Operand, Run, once};
use crate::words::UNKNOWN;

impl Run {
    pub(super) fn word(&mut self, class: u8, peek: u8) -> bool {
        let begins = match self.previous {
            None | Some(Token::Semicolon | Token::Word(BEGIN | THEN)) => true,
            _ => (self.grounds == Grounds::Broken || self.stacked) && !self.wants_operand,
        };
        let is_free = !self.wants_operand;
        match class {
            UNKNOWN | DIRECTION => self.operand(Operand::Name) || class == DIRECTION && is_free,
            VALUE if peek != b'(' => self.operand(Operand::Literal),
            CATALOGUE => {
                // A program's name may contain a hyphen: `systemd-sysusers`.
                let is_joined = self.is_tight
                    && self.previous == Some(Token::Arithmetic(b'-'))
                    && self.left == Operand::Name
                    && self.points == 0;
                self.add_once(once::CATALOGUE, if is_joined { 20 } else { 50 });
                if matches!(self.previous, Some(Token::Word(EXECUTE))) {
                    self.add(20);
                    self.wants_operand = true;
                }
                self.operand(Operand::Name)
            }
            VALUE | FUNCTION | COMMON_FUNCTION | DANGEROUS => {
                let is_call = peek == b'(';
                // IF also begins a statement.
                if class == COMMON_FUNCTION
                    && !is_call
                    && self.previous == Some(Token::Semicolon)
                    && self.stacked
                {
                    self.wants_operand = true;
                    return true;
                }
                if self.previous == Some(Token::Word(PROCEDURE)) && is_call {
                    self.add(50);
                    self.wants_operand = true;
                }
                if self.previous == Some(Token::Word(EXECUTE)) && is_call {
                    self.add(if self.stacked { 40 } else { 20 });
                }
                if class == DANGEROUS && matches!(self.clause, Clause::Items(_)) && !is_call {
                    self.add(50);
                }
                if self.previous == Some(Token::Word(DEFINE)) && matches!(class, COMMON_FUNCTION | FUNCTION) {
                    self.add(if self.stacked || self.grounds == Grounds::Broken { 60 } else { 40 });
                    return true;
                }
                self.operand(if is_call { Operand::Call } else { Operand::Name })
            }
            // SQLite's operators can also be called.
            COMPARE if self.previous == Some(Token::Word(SELECT)) && peek == b'(' => {
                self.operand(Operand::Call)
            }
            COMPARE => self.compare(),
            ARITHMETIC => self.arithmetic(b'^'),
            POSTFIX => {
                self.operators += 1;
                self.add(self.by_grounds(20, 10, 0));
                is_free
            }
            TYPE => {
                if self.previous == Some(Token::Arithmetic(b':')) {
                    self.add_once(once::CASE, if self.grounds == Grounds::None { 10 } else { 50 });
                }
                // `double precision` is one type.
                self.operand(Operand::Call) || self.previous == Some(Token::Word(TYPE))
            }
            UNARY => {
                self.wants_operand
                    || peek | 0x20 == b'l'
                    || peek | 0x20 == b'i'
                    || peek | 0x20 == b'r'
                    || peek | 0x20 == b'b'
                    || peek | 0x20 == b'g'
                    || peek | 0x20 == b's'
            }
            UNION => {
                self.union = true;
                self.wants_operand = true;
                self.truth = None;
                self.clause = Clause::None;
                self.in_tables = false;
                self.selecting = false;
                is_free || self.previous.is_none()
            }
            QUANTIFIER => matches!(
                self.previous,
                Some(Token::Word(UNION | SELECT | QUANTIFIER | COMPARE) | Token::Open | Token::Compare)
            ),
            SELECT => self.select(begins),
            FROM => self.from(),
            WHERE | HAVING => {
                let is_placed = self.in_tables
                    || self.closers > 0
                    || self.grounds != Grounds::None
                    || self.previous.is_none();
                if !is_free || !is_placed {
                    return class == HAVING && self.previous.is_none();
                }
                if self.in_tables || self.closers > 0 || self.grounds == Grounds::Broken {
                    self.add_once(once::WHERE, 10);
                }
                self.logic = true;
                self.truth = None;
                self.in_tables = false;
                self.wants_operand = true;
                true
            }
            ORDER => (is_free || self.previous.is_none()) && peek | 0x20 == b'b',
            BY => {
                self.wants_operand = true;
                self.clause = Clause::Order;
                matches!(self.previous, Some(Token::Word(ORDER)))
            }
            LIMIT => {
                self.wants_operand = true;
                self.clause = Clause::Limit;
                is_free
            }
            INTO => {
                match self.previous {
                    Some(Token::Word(INSERT)) => self.add(if self.stacked { 50 } else { 35 }),
                    _ if !is_free => return self.previous.is_none(),
                    _ => {}
                }
                self.wants_operand = true;
                true
            }
            OUTFILE => self.previous == Some(Token::Word(INTO)) && self.expect(60),
            AS => {
                self.wants_operand = true;
                if self.closers > 0 && self.grounds == Grounds::Broken {
                    self.add(10);
                }
                is_free
            }
            JOIN => {
                self.wants_operand = true;
                (is_free || matches!(self.previous, Some(Token::Word(JOIN))))
                    && (self.in_tables || self.selecting)
            }
            CASE => {
                self.in_case = true;
                self.wants_operand
            }
            WHEN => {
                if !self.in_case {
                    return false;
                }
                self.add_once(once::CASE, 35);
                self.logic = true;
                self.wants_operand = true;
                true
            }
            THEN => {
                self.wants_operand = true;
                self.add(5 + self.by_grounds(10, 10, 10));
                self.in_case && is_free
            }
            END => {
                self.wants_operand = false;
                self.left = Operand::Call;
                (self.in_case && is_free) || self.stacked
            }
            DEFINE => {
                self.wants_operand = true;
                begins
            }
            OBJECT | PROCEDURE => {
                if matches!(self.previous, Some(Token::Word(DEFINE))) {
                    let is_behind = self.stacked || self.grounds == Grounds::Broken;
                    // MySQL's own quotes show that it is a table's name.
                    self.add(if is_behind || peek == b'`' { 60 } else { 40 });
                    self.wants_operand = true;
                    return true;
                }
                class == PROCEDURE && is_free || self.operand(Operand::Name)
            }
            INSERT | UPDATE | EXECUTE | DECLARE | WAITFOR | BEGIN | SHUTDOWN | DELETE => {
                begins && self.statement(class, peek) || self.operand(Operand::Name)
            }
            SET => {
                if self.updating && is_free {
                    self.add(if self.stacked || self.grounds == Grounds::Broken { 50 } else { 40 });
                    self.updating = false;
                }
                self.wants_operand = true;
                is_free || begins
            }
            DELAY => self.previous == Some(Token::Word(WAITFOR)) && self.expect(60),
            VALUES => is_free && self.expect(15),
            IMMEDIATE => self.previous == Some(Token::Word(EXECUTE)) && self.expect(50),
            // IN BOOLEAN MODE.
            MODE => {
                self.wants_operand = false;
                self.comparing = false;
                matches!(self.previous, Some(Token::Word(COMPARE | MODE)))
            }
            _ => false,
        }
    }

    fn statement(&mut self, class: u8, peek: u8) -> bool {
        self.wants_operand = true;
        let is_behind = self.stacked || self.grounds == Grounds::Broken;
        self.updating = class == UPDATE;
        self.controlled |= class == BEGIN;
        match class {
            WAITFOR => self.add(10),
            EXECUTE if peek == b'(' => self.add(if is_behind { 50 } else { 20 }),
            SHUTDOWN if is_behind && matches!(peek, 0 | b'-' | b';' | b'#') => self.add(60),
            BEGIN | DELETE | EXECUTE | INSERT if is_behind => self.add(10),
            _ => {}
        }
        true
    }

    /// Takes a keyword that is evidence and must be followed by an operand.
    fn expect(&mut self, points: u8) -> bool {
        self.add(points);
        self.wants_operand = true;
        true
    }

    fn select(&mut self, begins: bool) -> bool {
        let is_behind = self.stacked || self.grounds == Grounds::Broken;
        let points = match self.previous {
            _ if self.union => 90,
            Some(Token::Open) => 60,
            Some(Token::Semicolon) if is_behind => 60,
            // A hyphenated word.
            Some(Token::Arithmetic(b'-')) if self.is_tight && self.points == 0 => 10,
            Some(
                Token::Logic | Token::Compare | Token::Word(COMPARE) | Token::Arithmetic(_) | Token::Comma,
            ) if self.grounds != Grounds::None => 40,
            _ if begins => 30,
            Some(Token::Word(AS | EXECUTE | INTO)) => 20,
            _ => return false,
        };
        if self.union && self.grounds == Grounds::Broken && self.lead_is_word {
            self.add(50);
        }
        self.union = false;
        self.clause = Clause::Items(points);
        self.selecting = true;
        self.in_tables = false;
        self.wants_operand = true;
        true
    }

    fn from(&mut self) -> bool {
        if self.previous == Some(Token::Word(DELETE)) {
            self.add(if self.stacked { 50 } else { 35 });
        } else if self.wants_operand || !(self.selecting || self.depth > 0 || self.closers > 0) {
            return false;
        }
        if self.closers > 0 && self.depth == 0 && !self.selecting {
            self.add(20);
        }
        self.grant_item();
        if self.selecting {
            self.add(20);
        }
        self.in_tables = true;
        self.selecting = false;
        self.wants_operand = true;
        true
    }
}
