//! Writes the dense block.

use snapwall_tables::{Header, Plain, Span, bytes_of};

/// The second block starts at a multiple of this, for tables of any record.
const DEFERRED_ALIGN: usize = 16;

/// Lays out sections one after the other, each aligned to four bytes, after room for the header.
pub struct BlockWriter {
    bytes: Vec<u8>,
}

impl BlockWriter {
    pub fn new() -> Self {
        BlockWriter { bytes: vec![0; size_of::<Header>()] }
    }

    /// A writer of the second block, which starts with its length.
    pub fn deferred() -> Self {
        BlockWriter { bytes: vec![0; size_of::<u32>()] }
    }

    /// Appends a section.
    pub fn section<T: Plain>(&mut self, records: &[T]) -> Span {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let offset = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes_of(records));
        Span { offset, len: records.len() as u32 }
    }

    /// The block with `header` at its start, followed by the second block if anything was written to it. Sets the blocks'
    /// offsets and lengths in the header.
    pub fn finish(mut self, mut header: Header, deferred: BlockWriter) -> Vec<u8> {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        header.deferred = self.bytes.len() as u32;
        if header.bots_enabled == 0 {
            header.patterns = header.deferred;
        }
        if deferred.bytes.len() > size_of::<u32>() {
            self.bytes.resize(self.bytes.len().next_multiple_of(DEFERRED_ALIGN), 0);
            header.deferred = self.bytes.len() as u32;
            self.bytes.extend(deferred.into_bytes());
        }
        header.bytes = self.bytes.len() as u32;
        self.bytes[..size_of::<Header>()].copy_from_slice(bytes_of(&[header]));
        self.bytes
    }

    /// The second block.
    fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        let bytes = self.bytes.len() as u32;
        self.bytes[..size_of::<u32>()].copy_from_slice(bytes_of(&[bytes]));
        self.bytes
    }
}
