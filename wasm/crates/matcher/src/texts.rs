//! The block's texts.

use snapwall_tables::{Block, Runs};

/// The text with that index. Panics when there is none.
#[inline(never)]
pub fn text_of(block: Block<'_>, index: usize) -> &[u8] {
    let header = block.header();
    &block.section::<u8>(header.text)[Runs::new(block, header.texts).range(index)]
}
