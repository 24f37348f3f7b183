//! The hash function of the lists.

/// The 64-bit hash of a domain or a local part, before a filter mixes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The hash of the empty text.
    pub const START: Key = Key(0x9E37_79B9_7F4A_7C15);

    /// The hash extended by one byte. Each step is a bijection of the 64 bits, so a difference is never lost.
    #[inline(always)]
    pub const fn enter(self, byte: u8) -> Key {
        Key((self.0 ^ byte as u64).wrapping_mul(0xFF51_AFD7_ED55_8CCD).rotate_right(23))
    }
}

/// The hash of a lower-case domain, from the last byte to the first, so that one pass also yields the hash of every
/// parent domain.
pub fn hash_domain(domain: &[u8]) -> Key {
    domain.iter().rev().fold(Key::START, |key, byte| key.enter(*byte))
}

/// The hash of a local part without case and without the part from `+` on, which the owner of the mailbox chooses.
pub fn hash_local(local: &[u8]) -> Key {
    let name = local.iter().take_while(|byte| **byte != b'+');
    name.fold(Key::START, |key, byte| key.enter(byte.to_ascii_lowercase()))
}
