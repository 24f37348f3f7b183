//! Tokens recognised by their shape alone.

use core::ops::Range;

use crate::assignments::is_sample;
use crate::boundary::{ends_cleanly, escape_bytes, starts_cleanly};
use crate::checksum;
use crate::elements::Element;
use crate::makeup::{LOOK_BYTES, Makeup};
use crate::randomness::Randomness;
use crate::spelling::reads_as_words;
use crate::tables::{Tables, flag};
use crate::windows::{ANY, Hash, window_of};
use crate::{SHAPE_MIN_BYTES, Secret};

/// Reports the tokens with a shape of their own in the run `start..end` of `text`. `delimiters` is the bitmask of the
/// run's makeup.
///
/// A token begins at the start of the run, after an escape sequence there, or after a delimiter in the run, so anchors
/// are looked for only there. For shapes that begin with random bytes, anchors are also looked for at a few fixed
/// offsets from the start of the run.
#[inline(always)]
pub fn judge_run(
    text: &[u8],
    [start, end]: [usize; 2],
    delimiters: u64,
    tables: &Tables<'_>,
    found: &mut impl FnMut(Secret),
) {
    let run = &text[..end];
    judge_start(run, text, start, tables, found);
    let escape = escape_bytes(text, start);
    if escape > 0 {
        judge_start(run, text, end.min(start + escape), tables, found);
    }
    let last = end - SHAPE_MIN_BYTES;
    let (mut at, mut delimiters) = (start, delimiters);
    while at < last {
        if last - at < LOOK_BYTES {
            delimiters &= !(!0 << (last - at));
        }
        while delimiters != 0 {
            look(run, text, at + delimiters.trailing_zeros() as usize + 1, tables, found);
            delimiters &= delimiters - 1;
        }
        at += LOOK_BYTES;
        if at < last {
            delimiters = Makeup::of(text, &(at..end)).delimiters;
        }
    }
}

/// Looks for anchors at the offsets from `start`; `run` is the text up to the end of the run.
#[inline(always)]
fn judge_start(run: &[u8], text: &[u8], start: usize, tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    look(run, text, start, tables, found);
    for &[offset, least] in tables.anchor_offsets {
        if run.len() - start < usize::from(least) {
            break;
        }
        look(run, text, start + usize::from(offset), tables, found);
    }
}

/// Reports the tokens whose anchor is at `at`: at most offsets there are none.
#[inline(always)]
fn look(run: &[u8], text: &[u8], at: usize, tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    let Some(window) = run.get(at..).and_then(|rest| rest.first_chunk()) else { return };
    let hash = Hash::of(window_of(*window));
    if tables.index.anchors.bit(hash) != 0 {
        judge_filed(text, at, hash, tables, found);
    }
}

#[inline(never)]
fn judge_filed(text: &[u8], at: usize, hash: Hash, tables: &Tables<'_>, found: &mut impl FnMut(Secret)) {
    let mut filed = tables.index.anchors.filed(hash, ANY);
    while let Some(shape) = tables.index.anchors.next(&mut filed) {
        if let Some(secret) = judge_at(text, at, tables, shape) {
            found(secret);
        }
    }
}

/// The token of a shape whose anchor is at `anchor`.
#[inline(never)]
fn judge_at(text: &[u8], anchor: usize, tables: &Tables<'_>, shape: usize) -> Option<Secret> {
    let rule = tables.index.rule_of(shape);
    let start = anchor.checked_sub(tables.bytes_before_anchor(shape))?;
    let (end, alphabet) = run(text, start, tables, shape)?;
    let is_strict = tables.rule(rule).flags & flag::STRICT != 0;
    let goes_on = text.get(end).is_some_and(|&next| tables.alphabet(alphabet).has(next));
    if goes_on || !starts_cleanly(text, start, is_strict) || !ends_cleanly(text, end, is_strict) {
        return None;
    }
    let secret = Secret { rule, start, end, confidence: tables.rule(rule).confidence() };
    confirm(text, secret, tables, shape)
}

/// Whether exactly `start..end` has a shape.
pub fn is_exactly(text: &[u8], [start, end]: [usize; 2], tables: &Tables<'_>, shape: usize) -> bool {
    run(&text[..end], start, tables, shape).is_some_and(|(to, _)| to == end)
}

/// The length of the longest literal with which both the value and a shape of the rule begin.
pub fn fixed_bytes(text: &[u8], value: Range<usize>, rule: u16, tables: &Tables<'_>) -> usize {
    let bytes = tables.shapes_of(rule).map(|shape| match tables.elements(shape).next() {
        Some(Element::Literal(literal)) if text[value.clone()].starts_with(literal) => literal.len(),
        _ => 0,
    });
    bytes.max().unwrap_or(0)
}

/// The end of a shape matched at `at`, and the alphabet of its last class.
fn run(text: &[u8], mut at: usize, tables: &Tables<'_>, shape: usize) -> Option<(usize, u8)> {
    let mut last = 0;
    for element in tables.elements(shape) {
        match element {
            Element::Literal(literal) => {
                if !text[at..].starts_with(literal) {
                    return None;
                }
                at += literal.len();
            }
            Element::Class { alphabet: class, least, most } => {
                let alphabet = tables.alphabet(class);
                let len = text[at..].iter().take(most).take_while(|byte| alphabet.has(**byte)).count();
                if len < least {
                    return None;
                }
                (at, last) = (at + len, class);
            }
        }
    }
    Some((at, last))
}

/// Keeps a secret whose variable part looks random, and is neither words nor a sample from documentation.
fn confirm(text: &[u8], mut secret: Secret, tables: &Tables<'_>, shape: usize) -> Option<Secret> {
    let rule = tables.rule(secret.rule);
    let fixed = match tables.elements(shape).next() {
        Some(Element::Literal(literal)) => literal.len(),
        _ => 0,
    };
    let token = &text[secret.start..secret.end];
    let randomness = Randomness::of(&token[fixed..]);
    let is_random = randomness.entropy >= u32::from(rule.entropy) && !randomness.is_sequence();
    if !is_random
        || reads_as_words(&token[fixed..])
        || is_sample(text, secret.start + fixed..secret.end, tables)
    {
        return None;
    }
    if rule.flags & flag::CHECKSUM != 0 && checksum::holds(token) {
        secret.confidence = checksum::CONFIDENCE;
    }
    Some(secret)
}
