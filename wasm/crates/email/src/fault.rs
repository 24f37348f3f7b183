//! Why a text is no address.

/// The first thing wrong with an address, its local part before its domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Fault {
    /// The whole of it is longer than 254 bytes, or longer than is read at all.
    TooLong,
    /// There is no `@` between two parts.
    NoAt,
    /// Nothing stands before the `@`.
    LocalEmpty,
    /// What stands before the `@` is longer than 64 bytes.
    LocalTooLong,
    /// A dot at the start or the end of the local part, or two together.
    LocalDot,
    /// A character that the local part cannot have there.
    LocalCharacter,
    /// A quoted string or a comment that does not end.
    Unclosed,
    /// Nothing stands behind the `@`.
    DomainEmpty,
    /// The domain is longer than 253 bytes, as DNS has it.
    DomainTooLong,
    /// A dot at the start or the end of the domain, or two together.
    DomainDot,
    /// A part of the domain is longer than 63 bytes, as DNS has it.
    LabelTooLong,
    /// A part of the domain starts or ends with a hyphen.
    LabelHyphen,
    /// A part of the domain starts with `xn--` and is not what letters of other scripts make.
    LabelPunycode,
    /// A character that a domain cannot have.
    DomainCharacter,
    /// The profile wants a top-level domain: a dot, and a last part of two letters or more.
    TopLevel,
    /// An address in brackets that is none, or where none may be.
    Literal,
}
