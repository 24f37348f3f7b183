//! The functions that an expression can compute.

use super::fault::{Outcome, unknown, wrong_type};
use super::tree::{Step, Type, Value};

/// Functions that return a value; the parser handles those that return a boolean.
pub const NAMES: [&str; 8] =
    ["lower", "upper", "len", "concat", "substring", "url_decode", "remove_bytes", "cidr"];

/// Functions that return a boolean.
pub const QUESTIONS: [&str; 5] = ["any", "all", "exists", "starts_with", "ends_with"];

/// The maximum number of rounds of `url_decode` with the option `r`.
pub const URL_DECODE_ROUNDS_MAX: u32 = 4;

/// The maximum number of values that `concat` takes, all of which are held at once.
const CONCAT_MAX: usize = snapwall_tables::filters::STACK_MAX;

/// An argument: a value, or a literal integer.
pub enum Argument {
    Value(Value),
    Integer(i64, usize),
}

impl Argument {
    fn offset(&self) -> usize {
        match self {
            Argument::Value(value) => value.offset,
            Argument::Integer(_, offset) => *offset,
        }
    }

    fn describe(&self) -> &'static str {
        match self {
            Argument::Value(value) => value.kind.name(),
            Argument::Integer(..) => "an integer",
        }
    }
}

/// The arguments of one call, taken in order.
struct Arguments<'n> {
    name: &'n str,
    offset: usize,
    rest: std::vec::IntoIter<Argument>,
    taken: usize,
}

impl Arguments<'_> {
    fn next(&mut self, wanted: &str) -> Outcome<Argument> {
        self.taken += 1;
        match self.rest.next() {
            Some(argument) => Ok(argument),
            None => {
                let message = format!("{}() expects {wanted} as argument {}", self.name, self.taken);
                wrong_type(self.offset, message)
            }
        }
    }

    fn value(&mut self, kind: Type) -> Outcome<Value> {
        match self.next(kind.name())? {
            Argument::Value(value) if value.kind == kind => Ok(value),
            other => self.mismatch(kind.name(), &other),
        }
    }

    /// A value that is not a literal: a function of a literal could be written out.
    fn field(&mut self, kind: Type) -> Outcome<Value> {
        let value = self.value(kind)?;
        match value.is_literal {
            true => wrong_type(value.offset, format!("{}() expects a field, got a literal", self.name)),
            false => Ok(value),
        }
    }

    fn literal(&mut self) -> Outcome<Vec<u8>> {
        match self.next("a literal string")? {
            Argument::Value(Value { mut steps, is_literal: true, .. }) => match steps.pop() {
                Some(Step::Text(text)) => Ok(text),
                _ => unreachable!("a literal is one text"),
            },
            other => self.mismatch("a literal string", &other),
        }
    }

    fn integer(&mut self, low: i64, high: i64) -> Outcome<i64> {
        let wanted = format!("an integer from {low} to {high}");
        match self.next(&wanted)? {
            Argument::Integer(value, _) if (low..=high).contains(&value) => Ok(value),
            Argument::Integer(value, offset) => {
                wrong_type(offset, format!("{}() expects {wanted}, got {value}", self.name))
            }
            other => self.mismatch(&wanted, &other),
        }
    }

    fn is_done(&self) -> bool {
        self.rest.len() == 0
    }

    fn mismatch<T>(&self, wanted: &str, got: &Argument) -> Outcome<T> {
        let message =
            format!("{}() expects {wanted} as argument {}, got {}", self.name, self.taken, got.describe());
        wrong_type(got.offset(), message)
    }

    fn finish(mut self) -> Outcome<()> {
        match self.rest.next() {
            None => Ok(()),
            Some(extra) => {
                let message = format!("{}() takes {} arguments at most", self.name, self.taken);
                wrong_type(extra.offset(), message)
            }
        }
    }
}

/// The value of a function call.
pub fn call(name: &str, offset: usize, arguments: Vec<Argument>) -> Outcome<Value> {
    if !NAMES.contains(&name) {
        return unknown(offset, "function", name, NAMES.into_iter().chain(QUESTIONS));
    }
    let mut arguments = Arguments { name, offset, rest: arguments.into_iter(), taken: 0 };
    let mut value = match name {
        "concat" => concat(&mut arguments)?,
        "cidr" => {
            let value = arguments.field(Type::Address)?;
            let (v4, v6) = (arguments.integer(0, 32)?, arguments.integer(0, 128)?);
            extend(value, Step::Cidr(v4 as u32, v6 as u32))
        }
        _ => {
            let value = arguments.field(Type::Text)?;
            let step = transformation(name, &mut arguments)?;
            let is_length = step == Step::Length;
            let mut value = extend(value, step);
            if is_length {
                value.kind = Type::Integer;
            }
            value
        }
    };
    arguments.finish()?;
    value.offset = offset;
    Ok(value)
}

fn extend(mut value: Value, step: Step) -> Value {
    value.steps.push(step);
    value
}

fn transformation(name: &str, arguments: &mut Arguments) -> Outcome<Step> {
    Ok(match name {
        "lower" => Step::Lower,
        "upper" => Step::Upper,
        "len" => Step::Length,
        "remove_bytes" => Step::RemoveBytes(arguments.literal()?),
        "substring" => {
            let limit = i64::from(i32::MAX);
            let start = arguments.integer(-limit, limit)?;
            let end = if arguments.is_done() { limit } else { arguments.integer(-limit, limit)? };
            Step::Substring(start as i32, end as i32)
        }
        _ => {
            let rounds = match arguments.is_done() {
                true => 1,
                false => match arguments.literal()?.as_slice() {
                    b"" => 1,
                    b"r" => URL_DECODE_ROUNDS_MAX,
                    _ => return wrong_type(arguments.offset, "url_decode() knows the option \"r\" only"),
                },
            };
            Step::UrlDecode(rounds)
        }
    })
}

/// One of the values may be a field that can have several values; then the others must be literals, since iterating
/// over its values must not compute another field anew each time.
fn concat(arguments: &mut Arguments) -> Outcome<Value> {
    let mut steps = Vec::new();
    let (mut count, mut fields, mut many, mut starred) = (0, 0, 0, false);
    while !arguments.is_done() {
        let value = arguments.value(Type::Text)?;
        count += 1;
        fields += usize::from(!value.is_literal);
        many += usize::from(value.is_many);
        starred |= value.is_starred;
        if count > CONCAT_MAX {
            return wrong_type(value.offset, format!("concat() takes {CONCAT_MAX} arguments at most"));
        }
        // The values held while an argument is computed are on top of those that earlier arguments left.
        if count - 1 + depth(&value.steps) > CONCAT_MAX {
            return wrong_type(value.offset, "concat() inside of concat() holds too many values at once");
        }
        if many > 0 && fields > 1 {
            let message =
                "concat() takes either one field with several values and literals, or fields with one value";
            return wrong_type(value.offset, message);
        }
        steps.extend(value.steps);
    }
    if fields == 0 {
        return wrong_type(arguments.offset, "concat() expects at least one field");
    }
    steps.push(Step::Concat(count as u32));
    Ok(Value {
        steps,
        kind: Type::Text,
        is_many: many > 0,
        is_starred: starred,
        is_literal: false,
        offset: arguments.offset,
    })
}

/// The maximum number of values held at once while the steps are executed.
fn depth(steps: &[Step]) -> usize {
    let (mut now, mut most) = (0usize, 0);
    for step in steps {
        match step {
            Step::Concat(count) => now -= *count as usize - 1,
            Step::Lower | Step::Upper | Step::UrlDecode(_) | Step::RemoveBytes(_) | Step::Substring(..) => {}
            Step::Length | Step::Integer | Step::Cidr(..) => {}
            _ => now += 1,
        }
        most = most.max(now);
    }
    most
}
