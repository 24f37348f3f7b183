//! An expression, parsed and typed.

use std::rc::Rc;

/// A boolean expression.
#[derive(Clone, Debug)]
pub enum Expr {
    Constant(bool),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Xor(Vec<Expr>),
    Not(Box<Expr>),
    Test(Box<Comparison>),
}

/// A question about a value.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub value: Value,
    pub question: Question,
    /// Whether the question is asked of every value (`all`) or of any (`any`, and without either).
    pub of_all: bool,
    /// Where the operand is, in bytes of the expression.
    pub place: usize,
}

/// What is asked; see `TEST_*` in the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    Present,
    /// Sets are shared: many expressions may refer to one long list.
    TextIn(Rc<Vec<Vec<u8>>>),
    Below(Vec<u8>),
    AtMost(Vec<u8>),
    Contains(Vec<u8>),
    Starts(Vec<u8>),
    Ends(Vec<u8>),
    /// A regular expression that may match anywhere in the text.
    Matches(String),
    /// Inclusive ranges.
    IntegerIn(Rc<Vec<(i64, i64)>>),
    IntegerAnd(i64),
    AddressIn(Rc<Vec<(u128, u128)>>),
}

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Text,
    Integer,
    Address,
}

impl Type {
    pub fn name(self) -> &'static str {
        match self {
            Type::Text => "a string",
            Type::Integer => "an integer",
            Type::Address => "an address",
        }
    }
}

/// A value: the steps that compute it.
#[derive(Clone, Debug)]
pub struct Value {
    pub steps: Vec<Step>,
    pub kind: Type,
    /// Whether a request may have several.
    pub is_many: bool,
    /// Whether the field is followed by `[*]`.
    pub is_starred: bool,
    /// Whether it is a literal.
    pub is_literal: bool,
    /// Where it is, in bytes of the expression.
    pub offset: usize,
}

/// A step of computing a value; see `OP_*` in the tables.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Method,
    /// The text of the client's address.
    Ip,
    /// A part that the host sends, by its name.
    Part(String),
    Uri,
    Path,
    Query,
    Host,
    Arg(Vec<u8>),
    ArgNames,
    ArgValues,
    Cookie(Vec<u8>),
    Text(Vec<u8>),
    Lower,
    Upper,
    UrlDecode(u32),
    RemoveBytes(Vec<u8>),
    Substring(i32, i32),
    Concat(u32),
    Length,
    Integer,
    Cidr(u32, u32),
}
