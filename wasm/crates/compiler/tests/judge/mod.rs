//! The host's side of the ABI, in Rust: encodes a request, calls the matcher, reads the answer.

// Each test file is a crate of its own and uses only part of this.
#![allow(dead_code)]

pub mod content;

use snapwall_abi::*;
use snapwall_client::REASONS;
use snapwall_matcher::{IDS, check, fingerprint};
use snapwall_tables::fingerprint::Fingerprint;
use snapwall_tables::{Block, BlockMut, Header, bytes_of, bytes_of_mut, name_characters};

/// The initialiser's input for a policy.
pub fn input(policy: &str) -> String {
    let data = [
        include_str!("../../../../data/bots.json"),
        include_str!("../../../../data/signs.json"),
        include_str!("../../../../data/email.json"),
        include_str!("../../../../data/secrets.json"),
    ];
    format!("{}\0{policy}", data.join("\0"))
}

/// A guard over one policy.
pub struct Guard {
    /// `u32`s for alignment, like the buffers below.
    block: Vec<u32>,
    input: Vec<u32>,
    output: [u32; CAPACITY_OUTPUT_BYTES / 4],
}

/// A reason as the host reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub rule: &'static str,
    pub effect: &'static str,
    pub id: String,
    pub category: String,
    pub place: Option<(u32, u32, u32)>,
    pub weight: u32,
}

/// An answer as the host reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decision {
    pub denied: bool,
    pub status: u32,
    pub reasons: Vec<Reason>,
    /// Only with a rule `client`.
    pub client: Option<Client>,
}

/// The client's address as the host reads it; empty text when it is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub address: String,
    pub hop: u32,
}

impl Decision {
    pub fn ids(&self) -> Vec<&str> {
        self.reasons.iter().map(|reason| reason.id.as_str()).collect()
    }
}

/// A request as a host has it, from which it sends what the policy reads.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub method: Option<Vec<u8>>,
    pub url: Option<Vec<u8>>,
    pub ip: Option<Vec<u8>>,
    /// By name: headers in lower case, facts with a leading colon.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Request {
    /// A GET request, from an address.
    pub fn get(url: impl AsRef<[u8]>, ip: &str) -> Self {
        let bytes = |text: &[u8]| Some(text.to_vec());
        Request {
            method: bytes(b"GET"),
            url: bytes(url.as_ref()),
            ip: Some(ip.as_bytes().to_vec()).filter(|ip| !ip.is_empty()),
            parts: Vec::new(),
        }
    }

    pub fn with(mut self, part: &str, value: impl AsRef<[u8]>) -> Self {
        self.parts.push((part.to_owned(), value.as_ref().to_vec()));
        self
    }
}

/// The slots of a request: method, URL, address, then the bots rule's headers.
pub type Slots<'a> = [Option<&'a [u8]>; 6];

pub fn user_agent(text: &str) -> Slots<'_> {
    [None, None, None, Some(text.as_bytes()), None, None]
}

impl Guard {
    pub fn new(policy: &str) -> Self {
        let compiled = snapwall_compiler::compile(&input(policy)).expect("a policy without mistakes");
        let words = compiled.block.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()));
        Guard {
            block: words.collect(),
            input: vec![0; CAPACITY_INPUT_BYTES / 4],
            output: [0; CAPACITY_OUTPUT_BYTES / 4],
        }
    }

    /// The compiled policy.
    pub fn block(&self) -> Block<'static> {
        // SAFETY: `block` holds what the compiler wrote, aligned; no test lets a block outlive its guard.
        unsafe { Block::new(self.block.as_ptr().cast()) }
    }

    pub fn check<'s>(&mut self, slots: impl AsRef<[Option<&'s [u8]>]>) -> Decision {
        self.check_flagged(slots, 0)
    }

    pub fn check_flagged<'s>(&mut self, slots: impl AsRef<[Option<&'s [u8]>]>, flags: u32) -> Decision {
        self.write(slots.as_ref(), flags);
        let reported = check(self.block(), &mut self.input, &mut self.output);
        assert!(self.input.iter().all(|word| *word == 0), "the input is wiped");
        if reported == 0 { Decision::default() } else { self.decode() }
    }

    /// Takes a request's fingerprint from the parts that the policy reads.
    pub fn fingerprint(&mut self, request: &Request) -> String {
        let Header { fingerprint: section, .. } = self.block().header();
        let chosen: &Fingerprint = &self.block().section(*section)[0];
        let names: &[u8] = self.block().section(chosen.parts);
        let fixed = [&request.method, &request.url, &request.ip];
        let mut slots: Vec<Option<&[u8]>> = fixed.into_iter().map(Option::as_deref).collect();
        for name in names.split(|byte| *byte == b'\n').filter(|name| !name.is_empty()) {
            let part = request.parts.iter().find(|(part, _)| part.as_bytes() == name);
            slots.push(part.map(|(_, value)| value.as_slice()));
        }
        self.write(&slots, FLAG_VOUCHED);
        fingerprint(self.block(), &mut self.input, &mut self.output);
        assert!(self.input.iter().all(|word| *word == 0), "the input is wiped");
        let text = &bytes_of(&self.output)[..FINGERPRINT_TEXT_BYTES];
        String::from_utf8(text.to_vec()).expect("digits")
    }

    /// Writes a request into the input buffer.
    fn write(&mut self, slots: &[Option<&[u8]>], flags: u32) {
        let words = [flags, slots.len() as u32].into_iter();
        let lengths = slots.iter().map(|slot| slot.map_or(ABSENT, |text| text.len() as u32));
        let mut encoded: Vec<u8> = words.chain(lengths).flat_map(u32::to_le_bytes).collect();
        for text in slots.iter().flatten() {
            encoded.extend_from_slice(text);
            encoded.push(0);
        }
        bytes_of_mut(&mut self.input)[..encoded.len()].copy_from_slice(&encoded);
    }

    /// The text at an address of which a native test knows only the low half: in the block, or among the ids of the
    /// rules.
    fn text(&self, address: u32, bytes: u32) -> Vec<u8> {
        let signs = REASONS.iter().map(|reason| reason.id.as_bytes());
        let homes = IDS.into_iter().chain(signs).chain([bytes_of(&self.block)]);
        let text = homes.into_iter().find_map(|home| {
            let at = address.wrapping_sub(home.as_ptr().addr() as u32) as usize;
            home.get(at..at + bytes as usize)
        });
        text.expect("text in the block, or an id").to_vec()
    }

    /// Judges a request that the platform vouches for. Like a host, sends only what the policy reads.
    pub fn check_request(&mut self, request: &Request) -> Decision {
        let header = self.block().header();
        let fixed = [(SLOT_METHOD, &request.method), (SLOT_URL, &request.url), (SLOT_IP, &request.ip)];
        let mut slots: Vec<Option<&[u8]>> = Vec::new();
        for (slot, text) in fixed {
            slots.push(text.as_deref().filter(|_| header.reads >> slot & 1 == 1));
        }
        let names = std::str::from_utf8(self.block().section(header.parts)).unwrap();
        for name in names.split('\n').filter(|name| !name.is_empty()) {
            let part = request.parts.iter().find(|(part, _)| part == name);
            slots.push(part.map(|(_, value)| value.as_slice()));
        }
        self.check_flagged(&slots, FLAG_VOUCHED)
    }

    pub fn configure(&mut self, entries: &[(u32, &str)]) -> u32 {
        let mut encoded = (entries.len() as u32).to_le_bytes().to_vec();
        for (op, text) in entries {
            encoded.extend(op.to_le_bytes());
            encoded.extend((text.len() as u32).to_le_bytes());
            encoded.extend(text.as_bytes());
            encoded.resize(encoded.len().next_multiple_of(4), 0);
        }
        bytes_of_mut(&mut self.input)[..encoded.len()].copy_from_slice(&encoded);
        // SAFETY: `block` holds what the compiler wrote, aligned, and is borrowed exclusively.
        let mut block = unsafe { BlockMut::new(self.block.as_mut_ptr().cast()) };
        snapwall_matcher::configure(&mut block, &mut self.input)
    }

    fn decode(&self) -> Decision {
        let reason = |index: usize| {
            let at = |field| self.output[OUTPUT_WORDS + index * REASON_WORDS + field];
            let rule = RULES[at(REASON_RULE) as usize];
            let id = self.text(at(REASON_ID_ADDRESS), at(REASON_ID_BYTES));
            let id = if rule == "bots" { name_characters(&id).collect() } else { id };
            let category = match at(REASON_CATEGORY_BYTES) {
                0 => Vec::new(),
                bytes => self.text(at(REASON_CATEGORY_ADDRESS), bytes),
            };
            let place = (at(REASON_SLOT), at(REASON_START), at(REASON_END));
            Reason {
                rule,
                effect: EFFECTS[at(REASON_EFFECT) as usize],
                id: String::from_utf8(id).unwrap(),
                category: String::from_utf8(category).unwrap(),
                place: (place.0 != ABSENT).then_some(place),
                weight: at(REASON_WEIGHT),
            }
        };
        let reasons: Vec<Reason> = (0..self.output[OUTPUT_REASONS] as usize).map(reason).collect();
        let denied = self.output[OUTPUT_ACTION] == ACTION_DENY;
        let decided_by = reasons.get(self.output[OUTPUT_DECIDED_BY] as usize);
        assert_eq!(denied, decided_by.is_some_and(|reason| reason.effect == "deny"));
        let words = &self.output[OUTPUT_WORDS + CAPACITY_REASONS * REASON_WORDS..];
        let client = (self.block().header().client_slot != 0).then(|| Client {
            address: String::from_utf8(
                bytes_of(&words[CLIENT_TEXT..])[..words[CLIENT_BYTES] as usize].to_vec(),
            )
            .unwrap(),
            hop: words[CLIENT_HOP],
        });
        Decision { denied, status: self.output[OUTPUT_STATUS], reasons, client }
    }
}
