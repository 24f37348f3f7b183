//! Comparisons: a value, an operator and an operand.

use std::rc::Rc;

use super::fault::{Outcome, syntax, unknown, wrong_type};
use super::literal;
use super::parse::{Parser, test};
use super::token::{Kind, Token};
use super::tree::{Expr, Question, Type, Value};
use super::wildcard;
use crate::addresses::{read_bounds, read_range};

/// Operators as words and as signs.
const OPERATORS: [(&str, &str); 18] = [
    ("==", "=="),
    ("eq", "=="),
    ("!=", "!="),
    ("ne", "!="),
    ("<", "<"),
    ("lt", "<"),
    ("<=", "<="),
    ("le", "<="),
    (">", ">"),
    ("gt", ">"),
    (">=", ">="),
    ("ge", ">="),
    ("contains", "contains"),
    ("matches", "matches"),
    ("~", "matches"),
    ("wildcard", "wildcard"),
    ("in", "in"),
    ("&", "&"),
];

/// Which of a field's values a comparison applies to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The value, or any of several: `!=` is then exactly the negation of `==`.
    Plain,
    /// `any(…)`: one of the values.
    Any,
    /// `all(…)`: every value.
    All,
}

/// Parses what follows a value.
pub fn comparison(parser: &mut Parser, value: Value, asked: Asked) -> Outcome<Expr> {
    let is_negated = parser.accept("not")?;
    let operator = operator(parser, &value)?;
    if is_negated && operator != "in" {
        return syntax(parser.peek().offset, "Only \"in\" can follow \"not\" here");
    }
    let is_negated = is_negated || operator == "!=";
    let place = parser.peek().offset;
    let (question, is_turned) = match value.kind {
        Type::Text => of_text(parser, operator)?,
        Type::Integer => (of_integer(parser, operator)?, false),
        Type::Address => (of_address(parser, operator)?, false),
    };
    // "Not any" means "all not", and the other way round. But for a plain field, `!=` is exactly "not equal".
    let is_opposite = is_turned || (is_negated && asked != Asked::Plain);
    let expr = test(value, question, (asked == Asked::All) != is_opposite, place);
    Ok(if is_turned || is_negated { Expr::Not(Box::new(expr)) } else { expr })
}

fn operator(parser: &mut Parser, value: &Value) -> Outcome<&'static str> {
    let token = parser.take()?;
    if token.text == "strict" && parser.accept("wildcard")? {
        return only(value, "strict wildcard", token.offset, &[Type::Text]);
    }
    let known = OPERATORS.iter().find(|(word, _)| *word == token.text);
    let Some((_, operator)) = known.filter(|_| matches!(token.kind, Kind::Sign | Kind::Name)) else {
        if token.kind == Kind::Name {
            return unknown(token.offset, "operator", token.text, OPERATORS.map(|(word, _)| word));
        }
        return syntax(token.offset, format!("Expected an operator, got {}", token.shown()));
    };
    match *operator {
        "contains" | "matches" | "wildcard" => only(value, operator, token.offset, &[Type::Text]),
        "<" | "<=" | ">" | ">=" => only(value, operator, token.offset, &[Type::Text, Type::Integer]),
        "&" => only(value, operator, token.offset, &[Type::Integer]),
        _ => Ok(operator),
    }
}

fn only(value: &Value, operator: &'static str, offset: usize, kinds: &[Type]) -> Outcome<&'static str> {
    if kinds.contains(&value.kind) {
        return Ok(operator);
    }
    let wanted: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
    wrong_type(offset, format!("{operator} expects {}, got {}", wanted.join(" or "), value.kind.name()))
}

/// The question, and whether it is the negation of what was written.
fn of_text(parser: &mut Parser, operator: &str) -> Outcome<(Question, bool)> {
    if operator == "in" {
        return Ok((Question::TextIn(texts(parser)?), false));
    }
    let token = parser.take()?;
    if !matches!(token.kind, Kind::Quoted | Kind::Raw) {
        return mismatch(Type::Text, &token);
    }
    if operator == "matches" {
        return Ok((Question::Matches(literal::regex(&token)), false));
    }
    let text = literal::text(&token)?;
    Ok(match operator {
        "contains" => (Question::Contains(text), false),
        "wildcard" => (Question::Matches(wildcard::regex(&text, false, token.offset)?), false),
        "strict wildcard" => (Question::Matches(wildcard::regex(&text, true, token.offset)?), false),
        "<" => (Question::Below(text), false),
        "<=" => (Question::AtMost(text), false),
        ">" => (Question::AtMost(text), true),
        ">=" => (Question::Below(text), true),
        _ => (Question::TextIn(Rc::new(vec![text])), false),
    })
}

fn of_integer(parser: &mut Parser, operator: &str) -> Outcome<Question> {
    if operator == "in" {
        return Ok(Question::IntegerIn(set(parser, Type::Integer, integer_range, |lists, token| {
            lists.integers(token)
        })?));
    }
    let token = parser.take()?;
    let value = integer(&token)?;
    if operator == "&" {
        return Ok(Question::IntegerAnd(value));
    }
    let range = match operator {
        "<" => value.checked_sub(1).map(|high| (i64::MIN, high)),
        "<=" => Some((i64::MIN, value)),
        ">" => value.checked_add(1).map(|low| (low, i64::MAX)),
        ">=" => Some((value, i64::MAX)),
        _ => Some((value, value)),
    };
    Ok(Question::IntegerIn(Rc::new(range.into_iter().collect())))
}

fn of_address(parser: &mut Parser, operator: &str) -> Outcome<Question> {
    if operator == "in" {
        return Ok(Question::AddressIn(set(parser, Type::Address, address_range, |lists, token| {
            lists.addresses(token)
        })?));
    }
    let token = parser.take()?;
    if token.kind != Kind::Address {
        return mismatch(Type::Address, &token);
    }
    if token.text.contains('/') {
        return wrong_type(
            token.offset,
            format!("Expected an address; a block is asked for with in {{{}}}", token.text),
        );
    }
    addresses(&token).map(|range| Question::AddressIn(Rc::new(vec![range])))
}

/// The strings of a set or a list.
fn texts(parser: &mut Parser) -> Outcome<Rc<Vec<Vec<u8>>>> {
    let read = |parser: &mut Parser| {
        let token = parser.take()?;
        match token.kind {
            Kind::Quoted | Kind::Raw => literal::text(&token),
            _ => mismatch(Type::Text, &token),
        }
    };
    set(parser, Type::Text, read, |lists, token| lists.texts(token))
}

/// The members of `{…}`, separated by spaces or commas, or of `$list`.
fn set<T>(
    parser: &mut Parser,
    kind: Type,
    read: impl Fn(&mut Parser) -> Outcome<T>,
    list: impl Fn(&super::lists::Lists, &Token) -> Outcome<Rc<Vec<T>>>,
) -> Outcome<Rc<Vec<T>>> {
    let token = parser.take()?;
    if token.kind == Kind::List {
        return list(parser.lists(), &token);
    }
    if token.text != "{" || token.kind != Kind::Sign {
        let message = format!(
            "Expected {{…}} or $list with {}s behind in, got {}",
            &kind.name()[2..].trim(),
            token.shown()
        );
        return syntax(token.offset, message);
    }
    let mut members = Vec::new();
    while !parser.accept("}")? {
        members.push(read(parser)?);
        parser.accept(",")?;
    }
    if members.is_empty() {
        return syntax(token.offset, "Expected at least one value in {…}");
    }
    Ok(Rc::new(members))
}

fn integer_range(parser: &mut Parser) -> Outcome<(i64, i64)> {
    let first = parser.take()?;
    let low = integer(&first)?;
    if !parser.accept("..")? {
        return Ok((low, low));
    }
    let last = parser.take()?;
    let high = integer(&last)?;
    if low > high {
        return wrong_type(first.offset, format!("{low}..{high} ends before it starts"));
    }
    Ok((low, high))
}

fn address_range(parser: &mut Parser) -> Outcome<(u128, u128)> {
    let first = parser.take()?;
    if !parser.accept("..")? {
        return addresses(&first);
    }
    let last = parser.take()?;
    if first.kind != Kind::Address || last.kind != Kind::Address {
        let wrong = if first.kind == Kind::Address { &last } else { &first };
        return mismatch(Type::Address, wrong);
    }
    read_bounds(first.text, last.text).or_else(|message| wrong_type(first.offset, message))
}

fn addresses(token: &Token) -> Outcome<(u128, u128)> {
    match token.kind {
        Kind::Address => read_range(token.text).or_else(|message| wrong_type(token.offset, message)),
        _ => mismatch(Type::Address, token),
    }
}

fn integer(token: &Token) -> Outcome<i64> {
    match (token.kind, literal::integer(token.text)) {
        (Kind::Number, Some(value)) => Ok(value),
        (Kind::Number, None) => syntax(token.offset, format!("{} is no integer of 64 bits", token.text)),
        _ => mismatch(Type::Integer, token),
    }
}

fn mismatch<T>(wanted: Type, got: &Token) -> Outcome<T> {
    wrong_type(got.offset, format!("Expected {}, got {}", wanted.name(), got.shown()))
}
