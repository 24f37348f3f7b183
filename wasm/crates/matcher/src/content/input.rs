//! The content that the host wrote.

use snapwall_abi::{
    ABSENT, ACTION_ALLOW, CAPACITY_OUTPUT_BYTES, CONTENT_BYTES, CONTENT_FLAG_ENFORCE, CONTENT_FLAG_FIELDS,
    CONTENT_FLAG_REPORT, CONTENT_FLAGS, CONTENT_FROM, CONTENT_WORDS, FIELDS_ADDRESS, FIELDS_BYTES,
    MODE_ENFORCE, MODE_REPORT,
};
use snapwall_tables::{Block, Span, bytes_of};

use crate::deferred::require_content;

/// Content as the host encoded it; see "Input of `email` and `sensitive`" in ARCHITECTURE.md.
pub struct Content<'a> {
    pub flags: u32,
    /// Where findings may begin; what comes before is context.
    pub from: usize,
    pub bytes: &'a [u8],
}

impl<'a> Content<'a> {
    /// # Panics
    /// When a length reaches beyond the buffer.
    pub fn parse(words: &'a [u32]) -> Self {
        let (head, content) = words.split_at(CONTENT_WORDS);
        let bytes = &bytes_of(content)[..head[CONTENT_BYTES] as usize];
        let from = head[CONTENT_FROM] as usize;
        assert!(from <= bytes.len());
        Content { flags: head[CONTENT_FLAGS], from, bytes }
    }

    pub fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// How many words of the buffer the content takes, header included.
    pub fn used(&self) -> usize {
        CONTENT_WORDS + self.bytes.len().div_ceil(4)
    }

    /// Whether denials are only reported: by the host's flag for the rule, else by the rule's own mode, else by the
    /// policy's.
    pub fn is_reported(&self, block: Block, own: u32) -> bool {
        let mode = if self.has(CONTENT_FLAG_REPORT) {
            MODE_REPORT
        } else if self.has(CONTENT_FLAG_ENFORCE) {
            MODE_ENFORCE
        } else if own == ABSENT {
            block.header().mode
        } else {
            own
        };
        mode == MODE_REPORT
    }
}

/// Answers what the host asks of a rule: the names of its `fields`, or a judgement, for which it first loads the second
/// block into memory. Wipes the input and returns the action.
///
/// # Panics
/// When the input breaks the ABI.
#[inline(always)]
pub fn respond(
    block: Block,
    fields: Span,
    input: &mut [u32],
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
    answer: impl FnOnce(&Content, &mut [u32; CAPACITY_OUTPUT_BYTES / 4]) -> u32,
) -> u32 {
    let content = Content::parse(input);
    let used = content.used();
    let action = if content.has(CONTENT_FLAG_FIELDS) {
        tell_fields(block, fields, output);
        ACTION_ALLOW
    } else {
        require_content();
        answer(&content, output)
    };
    input[..used].fill(0);
    action
}

/// Answers with the address and length of the names of a rule's fields.
fn tell_fields(block: Block, fields: Span, output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4]) {
    let names: &[u8] = block.section(fields);
    output[FIELDS_ADDRESS] = names.as_ptr().addr() as u32;
    output[FIELDS_BYTES] = names.len() as u32;
}
