//! Kubernetes secrets in YAML: the values under `data:` in a document with `kind: Secret`.

use core::ops::Range;

use crate::Secret;
use crate::structures::Structure;

/// How far before and after the block under `data:` the document is read.
const DOCUMENT_MAX_BYTES: usize = 2048;

/// The maximum length of the block under `data:`.
const BLOCK_MAX_BYTES: usize = 65536;

/// The minimum length of a value: shorter ones are not secret.
const VALUE_MIN_BYTES: usize = 10;

/// The maximum number of blank characters skipped before a word.
const BLANKS_MAX: usize = 64;

/// The block under a `data:` key.
pub struct Block {
    pub range: Range<usize>,
    /// The document is a secret's.
    pub is_secret: bool,
    /// No `data:` up to here needs the document to be read again.
    pub known_to: usize,
}

/// The block under the key `data` whose colon is at `colon`.
pub fn find_block(text: &[u8], name: &Range<usize>, colon: usize) -> Option<Block> {
    let before = text[..name.start].iter().rev();
    let indent = before.take(BLANKS_MAX).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let line = name.start - indent;
    if !matches!(text[..line].last(), None | Some(b'\n')) {
        return None;
    }
    let is_blank = |bytes: &[u8]| bytes.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    let start = colon + 1 + text[colon + 1..].iter().take(BLANKS_MAX).position(|byte| *byte == b'\n')?;
    if !is_blank(&text[colon + 1..start]) {
        return None;
    }
    let mut end = start + 1;
    while end < text.len() && end - start < BLOCK_MAX_BYTES {
        let rest = &text[end..(end + BLOCK_MAX_BYTES).min(text.len())];
        let len = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |len| len + 1);
        let margin = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if margin <= indent && !is_blank(rest[..len].trim_ascii_end()) {
            break;
        }
        end += len;
    }
    let from = line.saturating_sub(DOCUMENT_MAX_BYTES);
    let to = (end + DOCUMENT_MAX_BYTES).min(text.len());
    let rest = first_document(&text[end..to]);
    let is_secret = says_secret(rest) || says_secret(last_document(&text[from..line]));
    // Only half of the text read ahead is skipped: a `data:` after it reads ahead anew.
    Some(Block { range: start..end, is_secret, known_to: end + rest.len() / 2 })
}

/// The text after the last `---` line.
fn last_document(text: &[u8]) -> &[u8] {
    let at = text.windows(4).rposition(|window| window == b"\n---");
    at.map_or(text, |index| &text[index + 4..])
}

/// The text before the first `---` line.
fn first_document(text: &[u8]) -> &[u8] {
    if text.starts_with(b"---") {
        return &[];
    }
    let at = text.windows(4).position(|window| window == b"\n---");
    at.map_or(text, |index| &text[..index])
}

/// Whether a line of the document is `kind: Secret`.
fn says_secret(document: &[u8]) -> bool {
    document.split(|byte| *byte == b'\n').any(|line| {
        let value = line.trim_ascii().strip_prefix(b"kind:").map(<[u8]>::trim_ascii);
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
        value.is_some_and(|value| {
            let start = value.iter().take_while(|byte| is_quote(byte)).count();
            let end = value.len() - value[start..].iter().rev().take_while(|byte| is_quote(byte)).count();
            value[start..end].eq_ignore_ascii_case(b"secret")
        })
    })
}

/// The base64 after the colon of an entry: on its line or, after `|` or `>`, on the next.
pub fn judge_entry(text: &[u8], colon: usize, block: &Range<usize>) -> Option<Secret> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'');
    let text = &text[..block.end];
    let skip = |from: usize, test: &dyn Fn(&u8) -> bool| {
        from + text[from..].iter().take(BLANKS_MAX).take_while(|byte| test(byte)).count()
    };
    let mut start = skip(colon + 1, &blank);
    if matches!(text.get(start), Some(b'|' | b'>')) {
        start = skip(start + 1, &|byte| blank(byte) || matches!(byte, b'-' | b'+' | b'\r' | b'\n'));
    }
    let is_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'+' | b'/');
    let len = text[start..].iter().take_while(is_base64).count();
    let end = start + len + text[start + len..].iter().take(3).take_while(|byte| **byte == b'=').count();
    let is_whole = text.get(end).is_none_or(|byte| *byte <= b' ' || matches!(byte, b'"' | b'\''));
    // A whole number of groups: padded, or the first of several lines of full length.
    let is_padded = (end - start).is_multiple_of(4);
    (end - start >= VALUE_MIN_BYTES && is_whole && is_padded).then(|| Structure::Kubernetes.at(start..end))
}
