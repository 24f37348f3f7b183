//! The records of the fingerprint.

use crate::filters::Text;
use crate::layout::Span;

/// How many characteristics a policy may choose.
pub const CHARACTERISTICS_MAX: usize = 32;

/// What is hashed; absent (the header's span is empty) when a policy has no fingerprint.
///
/// A fingerprint is taken in a crossing of its own, so that no other request pays for it: its parts have slots of their own.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Fingerprint {
    /// [`Characteristic`], at most [`CHARACTERISTICS_MAX`].
    pub characteristics: Span,
    /// `u8`: their names.
    pub text: Span,
    /// `u8`: names of the parts that they are taken from, separated by `\n`.
    pub parts: Span,
    /// Bit `n`: one is taken from fixed slot `n`.
    pub reads: u32,
    /// The slot of the header that trusted proxies write; 0 when no rule says whose word is taken for the client's address.
    pub client_slot: u32,
}

/// One thing that is hashed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Characteristic {
    /// A kind of the crate `client`.
    pub kind: u32,
    /// The slot that it is taken from; of a host the one that counts where the URL says none.
    pub slot: u32,
    pub name: Text,
}
