//! Programs that claim to be a browser: the signs in a request's headers, and whether they are enough.

use snapwall_abi::{ABSENT, RULE_BOTS, SLOT_URL};
use snapwall_client::{Facts, Signs, judge_truth};
use snapwall_tables::Block;
use snapwall_tables::claims::{ACCEPT_ENCODING, Claims};

use crate::answer::{Answer, Effect, Place};
use crate::input::Input;
use crate::names::IMPERSONATION;
use crate::settings::bots_mode;

const FORBIDDEN: u32 = 403;

/// Reports the signs when the sum of their weights reaches the policy's score.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:bots.impersonation"))]
pub fn judge(block: Block, claims: &Claims, input: &Input, answer: &mut Answer) {
    let text = |slot: u32| input.slot(slot).filter(|_| slot != 0).map(|slot| slot.text());
    let mut facts = Facts {
        headers: claims.headers.map(text),
        is_secure: is_secure(input, claims),
        order: text(claims.order),
    };
    if let Some(sent) = text(claims.encodings) {
        facts.headers[ACCEPT_ENCODING] = Some(sent);
    }
    let signs = judge_truth(&facts);
    if signs.score < claims.score {
        return;
    }
    tell(block, claims, &facts, signs, answer);
}

#[inline(never)]
fn tell(block: Block, claims: &Claims, facts: &Facts, signs: Signs, answer: &mut Answer) {
    let mode = if claims.mode == ABSENT { bots_mode(block) } else { claims.mode };
    for reason in signs.reasons() {
        let header = usize::from(reason.header);
        let place = facts.headers[header].map_or(Place::NOWHERE, |value| Place {
            slot: claims.headers[header],
            start: 0,
            end: value.len() as u32,
        });
        let effect = Effect::deny(mode, FORBIDDEN).with_weight(reason.weight);
        answer.add(RULE_BOTS, effect, reason.id.as_bytes(), IMPERSONATION, place);
    }
}

/// Whether the client speaks TLS: by the URL's scheme, or by the connection where the URL has none.
fn is_secure(input: &Input, claims: &Claims) -> Option<bool> {
    let url = input.slot(SLOT_URL).map_or(&b""[..], |slot| slot.text());
    let starts =
        |scheme: &[u8]| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    match url.first() {
        Some(b'/') | None => input.slot(claims.tls).filter(|_| claims.tls != 0).map(|_| true),
        _ => Some(starts(b"https:") || starts(b"wss:")),
    }
}
