//! The member `client` of a policy: which proxies are trusted to report the client's address.

use snapwall_abi::{FIXED_SLOTS, SLOT_IP};
use snapwall_tables::{
    AddressRange, ClientRule, HEADER_FORWARDED, HEADER_LIST, HEADER_SINGLE, Header, Span, TRUSTED_ROOM_MIN,
};

use crate::addresses::{Bounds, join_ranges, read_element};
use crate::block::BlockWriter;
use crate::error::PolicyError;
use crate::json;
use crate::parts::is_token;
use crate::policy_schema::{
    CLIENT_POLICY_HEADER_DEFAULT, CLIENT_POLICY_KEYS, CLIENT_POLICY_TRUSTED_PROXIES_MAX, ClientPolicyKey,
};
use crate::reader::Node;
use crate::suggest::quoted;

/// Among trusted proxies: a connection without an address.
const UNIX: &str = "unix";

/// The maximum length of a header's name.
const HEADER_MAX_BYTES: usize = 64;

/// The rule, read and validated.
pub struct ClientPolicy {
    /// As written in the policy.
    proxies: Vec<String>,
    trusted: Vec<Bounds>,
    trusts_unnamed: bool,
    /// In lower case.
    pub header: String,
}

impl ClientPolicy {
    /// Reads the rule.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut client = ClientPolicy {
            proxies: Vec::new(),
            trusted: Vec::new(),
            trusts_unnamed: false,
            header: CLIENT_POLICY_HEADER_DEFAULT.to_owned(),
        };
        for (key, node) in node.members(&CLIENT_POLICY_KEYS)? {
            match key {
                ClientPolicyKey::TrustedProxies => {
                    for element in node.elements(CLIENT_POLICY_TRUSTED_PROXIES_MAX)? {
                        client.trust(&element)?;
                    }
                }
                ClientPolicyKey::Header => client.header = read_header(&node)?,
            }
        }
        Ok(client)
    }

    fn trust(&mut self, node: &Node) -> Result<(), PolicyError> {
        match read_element(node, UNIX)? {
            Some(ranges) => self.trusted.extend(ranges),
            None => self.trusts_unnamed = true,
        }
        self.proxies.push(node.text()?.to_owned());
        Ok(())
    }

    /// Writes the tables; `parts` are all that the rules read, in the order of their slots.
    pub fn write(&self, parts: &[String], header: &mut Header, writer: &mut BlockWriter) {
        let part = parts.iter().position(|name| *name == self.header).expect("the header among the parts");
        let kind = match self.header.as_str() {
            "x-forwarded-for" => HEADER_LIST,
            "forwarded" => HEADER_FORWARDED,
            _ => HEADER_SINGLE,
        };
        let mut ranges = join_ranges(&self.trusted);
        let count = ranges.len();
        ranges.resize(count.max(TRUSTED_ROOM_MIN), AddressRange::default());
        let room = writer.section(&ranges);
        let rule = ClientRule {
            kind,
            trusts_unnamed: u32::from(self.trusts_unnamed),
            trusted: Span { len: count as u32, ..room },
            room: room.len,
        };
        header.client_slot = (FIXED_SLOTS + part) as u32;
        header.client = writer.section(&[rule]);
        header.reads |= 1 << SLOT_IP;
    }

    /// The rule as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        json::object([
            ("trustedProxies", json::strings(&self.proxies)),
            ("header", json::string(&self.header)),
        ])
    }
}

fn read_header(node: &Node) -> Result<String, PolicyError> {
    let name = node.text()?;
    if name.len() > HEADER_MAX_BYTES || !is_token(name.as_bytes()) {
        let message = format!("Expected the name of a header, got {}", quoted(name));
        return Err(node.error("unknownName", message));
    }
    Ok(name.to_ascii_lowercase())
}
