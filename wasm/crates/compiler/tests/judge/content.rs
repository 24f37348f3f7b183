//! The host's side of the rules for content, in Rust.

use snapwall_abi::*;
use snapwall_tables::{Block, bytes_of_mut};

/// A compiled policy and the host's buffers.
pub struct Content {
    pub block: Vec<u32>,
    pub workspace: Box<snapwall_matcher::Workspace>,
    pub input: Vec<u32>,
    pub output: [u32; CAPACITY_OUTPUT_BYTES / 4],
}

/// A finding: its type, and its range in the text.
pub type Found = (String, usize, usize);

impl Content {
    pub fn new(policy: &str) -> Self {
        let compiled = snapwall_compiler::compile(&super::input(policy)).expect("a policy without mistakes");
        let words = compiled.block.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()));
        Content {
            block: words.collect(),
            workspace: Box::default(),
            input: vec![0; CAPACITY_INPUT_BYTES / 4],
            output: [0; CAPACITY_OUTPUT_BYTES / 4],
        }
    }

    pub fn write(&mut self, flags: u32, content: &[u8], from: usize) {
        self.input[CONTENT_FLAGS] = flags;
        self.input[CONTENT_BYTES] = content.len() as u32;
        self.input[CONTENT_FROM] = from as u32;
        bytes_of_mut(&mut self.input[CONTENT_WORDS..])[..content.len()].copy_from_slice(content);
    }

    /// The action, and the names of the reasons that were found and that denied.
    pub fn email(&mut self, flags: u32, address: &[u8]) -> (u32, Vec<&'static str>, Vec<&'static str>) {
        self.write(flags, address, 0);
        // SAFETY: the words are what the compiler half wrote, aligned, and borrowed for the lifetime.
        let block = unsafe { Block::new(self.block.as_ptr().cast()) };
        let action = snapwall_matcher::email(block, &mut self.input, &mut self.output);
        assert!(self.input.iter().all(|word| *word == 0), "the input is wiped");
        let names = |bits: u32| {
            EMAIL_REASONS
                .iter()
                .enumerate()
                .filter(|(bit, _)| bits >> bit & 1 != 0)
                .map(|(_, name)| *name)
                .collect()
        };
        (action, names(self.output[EMAIL_FOUND]), names(self.output[EMAIL_DENIED_BY]))
    }

    /// The action, the findings in one piece of a text, and where to continue.
    pub fn piece(&mut self, flags: u32, content: &[u8], from: usize) -> (u32, Vec<Found>, usize) {
        self.write(flags, content, from);
        // SAFETY: as above.
        let block = unsafe { Block::new(self.block.as_ptr().cast()) };
        let action =
            snapwall_matcher::sensitive(block, &mut self.workspace, &mut self.input, &mut self.output);
        let (answer, rest) =
            self.input.split_at_mut(self.output[SENSITIVE_FINDINGS] as usize * FINDING_WORDS);
        assert!(rest.iter().all(|word| *word == 0), "the input is wiped");
        let words = answer.chunks_exact(FINDING_WORDS);
        let found = words.map(|words| {
            let name = words[FINDING_TYPE_BYTES] as usize;
            // Addresses of a 64-bit machine do not fit the ABI's words; the names used here differ in length.
            (format!("{name}"), words[FINDING_START] as usize, words[FINDING_END] as usize)
        });
        let found = found.collect();
        answer.fill(0);
        (action, found, self.output[SENSITIVE_RESUME] as usize)
    }

    /// All findings in a text that is passed in pieces of at most `max` bytes, as a host would do.
    pub fn text(&mut self, text: &[u8], max: usize) -> Vec<Found> {
        let (mut start, mut from, mut all) = (0, 0, Vec::new());
        loop {
            let end = text.len().min(start + max);
            let flags = if end == text.len() { CONTENT_FLAG_ENDS } else { 0 };
            let (_, found, resume) = self.piece(flags, &text[start..end], from - start);
            all.extend(found.into_iter().map(|(name, first, last)| (name, start + first, start + last)));
            assert!(start + resume > from || end == text.len(), "each piece leads on");
            from = start + resume;
            if from == text.len() {
                return all;
            }
            start = from.saturating_sub(CAPACITY_CONTEXT_BYTES);
        }
    }
}
