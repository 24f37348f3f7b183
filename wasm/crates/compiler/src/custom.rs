//! The member `bots.custom` of a policy: the policy's own bots.
//!
//! A literal becomes one more pattern, and its bot one more bot of the rule data. A regular expression becomes an automaton;
//! several automata share a gate. Its bot has no patterns.

use std::collections::{BTreeMap, BTreeSet};

use snapwall_tables::regexes::{Group, REGEXES_MAX, Regexes};
use snapwall_tables::{PATTERNS_MAX, Span, name_characters};

use crate::block::BlockWriter;
use crate::bots::{TEXT_MAX_BYTES, text_bytes};
use crate::data::{BotData, RuleData};
use crate::error::PolicyError;
use crate::json;
use crate::pattern::Pattern;
use crate::patterns::Patterns;
use crate::policy_schema::{
    BOTS_POLICY_CUSTOM_MAX, CUSTOM_BOT_CATEGORIES_MAX, CUSTOM_BOT_KEYS, CustomBotKey,
};
use crate::reader::{Node, suggesting};
use crate::regex::{AutomataWriter, Case, Refusal};
use crate::suggest::quoted;

/// The maximum length of an id, in bytes.
const ID_MAX_BYTES: usize = 64;

/// The maximum length of a regular expression, in bytes.
const REGEX_MAX_BYTES: usize = 8_192;

/// How many regular expressions share a gate: with more, an open gate costs more passes; with fewer, there are more
/// gates.
const GROUP: usize = 16;

/// The id of the reason for a request without a User-Agent, which no bot may have.
const TAKEN: &str = "NO_USER_AGENT";

/// The policy's own bots, read and compiled.
pub struct CustomBots {
    list: Vec<CustomBot>,
    /// Ids of the bots that regular expressions recognise, in the order of their automata.
    ids: Vec<String>,
    automata: AutomataWriter,
    groups: Vec<Group>,
}

struct CustomBot {
    id: String,
    categories: Vec<usize>,
    told_by: ToldBy,
}

/// What a User-Agent must contain, as written in the policy.
enum ToldBy {
    Literal(String, Pattern),
    Regex(String),
}

impl CustomBots {
    pub fn none() -> Self {
        CustomBots { list: Vec::new(), ids: Vec::new(), automata: AutomataWriter::new(), groups: Vec::new() }
    }

    /// Reads the member, and adds its bots to those of the rule data.
    ///
    /// # Errors
    /// The first mistake, with its place.
    pub fn read(node: &Node, data: &mut RuleData) -> Result<Self, PolicyError> {
        let mut bots = Self::none();
        let nodes: Vec<Node> = node.elements(BOTS_POLICY_CUSTOM_MAX)?.collect();
        let mut known = Known::of(data);
        let mut written = Vec::new();
        for node in &nodes {
            let (bot, told_by) = read_bot(node, &mut known, data)?;
            if !known.has_room_for(&bot) {
                let message = format!(
                    "{} bots of your own, of which {} fit beside those that Snapwall knows (at most {PATTERNS_MAX} patterns and {TEXT_MAX_BYTES} bytes of ids and literals)",
                    nodes.len(),
                    bots.list.len()
                );
                return Err(node.error("limit", message));
            }
            bots.list.push(bot);
            written.push(told_by);
        }
        bots.compile_regexes(&written)?;
        data.add(bots.list.iter().map(CustomBot::data));
        Ok(bots)
    }

    /// `nodes` are where the literals and regular expressions are in the policy.
    fn compile_regexes(&mut self, nodes: &[Node]) -> Result<(), PolicyError> {
        let mut regexes = Vec::new();
        for (bot, node) in self.list.iter().zip(nodes) {
            let ToldBy::Regex(regex) = &bot.told_by else { continue };
            let refuse = |(code, message): Refusal| node.error(code, message);
            if regexes.len() == REGEXES_MAX {
                let message = format!("More than {REGEXES_MAX} bots with a regular expression");
                return Err(node.error("limit", message));
            }
            let index = self.automata.add(&[regex], Case::Ignored).map_err(refuse)?;
            if self.automata.accepts_all(index) {
                let message = "The regular expression matches every User-Agent".to_owned();
                return Err(node.error("syntax", message));
            }
            regexes.push(regex.as_str());
            self.ids.push(bot.id.clone());
        }
        for (members, first) in regexes.chunks(GROUP).zip((0u32..).step_by(GROUP)) {
            let alone = |gate| Group { gate, first: gate, count: 1 };
            let count = members.len() as u32;
            // A common automaton may need more states than allowed; then each expression is tried separately.
            match self.automata.add(members, Case::Ignored) {
                Ok(gate) if count > 1 => self.groups.push(Group { gate, first, count }),
                _ => self.groups.extend((first..first + count).map(alone)),
            }
        }
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether any of the bots are recognised by regular expressions.
    pub fn uses_regexes(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Writes the regular expressions.
    pub fn write(&self, data: &RuleData, writer: &mut BlockWriter) -> Span {
        if !self.uses_regexes() {
            return Span::default();
        }
        let indexes: BTreeMap<&str, u16> = data.named().map(|bot| bot.id.as_str()).zip(0..).collect();
        let bots: Vec<u16> = self.ids.iter().map(|id| indexes[id.as_str()]).collect();
        let regexes = Regexes {
            groups: writer.section(&self.groups),
            bots: writer.section(&bots),
            automata: self.automata.write(writer),
        };
        writer.section(&[regexes])
    }

    /// The member as policy JSON.
    pub fn to_json(&self, data: &RuleData) -> String {
        let bots: Vec<String> = self.list.iter().map(|bot| bot.to_json(data)).collect();
        format!("[{}]", bots.join(","))
    }
}

impl CustomBot {
    fn data(&self) -> BotData {
        let patterns = match &self.told_by {
            ToldBy::Literal(_, pattern) => vec![pattern.clone()],
            ToldBy::Regex(_) => Vec::new(),
        };
        BotData { id: self.id.clone(), categories: self.categories.clone(), patterns }
    }

    fn to_json(&self, data: &RuleData) -> String {
        let (key, text) = match &self.told_by {
            ToldBy::Literal(text, _) => ("literal", text),
            ToldBy::Regex(text) => ("regex", text),
        };
        json::object([
            ("id", json::string(&self.id)),
            ("categories", json::strings(self.categories.iter().map(|index| &data.categories[*index]))),
            (key, json::string(text)),
        ])
    }
}

/// What is already taken: by the rule data, then by the policy's own bots as they are read.
struct Known {
    ids: BTreeSet<String>,
    /// What each literal stands for.
    literals: BTreeMap<String, String>,
    patterns: usize,
    text_bytes: usize,
}

impl Known {
    fn of(data: &RuleData) -> Self {
        let mut literals = BTreeMap::new();
        for bot in &data.bots {
            let own = bot.patterns.iter().map(|pattern| (pattern.literal.clone(), format!("of {}", bot.id)));
            literals.extend(own);
        }
        let benign = data.benign.iter().map(|pattern| pattern.literal.clone());
        literals.extend(benign.map(|literal| (literal, "what people's browsers send".to_owned())));
        let ids = data.named().map(|bot| bot.id.clone()).chain([TAKEN.to_owned()]).collect();
        Known { ids, literals, patterns: Patterns::of(data).list.len(), text_bytes: text_bytes(data) }
    }

    /// Whether the tables have room for one more bot; if so, reserves it.
    fn has_room_for(&mut self, bot: &CustomBot) -> bool {
        let data = bot.data();
        let named = if data.pattern_of_id().is_some() { 0 } else { bot.id.len() };
        self.patterns += 1;
        self.text_bytes += named + data.patterns.iter().map(|pattern| pattern.literal.len()).sum::<usize>();
        self.patterns <= PATTERNS_MAX && self.text_bytes <= TEXT_MAX_BYTES
    }
}

/// Reads a bot, and where the literal or expression that identifies it is.
fn read_bot<'a, 't>(
    node: &Node<'a, 't>,
    known: &mut Known,
    data: &RuleData,
) -> Result<(CustomBot, Node<'a, 't>), PolicyError> {
    let (mut id, mut categories, mut told_by) = (None, None, None);
    for (key, member) in node.members(&CUSTOM_BOT_KEYS)? {
        match key {
            CustomBotKey::Id => id = Some(read_id(&member, known)?),
            CustomBotKey::Categories => categories = Some(read_categories(&member, data)?),
            CustomBotKey::Literal | CustomBotKey::Regex if told_by.is_some() => {
                let message = "Expected one of \"literal\" and \"regex\", got both".to_owned();
                return Err(node.error("wrongType", message));
            }
            CustomBotKey::Literal | CustomBotKey::Regex => told_by = Some((key, member)),
        }
    }
    let missing = |what: &str| node.error("wrongType", format!("Expected a member {what}"));
    let id = id.ok_or_else(|| missing("\"id\""))?;
    let categories = categories.ok_or_else(|| missing("\"categories\""))?;
    let (key, written) = told_by.ok_or_else(|| missing("\"literal\" or \"regex\""))?;
    let told_by = match key {
        CustomBotKey::Regex => read_regex(&written)?,
        _ => read_literal(&written, &id, known)?,
    };
    Ok((CustomBot { id, categories, told_by }, written))
}

fn read_id(node: &Node, known: &mut Known) -> Result<String, PolicyError> {
    let id = node.text()?;
    let normal: String = name_characters(id.as_bytes()).take(ID_MAX_BYTES + 1).map(char::from).collect();
    if id != normal || normal.is_empty() || normal.len() > ID_MAX_BYTES {
        let message = format!(
            "Expected an id of 1 to {ID_MAX_BYTES} capitals and digits, with _ between them, got {}",
            quoted(id)
        );
        let error = node.error("unknownName", message);
        let is_meant = !normal.is_empty() && normal.len() <= ID_MAX_BYTES;
        return Err(suggesting(error, &normal, is_meant.then_some(normal.as_str())));
    }
    if !known.ids.insert(normal) {
        return Err(node.error("duplicate", format!("There is a bot {} already", quoted(id))));
    }
    Ok(id.to_owned())
}

fn read_categories(node: &Node, data: &RuleData) -> Result<Vec<usize>, PolicyError> {
    let mut categories = Vec::new();
    for element in node.elements(CUSTOM_BOT_CATEGORIES_MAX)? {
        let name = element.text()?;
        let Some(index) = data.categories.iter().position(|known| known == name) else {
            let error = element.error("unknownName", format!("Unknown category {}", quoted(name)));
            return Err(suggesting(error, name, data.categories.iter().map(String::as_str)));
        };
        if categories.contains(&index) {
            return Err(element.error("duplicate", format!("Category {} stands twice", quoted(name))));
        }
        categories.push(index);
    }
    if categories.is_empty() {
        return Err(node.error("wrongType", "Expected at least one category".to_owned()));
    }
    Ok(categories)
}

fn read_literal(node: &Node, id: &str, known: &mut Known) -> Result<ToldBy, PolicyError> {
    let text = node.text()?;
    let pattern = Pattern::parse(text).map_err(|message| node.error("syntax", message))?;
    // One would hide the other on the same bytes.
    if let Some(owner) = known.literals.get(&pattern.literal) {
        let message = format!("{} is {owner} already", quoted(&pattern.literal));
        return Err(node.error("duplicate", message));
    }
    known.literals.insert(pattern.literal.clone(), format!("of {id}"));
    Ok(ToldBy::Literal(text.to_owned(), pattern))
}

fn read_regex(node: &Node) -> Result<ToldBy, PolicyError> {
    let text = node.text()?;
    if text.len() > REGEX_MAX_BYTES {
        let message = format!("A regular expression of {} bytes; at most {REGEX_MAX_BYTES} fit", text.len());
        return Err(node.error("limit", message));
    }
    Ok(ToldBy::Regex(text.to_owned()))
}
