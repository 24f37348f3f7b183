//! The named syntaxes.

/// Which syntax an address must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Profile {
    /// What a sign-up form should take: an unquoted local part, a domain with a top-level domain, letters of any script.
    Strict,
    /// What browsers take in `<input type=email>`: the expression of the HTML standard, and nothing else.
    Html5,
    /// `Mailbox` of RFC 5321 section 4.1.2, with the letters of RFC 6531: quoted strings, domains of one label, literals.
    Rfc5321,
    /// `addr-spec` of RFC 5322 section 3.4.1, with comments, folding white space, and the obsolete forms of section 4.
    Rfc5322,
}

impl Profile {
    /// Every profile, in the order of their numbers.
    pub const ALL: [Profile; 4] = [Profile::Strict, Profile::Html5, Profile::Rfc5321, Profile::Rfc5322];

    /// The name in a policy.
    pub const fn name(self) -> &'static str {
        match self {
            Profile::Strict => "strict",
            Profile::Html5 => "html5",
            Profile::Rfc5321 => "rfc5321",
            Profile::Rfc5322 => "rfc5322",
        }
    }

    /// Whether an address literal is a domain when a policy does not say: the RFCs have them, forms do not. The expression
    /// of the HTML standard has none, whatever a policy says.
    pub const fn has_literals(self) -> bool {
        matches!(self, Profile::Rfc5321 | Profile::Rfc5322)
    }
}
