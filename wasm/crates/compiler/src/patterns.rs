//! The order of patterns: the first one of each bot at the bot's own index, then all others with their owners.

use snapwall_tables::{BENIGN, RENAMED, Renamed, name_characters};

use crate::data::{BotData, RuleData};
use crate::pattern::Pattern;

/// Patterns in the order of their indexes, and what the tables need beside them.
pub struct Patterns {
    /// A bot without patterns has its id here, which no window finds.
    pub list: Vec<Pattern>,
    /// Whether text is searched for the pattern.
    pub is_searched: Vec<bool>,
    /// Bot or `BENIGN` of each pattern beyond the bots' first ones.
    pub owners: Vec<u16>,
    pub renamed: Vec<Renamed>,
    /// The ids that are not made from their bot's first pattern, in the order of `renamed`.
    pub ids: Vec<String>,
}

impl Patterns {
    pub fn of(data: &RuleData) -> Self {
        let mut patterns = Patterns {
            list: Vec::new(),
            is_searched: Vec::new(),
            owners: Vec::new(),
            renamed: Vec::new(),
            ids: Vec::new(),
        };
        let mut further: Vec<(u16, Pattern)> = Vec::new();
        for (bot, index) in data.named().zip(0u16..) {
            let first = patterns.add_first(bot, index);
            let others = bot.patterns.iter().enumerate().filter(|(at, _)| Some(*at) != first);
            further.extend(others.map(|(_, pattern)| (index, pattern.clone())));
        }
        further.extend(data.benign.iter().map(|pattern| (BENIGN, pattern.clone())));
        for (owner, pattern) in further {
            patterns.owners.push(owner);
            patterns.is_searched.push(true);
            patterns.list.push(pattern);
        }
        let first_id = patterns.list.len();
        for (renamed, index) in patterns.renamed.iter_mut().zip(first_id..) {
            renamed.text = index as u16;
        }
        patterns
    }

    /// Adds the pattern at the bot's own index: one that makes its id, else its first. Returns which one it took.
    fn add_first(&mut self, bot: &BotData, index: u16) -> Option<usize> {
        let makes_id = |pattern: &Pattern| name_characters(pattern.literal.as_bytes()).eq(bot.id.bytes());
        let first = bot.patterns.iter().position(makes_id);
        let (mut pattern, taken) = match (first, bot.patterns.first()) {
            (Some(at), _) => (bot.patterns[at].clone(), Some(at)),
            (None, Some(pattern)) => (pattern.clone(), Some(0)),
            (None, None) => (Pattern { literal: bot.id.to_ascii_lowercase(), anchors: 0 }, None),
        };
        if !makes_id(&pattern) {
            pattern.anchors |= RENAMED;
            self.renamed.push(Renamed { bot: index, text: 0 });
            self.ids.push(bot.id.clone());
        }
        self.is_searched.push(taken.is_some());
        self.list.push(pattern);
        taken
    }
}
