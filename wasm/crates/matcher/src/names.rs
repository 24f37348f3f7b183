//! What bots and categories are called.

use snapwall_tables::{Block, Class, RENAMED, Renamed, Runs};

/// The text that makes a bot's id (see `name_characters`).
#[inline(always)]
pub fn name_of(block: Block<'_>, bot: usize) -> &[u8] {
    let header = block.header();
    let mut text = bot;
    if block.section::<u8>(header.anchors)[bot] & RENAMED != 0 {
        let renamed: &[Renamed] = block.section(header.renamed);
        text =
            renamed.iter().find(|one| usize::from(one.bot) == bot).map_or(bot, |one| usize::from(one.text));
    }
    text_of(block, text)
}

/// The name of a category.
#[inline(always)]
pub fn category_name(block: Block<'_>, category: u32) -> &[u8] {
    text_of(block, (block.header().categories.first + category) as usize)
}

/// The categories of a bot.
#[inline(always)]
pub fn class_of(block: Block, bot: u16) -> Class {
    let header = block.header();
    let class = block.section::<u8>(header.class_of)[usize::from(bot)];
    block.section::<Class>(header.classes)[usize::from(class)]
}

/// The text with that index. Panics when there is none.
#[inline(never)]
pub fn text_of(block: Block<'_>, index: usize) -> &[u8] {
    let header = block.header();
    &block.section(header.text)[Runs::new(block, header.texts).range(index)]
}
