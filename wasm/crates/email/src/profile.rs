//! The named syntaxes.

/// Which syntax an address must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Profile {
    /// What a sign-up form should accept: an unquoted local part, a domain with a top-level domain, letters of any
    /// script.
    Strict,
    /// What browsers accept in `<input type=email>`: exactly the expression of the HTML standard.
    Html5,
    /// `Mailbox` of RFC 5321 section 4.1.2, with the letters of RFC 6531: quoted strings, domains of one label, literals.
    Rfc5321,
    /// `addr-spec` of RFC 5322 section 3.4.1, with comments, folding white space, and the obsolete forms of section 4.
    Rfc5322,
}

impl Profile {
    /// Every profile, in numerical order.
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

    /// Whether the profile allows address literals by default: the RFCs do, forms do not. The HTML standard's expression
    /// never does, whatever a policy says.
    pub const fn has_literals(self) -> bool {
        matches!(self, Profile::Rfc5321 | Profile::Rfc5322)
    }
}
