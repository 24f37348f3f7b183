//! The member `sensitive` of a policy.

use snapwall_abi::{ABSENT, MODES};
use snapwall_sensitive::{Kind, PHONE_REGIONS};
use snapwall_tables::Header;
use snapwall_tables::content::SensitiveRule;

use super::custom::CustomPatterns;
use super::fields::read_fields;
use crate::block::BlockWriter;
use crate::error::PolicyError;
use crate::json;
use crate::policy_schema::{
    SENSITIVE_POLICY_DENY_DEFAULT, SENSITIVE_POLICY_DENY_MAX, SENSITIVE_POLICY_FIELDS_MAX,
    SENSITIVE_POLICY_KEYS, SENSITIVE_POLICY_PHONE_REGION_DEFAULT, SensitivePolicyKey,
};
use crate::reader::{Node, suggesting};
use crate::secrets::build_secrets;
use crate::suggest::quoted;

/// The rule, read and validated.
pub struct SensitivePolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    mode: u32,
    /// Bit `n`: kind `n` is denied.
    denied: u32,
    /// Index into [`PHONE_REGIONS`].
    phone_region: usize,
    custom: CustomPatterns,
    fields: Vec<String>,
}

/// The kinds with names of their own.
fn kinds() -> impl Iterator<Item = Kind> + Clone {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Custom)
}

fn bit_of(name: &str) -> Option<u32> {
    kinds().find(|kind| kind.name() == name).map(|kind| 1 << kind as u32)
}

impl SensitivePolicy {
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let region = SENSITIVE_POLICY_PHONE_REGION_DEFAULT;
        let mut sensitive = SensitivePolicy {
            mode: ABSENT,
            denied: SENSITIVE_POLICY_DENY_DEFAULT.iter().filter_map(|name| bit_of(name)).sum(),
            phone_region: PHONE_REGIONS.iter().position(|known| *known == region).unwrap_or(0),
            custom: CustomPatterns::none(),
            fields: Vec::new(),
        };
        let mut members = node.members(&SENSITIVE_POLICY_KEYS)?;
        // Read custom patterns first: `deny` may name them, wherever they are in the policy.
        members.sort_by_key(|(key, _)| *key != SensitivePolicyKey::Custom);
        for (key, node) in members {
            match key {
                SensitivePolicyKey::Mode => sensitive.mode = node.choice(&MODES)?,
                SensitivePolicyKey::Custom => sensitive.custom = CustomPatterns::read(&node)?,
                SensitivePolicyKey::Deny => sensitive.read_denied(&node)?,
                SensitivePolicyKey::PhoneRegion => sensitive.phone_region = read_region(&node)?,
                SensitivePolicyKey::Fields => {
                    sensitive.fields = read_fields(&node, SENSITIVE_POLICY_FIELDS_MAX)?;
                }
            }
        }
        Ok(sensitive)
    }

    fn read_denied(&mut self, node: &Node) -> Result<(), PolicyError> {
        self.denied = 0;
        for element in node.elements(SENSITIVE_POLICY_DENY_MAX)? {
            let name = element.text()?;
            match bit_of(name) {
                Some(bit) => self.denied |= bit,
                None if self.custom.deny(name) => {}
                None => {
                    let message = format!("Unknown type of sensitive information {}", quoted(name));
                    let mut known: Vec<&str> = kinds().map(Kind::name).collect();
                    known.extend(self.custom.names());
                    return Err(suggesting(element.error("unknownName", message), name, known));
                }
            }
        }
        Ok(())
    }

    /// Whether the rule reads fields of bodies.
    pub fn reads_fields(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether the policy has patterns of its own.
    pub fn uses_custom(&self) -> bool {
        self.custom.names().next().is_some()
    }

    /// Writes the tables. `secrets` is the text of `secrets.json`.
    pub fn write(
        &self,
        secrets: &str,
        header: &mut Header,
        writer: &mut BlockWriter,
        deferred: &mut BlockWriter,
    ) {
        let (custom, names, automata, gate) = self.custom.write(deferred);
        let rule = SensitiveRule {
            mode: self.mode,
            denied: self.denied,
            phone_region: self.phone_region as u32,
            fields: writer.section(self.fields.join("\n").as_bytes()),
            secrets: deferred.section(&build_secrets(secrets)),
            custom,
            names,
            automata,
            gate,
        };
        header.sensitive = writer.section(&[rule]);
    }

    /// The rule as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        let mut members = Vec::new();
        if self.mode != ABSENT {
            members.push(("mode", json::string(MODES[self.mode as usize])));
        }
        let is_denied = |kind: &Kind| self.denied >> *kind as u32 & 1 != 0;
        let mut denied: Vec<&str> = kinds().filter(is_denied).map(Kind::name).collect();
        denied.extend(self.custom.denied());
        members.push(("deny", json::strings(denied)));
        members.push(("phoneRegion", json::string(PHONE_REGIONS[self.phone_region])));
        members.push(("custom", self.custom.to_json()));
        members.push(("fields", json::strings(&self.fields)));
        json::object(members)
    }
}

fn read_region(node: &Node) -> Result<usize, PolicyError> {
    let region = node.text()?;
    PHONE_REGIONS.iter().position(|known| *known == region).ok_or_else(|| {
        let error = node.error("unknownName", format!("Unknown region of phone numbers {}", quoted(region)));
        suggesting(error, region, PHONE_REGIONS.iter().copied())
    })
}
