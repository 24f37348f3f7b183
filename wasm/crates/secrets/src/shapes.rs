//! Tokens that show by their own shape whose they are.

use crate::Secret;
use crate::assignments::is_sample;
use crate::boundary::{ends_cleanly, starts_cleanly};
use crate::checksum;
use crate::randomness::Randomness;
use crate::tables::{Hash, Section, Tables, enter, flag, op};

/// Bytes before a shape's elements: its rule, how far its anchor stands from the start, whether the first class stands
/// before that.
const HEAD_BYTES: usize = 4;

/// Reports what stands in the run `start..end` of `text` and has a shape of its own.
pub fn judge_run(text: &[u8], [start, end]: [usize; 2], tables: Tables<'_>, found: &mut impl FnMut(Secret)) {
    let windows = tables.windows(Section::AnchorGate, Section::AnchorBuckets, Section::AnchorEntries);
    let mut window = 0;
    for (index, &byte) in text[start..end].iter().enumerate() {
        window = enter(window, byte);
        let hash = Hash::of(window);
        if windows.passes(hash) && index >= 2 {
            for shape in windows.entries(hash) {
                if let Some(secret) = judge_at(text, start + index - 2, tables, shape) {
                    found(secret);
                }
            }
        }
    }
}

/// The token of a shape whose anchor stands at `anchor`.
#[inline(never)]
fn judge_at(text: &[u8], anchor: usize, tables: Tables<'_>, shape: usize) -> Option<Secret> {
    let program = tables.program(shape);
    let rule = u16::from_le_bytes([program[0], program[1]]);
    let begin = anchor.checked_sub(usize::from(program[2]))?;
    let (start, elements) = match program[3] {
        0 => (begin, &program[HEAD_BYTES..]),
        _ => before(text, begin, tables, &program[HEAD_BYTES..])?,
    };
    let is_strict = tables.rule(rule).flags & flag::STRICT != 0;
    if !starts_cleanly(text, start, is_strict) {
        return None;
    }
    let (end, alphabet) = run(text, begin, tables, elements)?;
    let goes_on = text.get(end).is_some_and(|&next| tables.alphabet(alphabet).has(next));
    if goes_on || !ends_cleanly(text, end, is_strict) {
        return None;
    }
    let secret = Secret { rule, start, end, confidence: tables.rule(rule).confidence };
    confirm(text, secret, tables, elements)
}

/// The start of a first class of any length that ends at `end`, and the elements behind it.
fn before<'p>(text: &[u8], end: usize, tables: Tables<'_>, elements: &'p [u8]) -> Option<(usize, &'p [u8])> {
    let [_, class, rest @ ..] = elements else { return None };
    let (least, most) = bounds(rest);
    let alphabet = tables.alphabet(*class);
    let len = text[..end].iter().rev().take(most).take_while(|byte| alphabet.has(**byte)).count();
    (len >= least).then(|| (end - len, &rest[4..]))
}

/// Whether what stands in `start..end` has a shape, and nothing more.
pub fn is_exactly(text: &[u8], [start, end]: [usize; 2], tables: Tables<'_>, shape: usize) -> bool {
    run(&text[..end], start, tables, &tables.program(shape)[HEAD_BYTES..]).is_some_and(|(to, _)| to == end)
}

/// Where the elements end when they stand at `at`, and the alphabet of the last.
fn run(text: &[u8], mut at: usize, tables: Tables<'_>, mut elements: &[u8]) -> Option<(usize, u8)> {
    let mut last = 0;
    loop {
        match *elements {
            [op::LITERAL, len, ref rest @ ..] => {
                let (literal, rest) = rest.split_at(usize::from(len));
                if !text[at..].starts_with(literal) {
                    return None;
                }
                at += literal.len();
                elements = rest;
            }
            [op::CLASS, class, ref rest @ ..] => {
                let (least, most) = bounds(rest);
                let alphabet = tables.alphabet(class);
                let len = text[at..].iter().take(most).take_while(|byte| alphabet.has(**byte)).count();
                if len < least {
                    return None;
                }
                (at, last) = (at + len, class);
                elements = &rest[4..];
            }
            _ => return Some((at, last)),
        }
    }
}

fn bounds(bytes: &[u8]) -> (usize, usize) {
    let read = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    (read(0), read(2))
}

/// The secret, unless what varies in it is a placeholder.
fn confirm(text: &[u8], mut secret: Secret, tables: Tables<'_>, elements: &[u8]) -> Option<Secret> {
    let rule = tables.rule(secret.rule);
    let fixed = if let [op::LITERAL, len, ..] = elements { usize::from(*len) } else { 0 };
    let token = &text[secret.start..secret.end];
    let randomness = Randomness::of(&token[fixed.min(token.len())..]);
    let is_random = randomness.entropy >= u32::from(rule.entropy) && !randomness.is_sequence();
    if rule.entropy > 0 && !is_random || is_sample(text, secret.start..secret.end, tables) {
        return None;
    }
    if checksum::holds(rule.checksum, token) {
        secret.confidence = checksum::CONFIDENCE;
    }
    Some(secret)
}
