//! What can be reported about an address.

/// One thing that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Reason {
    /// It is not an address by the profile.
    Invalid,
    /// Its domain, or a parent domain, accepts mail for anybody for a short time.
    Disposable,
    /// Its domain, or a parent domain, gives mailboxes to anybody.
    Free,
    /// Its local part names a role (`admin`), not a person.
    Role,
    /// Its domain has no dot, or does not end in a top-level domain.
    NoTld,
    /// Its domain is one slip away from a popular one.
    Typo,
    /// The policy's `block` names its domain, or a parent domain.
    Blocked,
}

impl Reason {
    /// Every reason, in the order of its bits.
    pub const ALL: [Reason; 7] = [
        Reason::Invalid,
        Reason::Disposable,
        Reason::Free,
        Reason::Role,
        Reason::NoTld,
        Reason::Typo,
        Reason::Blocked,
    ];

    /// The name in a policy and in a decision.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Invalid => "invalid",
            Reason::Disposable => "disposable",
            Reason::Free => "free",
            Reason::Role => "role",
            Reason::NoTld => "noTld",
            Reason::Typo => "typo",
            Reason::Blocked => "blocked",
        }
    }
}

/// A set of reasons: bit `n` is reason `n`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons(u32);

impl Reasons {
    pub const NONE: Self = Reasons(0);

    pub const fn from_bits(bits: u32) -> Self {
        Reasons(bits)
    }

    pub const fn bits(self) -> u32 {
        self.0
    }

    pub const fn has(self, reason: Reason) -> bool {
        self.0 >> reason as u32 & 1 != 0
    }

    pub const fn add(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u32;
    }

    /// Drops all other reasons.
    pub(crate) const fn keep(&mut self, reason: Reason) {
        self.0 &= 1 << reason as u32;
    }
}
