//! The kinds of findings.

/// The kind of a finding. Its number is its bit in [`Kinds`], and the index of its name in [`Kind::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    CreditCard,
    Iban,
    PhoneNumber,
    Email,
    IpAddress,
    UsSsn,
    NationalId,
    CryptoAddress,
    UrlCredentials,
    Jwt,
    /// A key or token; the crate `snapwall-secrets` tells which.
    Secret,
    /// A pattern defined in the policy.
    Custom,
}

impl Kind {
    pub const ALL: [Kind; 12] = [
        Kind::CreditCard,
        Kind::Iban,
        Kind::PhoneNumber,
        Kind::Email,
        Kind::IpAddress,
        Kind::UsSsn,
        Kind::NationalId,
        Kind::CryptoAddress,
        Kind::UrlCredentials,
        Kind::Jwt,
        Kind::Secret,
        Kind::Custom,
    ];

    /// The names of all kinds, as in policies and decisions.
    pub const NAMES: [&str; 12] = [
        "creditCard",
        "iban",
        "phoneNumber",
        "email",
        "ipAddress",
        "usSsn",
        "nationalId",
        "cryptoAddress",
        "urlCredentials",
        "jwt",
        "secret",
        "custom",
    ];

    /// The name of the kind, as in policies and decisions.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// A set of kinds.
///
/// ```
/// use snapwall_sensitive::{Kind, Kinds};
///
/// let kinds = Kinds::of(&[Kind::Iban, Kind::Jwt]);
/// assert!(kinds.has(Kind::Jwt) && !kinds.has(Kind::Email));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    pub const NONE: Kinds = Kinds(0);
    pub const ALL: Kinds = Kinds((1 << Kind::ALL.len()) - 1);

    /// The kinds whose bits are set; other bits are ignored.
    pub const fn from_bits(bits: u32) -> Kinds {
        Kinds(bits & Kinds::ALL.0)
    }

    /// The kinds of a list.
    pub const fn of(kinds: &[Kind]) -> Kinds {
        let (mut bits, mut at) = (0, 0);
        while at < kinds.len() {
            bits |= 1 << kinds[at] as u32;
            at += 1;
        }
        Kinds(bits)
    }

    pub const fn bits(self) -> u32 {
        self.0
    }

    pub const fn has(self, kind: Kind) -> bool {
        self.0 >> kind as u32 & 1 != 0
    }

    pub const fn has_any_of(self, others: Kinds) -> bool {
        self.0 & others.0 != 0
    }
}
