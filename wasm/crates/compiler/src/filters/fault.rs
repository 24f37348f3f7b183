//! Mistakes in an expression, and their place in the policy.

use crate::error::PolicyError;
use crate::reader::Node;
use crate::suggest::nearest;

/// A mistake in an expression.
#[derive(Debug)]
pub struct Fault {
    pub code: &'static str,
    pub message: String,
    /// Where it is, in bytes of the expression.
    pub offset: usize,
    pub suggestion: Option<String>,
}

/// The result of a parsing step. Boxed, because expressions are parsed recursively on a small stack.
pub type Outcome<T> = Result<T, Box<Fault>>;

pub fn fault<T>(code: &'static str, offset: usize, message: impl Into<String>) -> Outcome<T> {
    Err(Box::new(Fault { code, message: message.into(), offset, suggestion: None }))
}

/// A text that does not parse.
pub fn syntax<T>(offset: usize, message: impl Into<String>) -> Outcome<T> {
    fault("syntax", offset, message)
}

/// A text that parses but makes no sense.
pub fn wrong_type<T>(offset: usize, message: impl Into<String>) -> Outcome<T> {
    fault("wrongType", offset, message)
}

/// An unknown name, with the nearest known one.
pub fn unknown<'c, T>(
    offset: usize,
    what: &str,
    given: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Outcome<T> {
    let suggestion = nearest(given, candidates);
    let message = match &suggestion {
        Some(near) => format!("Unknown {what} {given}; did you mean {near}?"),
        None => format!("Unknown {what} {given}"),
    };
    Err(Box::new(Fault { code: "unknownName", message, offset, suggestion }))
}

/// Converts the fault into a mistake in the policy: `node` is the string that holds the expression.
pub fn place(fault: Fault, node: &Node, expression: &str) -> PolicyError {
    let before = &expression[..expression.floor_char_boundary(fault.offset)];
    let column = before.chars().count() + 1;
    let message = format!("{} (at column {column} of the expression)", fault.message);
    let mut error = node.error_inside(before.len(), fault.code, message);
    error.suggestion = fault.suggestion;
    error
}
