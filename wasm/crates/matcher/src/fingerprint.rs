//! The fingerprint: gathers the parts of a request that the policy chose, and hashes them.

use snapwall_abi::{CAPACITY_OUTPUT_BYTES, FINGERPRINT_TEXT_BYTES, SLOT_IP, SLOT_METHOD, SLOT_URL};
use snapwall_client::{Characteristic, FINGERPRINT_BYTES, Kind, hash_characteristics};
use snapwall_tables::fingerprint::{CHARACTERISTICS_MAX, Characteristic as Chosen, Fingerprint};
use snapwall_tables::{Block, bytes_of_mut, parse_address};

use crate::client;
use crate::filters::target::{Target, host_of};
use crate::input::Input;

const _: () = assert!(FINGERPRINT_TEXT_BYTES == 2 * FINGERPRINT_BYTES);

/// Takes the fingerprint of the request in `input`, whose slots are the fingerprint's own, and wipes the input.
///
/// `output` then starts with the fingerprint in hexadecimal digits.
///
/// # Panics
/// When the input breaks the ABI, or the policy has no fingerprint.
#[inline(never)]
#[cfg_attr(target_arch = "wasm32", unsafe(export_name = "rule:fingerprint"))]
pub fn fingerprint(block: Block, input: &mut [u32], output: &mut [u32; CAPACITY_OUTPUT_BYTES / 4]) {
    let parsed = Input::parse(input);
    let used = parsed.used();
    let digits = bytes_of_mut(output).chunks_exact_mut(2);
    for (pair, byte) in digits.zip(hash(block, &parsed)) {
        pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xF)]);
    }
    bytes_of_mut(input)[..used].fill(0);
}

fn digit(number: u8) -> u8 {
    b"0123456789abcdef"[usize::from(number % 16)]
}

fn hash(block: Block, input: &Input) -> [u8; FINGERPRINT_BYTES] {
    let fingerprint: &Fingerprint = &block.section(block.header().fingerprint)[0];
    let address = find_address(block, fingerprint, input).map(u128::to_be_bytes);
    let names: &[u8] = block.section(fingerprint.text);
    let source = |chosen: &Chosen, kind: Kind| {
        let text = |slot| input.slot(slot).map(|slot| slot.text());
        let target = || text(SLOT_URL).map(Target::of);
        match kind {
            Kind::Address => address.as_ref().map(|bytes| &bytes[..]),
            Kind::Query => target().map(|target| target.query()),
            Kind::Path => target().map(|target| target.path()),
            Kind::Method => text(SLOT_METHOD),
            Kind::Host => {
                target().and_then(|target| target.authority()).map(host_of).or_else(|| text(chosen.slot))
            }
            Kind::Header | Kind::Cookie | Kind::Custom => text(chosen.slot),
        }
    };
    let mut characteristics =
        [Characteristic { kind: Kind::Address, name: b"", source: None }; CHARACTERISTICS_MAX];
    let all: &[Chosen] = block.section(fingerprint.characteristics);
    let characteristics = &mut characteristics[..all.len()];
    for (characteristic, chosen) in characteristics.iter_mut().zip(all) {
        let kind = Kind::ALL[chosen.kind as usize];
        let name = &names[chosen.name.offset as usize..][..chosen.name.len as usize];
        *characteristic = Characteristic { kind, name, source: source(chosen, kind) };
    }
    hash_characteristics(characteristics)
}

/// The client's address, if the fingerprint reads it: what the rule `client` finds, else what the host says.
fn find_address(block: Block, fingerprint: &Fingerprint, input: &Input) -> Option<u128> {
    if fingerprint.reads >> SLOT_IP & 1 == 0 {
        return None;
    }
    match fingerprint.client_slot {
        0 => input.slot(SLOT_IP).and_then(|slot| parse_address(slot.text())),
        slot => client::find(block, input, slot).address,
    }
}
