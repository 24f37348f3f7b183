//! The `filters` rule: user-written expressions, evaluated over the tables they were compiled into.
//!
//! An expression is a walk over tests, each of which computes a value and asks one question about it ([`walk()`]). There is
//! no recursion, the number of values is bounded, and transformed text goes into the part of the input buffer that the
//! request leaves free. Every test is linear in the text it reads.

mod clues;
mod compute;
mod pairs;
mod question;
mod scratch;
mod search;
pub mod target;
mod text;
mod walk;

use snapwall_abi::{ABSENT, MODE_REPORT, RULE_FILTERS, RULE_REQUEST};
use snapwall_client::Client;
use snapwall_tables::Block;
use snapwall_tables::filters::{Expression, Filters};

use crate::answer::{Answer, Effect, Place};
use crate::input::Input;
use crate::names::OVERSIZED;
use crate::settings;
use clues::{address_of, may_match};
use walk::Walk;

const FORBIDDEN: u32 = 403;
const HEADERS_TOO_LARGE: u32 = 431;

/// Reports the expressions that deny the request, up to the first enforced one, or the expression that allows it regardless.
///
/// `client` is what the rule `client` found, if the policy has it; `scratch` is the free part of the input buffer. A request
/// that leaves too little is oversized: what cannot be examined is not let in.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:filters"))]
pub fn judge(block: Block, input: &Input, client: Option<&Client>, scratch: &mut [u8], answer: &mut Answer) {
    let filters: &Filters = &block.section(block.header().filters)[0];
    if may_match(block, filters, input, client, scratch.len()) {
        walk(block, filters, input, client, scratch, answer);
    }
}

#[inline(never)]
fn walk(
    block: Block,
    filters: &Filters,
    input: &Input,
    client: Option<&Client>,
    scratch: &mut [u8],
    answer: &mut Answer,
) {
    let expressions: &[Expression] = block.section(filters.expressions);
    let (denies, allows) = expressions.split_at(filters.denies as usize);
    let mut walk = Walk::new(block, filters, input, address_of(input, client), scratch);
    let mut is_told = false;
    for expression in denies {
        match walk.matches(expression.start) {
            Some(false) => continue,
            Some(true) => {}
            None => return tell_oversized(block, answer),
        }
        if !is_told {
            for exception in allows {
                match walk.matches(exception.start) {
                    Some(false) => continue,
                    Some(true) => return tell(block, filters, exception, Effect::ALLOW, answer),
                    None => return tell_oversized(block, answer),
                }
            }
            is_told = true;
        }
        let mode = if expression.mode == ABSENT { settings::filters_mode(block) } else { expression.mode };
        tell(block, filters, expression, Effect::deny(mode, FORBIDDEN), answer);
        if mode != MODE_REPORT {
            return;
        }
    }
}

#[inline(never)]
fn tell(block: Block, filters: &Filters, expression: &Expression, effect: Effect, answer: &mut Answer) {
    let text: &[u8] = block.section(filters.text);
    let id = &text[expression.id.offset as usize..][..expression.id.len as usize];
    answer.add(RULE_FILTERS, effect, id, b"", Place::NOWHERE);
}

#[cold]
#[inline(never)]
fn tell_oversized(block: Block, answer: &mut Answer) {
    let effect = Effect::deny(settings::mode(block), HEADERS_TOO_LARGE);
    answer.add(RULE_REQUEST, effect, OVERSIZED, b"", Place::NOWHERE);
}
