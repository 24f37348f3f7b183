//! The policy's own patterns in a text.

use snapwall_abi::ABSENT;
use snapwall_sensitive::{Finding, Findings, Kind};
use snapwall_tables::Block;
use snapwall_tables::content::{
    CUSTOM_MATCH_MAX_BYTES, CustomPattern, ENDS_AT_BOUNDARY, STARTS_AT_BOUNDARY, SensitiveRule,
};

use crate::automaton::Machines;

/// A match of the policy's own pattern is a finding by definition.
const CONFIDENCE: u8 = 100;

/// The patterns, and their names.
pub struct Patterns<'a> {
    list: &'a [CustomPattern],
    names: &'a [u8],
}

impl<'a> Patterns<'a> {
    pub fn of(block: Block<'a>, rule: &SensitiveRule) -> Self {
        let deferred = block.deferred();
        Patterns { list: deferred.section(rule.custom), names: deferred.section(rule.names) }
    }

    /// The name of a pattern, and whether what it finds is denied.
    pub fn describe(&self, index: usize) -> (&'a [u8], bool) {
        let CustomPattern { name, denied, .. } = self.list[index];
        (&self.names[name.offset as usize..][..name.len as usize], denied == 1)
    }
}

/// Finds the matches of every pattern, leftmost and longest.
///
/// Linear in the text: one automaton reads it once and gives the end of each match. The start is searched in the bytes
/// since the last end; each is tried once, over at most as many bytes as a match may have.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:sensitive.custom"))]
pub fn find_custom(block: Block, rule: &SensitiveRule, text: &[u8], findings: &mut Findings) {
    let machines = Machines::new(block.deferred(), &rule.automata);
    let text = &text[..findings.reach()];
    if rule.gate != ABSENT && !machines.accept(rule.gate as usize, text) {
        return;
    }
    for (variant, pattern) in Patterns::of(block, rule).list.iter().enumerate() {
        let mut from = findings.from();
        while let Some(end) = machines.find_end(pattern.search as usize, &text[from..]) {
            let end = from + end;
            let first = from.max(end.saturating_sub(CUSTOM_MATCH_MAX_BYTES));
            let found =
                (first..end).find_map(|start| Some((start, match_at(&machines, pattern, text, start)?)));
            from = match found {
                Some((start, end)) => {
                    let (start, end) = (start as u32, end as u32);
                    let variant = variant as u16;
                    findings.add(Finding { kind: Kind::Custom, variant, confidence: CONFIDENCE, start, end });
                    end as usize
                }
                None => end,
            };
        }
    }
}

/// The end of the longest match that starts at a byte of the text.
fn match_at(machines: &Machines, pattern: &CustomPattern, text: &[u8], start: usize) -> Option<usize> {
    let is_boundary = |at: usize| {
        let is_word_at =
            |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        is_word_at(at.checked_sub(1)) != is_word_at(Some(at))
    };
    if pattern.boundaries & STARTS_AT_BOUNDARY != 0 && !is_boundary(start) {
        return None;
    }
    let rest = &text[start..text.len().min(start + CUSTOM_MATCH_MAX_BYTES)];
    let is_end = |len: usize| pattern.boundaries & ENDS_AT_BOUNDARY == 0 || is_boundary(start + len);
    machines.longest(pattern.search as usize + 1, rest, is_end).map(|len| start + len)
}
