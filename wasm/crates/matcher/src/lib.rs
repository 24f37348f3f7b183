//! The matcher half of the guest: judges one request over the snapshot's tables.
//!
//! It reads bytes that an attacker wrote, so every scan is linear in them and every buffer is bounded. It allocates
//! nothing. A host that breaks the ABI causes a trap, never undefined behaviour.
//!
//! There are two paths, because engines compile a function when it is first called: what a person's browser sends
//! passes through one small function, and only the rest reaches the full judgement.
#![no_std]

#[cfg(test)]
extern crate std;

mod answer;
mod automaton;
mod bots;
mod claims;
mod client;
mod configure;
mod content;
mod crawlers;
mod deferred;
mod filters;
mod fingerprint;
mod further;
mod hits;
mod impersonation;
mod input;
mod names;
mod regexes;
mod request;
mod scan;
mod settings;
mod shape;
mod shield;
#[cfg(test)]
mod tests;

pub use configure::configure;
pub use content::{Workspace, email, sensitive};
pub use fingerprint::fingerprint;
pub use names::IDS;

use snapwall_abi::CAPACITY_OUTPUT_BYTES;
use snapwall_client::Client;
use snapwall_tables::{Block, bytes_of_mut};

use answer::Answer;
use hits::Hits;
use input::Input;

/// Judges the request in `input` and wipes it.
///
/// `input` and `output` are the ABI's buffers, as words. Returns 0 for "allow, nothing to report", or 1 when `output`
/// holds the answer.
///
/// # Panics
/// When the input breaks the ABI.
pub fn check(block: Block, input: &mut [u32], output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4]) -> u32 {
    let parsed = Input::parse(input);
    let used = parsed.used();
    let header = block.header();
    let mut hits = Hits::new();
    let is_plain = bots::collect(block, &parsed, &mut hits);
    let reported = match (header.client_slot, goes_further(block)) {
        (0, false) => judge(block, &parsed, is_plain, &mut hits, output),
        (0, true) => judge_at_length(block, input, used, None, is_plain, &mut hits, output),
        _ => judge_client(block, input, used, is_plain, &mut hits, output),
    };
    bytes_of_mut(input)[..used].fill(0);
    reported
}

/// Whether the policy has rules other than `request` and `bots`, or asks more of bots than names in lists.
#[inline(always)]
fn goes_further(block: Block) -> bool {
    let header = block.header();
    header.filters.len | header.shield.len | header.regexes.len | header.claims.len != 0
}

/// The judgement of a policy with only the rules `request` and `bots`; for `hits` and `is_plain` see [`bots::collect`].
#[inline(always)]
fn judge(
    block: Block,
    input: &Input,
    is_plain: bool,
    hits: &mut Hits,
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let is_parsed = request::is_parsed(input, false);
    if is_plain & is_parsed {
        return 0;
    }
    let mut answer = Answer::new(output);
    if !is_parsed {
        request::judge(block, input, &mut answer);
    }
    if !(is_plain | answer.is_denied()) {
        bots::judge(block, input, hits, &mut answer);
    }
    answer.finish()
}

/// The judgement of a policy with further rules. Each is asked only about what those before it do not deny: cheap rules
/// spare expensive ones their work. Bots come first: their names are already found, and most of what is denied anywhere is a
/// bot.
///
/// These rules may write to the part of the input buffer that the request leaves free, and wipe what they wrote.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:request.further"))]
fn judge_at_length(
    block: Block,
    input: &mut [u32],
    used: usize,
    client: Option<&Client>,
    is_plain: bool,
    hits: &mut Hits,
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let (request, rest) = input.split_at_mut(used.div_ceil(4));
    let input = &Input::again(request, used);
    let scratch = bytes_of_mut(rest);
    let mut answer = Answer::new(output);
    if !request::is_parsed(input, client.is_some()) {
        request::judge(block, input, &mut answer);
    }
    if !answer.is_denied() {
        if block.header().regexes.len | block.header().claims.len != 0 {
            further::judge(block, input, client, is_plain, hits, &mut answer);
        } else if !is_plain {
            bots::judge(block, input, hits, &mut answer);
        }
    }
    if !answer.is_denied() && block.header().filters.len != 0 {
        filters::judge(block, input, client, scratch, &mut answer);
    }
    if !answer.is_denied() && block.header().shield.len != 0 {
        shield::judge(block, input, scratch, &mut answer);
    }
    answer.finish()
}

/// The judgement of a policy with a client rule: the client's address is found before the other rules need it, and
/// reported after their findings.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:client"))]
fn judge_client(
    block: Block,
    input: &mut [u32],
    used: usize,
    is_plain: bool,
    hits: &mut Hits,
    output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4],
) -> u32 {
    let client = client::find(block, &Input::again(input, used), block.header().client_slot);
    let reported = judge_at_length(block, input, used, Some(&client), is_plain, hits, output);
    let mut answer = if reported == 0 { Answer::new(output) } else { Answer::resume(output) };
    client::tell(block, &Input::again(input, used), &client, &mut answer);
    1
}
