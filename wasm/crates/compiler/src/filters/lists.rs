//! The policy's named lists, which expressions refer to as `$office`.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::addresses::read_range;
use crate::error::PolicyError;
use crate::json;
use crate::reader::Node;
use crate::suggest::quoted;

use super::fault::{Outcome, fault, unknown};
use super::literal::TEXT_MAX_BYTES;
use super::token::Token;

/// The maximum number of lists in a policy.
const LISTS_MAX: usize = 1_000;

/// The maximum number of entries in all lists together.
pub const ENTRIES_MAX: usize = 20_000;

/// The entries of a list; their type depends on what they are compared with.
enum Entries {
    Texts(Vec<String>),
    Integers(Vec<i64>),
}

struct List {
    name: String,
    entries: Entries,
    /// The entries, converted to each type on first use.
    addresses: OnceCell<Rc<Vec<(u128, u128)>>>,
    texts: OnceCell<Rc<Vec<Vec<u8>>>>,
    integers: OnceCell<Rc<Vec<(i64, i64)>>>,
}

/// All lists of a policy.
#[derive(Default)]
pub struct Lists {
    lists: Vec<List>,
}

impl Lists {
    /// Reads the member `lists`.
    ///
    /// # Errors
    /// When a list mixes strings and integers, or there are too many entries.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut lists = Lists::default();
        let mut room = ENTRIES_MAX;
        for (name, node) in node.named_members(LISTS_MAX)? {
            let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if name.is_empty() || !is_name(name) {
                let message = format!("Expected a name of letters, digits and _, got {}", quoted(name));
                return Err(node.error("unknownName", message));
            }
            let elements: Vec<Node> = node.elements(ENTRIES_MAX)?.collect();
            let Some(left) = room.checked_sub(elements.len()) else {
                let message = format!("The lists have more than {ENTRIES_MAX} entries together");
                return Err(node.error("limit", message));
            };
            room = left;
            let entries = match elements.first().is_some_and(|first| first.integer().is_ok()) {
                true => Entries::Integers(elements.iter().map(Node::integer).collect::<Result<_, _>>()?),
                false => Entries::Texts(elements.iter().map(read_text).collect::<Result<_, _>>()?),
            };
            lists.lists.push(List {
                name: name.to_owned(),
                entries,
                addresses: OnceCell::new(),
                texts: OnceCell::new(),
                integers: OnceCell::new(),
            });
        }
        Ok(lists)
    }

    /// The list that a token names.
    fn find(&self, token: &Token) -> Outcome<&List> {
        match self.lists.iter().find(|list| list.name == token.text) {
            Some(list) => Ok(list),
            None => {
                unknown(token.offset, "list", token.text, self.lists.iter().map(|list| list.name.as_str()))
            }
        }
    }

    /// The list as addresses.
    pub fn addresses(&self, token: &Token) -> Outcome<Rc<Vec<(u128, u128)>>> {
        let list = self.find(token)?;
        let Entries::Texts(texts) = &list.entries else { return mismatch(token, "addresses", "integers") };
        remember(&list.addresses, || {
            let read = |(index, text): (usize, &String)| {
                read_range(text).or_else(|message| {
                    fault("wrongType", token.offset, format!("lists.{}[{index}]: {message}", token.text))
                })
            };
            texts.iter().enumerate().map(read).collect()
        })
    }

    /// The list as strings.
    pub fn texts(&self, token: &Token) -> Outcome<Rc<Vec<Vec<u8>>>> {
        let list = self.find(token)?;
        let Entries::Texts(texts) = &list.entries else { return mismatch(token, "strings", "integers") };
        remember(&list.texts, || Ok(texts.iter().map(|text| text.as_bytes().to_vec()).collect()))
    }

    /// The list as integers.
    pub fn integers(&self, token: &Token) -> Outcome<Rc<Vec<(i64, i64)>>> {
        let list = self.find(token)?;
        let Entries::Integers(integers) = &list.entries else {
            return mismatch(token, "integers", "strings");
        };
        remember(&list.integers, || Ok(integers.iter().map(|integer| (*integer, *integer)).collect()))
    }

    /// The lists as JSON, including empty ones.
    pub fn to_json(&self) -> String {
        json::object(self.lists.iter().map(|list| {
            let entries = match &list.entries {
                Entries::Texts(texts) => json::strings(texts),
                Entries::Integers(integers) => {
                    let texts: Vec<_> = integers.iter().map(i64::to_string).collect();
                    format!("[{}]", texts.join(","))
                }
            };
            (list.name.as_str(), entries)
        }))
    }

    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

fn remember<T>(cell: &OnceCell<Rc<Vec<T>>>, read: impl FnOnce() -> Outcome<Vec<T>>) -> Outcome<Rc<Vec<T>>> {
    if let Some(known) = cell.get() {
        return Ok(known.clone());
    }
    let made = Rc::new(read()?);
    Ok(cell.get_or_init(|| made).clone())
}

fn read_text(node: &Node) -> Result<String, PolicyError> {
    let text = node.text()?;
    if text.len() > TEXT_MAX_BYTES {
        let message = format!("A string of {} bytes; at most {TEXT_MAX_BYTES} fit", text.len());
        return Err(node.error("limit", message));
    }
    Ok(text.to_owned())
}

fn mismatch<T>(token: &Token, wanted: &str, got: &str) -> Outcome<T> {
    fault("wrongType", token.offset, format!("Expected a list of {wanted}; ${} has {got}", token.text))
}
