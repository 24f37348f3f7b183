//! A run of tokens that SQL's grammar allows, and the evidence gathered on the way.

use super::lexer::Token;
use super::words::*;
use crate::words::UNKNOWN;

/// Why the text from the run's start on may be SQL at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// Somewhere in a text.
    None,
    /// Behind a string that closes somewhere in a text.
    Quote,
    /// At the start of the value: it may stand where a number does.
    Start,
    /// Behind the quote that ends the string around the value, or behind its parenthesis.
    Broken,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a token that the grammar does not allow.
    Error,
    End,
    /// With a comment, which hides the rest of the statement; `is_bare`: nothing else stands in it.
    Comment {
        is_bare: bool,
    },
    /// With a string that the statement's own quote will close.
    Reentry,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    Literal,
    Name,
    Call,
    Star,
}

/// What the run waits for, besides operands and operators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    None,
    /// The first item of a SELECT, and what it is worth if it is no mere word.
    Items(u8),
    /// A word was the first item of a SELECT: worth that much if a comma or FROM follows.
    Item(u8),
    Order,
    Limit,
}

/// Evidence that counts once a run.
mod once {
    pub const COMPARISON: u32 = 1;
    pub const CALL: u32 = 2;
    pub const DANGER: u32 = 4;
    pub const CATALOGUE: u32 = 8;
    pub const COMMENTS: u32 = 16;
    pub const CASE: u32 = 32;
    pub const HEXADECIMAL: u32 = 64;
    pub const WHERE: u32 = 128;
    pub const VARIABLE: u32 = 256;
    pub const CONDITIONAL: u32 = 512;
}

pub struct Run {
    pub start: usize,
    /// No blank stands before the token taken next.
    pub is_tight: bool,
    grounds: Grounds,
    points: u16,
    counted: u32,
    previous: Option<Token>,
    wants_operand: bool,
    left: Operand,
    /// AND, OR, WHERE or the like came: a condition is being added.
    logic: bool,
    /// The operand just read stands alone behind AND or OR.
    truth: Option<Operand>,
    comparing: bool,
    /// The last comparison was one of two literals.
    compared: bool,
    selecting: bool,
    in_tables: bool,
    in_case: bool,
    updating: bool,
    /// Nothing but numbers and operators came.
    numbers: bool,
    union: bool,
    stacked: bool,
    clause: Clause,
    depth: u16,
    /// Of the innermost open parentheses, whether each is a call's; the innermost is the lowest bit.
    calls: u32,
    closers: u8,
    operators: u8,
    /// Nothing but one word stands before the quote.
    lead_is_word: bool,
    starts_with_number: bool,
    equals_lead: bool,
}

impl Run {
    pub fn new(start: usize, grounds: Grounds) -> Self {
        Run {
            start,
            is_tight: true,
            grounds,
            points: 0,
            counted: 0,
            previous: None,
            wants_operand: true,
            left: Operand::Literal,
            logic: false,
            truth: None,
            comparing: false,
            compared: false,
            selecting: false,
            in_tables: false,
            in_case: false,
            updating: false,
            numbers: false,
            union: false,
            stacked: false,
            clause: Clause::None,
            depth: 0,
            calls: 0,
            closers: 0,
            operators: 0,
            lead_is_word: false,
            starts_with_number: false,
            equals_lead: false,
        }
    }

    /// A run behind the quote that ends the string around the value.
    pub fn broken(start: usize, lead_is_word: bool) -> Self {
        let previous = Some(Token::Lead);
        Run { previous, wants_operand: false, lead_is_word, ..Run::new(start, Grounds::Broken) }
    }

    fn add(&mut self, points: u8) {
        self.points = (self.points + points as u16).min(1000);
    }

    fn add_once(&mut self, what: u32, points: u8) {
        if self.counted & what == 0 {
            self.counted |= what;
            self.add(points);
        }
    }

    /// Points by the run's grounds.
    fn by_grounds(&self, broken: u8, start: u8, elsewhere: u8) -> u8 {
        match self.grounds {
            Grounds::Broken => broken,
            Grounds::Start if self.starts_with_number => start,
            Grounds::Quote => start,
            _ => elsewhere,
        }
    }

    /// Takes note of comments between the tokens.
    pub fn comments(&mut self, comments: u8) {
        match comments {
            0 => {}
            1 if self.operators > 0 || self.selecting || self.union => {
                self.add_once(once::COMMENTS, self.by_grounds(25, 25, 15))
            }
            1 => {}
            2 => self.add_once(once::CONDITIONAL, 30),
            _ => self.add_once(once::CONDITIONAL, 50),
        }
    }

    /// Whether nothing came behind the quote that ends the string around the value.
    pub fn is_behind_lead(&self) -> bool {
        self.grounds == Grounds::Broken && self.operators == 0 && self.points == 0
    }

    /// Whether a string may come next.
    pub fn takes_string(&self) -> bool {
        self.wants_operand && self.previous.is_some()
            || matches!(self.previous, Some(Token::String | Token::Lead))
    }

    /// Goes on with a token. False if the grammar does not allow it there.
    pub fn step(&mut self, token: Token, peek: u8) -> bool {
        let allowed = self.take(token, peek);
        self.previous = Some(token);
        allowed
    }

    fn take(&mut self, token: Token, peek: u8) -> bool {
        match token {
            Token::Number => {
                self.numbers = true;
                if matches!(self.previous, None | Some(Token::Arithmetic(_)))
                    && self.operators == 0
                    && self.grounds == Grounds::Start
                {
                    self.starts_with_number = true;
                }
                self.operand(Operand::Literal)
            }
            Token::Hexadecimal => {
                self.add_once(once::HEXADECIMAL, 10);
                self.operand(Operand::Literal)
            }
            Token::String => {
                self.numbers = false;
                if matches!(self.previous, Some(Token::String | Token::Lead)) {
                    return true;
                }
                self.operand(Operand::Literal)
            }
            Token::Variable => {
                match self.previous {
                    Some(Token::Word(DECLARE)) => self.add(60),
                    Some(Token::Word(EXECUTE | SET)) => self.add(40),
                    _ => {}
                }
                self.operand(Operand::Literal)
            }
            Token::SystemVariable => {
                self.add_once(once::VARIABLE, 25);
                self.operand(Operand::Literal)
            }
            Token::Compare => {
                self.equals_lead |= self.previous == Some(Token::Lead);
                self.compare()
            }
            Token::Logic => self.logic(),
            Token::Arithmetic(operator) => self.arithmetic(operator),
            Token::Open => self.open(peek),
            Token::Close => self.close(),
            Token::Comma => {
                if self.wants_operand {
                    return false;
                }
                self.grant_item();
                self.wants_operand = true;
                self.comparing = false;
                self.truth = None;
                true
            }
            Token::Semicolon => {
                // Only what is no lone word ends a statement.
                let after_value = self.grounds == Grounds::Broken || self.operators > 0 || self.closers > 0;
                self.stacked = after_value || self.starts_with_number || self.grounds == Grounds::Start;
                self.wants_operand = true;
                self.logic = false;
                self.truth = None;
                self.selecting = false;
                self.in_tables = false;
                self.depth = 0;
                true
            }
            Token::Word(class) => self.word(class, peek),
            Token::Lead | Token::Comment | Token::Unclosed => true,
            Token::Other | Token::End => false,
        }
    }

    fn operand(&mut self, operand: Operand) -> bool {
        if !self.wants_operand {
            // A table's alias needs no AS, nor does a column's.
            let is_alias = operand == Operand::Name
                && (self.in_tables || self.selecting)
                && self.left != Operand::Literal
                && !matches!(self.previous, Some(Token::Word(AS)));
            if is_alias && self.left != Operand::Star {
                // One alias, and no second.
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
                    Operand::Literal => self.by_grounds(50, 45, 10),
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
                // Nobody asks in parentheses whether two numbers are the same.
                self.add_once(once::COMPARISON, if self.grounds == Grounds::None { 30 } else { 50 });
            }
        } else if self.previous == Some(Token::Logic) {
            self.truth = Some(operand);
        }
        self.left = operand;
        true
    }

    fn compare(&mut self) -> bool {
        self.truth = None;
        if self.wants_operand {
            return matches!(self.previous, Some(Token::Compare | Token::Word(COMPARE | UNARY)));
        }
        self.comparing = true;
        self.operators += u8::from(self.operators < 100);
        self.wants_operand = true;
        true
    }

    fn logic(&mut self) -> bool {
        if self.wants_operand && self.previous.is_some() {
            return false;
        }
        self.logic = true;
        self.truth = None;
        self.comparing = false;
        self.operators += u8::from(self.operators < 100);
        self.wants_operand = true;
        true
    }

    fn arithmetic(&mut self, operator: u8) -> bool {
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

    fn open(&mut self, peek: u8) -> bool {
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
                // A value cannot be called; an attacker's subquery may stand there all the same.
                _ if peek | 0x20 == b's' || peek == b'(' => {}
                _ => return false,
            }
        }
        self.wants_operand = true;
        true
    }

    fn close(&mut self) -> bool {
        if self.wants_operand {
            match self.previous {
                Some(Token::Open) => self.left = Operand::Call,
                // The value stood in parentheses, and closes them.
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

    /// A lone word was selected, and what follows shows that it was no prose.
    fn grant_item(&mut self) {
        if let Clause::Item(points) = self.clause {
            self.add(points / 2 + points / 6);
            self.clause = Clause::None;
        }
    }

    fn word(&mut self, class: u8, peek: u8) -> bool {
        let begins = match self.previous {
            None | Some(Token::Semicolon | Token::Word(BEGIN | THEN)) => true,
            _ => self.grounds == Grounds::Broken && !self.wants_operand,
        };
        let is_free = !self.wants_operand;
        match class {
            UNKNOWN | DIRECTION => self.operand(Operand::Name) || class == DIRECTION && is_free,
            VALUE if peek != b'(' => self.operand(Operand::Literal),
            CATALOGUE => {
                self.add_once(once::CATALOGUE, 50);
                if matches!(self.previous, Some(Token::Word(EXECUTE))) {
                    self.add(20);
                    self.wants_operand = true;
                }
                self.operand(Operand::Name)
            }
            VALUE | FUNCTION | COMMON_FUNCTION | DANGEROUS => {
                let is_call = peek == b'(';
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
                    self.add(if self.stacked || self.grounds == Grounds::Broken { 60 } else { 40 });
                    self.wants_operand = true;
                    return true;
                }
                class == PROCEDURE && is_free || self.operand(Operand::Name)
            }
            INSERT | UPDATE | EXECUTE | DECLARE | WAITFOR | BEGIN | SHUTDOWN | DELETE => {
                self.statement(class, peek) && begins || self.operand(Operand::Name)
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
        match class {
            WAITFOR => self.add(10),
            EXECUTE if peek == b'(' => self.add(if is_behind { 50 } else { 20 }),
            SHUTDOWN if is_behind && matches!(peek, 0 | b'-' | b';' | b'#') => self.add(60),
            BEGIN | DELETE | EXECUTE | INSERT if is_behind => self.add(10),
            _ => {}
        }
        true
    }

    /// A keyword that proves something, and that an operand follows.
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
            Some(
                Token::Logic | Token::Compare | Token::Word(COMPARE) | Token::Arithmetic(_) | Token::Comma,
            ) if self.grounds != Grounds::None => 40,
            _ if begins => 30,
            Some(Token::Word(AS | EXECUTE | INTO)) => 20,
            _ => return false,
        };
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
        } else if self.wants_operand || !(self.selecting || self.depth > 0) {
            return false;
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

    /// Two numbers are compared, and nothing else.
    fn is_comparison(&self) -> bool {
        self.grounds == Grounds::Start
            && self.numbers
            && self.compared
            && self.operators == 1
            && !self.logic
            && self.points == 0
    }

    /// What the run is worth if it ends here.
    pub fn score(&self, ending: Ending) -> u8 {
        let mut points = self.points;
        let acts = self.operators > 0 || self.closers > 0 || self.points > 0;
        let is_whole = !self.wants_operand;
        points += match ending {
            Ending::Error => 0,
            Ending::Comment { is_bare } if is_whole || self.previous == Some(Token::Semicolon) => {
                if !acts {
                    u16::from(is_bare && self.lead_is_word && self.grounds == Grounds::Broken) * 50
                } else {
                    let single = self.lead_is_word && self.grounds == Grounds::Broken;
                    self.by_grounds(if single { 50 } else { 30 }, 20, 15) as u16
                }
            }
            Ending::Reentry if self.operators > 0 || self.points > 0 && self.grounds == Grounds::Broken => {
                let same = if self.equals_lead && self.operators == 1 { 30 } else { 0 };
                // Two words in quotes, joined by a third, are what people search for.
                let quotation = !self.lead_is_word && self.points == 0 && self.grounds == Grounds::Broken;
                if quotation { 5 } else { self.by_grounds(30, 20, 10) as u16 + same }
            }
            // The statement is cut off where it is plain what it is.
            Ending::End if matches!(self.clause, Clause::Items(60..)) => 50,
            Ending::End if matches!(self.clause, Clause::Item(60..)) && self.grounds == Grounds::Broken => 50,
            Ending::End if self.previous == Some(Token::Semicolon) && self.lead_is_word && !acts => 50,
            Ending::End if self.is_comparison() => 50,
            Ending::End if is_whole && self.closers > 0 && self.operators > 0 => {
                self.by_grounds(10, 10, 0) as u16
            }
            _ => 0,
        };
        let truth = match (ending, self.truth) {
            (Ending::Reentry, _) if self.previous == Some(Token::Logic) => self.by_grounds(30, 20, 5),
            (Ending::Error, _) | (_, None) => 0,
            (_, Some(Operand::Name)) => self.by_grounds(10, 5, 0),
            (_, Some(_)) => self.by_grounds(30, 25, 5),
        };
        points += truth as u16;
        if self.closers > 0 && self.depth > 0 && self.operators > 0 {
            points += 15;
        }
        points.min(100) as u8
    }
}
