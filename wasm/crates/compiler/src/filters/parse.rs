//! Reading an expression: a grammar by precedence, typed as it is read.
//!
//! ```text
//! expression = xor { ("or"  | "||") xor }
//! xor        = and { ("xor" | "^^") and }
//! and        = not { ("and" | "&&") not }
//! not        = { "not" | "!" } primary
//! primary    = "(" expression ")" | "true" | "false" | question | comparison
//! ```

use super::compare::{self, Asked};
use super::fault::{Outcome, fault, syntax, wrong_type};
use super::fields;
use super::functions::{self, Argument};
use super::lists::Lists;
use super::literal;
use super::token::{Kind, Token, Tokens};
use super::tree::{Comparison, Expr, Question, Step, Type, Value};

/// The maximum nesting depth of parentheses, calls and `not`: they are parsed recursively, on a small stack.
pub const DEPTH_MAX: usize = 16;

/// Parses one expression.
pub struct Parser<'t, 'l> {
    tokens: Tokens<'t>,
    /// The next token.
    next: Token<'t>,
    depth: usize,
    lists: &'l Lists,
}

/// From lowest to highest precedence.
const CONNECTIVES: [[&str; 2]; 3] = [["or", "||"], ["xor", "^^"], ["and", "&&"]];

/// Parses an expression.
pub fn parse(text: &str, lists: &Lists) -> Outcome<Expr> {
    let mut tokens = Tokens::new(text);
    let next = tokens.next()?;
    if next.kind == Kind::End {
        return syntax(next.offset, "Expected an expression");
    }
    let mut parser = Parser { tokens, next, depth: 0, lists };
    let expr = parser.expression()?;
    match parser.next.kind {
        Kind::End => Ok(expr),
        _ => {
            let got = parser.next.shown();
            syntax(parser.next.offset, format!("Expected \"and\", \"or\", \"xor\" or the end, got {got}"))
        }
    }
}

impl<'t, 'l> Parser<'t, 'l> {
    pub fn lists(&self) -> &'l Lists {
        self.lists
    }

    /// The next token, without taking it.
    pub fn peek(&self) -> Token<'t> {
        self.next
    }

    /// Takes the next token.
    pub fn take(&mut self) -> Outcome<Token<'t>> {
        let next = self.tokens.next()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    /// Takes the next token if it is this word.
    pub fn accept(&mut self, word: &str) -> Outcome<bool> {
        let is_it = matches!(self.next.kind, Kind::Sign | Kind::Name) && self.next.text == word;
        if is_it {
            self.take()?;
        }
        Ok(is_it)
    }

    /// Takes the next token, which must be this word.
    pub fn expect(&mut self, word: &str) -> Outcome<()> {
        match self.accept(word)? {
            true => Ok(()),
            false => syntax(self.next.offset, format!("Expected \"{word}\", got {}", self.next.shown())),
        }
    }

    fn expression(&mut self) -> Outcome<Expr> {
        self.nested(|parser| parser.chain(0))
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            let message = format!("Nested more than {DEPTH_MAX} levels deep");
            return fault("limit", self.next.offset, message);
        }
        let outcome = read(self);
        self.depth -= 1;
        outcome
    }

    /// Parses a chain of connectives of at least this precedence. Recursion is three levels deep.
    fn chain(&mut self, level: usize) -> Outcome<Expr> {
        let Some(words) = CONNECTIVES.get(level) else { return self.negation() };
        let first = self.chain(level + 1)?;
        let mut operands = vec![first];
        while self.accept(words[0])? || self.accept(words[1])? {
            operands.push(self.chain(level + 1)?);
        }
        Ok(match (operands.len(), level) {
            (1, _) => operands.remove(0),
            (_, 0) => Expr::Or(operands),
            (_, 1) => Expr::Xor(operands),
            _ => Expr::And(operands),
        })
    }

    fn negation(&mut self) -> Outcome<Expr> {
        let mut is_negated = false;
        while self.accept("not")? || self.accept("!")? {
            is_negated = !is_negated;
        }
        let expr = self.primary()?;
        Ok(if is_negated { Expr::Not(Box::new(expr)) } else { expr })
    }

    fn primary(&mut self) -> Outcome<Expr> {
        if self.accept("(")? {
            let expr = self.expression()?;
            self.expect(")")?;
            return Ok(expr);
        }
        for constant in [true, false] {
            if self.accept(if constant { "true" } else { "false" })? {
                return Ok(Expr::Constant(constant));
            }
        }
        if self.next.kind == Kind::Name && functions::QUESTIONS.contains(&self.next.text) {
            return self.nested(Self::question);
        }
        let value = self.field()?;
        if value.is_starred {
            return wrong_type(value.offset, "[*] stands inside of any() or all()");
        }
        compare::comparison(self, value, Asked::Plain)
    }

    /// Parses a call of a function that returns a boolean.
    fn question(&mut self) -> Outcome<Expr> {
        let name = self.take()?;
        self.expect("(")?;
        let expr = match name.text {
            "any" | "all" => self.quantified(name.text == "all")?,
            "exists" => {
                let value = self.field()?;
                {
                    let place = value.offset;
                    test(value, Question::Present, false, place)
                }
            }
            _ => {
                let value = self.field()?;
                self.expect(",")?;
                let literal = self.take()?;
                if !matches!(literal.kind, Kind::Quoted | Kind::Raw) || value.kind != Type::Text {
                    let (at, what, got) = match value.kind {
                        Type::Text => (literal.offset, "a literal string", literal.shown()),
                        other => (value.offset, "a string", other.name().to_owned()),
                    };
                    return wrong_type(at, format!("{}() expects {what}, got {got}", name.text));
                }
                let text = literal::text(&literal)?;
                let starts = name.text == "starts_with";
                test(
                    value,
                    if starts { Question::Starts(text) } else { Question::Ends(text) },
                    false,
                    literal.offset,
                )
            }
        };
        self.expect(")")?;
        Ok(expr)
    }

    /// Parses the inside of `any(…)` or `all(…)`: one comparison of a list's values, optionally after `not`.
    fn quantified(&mut self, of_all: bool) -> Outcome<Expr> {
        let mut is_negated = false;
        while self.accept("not")? || self.accept("!")? {
            is_negated = !is_negated;
        }
        let offset = self.next.offset;
        // "Not all" means "any not".
        let asked_of_all = of_all != is_negated;
        let expr = if ["starts_with", "ends_with"].contains(&self.next.text) {
            match self.question()? {
                Expr::Test(mut comparison) => {
                    comparison.of_all = asked_of_all;
                    Expr::Test(comparison)
                }
                other => other,
            }
        } else {
            let value = self.field()?;
            compare::comparison(self, value, if asked_of_all { Asked::All } else { Asked::Any })?
        };
        let inner = match &expr {
            Expr::Not(inner) => inner,
            other => other,
        };
        let is_starred = matches!(inner, Expr::Test(comparison) if comparison.value.is_starred);
        if !is_starred {
            return wrong_type(
                offset,
                "Expected a comparison with [*] behind a list: any(args[\"k\"][*] == …)",
            );
        }
        Ok(if is_negated { Expr::Not(Box::new(expr)) } else { expr })
    }

    /// A field, or a function of one.
    pub fn field(&mut self) -> Outcome<Value> {
        let value = self.nested(Self::value)?;
        match value.is_literal {
            true => syntax(value.offset, "Expected a field on the left, got a literal"),
            false => Ok(value),
        }
    }

    /// A field, a function of one, or a literal string.
    fn value(&mut self) -> Outcome<Value> {
        let token = self.take()?;
        let mut value = match token.kind {
            Kind::Quoted | Kind::Raw => {
                let steps = vec![Step::Text(literal::text(&token)?)];
                let offset = token.offset;
                let kind = Type::Text;
                return Ok(Value {
                    steps,
                    kind,
                    is_many: false,
                    is_starred: false,
                    is_literal: true,
                    offset,
                });
            }
            Kind::Name if self.next.text == "(" => {
                let arguments = self.arguments()?;
                functions::call(token.text, token.offset, arguments)?
            }
            Kind::Name if fields::is_keyed(token.text) && self.next.text == "[" => {
                self.take()?;
                let key = self.take()?;
                if !matches!(key.kind, Kind::Quoted | Kind::Raw) {
                    let message = format!("Expected a key in quotation marks, got {}", key.shown());
                    return syntax(key.offset, message);
                }
                let text = literal::text(&key)?;
                self.expect("]")?;
                fields::keyed(token.text, token.offset, &text, key.offset)?
            }
            Kind::Name => fields::plain(token.text, token.offset)?,
            _ => return syntax(token.offset, format!("Expected a field, got {}", token.shown())),
        };
        while self.next.kind == Kind::Sign && self.next.text == "[" {
            let offset = self.take()?.offset;
            if !self.accept("*")? {
                return syntax(offset, "Expected [*]; a comparison looks at every value of a list");
            }
            self.expect("]")?;
            value.is_starred = true;
        }
        Ok(value)
    }

    fn arguments(&mut self) -> Outcome<Vec<Argument>> {
        self.expect("(")?;
        let mut arguments = Vec::new();
        while !self.accept(")")? {
            if !arguments.is_empty() {
                self.expect(",")?;
            }
            let token = self.next;
            if token.kind == Kind::Number {
                self.take()?;
                let Some(value) = literal::integer(token.text) else {
                    return syntax(token.offset, format!("{} is no integer of 64 bits", token.text));
                };
                arguments.push(Argument::Integer(value, token.offset));
            } else {
                arguments.push(Argument::Value(self.nested(Self::value)?));
            }
        }
        Ok(arguments)
    }
}

/// A test of a value.
pub fn test(value: Value, question: Question, of_all: bool, place: usize) -> Expr {
    Expr::Test(Box::new(Comparison { value, question, of_all, place }))
}
