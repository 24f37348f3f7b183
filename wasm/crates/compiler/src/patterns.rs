//! The order of patterns: the first one of each bot at the bot's own index, then all others with their owners.

use snapwall_tables::BENIGN;

use crate::data::{BotData, RuleData};
use crate::pattern::Pattern;

/// Patterns in the order of their indexes, and what the tables need besides.
pub struct Patterns {
    /// A bot without patterns has an empty one here, which is filed under no window.
    pub list: Vec<Pattern>,
    /// Whether text is searched for the pattern.
    pub is_searched: Vec<bool>,
    /// The bot, or `BENIGN`, of each pattern after the bots' first ones.
    pub owners: Vec<u16>,
    /// How many bots have the id derived from their first pattern; they come first.
    pub first_renamed: usize,
    /// The ids of the others.
    pub ids: Vec<String>,
}

impl Patterns {
    pub fn of(data: &RuleData) -> Self {
        let first_renamed = data.bots.iter().take_while(|bot| bot.pattern_of_id().is_some()).count();
        let mut patterns = Patterns {
            list: Vec::new(),
            is_searched: Vec::new(),
            owners: Vec::new(),
            first_renamed,
            ids: data.named().skip(first_renamed).map(|bot| bot.id.clone()).collect(),
        };
        let mut further: Vec<(u16, Pattern)> = Vec::new();
        for (bot, index) in data.named().zip(0u16..) {
            let first = patterns.add_first(bot);
            let others = bot.patterns.iter().enumerate().filter(|(at, _)| Some(*at) != first);
            further.extend(others.map(|(_, pattern)| (index, pattern.clone())));
        }
        further.extend(data.benign.iter().map(|pattern| (BENIGN, pattern.clone())));
        for (owner, pattern) in further {
            patterns.owners.push(owner);
            patterns.is_searched.push(true);
            patterns.list.push(pattern);
        }
        patterns
    }

    /// Adds the pattern at the bot's own index: the one that its id is derived from, else its first. Returns that
    /// pattern's index.
    fn add_first(&mut self, bot: &BotData) -> Option<usize> {
        let taken = bot.pattern_of_id().or((!bot.patterns.is_empty()).then_some(0));
        let none = || Pattern { literal: String::new(), anchors: 0 };
        self.list.push(taken.map_or_else(none, |at| bot.patterns[at].clone()));
        self.is_searched.push(taken.is_some());
        taken
    }
}
