//! Computes a value with a few ops over a stack of values.

use snapwall_abi::SLOT_URL;
use snapwall_tables::filters::*;
use snapwall_tables::is_ipv4;

use super::pairs::{Pair, next_arg, next_cookie};
use super::scratch::{Overflow, Scratch, Value};
use super::target::{Target, decodes_to, host_of};
use super::text::{decode, decode_repeatedly, parse_integer, remove_bytes, substring};
use crate::input::Input;

/// Computes values of one request.
pub struct Computer<'r> {
    pub input: &'r Input<'r>,
    /// The client's address.
    pub client: Option<u128>,
    /// The policy's literals.
    pub text: &'r [u8],
    pub scratch: Scratch<'r>,
    /// The parts of the URL, parsed on first use.
    pub target: Option<Target<'r>>,
}

impl<'r> Computer<'r> {
    /// The value that the ops compute.
    ///
    /// Ops on a field with several values take the value at `cursor` and advance it; after the last value they leave
    /// `None` there.
    pub fn value(&mut self, ops: &[Op], cursor: &mut Option<usize>) -> Result<Value<'r>, Overflow> {
        self.scratch.clear();
        match ops {
            [op] => self.read(op, cursor),
            _ => self.fold(ops, cursor),
        }
    }

    /// The value that several ops compute, on a stack of values.
    #[inline(never)]
    fn fold(&mut self, ops: &[Op], cursor: &mut Option<usize>) -> Result<Value<'r>, Overflow> {
        let mut stack = [Value::Missing; STACK_MAX];
        let mut len = 0;
        for op in ops {
            if op.kind < OP_LOWER {
                stack[len] = self.read(op, cursor)?;
                len += 1;
            } else if op.kind == OP_CONCAT {
                len -= op.a as usize;
                let is_missing = |value: &Value| matches!(value, Value::Missing);
                let values = &stack[len..][..op.a as usize];
                let missing = op.extra != 0 && values.iter().any(is_missing);
                stack[len] = if missing { Value::Missing } else { self.scratch.join(values)? };
                len += 1;
            } else {
                stack[len - 1] = self.transform(op, stack[len - 1])?;
            }
        }
        Ok(stack[0])
    }

    fn literal(&self, op: &Op) -> &'r [u8] {
        &self.text[op.a as usize..][..op.b as usize]
    }

    fn slot(&self, slot: u32) -> Option<&'r [u8]> {
        self.input.slot(slot).map(|slot| slot.text())
    }

    fn target(&mut self) -> Option<Target<'r>> {
        if self.target.is_none() {
            self.target = self.slot(SLOT_URL).map(Target::of);
        }
        self.target
    }

    /// The value that an op pushes.
    #[inline(never)]
    fn read(&mut self, op: &Op, cursor: &mut Option<usize>) -> Result<Value<'r>, Overflow> {
        let found = match op.kind {
            OP_SLOT => self.slot(op.a),
            OP_TEXT => Some(self.literal(op)),
            OP_ARG | OP_ARG_NAMES | OP_ARG_VALUES => return self.arg(op, cursor),
            OP_COOKIE => match self.slot(u32::from(op.extra)) {
                Some(header) => self.cookie(header, op, cursor),
                None => {
                    *cursor = None;
                    None
                }
            },
            OP_CLIENT => return Ok(self.client.map_or(Value::Missing, Value::Address)),
            _ => {
                let target = self.target();
                match op.kind {
                    OP_URI => target.map(|target| target.uri()),
                    OP_PATH => target.map(|target| target.path()),
                    OP_QUERY => target.map(|target| target.query()),
                    _ => {
                        target.and_then(|target| target.authority()).or_else(|| self.slot(op.a)).map(host_of)
                    }
                }
            }
        };
        Ok(found.map_or(Value::Missing, Value::Text))
    }

    /// The next parameter of the query that the op asks for, form-decoded.
    #[inline(never)]
    fn arg(&mut self, op: &Op, cursor: &mut Option<usize>) -> Result<Value<'r>, Overflow> {
        let query = self.target().map_or(&b""[..], |target| target.query());
        while let Some(Pair { name, value, next }) = cursor.and_then(|from| next_arg(query, from)) {
            *cursor = Some(next);
            if op.kind == OP_ARG && !decodes_to(name, self.literal(op)) {
                continue;
            }
            let text = if op.kind == OP_ARG_NAMES { name } else { value };
            return match text.iter().any(|byte| *byte == b'%' || *byte == b'+') {
                true => self.scratch.rewrite(Value::Text(text), decode),
                false => Ok(Value::Text(text)),
            };
        }
        *cursor = None;
        Ok(Value::Missing)
    }

    #[inline(never)]
    fn cookie(&self, header: &'r [u8], op: &Op, cursor: &mut Option<usize>) -> Option<&'r [u8]> {
        let wanted = self.literal(op);
        while let Some(Pair { name, value, next }) = cursor.and_then(|from| next_cookie(header, from)) {
            *cursor = Some(next);
            if name == wanted {
                return Some(value);
            }
        }
        *cursor = None;
        None
    }

    /// Applies an op to the value on top. A separate function, like those for parameters and cookies: many policies use
    /// none of them, and a first request waits for all code it calls to be compiled.
    #[inline(never)]
    fn transform(&mut self, op: &Op, value: Value<'r>) -> Result<Value<'r>, Overflow> {
        Ok(match op.kind {
            OP_LENGTH => match self.scratch.text(value) {
                Some(text) => Value::Integer(text.len() as i64),
                None if op.extra == 0 => Value::Integer(0),
                None => Value::Missing,
            },
            OP_INTEGER => {
                self.scratch.text(value).and_then(parse_integer).map_or(Value::Missing, Value::Integer)
            }
            OP_CIDR => match value {
                Value::Address(address) => Value::Address(keep_prefix(address, op.a, op.b)),
                other => other,
            },
            OP_LOWER if self.is_lower(value) => value,
            _ => return self.transform_text(op, value),
        })
    }

    /// Whether a text has no capitals, like the host in nearly every URL.
    fn is_lower(&self, value: Value<'r>) -> bool {
        self.scratch.text(value).is_some_and(|text| !text.iter().any(u8::is_ascii_uppercase))
    }

    #[inline(never)]
    fn transform_text(&mut self, op: &Op, value: Value<'r>) -> Result<Value<'r>, Overflow> {
        if op.kind == OP_SUBSTRING {
            return Ok(match value {
                Value::Text(text) => Value::Text(&text[substring(text.len(), op.a as i32, op.b as i32)]),
                Value::Written { start, end } => {
                    let range = substring(end - start, op.a as i32, op.b as i32);
                    Value::Written { start: start + range.start, end: start + range.end }
                }
                other => other,
            });
        }
        let unwanted = if op.kind == OP_REMOVE_BYTES { self.literal(op) } else { b"" };
        self.scratch.rewrite(value, |text| {
            match op.kind {
                OP_LOWER => text.make_ascii_lowercase(),
                OP_UPPER => text.make_ascii_uppercase(),
                OP_URL_DECODE => return decode_repeatedly(text, op.a),
                _ => return remove_bytes(text, unwanted),
            }
            text.len()
        })
    }
}

/// The address with the bits after its prefix cleared.
fn keep_prefix(address: u128, ipv4_bits: u32, ipv6_bits: u32) -> u128 {
    let bits = if is_ipv4(address) { 96 + ipv4_bits } else { ipv6_bits };
    // Shifting by all 128 bits would overflow.
    address & !u128::MAX.checked_shr(bits).unwrap_or(0)
}
