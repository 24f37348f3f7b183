//! The block's texts.

use snapwall_tables::{Header, Runs, read, section};

/// The text with that index. Panics when there is none.
pub fn text_of(block: &[u8], index: usize) -> &[u8] {
    let header: &Header = read(block);
    &section(block, header.text)[Runs::new(block, header.texts).range(index)]
}
