//! Values, and the scratch memory for transformed text.

use core::ops::Range;

/// What an expression looks at.
#[derive(Clone, Copy)]
pub enum Value<'r> {
    /// The request has no such value.
    Missing,
    /// Text in the request or the policy.
    Text(&'r [u8]),
    /// Text in scratch memory.
    Written {
        start: usize,
        end: usize,
    },
    Integer(i64),
    /// IPv4 addresses are stored as IPv4-mapped IPv6 addresses.
    Address(u128),
}

/// A value that exists, with its text resolved.
#[derive(Clone, Copy)]
pub enum Present<'s> {
    Text(&'s [u8]),
    Integer(i64),
    Address(u128),
}

/// The scratch memory is full.
pub struct Overflow;

/// Memory filled from its start, one value after another, and wiped when given back.
pub struct Scratch<'r> {
    bytes: &'r mut [u8],
    /// Where the next value goes.
    top: usize,
    /// The high-water mark of what has been written.
    used: usize,
}

impl<'r> Scratch<'r> {
    pub fn new(bytes: &'r mut [u8]) -> Self {
        Scratch { bytes, top: 0, used: 0 }
    }

    /// Drops all values.
    pub fn clear(&mut self) {
        self.top = 0;
    }

    pub fn resolve<'s>(&'s self, value: Value<'s>) -> Option<Present<'s>> {
        match value {
            Value::Missing => None,
            Value::Text(text) => Some(Present::Text(text)),
            Value::Written { start, end } => Some(Present::Text(&self.bytes[start..end])),
            Value::Integer(integer) => Some(Present::Integer(integer)),
            Value::Address(address) => Some(Present::Address(address)),
        }
    }

    /// The text of a text value, read-only.
    pub fn text<'s>(&'s self, value: Value<'s>) -> Option<&'s [u8]> {
        match self.resolve(value) {
            Some(Present::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Lets `transform` rewrite the text of a text value; the result is on top afterwards. `transform` returns how many
    /// bytes remain. Text that is already in scratch memory is rewritten in place.
    pub fn rewrite(
        &mut self,
        value: Value<'r>,
        transform: impl FnOnce(&mut [u8]) -> usize,
    ) -> Result<Value<'r>, Overflow> {
        let Range { start, end } = match value {
            Value::Text(text) => self.append(text)?,
            Value::Written { start, end } => start..end,
            other => return Ok(other),
        };
        let end = start + transform(&mut self.bytes[start..end]);
        self.top = end;
        Ok(Value::Written { start, end })
    }

    /// Joins several texts into one; missing ones count as empty.
    #[inline(never)]
    pub fn join(&mut self, values: &[Value<'r>]) -> Result<Value<'r>, Overflow> {
        let start = self.top;
        for value in values {
            match *value {
                Value::Text(text) => _ = self.append(text)?,
                Value::Written { start, end } => {
                    let to = self.reserve(end - start)?;
                    self.bytes.copy_within(start..end, to.start);
                }
                _ => {}
            }
        }
        Ok(Value::Written { start, end: self.top })
    }

    fn append(&mut self, text: &[u8]) -> Result<Range<usize>, Overflow> {
        let range = self.reserve(text.len())?;
        self.bytes[range.clone()].copy_from_slice(text);
        Ok(range)
    }

    fn reserve(&mut self, len: usize) -> Result<Range<usize>, Overflow> {
        let range = self.top..self.top + len;
        if range.end > self.bytes.len() {
            return Err(Overflow);
        }
        self.top = range.end;
        self.used = self.used.max(range.end);
        Ok(range)
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        self.bytes[..self.used].fill(0);
    }
}
