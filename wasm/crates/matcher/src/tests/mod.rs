//! Tests of the parts, over tables that the compiler half built.

mod answer;
mod configure;
mod hits;
mod input;
mod quick_way;
mod scan;
mod shape;

use std::{format, string::String, vec, vec::Vec};

use snapwall_abi::{ABSENT, CAPACITY_INPUT_BYTES};
use snapwall_tables::{Block, BlockMut, bytes_of_mut};

/// A few bots, a sign and a benign word: enough to see which of them wins.
const SMALL_BOTS: &str = r#"{"categories": ["ai", "search", "unknown"], "bots": [
    {"id": "LONGBOT", "categories": ["ai"], "match": ["verylongbot"]},
    {"id": "ABC", "categories": ["ai"], "match": ["\\babc\\b"]},
    {"id": "START", "categories": ["search"], "match": ["^start"]},
    {"id": "FINISH", "categories": ["search"], "match": ["finish$"]},
    {"id": "WHOLE", "categories": ["search"], "match": ["^whole$"]},
    {"id": "XYZ", "categories": ["search", "ai"], "match": ["^xyz", "xyzzy\\b"]}]}"#;

const SMALL_SIGNS: &str = r#"{"signs": [{"id": "SIGN", "categories": ["unknown"], "match": ["bot\\b", "longbot"]}],
    "benign": ["cubot", "robot car"],
    "shape": {"id": "SHAPE", "categories": ["unknown"], "engines": ["gecko"], "starts": ["opera/"], "phones": ["midp"]}}"#;

/// A compiled policy, as words to align it.
struct Tables(Vec<u32>);

impl Tables {
    /// The shipped rule data compiled with a policy.
    fn shipped(policy: &str) -> Self {
        let bots = include_str!("../../../../data/bots.json");
        Tables::compiled(bots, include_str!("../../../../data/signs.json"), policy)
    }

    fn small(policy: &str) -> Self {
        Tables::compiled(SMALL_BOTS, SMALL_SIGNS, policy)
    }

    fn compiled(bots: &str, signs: &str, policy: &str) -> Self {
        let input = format!("{bots}\0{signs}\0\0\0{policy}");
        let compiled = snapwall_compiler::compile(&input).expect("a policy without mistakes");
        let words = compiled.block.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()));
        Tables(words.collect())
    }

    fn block(&self) -> Block<'_> {
        // SAFETY: the words are what the compiler half wrote, aligned, and borrowed for the lifetime.
        unsafe { Block::new(self.0.as_ptr().cast()) }
    }

    fn block_mut(&mut self) -> BlockMut<'_> {
        // SAFETY: as above, and the borrow is exclusive.
        unsafe { BlockMut::new(self.0.as_mut_ptr().cast()) }
    }
}

/// A request as a host encodes it: method, URL, address, then headers.
fn encode(slots: &[Option<&[u8]>]) -> Vec<u32> {
    let mut words = vec![0; CAPACITY_INPUT_BYTES / 4];
    words[1] = slots.len() as u32;
    for (word, slot) in words[2..].iter_mut().zip(slots) {
        *word = slot.map_or(ABSENT, |text| text.len() as u32);
    }
    let mut at = (2 + slots.len()) * 4;
    for text in slots.iter().flatten() {
        bytes_of_mut(&mut words)[at..at + text.len()].copy_from_slice(text);
        at += text.len() + 1;
    }
    words
}

/// A request that its platform has parsed, with the headers that the rule `bots` reads.
fn encode_headers(headers: [Option<&[u8]>; 3]) -> Vec<u32> {
    let [agent, brands, signature] = headers;
    encode(&[None, None, None, agent, brands, signature])
}

/// People's User-Agents, which the shipped data promises never to flag.
fn browsers() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../../../../data/fixtures/browsers.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Every string of the shipped data without anchors: literals, ids and categories.
fn literals() -> Vec<String> {
    let bots = include_str!("../../../../data/bots.json");
    let signs = include_str!("../../../../data/signs.json");
    let strings = [bots, signs].into_iter().flat_map(|text| text.split('"').skip(1).step_by(2));
    strings.map(literal_of).collect()
}

/// The literal of a pattern as written in JSON.
fn literal_of(pattern: &str) -> String {
    let pattern = pattern.strip_prefix('^').or(pattern.strip_prefix(r"\\b")).unwrap_or(pattern);
    let pattern = pattern.strip_suffix('$').or(pattern.strip_suffix(r"\\b")).unwrap_or(pattern);
    pattern.replace(r"\\", r"\")
}
