//! A run of tokens that SQL's grammar allows, and the evidence gathered along the way.

mod keyword;
mod operand;
mod parenthesis;
mod score;

use super::lexer::Token;
use super::words::*;

/// Why the text from the run's start on may be SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grounds {
    /// None: anywhere in a text.
    None,
    /// After a string that is closed somewhere in a text.
    Quote,
    /// At the start of the value, which may be in the place of a number.
    Start,
    /// After the quote that ends the string around the value, or after its parenthesis.
    Broken,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a token that the grammar does not allow.
    Error,
    End,
    /// With a comment that hides the rest of the statement; `is_bare`: nothing else is in it.
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

/// What the run expects, besides operands and operators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    None,
    /// The first item of a SELECT, with its points if it is more than a mere word.
    Items(u8),
    /// A word was the first item of a SELECT, with its points if a comma or FROM follows.
    Item(u8),
    Order,
    Limit,
}

/// Evidence that counts only once per run.
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
    /// No blank precedes the next token to be taken.
    pub is_tight: bool,
    grounds: Grounds,
    points: u16,
    counted: u32,
    previous: Option<Token>,
    wants_operand: bool,
    left: Operand,
    /// AND, OR, WHERE or the like has occurred: a condition is being added.
    logic: bool,
    /// The operand just read is alone after AND or OR.
    truth: Option<Operand>,
    comparing: bool,
    /// The last comparison compared two literals.
    compared: bool,
    selecting: bool,
    in_tables: bool,
    in_case: bool,
    updating: bool,
    /// Only numbers and operators have occurred.
    numbers: bool,
    union: bool,
    stacked: bool,
    clause: Clause,
    depth: u16,
    /// For the innermost open parentheses, whether each belongs to a call; the innermost is the lowest bit.
    calls: u32,
    closers: u8,
    operators: u8,
    /// Only a single word precedes the quote.
    lead_is_word: bool,
    /// The value begins with a quotation mark followed by a word or a sign.
    may_quote: bool,
    starts_with_number: bool,
    equals_lead: bool,
    /// AND, OR or the like came first.
    starts_with_logic: bool,
    /// A number, a string or a variable has occurred.
    has_literal: bool,
    /// The last token is the number of a TOP.
    behind_top: bool,
    /// BEGIN, GOTO or the like has occurred.
    controlled: bool,
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
            may_quote: false,
            starts_with_number: false,
            equals_lead: false,
            starts_with_logic: false,
            has_literal: false,
            behind_top: false,
            controlled: false,
        }
    }

    /// A run after the quote that ends the string around the value.
    pub fn broken(start: usize, lead_is_word: bool, may_quote: bool) -> Self {
        let previous = Some(Token::Lead);
        Run { previous, wants_operand: false, lead_is_word, may_quote, ..Run::new(start, Grounds::Broken) }
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

    /// Selects points by the run's grounds.
    fn by_grounds(&self, broken: u8, start: u8, elsewhere: u8) -> u8 {
        match self.grounds {
            Grounds::Broken => broken,
            Grounds::Start if self.starts_with_number => start,
            Grounds::Quote => start,
            _ => elsewhere,
        }
    }

    /// Records comments between the tokens.
    pub fn comments(&mut self, comments: u8) {
        match comments {
            0 => {}
            1 if self.operators > 0 || self.selecting || self.union || self.starts_with_number => {
                self.add_once(once::COMMENTS, self.by_grounds(25, 25, 15))
            }
            1 => {}
            2 => self.add_once(once::CONDITIONAL, 30),
            _ => self.add_once(once::CONDITIONAL, 50),
        }
    }

    /// Whether nothing has followed the quote that ends the string around the value.
    pub fn is_behind_lead(&self) -> bool {
        self.grounds == Grounds::Broken && self.operators == 0 && self.points == 0
    }

    /// Whether the run broke off after a word that controls which statements are executed.
    pub fn is_controlled(&self) -> bool {
        self.controlled && self.grounds == Grounds::Broken
    }

    /// Whether only a name and its `=` have occurred, as in a form that was not split.
    pub fn is_parameter(&self) -> bool {
        self.start == 0
            && self.grounds == Grounds::Start
            && self.operators == 1
            && self.comparing
            && self.left == Operand::Name
            && self.points == 0
    }

    /// Whether a string may come next.
    pub fn takes_string(&self) -> bool {
        self.wants_operand && self.previous.is_some()
            || matches!(self.previous, Some(Token::String | Token::Lead))
    }

    /// Takes the next token. Returns false if the grammar does not allow it there.
    pub fn step(&mut self, token: Token, peek: u8) -> bool {
        let allowed = self.take(token, peek);
        self.previous = Some(token);
        allowed
    }

    fn take(&mut self, token: Token, peek: u8) -> bool {
        match token {
            Token::Number => {
                self.behind_top = self.selecting && self.previous == Some(Token::Word(QUANTIFIER));
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
                // Evidence about a call does not depend on its arguments.
                if self.depth == 0 {
                    self.truth = None;
                }
                true
            }
            Token::Semicolon => {
                // Only something other than a lone word can end a statement.
                let after_value = self.grounds == Grounds::Broken || self.operators > 0 || self.closers > 0;
                if self.truth == Some(Operand::Literal) {
                    self.add(self.by_grounds(50, 30, 0));
                }
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
}
