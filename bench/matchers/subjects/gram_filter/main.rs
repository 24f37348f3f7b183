//! The matcher that ships: the source of its scan as it is, over the same tables, less what only decisions need (names,
//! categories, the policy).

#[path = "bots.rs"]
mod bots;
#[path = "hits.rs"]
mod hits;
#[path = "slot.rs"]
mod input;
#[path = "../../../../wasm/crates/matcher/src/scan.rs"]
mod scan;

use hits::Hits;
use input::Slot;
use snapwall_matchers::{Matcher, Tally, subject};
use snapwall_tables::{Block, Header, Runs, STRIDE, Span, Words, bytes_of};

/// A block of the shipped form. Aligned to four bytes, as words are.
pub struct GramFilter(Box<[u32]>);

impl Matcher for GramFilter {
    /// The block that the shipped compiler half makes.
    type Source = Vec<u8>;

    fn read(input: &str) -> Vec<u8> {
        let Ok(compiled) = snapwall_compiler::compile(input) else { panic!("the default policy compiles") };
        compiled.block
    }

    fn build(block: &Vec<u8>) -> Self {
        GramFilter(keep_tables(block))
    }

    fn find(&self, framed: &[u8], tally: &mut Tally) {
        // SAFETY: `keep_tables` made a block, less sections that no scan reads; words are aligned as it must be.
        let block = unsafe { Block::new(self.0.as_ptr().cast()) };
        scan::scan(block, &Slot::new(framed), &mut Hits { tally });
    }
}

/// Copies what a scan reads.
fn keep_tables(block: &[u8]) -> Box<[u32]> {
    assert!(block.len() >= size_of::<Header>());
    // SAFETY: a block starts with its header, any bytes of which are one; it may be unaligned here.
    let from: Header = unsafe { block.as_ptr().cast::<Header>().read_unaligned() };
    let patterns = (from.bots + from.owners.len) as usize;
    let literals =
        block[from.texts.lens.offset as usize..][..patterns].iter().map(|len| u32::from(*len)).sum();
    let mut to = Header {
        ids: Words::default(),
        categories: Words::default(),
        engines: Words::default(),
        starts: Words::default(),
        devices: Words::default(),
        denied: Span::default(),
        allowed: Span::default(),
        parts: Span::default(),
        classes: Span::default(),
        ..from
    };
    let mut bytes = vec![0u8; size_of::<Header>()];
    let mut copy = |span: Span, len: u32, record_bytes: u32| {
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        let offset = bytes.len() as u32;
        bytes.extend_from_slice(&block[span.offset as usize..][..(len * record_bytes) as usize]);
        Span { offset, len }
    };
    let text_strides = patterns.div_ceil(STRIDE) as u32;
    to.filter = copy(from.filter, from.filter.len, 4);
    to.buckets = Runs {
        lens: copy(from.buckets.lens, from.buckets.lens.len, 1),
        starts: copy(from.buckets.starts, from.buckets.starts.len, 2),
    };
    to.entries = copy(from.entries, from.entries.len, 2);
    to.anchors = copy(from.anchors, from.anchors.len, 1);
    to.owners = copy(from.owners, from.owners.len, 2);
    to.texts = Runs {
        lens: copy(from.texts.lens, patterns as u32, 1),
        starts: copy(from.texts.starts, text_strides, 2),
    };
    to.text = copy(from.text, literals, 1);
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    to.bytes = bytes.len() as u32;
    bytes[..size_of::<Header>()].copy_from_slice(bytes_of(&[to]));
    let words = bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
    words.collect()
}

subject!(GramFilter);
