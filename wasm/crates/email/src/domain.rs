//! The domain of an address: validated, and written in its DNS form.

use crate::characters::{is_atext, is_label_byte, is_letter, is_mark, next_wide, to_lower};
use crate::fault::Fault;
use crate::profile::Profile;
use crate::punycode;

/// RFC 1035 section 2.3.4, less the first length octet and the root label.
const DOMAIN_MAX_BYTES: usize = 253;

/// RFC 1035 section 2.3.4.
pub const LABEL_MAX_BYTES: usize = 63;

/// A buffer for a domain.
#[derive(Clone, Debug)]
pub struct DomainText {
    bytes: [u8; DOMAIN_MAX_BYTES],
    len: usize,
    /// More was pushed than fits.
    is_cut: bool,
}

impl DomainText {
    /// An empty buffer.
    pub const fn new() -> Self {
        DomainText { bytes: [0; DOMAIN_MAX_BYTES], len: 0, is_cut: false }
    }

    /// The domain in lower case and in ASCII, without a dot at the end.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// Overwrites the domain, so that nothing of an address remains in memory.
    pub fn wipe(&mut self) {
        self.bytes.fill(0);
        self.clear();
    }

    pub(crate) fn clear(&mut self) {
        (self.len, self.is_cut) = (0, false);
    }

    /// Appends ASCII in lower case. Returns false when there is no room.
    fn push_lower(&mut self, text: &[u8]) -> bool {
        let room = self.bytes.get_mut(self.len..self.len + text.len());
        self.is_cut |= room.is_none();
        if let Some(room) = room {
            room.iter_mut().zip(text).for_each(|(room, byte)| *room = byte.to_ascii_lowercase());
            self.len += text.len();
        }
        !self.is_cut
    }

    /// Appends a byte. Returns false when there is no room.
    pub(crate) fn push(&mut self, byte: u8) -> bool {
        let room = self.bytes.get_mut(self.len);
        self.is_cut |= room.is_none();
        if let Some(room) = room {
            *room = byte;
            self.len += 1;
        }
        !self.is_cut
    }
}

impl Default for DomainText {
    fn default() -> Self {
        Self::new()
    }
}

/// Reads a domain other than a literal into `out`, which is empty. After a fault, `out` keeps the domain if it can be looked up
/// anyway: with a dot at the end, a wrong top-level domain, or ASCII punycode that is invalid.
pub fn read_domain(text: &[u8], profile: Profile, out: &mut DomainText) -> Option<Fault> {
    if text.is_empty() {
        return Some(Fault::DomainEmpty);
    }
    let (name, has_root) = match text.strip_suffix(b".") {
        Some(name) => (name, true),
        None => (text, false),
    };
    let mut labels = 0;
    let mut last = 0;
    let mut is_wrong_punycode = false;
    for label in name.split(|byte| *byte == b'.') {
        if labels > 0 {
            out.push(b'.');
        }
        let start = out.len;
        let fault = read_label(label, profile, out);
        if fault.is_some() {
            out.clear();
            return fault;
        }
        let encoded = out.as_bytes().get(start..).and_then(|label| label.strip_prefix(punycode::PREFIX));
        is_wrong_punycode |= encoded.is_some_and(|text| !punycode::is_encoded(text));
        (labels, last) = (labels + 1, start);
        // Once cut off, the domain is too long anyway; the rest is only validated.
        if !out.is_cut && out.len - start > LABEL_MAX_BYTES {
            out.clear();
            return Some(Fault::LabelTooLong);
        }
    }
    if out.is_cut {
        out.clear();
        return (profile != Profile::Html5).then_some(Fault::DomainTooLong);
    }
    let is_strict = profile == Profile::Strict;
    if has_root {
        Some(Fault::DomainDot)
    } else if is_strict && is_wrong_punycode {
        Some(Fault::LabelPunycode)
    } else {
        (is_strict && !(labels > 1 && is_top_level(&out.as_bytes()[last..]))).then_some(Fault::TopLevel)
    }
}

/// Whether a lower-case label could be a top-level domain: letters, in ASCII or another script (RFC 3696 section 2, and what
/// ICANN delegates).
fn is_top_level(label: &[u8]) -> bool {
    label.starts_with(punycode::PREFIX) || (label.len() > 1 && label.iter().all(u8::is_ascii_lowercase))
}

fn read_label(label: &[u8], profile: Profile, out: &mut DomainText) -> Option<Fault> {
    let ([first, ..], [.., last]) = (label, label) else { return Some(Fault::DomainDot) };
    // Punycode may be shorter than the UTF-8, but never by half.
    if label.len() > 4 * LABEL_MAX_BYTES || (profile == Profile::Html5 && label.len() > LABEL_MAX_BYTES) {
        return Some(Fault::LabelTooLong);
    }
    if *first == b'-' || *last == b'-' {
        return Some(Fault::LabelHyphen);
    }
    match label.iter().find(|byte| !is_name_byte(**byte, profile)) {
        Some(0x80..) if profile != Profile::Html5 => return read_wide_label(label, profile, out),
        Some(_) => return Some(Fault::DomainCharacter),
        None => out.push_lower(label),
    };
    None
}

/// In RFC 5322 a domain consists of atoms.
fn is_name_byte(byte: u8, profile: Profile) -> bool {
    is_label_byte(byte) || profile == Profile::Rfc5322 && is_atext(byte)
}

/// Reads a label that contains non-ASCII characters.
fn read_wide_label(label: &[u8], profile: Profile, out: &mut DomainText) -> Option<Fault> {
    let mut characters = [0; LABEL_MAX_BYTES];
    let (mut count, mut rest) = (0, label);
    while let Some(byte) = rest.first() {
        let (character, len) = match byte {
            ..0x80 if is_name_byte(*byte, profile) => (u32::from(byte.to_ascii_lowercase()), 1),
            0x80.. => match next_wide(rest) {
                Some((character, len)) if is_letter(character) && !(count == 0 && is_mark(character)) => {
                    (to_lower(character), len)
                }
                _ => return Some(Fault::DomainCharacter),
            },
            _ => return Some(Fault::DomainCharacter),
        };
        let Some(room) = characters.get_mut(count) else { return Some(Fault::LabelTooLong) };
        *room = character;
        (count, rest) = (count + 1, &rest[len..]);
    }
    // A domain that is already too long stays so.
    if !out.is_cut {
        punycode::encode(&characters[..count], out);
    }
    None
}
