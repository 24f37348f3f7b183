//! The members `filters` and `lists` of a policy.

use std::collections::BTreeSet;

use snapwall_abi::{ABSENT, MODES};
use snapwall_tables::Header;
use snapwall_tables::filters::Expression;

use super::fault::{Fault, place};
use super::graph;
use super::lists::Lists;
use super::parse::parse;
use super::tables::Tables;
use crate::block::BlockWriter;
use crate::error::PolicyError;
use crate::json;
use crate::parts::arrange;
use crate::policy_schema::{
    EXCEPTION_KEYS, ExceptionKey, FILTER_KEYS, FILTERS_POLICY_ALLOW_MAX, FILTERS_POLICY_DENY_MAX,
    FILTERS_POLICY_KEYS, FilterKey, FiltersPolicyKey,
};
use crate::reader::Node;
use crate::suggest::quoted;

/// The maximum length of an expression, in bytes.
pub const EXPRESSION_MAX_BYTES: usize = 8_192;

/// The maximum length of an id: the answer has room for sixteen.
const ID_MAX_BYTES: usize = 64;

/// The rule, compiled.
pub struct FiltersPolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    mode: u32,
    deny: Vec<Filter>,
    allow: Vec<Filter>,
    tables: Tables,
}

/// One expression.
struct Filter {
    id: String,
    expression: String,
    record: Expression,
}

impl FiltersPolicy {
    /// Reads and compiles the rule. `parts` are those that other rules read, whose slots come first.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node, lists: &Lists, parts: &[String]) -> Result<Self, PolicyError> {
        let mut filters = FiltersPolicy {
            mode: ABSENT,
            deny: Vec::new(),
            allow: Vec::new(),
            tables: Tables::new(parts.to_vec()),
        };
        let mut ids = BTreeSet::new();
        for (key, node) in node.members(&FILTERS_POLICY_KEYS)? {
            let mut read = |name, max| {
                Reader { lists, tables: &mut filters.tables, ids: &mut ids }.list(&node, name, max)
            };
            match key {
                FiltersPolicyKey::Mode => filters.mode = node.choice(&MODES)?,
                FiltersPolicyKey::Deny => filters.deny = read("deny", FILTERS_POLICY_DENY_MAX)?,
                FiltersPolicyKey::Allow => filters.allow = read("allow", FILTERS_POLICY_ALLOW_MAX)?,
            }
        }
        if filters.deny.is_empty() && !filters.allow.is_empty() {
            let message = "\"allow\" makes exceptions from \"deny\", which is empty; \"deny\": [\"true\"] denies everything else";
            return Err(node.error("wrongType", message.to_owned()));
        }
        Ok(filters)
    }

    /// Names of the parts that the policy reads, including other rules', in the order of their slots.
    pub fn parts(&self) -> Vec<String> {
        arrange(&self.tables.parts).0
    }

    /// Whether an expression needs an automaton.
    pub fn uses_regexes(&self) -> bool {
        self.tables.uses_regexes()
    }

    /// Writes the tables.
    pub fn write(&self, header: &mut Header, writer: &mut BlockWriter) {
        let records: Vec<Expression> = self.deny.iter().chain(&self.allow).map(|one| one.record).collect();
        header.filters = self.tables.write(&records, self.deny.len(), writer);
        header.filters_mode = self.mode;
        header.reads |= self.tables.reads;
    }

    /// The rule as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        let list = |filters: &[Filter]| {
            let filters: Vec<_> = filters.iter().map(Filter::to_json).collect();
            format!("[{}]", filters.join(","))
        };
        let mut members = Vec::new();
        if self.mode != ABSENT {
            members.push(("mode", json::string(MODES[self.mode as usize])));
        }
        members.push(("deny", list(&self.deny)));
        members.push(("allow", list(&self.allow)));
        json::object(members)
    }
}

impl Filter {
    fn to_json(&self) -> String {
        let mut members =
            vec![("id", json::string(&self.id)), ("expression", json::string(&self.expression))];
        if self.record.mode != ABSENT {
            members.push(("mode", json::string(MODES[self.record.mode as usize])));
        }
        json::object(members)
    }
}

/// Reads lists of expressions into one set of tables.
struct Reader<'r> {
    lists: &'r Lists,
    tables: &'r mut Tables,
    ids: &'r mut BTreeSet<String>,
}

impl Reader<'_> {
    fn list(&mut self, node: &Node, key: &str, max: usize) -> Result<Vec<Filter>, PolicyError> {
        let mut filters = Vec::new();
        for (index, element) in node.elements(max)?.enumerate() {
            let filter = self.filter(&element, format!("{key}[{index}]"), key == "allow")?;
            if !self.ids.insert(filter.id.clone()) {
                let message = format!("Two filters have the id {}", quoted(&filter.id));
                return Err(element.error("duplicate", message));
            }
            filters.push(filter);
        }
        Ok(filters)
    }

    /// An expression, or an object that gives it an id and a mode.
    fn filter(&mut self, node: &Node, mut id: String, allows: bool) -> Result<Filter, PolicyError> {
        let mut mode = ABSENT;
        let mut expression = None;
        if node.text().is_ok() {
            expression = Some(node.clone());
        } else if allows {
            for (key, member) in node.members(&EXCEPTION_KEYS)? {
                match key {
                    ExceptionKey::Id => id = read_id(&member)?,
                    ExceptionKey::Expression => expression = Some(member),
                }
            }
        } else {
            for (key, member) in node.members(&FILTER_KEYS)? {
                match key {
                    FilterKey::Id => id = read_id(&member)?,
                    FilterKey::Mode => mode = member.choice(&MODES)?,
                    FilterKey::Expression => expression = Some(member),
                }
            }
        }
        let missing = || node.error("wrongType", "Expected a member \"expression\"".to_owned());
        let expression = expression.ok_or_else(missing)?;
        let text = expression.text()?;
        if text.len() > EXPRESSION_MAX_BYTES {
            let message =
                format!("An expression of {} bytes; at most {EXPRESSION_MAX_BYTES} fit", text.len());
            return Err(expression.error("limit", message));
        }
        let placed = |fault: Box<Fault>| place(*fault, &expression, text);
        let tree = parse(text, self.lists).map_err(placed)?;
        let start = graph::lower(&tree, allows, self.tables).map_err(placed)?;
        if !allows {
            self.tables.clues.add(&tree);
        }
        let refuse = |(code, message): (&'static str, String)| expression.error(code, message);
        let record = Expression { id: self.tables.literal(id.as_bytes()).map_err(refuse)?, start, mode };
        Ok(Filter { id, expression: text.to_owned(), record })
    }
}

fn read_id(node: &Node) -> Result<String, PolicyError> {
    let id = node.text()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:/[]".contains(&byte);
    if id.is_empty() || id.len() > ID_MAX_BYTES || !id.bytes().all(is_plain) {
        let message =
            format!("Expected an id of 1 to {ID_MAX_BYTES} letters, digits and _-.:/[], got {}", quoted(id));
        return Err(node.error("unknownName", message));
    }
    Ok(id.to_owned())
}
