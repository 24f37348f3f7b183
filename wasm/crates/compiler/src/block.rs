//! Writing the dense block.

use snapwall_tables::{Header, Plain, Span, bytes_of};

/// Lays sections one behind the other, each aligned to four bytes, behind room for the header.
pub struct BlockWriter {
    bytes: Vec<u8>,
}

impl BlockWriter {
    pub fn new() -> Self {
        BlockWriter { bytes: vec![0; size_of::<Header>()] }
    }

    /// Appends a section.
    pub fn section<T: Plain>(&mut self, records: &[T]) -> Span {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let offset = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes_of(records));
        Span { offset, len: records.len() as u32 }
    }

    /// The block, with `header` (whose `bytes` is set here) at its start.
    pub fn finish(mut self, mut header: Header) -> Vec<u8> {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        header.bytes = self.bytes.len() as u32;
        self.bytes[..size_of::<Header>()].copy_from_slice(bytes_of(&[header]));
        self.bytes
    }
}
