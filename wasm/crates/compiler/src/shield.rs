//! The member `shield` of a policy.

use snapwall_abi::{ABSENT, FIXED_SLOTS, MODES, SENSITIVITIES, SLOT_URL};
use snapwall_shield::Kind;
use snapwall_tables::Header;
use snapwall_tables::filters::Text;
use snapwall_tables::shield::{BODY, EXCLUSIONS_MAX, Exclusion, HEADERS, Shield};

use crate::block::BlockWriter;
use crate::error::PolicyError;
use crate::json;
use crate::policy_schema::{
    SHIELD_EXCLUSION_KEYS, SHIELD_EXCLUSION_KINDS_MAX, SHIELD_POLICY_EXCLUDE_MAX, SHIELD_POLICY_KEYS,
    SHIELD_POLICY_KINDS_DEFAULT, SHIELD_POLICY_KINDS_MAX, SHIELD_POLICY_SENSITIVITY_DEFAULT,
    ShieldExclusionKey, ShieldPolicyKey,
};
use crate::reader::{Node, suggesting};
use crate::suggest::quoted;

/// The maximum length of an exclusion's texts, in bytes.
const TEXT_MAX_BYTES: usize = 255;

const _: () = assert!(SHIELD_POLICY_EXCLUDE_MAX <= EXCLUSIONS_MAX);

/// The rule, read and validated.
pub struct ShieldPolicy {
    /// Index into the ABI's `modes`, or `ABSENT` to follow the policy's.
    mode: u32,
    /// Index into the ABI's `sensitivities`.
    sensitivity: u32,
    /// Bit `n`: kind `n` is searched for.
    kinds: u32,
    exclude: Vec<Excluded>,
}

/// One exclusion.
struct Excluded {
    path: Option<String>,
    parameter: Option<String>,
    kinds: u32,
}

impl ShieldPolicy {
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node) -> Result<Self, PolicyError> {
        let is_default = |kind: &Kind| SHIELD_POLICY_KINDS_DEFAULT.contains(&kind.name());
        let mut shield = ShieldPolicy {
            mode: ABSENT,
            sensitivity: SHIELD_POLICY_SENSITIVITY_DEFAULT,
            kinds: Kind::ALL.iter().filter(|kind| is_default(kind)).fold(0, add),
            exclude: Vec::new(),
        };
        for (key, node) in node.members(&SHIELD_POLICY_KEYS)? {
            match key {
                ShieldPolicyKey::Mode => shield.mode = node.choice(&MODES)?,
                ShieldPolicyKey::Sensitivity => shield.sensitivity = node.choice(&SENSITIVITIES)?,
                ShieldPolicyKey::Kinds => shield.kinds = read_kinds(&node, SHIELD_POLICY_KINDS_MAX)?,
                ShieldPolicyKey::Exclude => {
                    let elements = node.elements(SHIELD_POLICY_EXCLUDE_MAX)?;
                    shield.exclude = elements.map(|one| Excluded::read(&one)).collect::<Result<_, _>>()?;
                }
            }
        }
        Ok(shield)
    }

    /// Names of the parts that the rule reads, headers first.
    pub fn parts() -> impl Iterator<Item = &'static str> {
        HEADERS.into_iter().chain([BODY])
    }

    /// Writes the tables. `parts` are all that the policy reads, in the order of their slots.
    pub fn write(&self, parts: &[String], header: &mut Header, writer: &mut BlockWriter) {
        let slot = |name: &str| {
            let index =
                parts.iter().position(|part| part == name).expect("the rule's parts among the policy's");
            (FIXED_SLOTS + index) as u32
        };
        let mut text = Vec::new();
        let exclusions: Vec<Exclusion> = self.exclude.iter().map(|one| one.record(&mut text)).collect();
        let shield = Shield {
            kinds: self.kinds,
            slots: HEADERS.map(slot),
            body: slot(BODY),
            exclusions: writer.section(&exclusions),
            text: writer.section(&text),
        };
        header.shield_mode = self.mode;
        header.shield_sensitivity = self.sensitivity;
        header.shield = writer.section(&[shield]);
        header.reads |= 1 << SLOT_URL;
    }

    /// The rule as policy JSON, with every default written out.
    pub fn to_json(&self) -> String {
        let mut members = Vec::new();
        if self.mode != ABSENT {
            members.push(("mode", json::string(MODES[self.mode as usize])));
        }
        members.push(("sensitivity", json::string(SENSITIVITIES[self.sensitivity as usize])));
        members.push(("kinds", names(self.kinds)));
        let exclude: Vec<_> = self.exclude.iter().map(Excluded::to_json).collect();
        members.push(("exclude", format!("[{}]", exclude.join(","))));
        json::object(members)
    }
}

impl Excluded {
    fn read(node: &Node) -> Result<Self, PolicyError> {
        let mut excluded = Excluded { path: None, parameter: None, kinds: Kind::ALL.iter().fold(0, add) };
        for (key, node) in node.members(&SHIELD_EXCLUSION_KEYS)? {
            match key {
                ShieldExclusionKey::Path => excluded.path = Some(read_path(&node)?),
                ShieldExclusionKey::Parameter => excluded.parameter = Some(read_text(&node)?),
                ShieldExclusionKey::Kinds => {
                    excluded.kinds = read_kinds(&node, SHIELD_EXCLUSION_KINDS_MAX)?;
                    if excluded.kinds == 0 {
                        return Err(
                            node.error("wrongType", "Expected at least one kind, got none".to_owned())
                        );
                    }
                }
            }
        }
        if excluded.path.is_none() && excluded.parameter.is_none() {
            let message = "Expected a member \"path\", \"parameter\" or both; \"kinds\" of the rule says what is looked for at all";
            return Err(node.error("wrongType", message.to_owned()));
        }
        Ok(excluded)
    }

    fn record(&self, text: &mut Vec<u8>) -> Exclusion {
        let mut add = |part: &Option<String>| {
            let part = part.as_deref().unwrap_or_default().as_bytes();
            let place = Text { offset: text.len() as u32, len: part.len() as u32 };
            text.extend_from_slice(part);
            place
        };
        Exclusion { path: add(&self.path), parameter: add(&self.parameter), kinds: self.kinds }
    }

    fn to_json(&self) -> String {
        let texts = [("path", &self.path), ("parameter", &self.parameter)];
        let texts = texts.into_iter().filter_map(|(key, text)| Some((key, json::string(text.as_ref()?))));
        json::object(texts.chain([("kinds", names(self.kinds))]))
    }
}

fn add(kinds: u32, kind: &Kind) -> u32 {
    kinds | 1 << *kind as u32
}

fn names(kinds: u32) -> String {
    let is_in = |kind: &Kind| kinds >> *kind as u32 & 1 != 0;
    json::strings(Kind::ALL.into_iter().filter(is_in).map(Kind::name))
}

fn read_kinds(node: &Node, max: usize) -> Result<u32, PolicyError> {
    let mut kinds = 0;
    for element in node.elements(max)? {
        let name = element.text()?;
        let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) else {
            let error = element.error("unknownName", format!("Unknown kind of attack {}", quoted(name)));
            return Err(suggesting(error, name, Kind::ALL.into_iter().map(Kind::name)));
        };
        kinds = add(kinds, &kind);
    }
    Ok(kinds)
}

/// A wildcard over paths. One that can match no path is refused as a mistake.
fn read_path(node: &Node) -> Result<String, PolicyError> {
    let path = read_text(node)?;
    if !path.starts_with(['/', '*']) {
        let message = format!("Expected a path that starts with / or *, got {}", quoted(&path));
        return Err(suggesting(node.error("unknownName", message), &path, [format!("/{path}").as_str()]));
    }
    Ok(path)
}

fn read_text(node: &Node) -> Result<String, PolicyError> {
    let text = node.text()?;
    if text.is_empty() || text.len() > TEXT_MAX_BYTES {
        let message = format!("Expected 1 to {TEXT_MAX_BYTES} bytes, got {}", text.len());
        return Err(node.error("limit", message));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::data::shipped;
    use crate::policy::Policy;

    #[test]
    fn mistakes_are_told_with_their_place_and_the_nearest_spelling() {
        for (shield, code, path, suggestion) in [
            ("[]", "wrongType", "shield", None),
            (r#"{"sensitivty": "strict"}"#, "unknownKey", "shield.sensitivty", Some("sensitivity")),
            (r#"{"sensitivity": "strikt"}"#, "unknownName", "shield.sensitivity", Some("strict")),
            (r#"{"kinds": ["xss", "sqlinjection"]}"#, "unknownName", "shield.kinds[1]", Some("sqlInjection")),
            (r#"{"kinds": "xss"}"#, "wrongType", "shield.kinds", None),
            (r#"{"exclude": [{}]}"#, "wrongType", "shield.exclude[0]", None),
            (r#"{"exclude": [{"kinds": ["xss"]}]}"#, "wrongType", "shield.exclude[0]", None),
            (r#"{"exclude": [{"path": "/a", "kinds": []}]}"#, "wrongType", "shield.exclude[0].kinds", None),
            (
                r#"{"exclude": [{"path": "/a", "kinds": ["xs"]}]}"#,
                "unknownName",
                "shield.exclude[0].kinds[0]",
                Some("xss"),
            ),
            (
                r#"{"exclude": [{"path": "admin/*"}]}"#,
                "unknownName",
                "shield.exclude[0].path",
                Some("/admin/*"),
            ),
            (r#"{"exclude": [{"parameter": ""}]}"#, "limit", "shield.exclude[0].parameter", None),
            (r#"{"exclude": [{"param": "a"}]}"#, "unknownKey", "shield.exclude[0].param", None),
        ] {
            let policy = format!(r#"{{"shield": {shield}}}"#);
            let found = Policy::read(&policy, &mut shipped()).err().expect(shield);
            let found = (found.code, found.path.as_str(), found.suggestion.as_deref());
            assert_eq!(found, (code, path, suggestion), "{shield}");
        }
    }
}
