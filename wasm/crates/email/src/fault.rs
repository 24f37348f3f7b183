//! Why a text is not an address.

/// The first thing wrong with an address, the local part before the domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Fault {
    /// The address is longer than 254 bytes, or longer than is read at all.
    TooLong,
    /// There is no `@` between two parts.
    NoAt,
    /// Nothing precedes the `@`.
    LocalEmpty,
    /// The local part is longer than 64 bytes.
    LocalTooLong,
    /// The local part starts or ends with a dot, or has two in a row.
    LocalDot,
    /// A character that is not allowed at its place in the local part.
    LocalCharacter,
    /// A quoted string or a comment is not closed.
    Unclosed,
    /// Nothing follows the `@`.
    DomainEmpty,
    /// The domain's DNS form is longer than 253 bytes.
    DomainTooLong,
    /// The domain starts or ends with a dot, or has two in a row.
    DomainDot,
    /// A label's DNS form is longer than 63 bytes.
    LabelTooLong,
    /// A label starts or ends with a hyphen.
    LabelHyphen,
    /// A label starts with `xn--`, but is not the encoding of letters of other scripts.
    LabelPunycode,
    /// A character that a domain cannot have.
    DomainCharacter,
    /// The profile requires a top-level domain: a dot, and a last label of at least two letters.
    TopLevel,
    /// An invalid address in brackets, or one where none is allowed.
    Literal,
}
