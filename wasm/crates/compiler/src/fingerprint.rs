//! The member `fingerprint` of a policy: what two requests of one client have in common.

use snapwall_abi::{FIXED_SLOTS, SLOT_IP, SLOT_METHOD, SLOT_URL};
use snapwall_client::Kind;
use snapwall_tables::Header;
use snapwall_tables::filters::Text;
use snapwall_tables::fingerprint::{CHARACTERISTICS_MAX, Characteristic, Fingerprint};

use crate::block::BlockWriter;
use crate::client::ClientPolicy;
use crate::error::PolicyError;
use crate::json;
use crate::parts::{LOCAL, is_key, is_token};
use crate::policy_schema::{
    FINGERPRINT_POLICY_CHARACTERISTICS_DEFAULT, FINGERPRINT_POLICY_CHARACTERISTICS_MAX,
    FINGERPRINT_POLICY_KEYS, FingerprintPolicyKey,
};
use crate::reader::{Node, suggesting};
use crate::suggest::quoted;

/// Kinds without a name.
const PLAIN: [(&str, Kind); 4] =
    [("ip", Kind::Address), ("host", Kind::Host), ("path", Kind::Path), ("method", Kind::Method)];

/// Kinds with a name, which follows a colon.
const NAMED: [(&str, Kind); 4] =
    [("header", Kind::Header), ("cookie", Kind::Cookie), ("query", Kind::Query), ("custom", Kind::Custom)];

/// The maximum length of a name.
const NAME_MAX_CHARACTERS: usize = 64;

const _: () = assert!(FINGERPRINT_POLICY_CHARACTERISTICS_MAX == CHARACTERISTICS_MAX);

/// The chosen characteristics, read and validated.
pub struct FingerprintPolicy {
    chosen: Vec<Chosen>,
}

/// One characteristic.
#[derive(PartialEq, Eq)]
struct Chosen {
    kind: Kind,
    /// Empty for a kind without names.
    name: String,
}

impl FingerprintPolicy {
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut chosen: Vec<Chosen> = FINGERPRINT_POLICY_CHARACTERISTICS_DEFAULT
            .iter()
            .filter_map(|text| Chosen::parse(text))
            .collect();
        for (key, node) in node.members(&FINGERPRINT_POLICY_KEYS)? {
            match key {
                FingerprintPolicyKey::Characteristics => {
                    let elements = node.elements(FINGERPRINT_POLICY_CHARACTERISTICS_MAX)?;
                    chosen = elements.map(|one| Chosen::read(&one)).collect::<Result<_, _>>()?;
                    if chosen.is_empty() {
                        let message =
                            "Expected at least one characteristic: all requests would be one client's";
                        return Err(node.error("wrongType", message.to_owned()));
                    }
                }
            }
        }
        Ok(FingerprintPolicy { chosen })
    }

    /// Names of the parts that the characteristics are taken from, in the order of their slots.
    fn parts(&self, client: Option<&ClientPolicy>) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for part in self.chosen.iter().filter_map(|one| one.part(client)) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        crate::parts::arrange(&parts).0
    }

    /// Writes the tables.
    pub fn write(&self, client: Option<&ClientPolicy>, header: &mut Header, writer: &mut BlockWriter) {
        let parts = self.parts(client);
        let slot = |part: Option<String>| {
            let index = part.and_then(|part| parts.iter().position(|name| *name == part));
            index.map_or(0, |index| (FIXED_SLOTS + index) as u32)
        };
        let reads = |kind: Kind| match kind {
            Kind::Address => 1 << SLOT_IP,
            Kind::Query | Kind::Host | Kind::Path => 1 << SLOT_URL,
            Kind::Method => 1 << SLOT_METHOD,
            Kind::Header | Kind::Cookie | Kind::Custom => 0,
        };
        let mut text = Vec::new();
        let mut record = |one: &Chosen| {
            let name = Text { offset: text.len() as u32, len: one.name.len() as u32 };
            text.extend_from_slice(one.name.as_bytes());
            Characteristic { kind: one.kind as u32, slot: slot(one.part(client)), name }
        };
        let characteristics: Vec<Characteristic> = self.chosen.iter().map(&mut record).collect();
        let of_client = self.chosen.iter().find(|one| one.kind == Kind::Address);
        let fingerprint = Fingerprint {
            characteristics: writer.section(&characteristics),
            text: writer.section(&text),
            parts: writer.section(parts.join("\n").as_bytes()),
            reads: self.chosen.iter().fold(0, |bits, one| bits | reads(one.kind)),
            client_slot: slot(of_client.and_then(|one| one.part(client))),
        };
        header.fingerprint = writer.section(&[fingerprint]);
    }

    /// The member as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        json::object([("characteristics", json::strings(self.chosen.iter().map(Chosen::to_text)))])
    }
}

impl Chosen {
    fn read(node: &Node) -> Result<Self, PolicyError> {
        let text = node.text()?;
        Self::parse(text).ok_or_else(|| explain(node, text))
    }

    fn parse(text: &str) -> Option<Self> {
        if let Some((_, kind)) = PLAIN.iter().find(|(plain, _)| *plain == text) {
            return Some(Chosen { kind: *kind, name: String::new() });
        }
        let (prefix, name) = text.split_once(':')?;
        let (_, kind) = *NAMED.iter().find(|(named, _)| *named == prefix)?;
        let is_name = match kind {
            Kind::Header => is_token(name.as_bytes()),
            Kind::Cookie => is_key(name.as_bytes()) && !name.contains([';', '=']),
            Kind::Query => !name.is_empty() && !name.contains(char::is_control),
            _ => is_key(name.as_bytes()),
        };
        let name = if kind == Kind::Header { name.to_ascii_lowercase() } else { name.to_owned() };
        (is_name && name.chars().count() <= NAME_MAX_CHARACTERS).then_some(Chosen { kind, name })
    }

    /// The part that it is taken from, unless every request has it.
    fn part(&self, client: Option<&ClientPolicy>) -> Option<String> {
        match self.kind {
            Kind::Address => client.map(|client| client.header.clone()),
            Kind::Header => Some(self.name.clone()),
            Kind::Cookie => Some("cookie".to_owned()),
            Kind::Host => Some("host".to_owned()),
            Kind::Custom => Some(format!("{LOCAL}{}", self.name)),
            Kind::Query | Kind::Path | Kind::Method => None,
        }
    }

    fn to_text(&self) -> String {
        let plain = PLAIN.iter().find(|(_, kind)| *kind == self.kind);
        let named = NAMED.iter().find(|(_, kind)| *kind == self.kind);
        match (plain, named) {
            (Some((text, _)), _) => (*text).to_owned(),
            (_, Some((prefix, _))) => format!("{prefix}:{}", self.name),
            _ => unreachable!("every kind is plain or named"),
        }
    }
}

fn explain(node: &Node, text: &str) -> PolicyError {
    let (prefix, name) = text.split_once(':').unwrap_or((text, ""));
    if NAMED.iter().any(|(named, _)| *named == prefix) {
        let message = format!("Expected the name of a {prefix} behind \"{prefix}:\", got {}", quoted(name));
        return node.error("wrongType", message);
    }
    let error = node.error("unknownName", format!("Unknown characteristic {}", quoted(text)));
    let named: Vec<String> = NAMED.iter().map(|(named, _)| format!("{named}:{name}")).collect();
    let known = PLAIN.iter().map(|(plain, _)| *plain).chain(named.iter().map(String::as_str));
    suggesting(error, text, known)
}
