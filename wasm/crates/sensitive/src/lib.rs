//! Finds personal and payment data in text: cards, bank accounts, phone numbers, addresses, national ids, tokens.
//!
//! One pass jumps from anchor to anchor (digits, `@` and `::`), 64 bytes at a time. The text between anchors is never
//! looked at again, nor are short numbers and decimal fractions in lists. At an anchor, readers look at the text around
//! it and verify what they find by checksum, by shape, or by the words before it.
//!
//! Time is linear in the length of the text, nothing is allocated, and the text may be any bytes.
#![no_std]

#[cfg(test)]
extern crate std;

mod address;
mod anchors;
mod card;
mod context;
mod crypto;
mod date;
mod email;
mod findings;
mod groups;
mod iban;
mod jwt;
mod kind;
mod national;
mod packed;
mod phone;
mod reader;
mod ssn;
mod text;

pub use findings::{CONTEXT_BYTES, FINDING_MAX_BYTES, Finding, Findings, Found};
pub use kind::{Kind, Kinds};
pub use phone::PHONE_REGIONS;
pub use reader::find;

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub kinds: Kinds,
    /// The country whose national phone number formats are read: an index in [`PHONE_REGIONS`].
    pub phone_region: u8,
}

impl Default for Settings {
    /// All kinds, and phone numbers in the formats of the United States.
    fn default() -> Self {
        Settings { kinds: Kinds::ALL, phone_region: 0 }
    }
}

/// Which card, country or form a finding of this crate is, in ASCII, such as `visa`, `DE`, `ipv6` or `gb-nino`; empty
/// if the kind has no variants, or the variant is not known.
pub fn variant_name(kind: Kind, variant: u16) -> &'static [u8] {
    match kind {
        Kind::CreditCard => card::brand_name(variant),
        Kind::Iban => iban::country_name(variant),
        Kind::PhoneNumber => phone::region_name(variant),
        Kind::IpAddress => address::version_name(variant),
        Kind::NationalId => national::id_name(variant),
        Kind::CryptoAddress => crypto::chain_name(variant),
        _ => b"",
    }
}
