//! The `shield` rule: does a value of this request attack what will read it?
//!
//! This module splits a request into its values: the URL's path and parameters, headers, cookies, and the body in the
//! encoding that its type names ([`body`]), less what the policy excludes ([`exclusions`]). The crate `shield` decides
//! whether a value is an attack; [`examiner`] asks it and reports what it found.

mod body;
mod examiner;
mod exclusions;

use snapwall_abi::{RULE_REQUEST, SLOT_URL};
use snapwall_shield::{Cookies, Kind, Pairs, Place, is_telling};
use snapwall_tables::Block;
use snapwall_tables::shield::{CONTENT_TYPE, HEADERS, Shield};

use crate::answer::{self, Answer, Effect};
use crate::filters::target::Target;
use crate::input::{Input, Slot};
use crate::names::{BODY_TRUNCATED, OVERSIZED};
use crate::settings;
use examiner::{Examiner, Parameter};
use exclusions::Exclusions;

const HEADERS_TOO_LARGE: u32 = 431;

/// The least scratch memory: this much of a value is judged at once, whatever else the request holds.
const SCRATCH_MIN_BYTES: usize = 4096;

/// Reports the attacks in a request, up to the first value that is denied.
///
/// `scratch` is the part of the input buffer that the request leaves free. A request that leaves too little is oversized:
/// what cannot be examined is not let in.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:shield"))]
pub fn judge(block: Block, input: &Input, scratch: &mut [u8], answer: &mut Answer) {
    let shield: &Shield = &block.section(block.header().shield)[0];
    if input.is_truncated()
        && let Some(body) = input.slot(shield.body)
    {
        let end = body.text().len() as u32;
        let place = answer::Place { slot: body.index, start: end, end };
        answer.add(RULE_REQUEST, Effect::NOTE, BODY_TRUNCATED, b"", place);
    }
    if scratch.len() < SCRATCH_MIN_BYTES {
        let effect = Effect::deny(settings::mode(block), HEADERS_TOO_LARGE);
        return answer.add(RULE_REQUEST, effect, OVERSIZED, b"", answer::Place::NOWHERE);
    }
    let url = input.slot(SLOT_URL);
    let target = url.map(|url| Target::of(url.text()));
    let exclusions = Exclusions::new(block, shield, target.map_or(b"", |target| target.path()));
    let mut examiner = Examiner::new(block, shield, exclusions, scratch, answer);
    if let Some((url, target)) = url.zip(target) {
        judge_url(&url, &target, &mut examiner);
    }
    for (index, slot) in shield.slots.iter().enumerate() {
        if let Some(slot) = input.slot(*slot) {
            judge_header(index, &slot, &mut examiner);
        }
    }
    if let Some(body) = input.slot(shield.body) {
        let content_type = input.slot(shield.slots[CONTENT_TYPE]);
        body::judge(&body, content_type.map(|slot| slot.text()), &mut examiner);
    }
}

fn judge_url(slot: &Slot, target: &Target, examiner: &mut Examiner) {
    let path = target.path();
    // A bare `/` may stand for a missing path.
    let found = path.len() > 1 && examiner.value(slot, path, Place::Path, Parameter::None);
    if !found {
        // Routers pass handlers single segments, so to an interpreter the value starts at the segment.
        for segment in path.split(|byte| *byte == b'/') {
            if !segment.iter().all(|byte| is_plain(*byte)) || is_telling(segment, Place::Path) {
                let of_paths = [Kind::PathTraversal, Kind::ScannerProbe];
                examiner.value_without(slot, segment, Place::Path, Parameter::None, &of_paths);
            }
        }
    }
    judge_pairs(slot, target.query(), examiner);
    judge_fragment(slot, examiner);
}

/// Whether a byte of a segment has no meaning to any interpreter.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// Judges the parameters of a query or of an urlencoded body.
fn judge_pairs(slot: &Slot, text: &[u8], examiner: &mut Examiner) {
    for pair in Pairs::new(text) {
        // Some servers end a pair at a semicolon, too: an exclusion must not cover the next one.
        let is_one = !examiner.excludes_parameters() || !pair.value.contains(&b';');
        let parameter = if is_one { Parameter::Encoded(pair.name) } else { Parameter::None };
        examiner.value(slot, pair.name, Place::Name, parameter);
        examiner.value(slot, pair.value, Place::Query, parameter);
        if examiner.is_finished() {
            return;
        }
    }
}

/// No client sends a fragment, but some servers treat it as part of the target.
fn judge_fragment(slot: &Slot, examiner: &mut Examiner) {
    let url = slot.text();
    if let Some(at) = url.iter().position(|byte| *byte == b'#') {
        examiner.value(slot, &url[at + 1..], Place::Query, Parameter::None);
    }
}

fn judge_header(index: usize, slot: &Slot, examiner: &mut Examiner) {
    let (name, text) = (HEADERS[index], slot.text());
    let parameter = Parameter::Header(name.as_bytes());
    match name {
        "cookie" => {
            for cookie in Cookies::new(text) {
                examiner.value(slot, cookie.name, Place::Name, Parameter::Plain(cookie.name));
                examiner.value(slot, cookie.value, Place::Cookie, Parameter::Plain(cookie.name));
            }
        }
        // URLs: the values are in their parameters.
        "referer" | "x-original-url" | "x-rewrite-url" => {
            let query = text.iter().position(|byte| *byte == b'?').unwrap_or(text.len());
            examiner.value(slot, &text[..query], Place::Header, parameter);
            for pair in Pairs::new(text.get(query + 1..).unwrap_or_default()) {
                examiner.value(slot, pair.name, Place::Name, parameter);
                examiner.value(slot, pair.value, Place::Query, parameter);
            }
        }
        _ => _ = examiner.value(slot, text, Place::Header, parameter),
    }
}
