//! The hash that lists are kept by.

/// The hash of a domain or of a local part, 64 bits, before a filter mixes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The hash of nothing.
    pub const START: Key = Key(0x9E37_79B9_7F4A_7C15);

    /// The hash with one more byte. Each step is a bijection of the 64 bits, so a difference once made stays.
    #[inline(always)]
    pub const fn enter(self, byte: u8) -> Key {
        Key((self.0 ^ byte as u64).wrapping_mul(0xFF51_AFD7_ED55_8CCD).rotate_right(23))
    }
}

/// The hash of a domain in lower case: from its last byte to its first, so that one pass meets every domain above it.
pub fn hash_domain(domain: &[u8]) -> Key {
    domain.iter().rev().fold(Key::START, |key, byte| key.enter(*byte))
}

/// The hash of a local part without regard to case and to what follows a `+`, which is the mailbox's owner's own.
pub fn hash_local(local: &[u8]) -> Key {
    let name = local.iter().take_while(|byte| **byte != b'+');
    name.fold(Key::START, |key, byte| key.enter(byte.to_ascii_lowercase()))
}
