//! The member `email` of a policy.

use snapwall_abi::{
    ABSENT, EMAIL_PROFILE_RFC5321, EMAIL_PROFILE_RFC5322, EMAIL_PROFILES, EMAIL_REASON_BLOCKED,
    EMAIL_REASONS, MODES,
};
use snapwall_tables::Header;
use snapwall_tables::content::EmailRule;

use super::fields::read_fields;
use crate::block::BlockWriter;
use crate::email::{EmailLists, build_email_lists, read_listed_domain};
use crate::error::PolicyError;
use crate::json;
use crate::policy_schema::{
    EMAIL_POLICY_ALLOW_MAX, EMAIL_POLICY_BLOCK_MAX, EMAIL_POLICY_DENY_DEFAULT, EMAIL_POLICY_DENY_MAX,
    EMAIL_POLICY_FIELDS_MAX, EMAIL_POLICY_KEYS, EMAIL_POLICY_PROFILE_DEFAULT, EmailPolicyKey,
};
use crate::reader::Node;
use crate::suggest::quoted;

/// The rule, read and validated.
pub struct EmailPolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    mode: u32,
    /// Index into the ABI's `emailProfiles`.
    profile: u32,
    /// Bit `n`: reason `n` is denied.
    denied: u32,
    /// Domains in their DNS form.
    allow: Vec<String>,
    block: Vec<String>,
    allows_literal: Option<bool>,
    fields: Vec<String>,
}

/// The names that a policy's `deny` accepts. `blocked` is not one of them: what a policy blocks is always denied.
fn reasons() -> Vec<&'static str> {
    let blocked = EMAIL_REASONS[EMAIL_REASON_BLOCKED as usize];
    EMAIL_REASONS.into_iter().filter(|reason| *reason != blocked).collect()
}

fn bit_of(reason: &str) -> u32 {
    EMAIL_REASONS.iter().position(|name| *name == reason).map_or(0, |index| 1 << index)
}

impl EmailPolicy {
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut email = EmailPolicy {
            mode: ABSENT,
            profile: EMAIL_POLICY_PROFILE_DEFAULT,
            denied: EMAIL_POLICY_DENY_DEFAULT.iter().fold(0, |bits, reason| bits | bit_of(reason)),
            allow: Vec::new(),
            block: Vec::new(),
            allows_literal: None,
            fields: Vec::new(),
        };
        for (key, node) in node.members(&EMAIL_POLICY_KEYS)? {
            match key {
                EmailPolicyKey::Mode => email.mode = node.choice(&MODES)?,
                EmailPolicyKey::Profile => email.profile = node.choice(&EMAIL_PROFILES)?,
                EmailPolicyKey::Deny => email.denied = read_reasons(&node)?,
                EmailPolicyKey::Allow => email.allow = read_domains(&node, EMAIL_POLICY_ALLOW_MAX)?,
                EmailPolicyKey::Block => email.block = read_domains(&node, EMAIL_POLICY_BLOCK_MAX)?,
                EmailPolicyKey::AllowDomainLiteral => email.allows_literal = Some(node.boolean()?),
                EmailPolicyKey::Fields => email.fields = read_fields(&node, EMAIL_POLICY_FIELDS_MAX)?,
            }
        }
        Ok(email)
    }

    /// Whether the rule reads fields of bodies.
    pub fn reads_fields(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Whether addresses may be written as in mail headers.
    pub fn reads_folded(&self) -> bool {
        self.profile == EMAIL_PROFILE_RFC5322
    }

    fn allows_literal(&self) -> bool {
        let has_literals = [EMAIL_PROFILE_RFC5321, EMAIL_PROFILE_RFC5322].contains(&self.profile);
        self.allows_literal.unwrap_or(has_literals)
    }

    /// Writes the tables. `data` is the text of `email.json`.
    pub fn write(
        &self,
        data: &str,
        header: &mut Header,
        writer: &mut BlockWriter,
        deferred: &mut BlockWriter,
    ) {
        let rule = EmailRule {
            mode: self.mode,
            profile: self.profile,
            allows_literal: u32::from(self.allows_literal()),
            denied: self.denied | 1 << EMAIL_REASON_BLOCKED,
            fields: writer.section(self.fields.join("\n").as_bytes()),
            lists: deferred.section(&build_email_lists(&EmailLists::parse(data), &self.allow, &self.block)),
        };
        header.email = writer.section(&[rule]);
    }

    /// The rule as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        let mut members = Vec::new();
        if self.mode != ABSENT {
            members.push(("mode", json::string(MODES[self.mode as usize])));
        }
        members.push(("profile", json::string(EMAIL_PROFILES[self.profile as usize])));
        let denied = reasons().into_iter().filter(|reason| self.denied & bit_of(reason) != 0);
        members.push(("deny", json::strings(denied)));
        members.push(("allow", json::strings(&self.allow)));
        members.push(("block", json::strings(&self.block)));
        members.push(("allowDomainLiteral", self.allows_literal().to_string()));
        members.push(("fields", json::strings(&self.fields)));
        json::object(members)
    }
}

fn read_reasons(node: &Node) -> Result<u32, PolicyError> {
    let known = reasons();
    let mut bits = 0;
    for element in node.elements(EMAIL_POLICY_DENY_MAX)? {
        bits |= bit_of(known[element.choice(&known)? as usize]);
    }
    Ok(bits)
}

fn read_domains(node: &Node, max: usize) -> Result<Vec<String>, PolicyError> {
    node.elements(max)?.map(|element| read_domain(&element)).collect()
}

fn read_domain(node: &Node) -> Result<String, PolicyError> {
    let domain = node.text()?;
    read_listed_domain(domain).map_err(|_| {
        let message = format!("Expected a domain such as \"example.com\", got {}", quoted(domain));
        node.error("syntax", message)
    })
}
