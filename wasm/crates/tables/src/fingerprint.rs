//! The records of the fingerprint.

use crate::filters::Text;
use crate::layout::Span;

/// How many characteristics a policy may choose.
pub const CHARACTERISTICS_MAX: usize = 32;

/// What is hashed; absent (the header's span is empty) when a policy has no fingerprint.
///
/// A fingerprint is a separate call into the guest with slots of its own, so that other requests do not pay for it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Fingerprint {
    /// [`Characteristic`], at most [`CHARACTERISTICS_MAX`].
    pub characteristics: Span,
    /// `u8`: the names of the characteristics.
    pub text: Span,
    /// `u8`: the names of the parts that they are taken from, separated by `\n`.
    pub parts: Span,
    /// Bit `n`: a characteristic is taken from fixed slot `n`.
    pub reads: u32,
    /// The slot of the header that trusted proxies write; 0 when the policy has no rule `client`.
    pub client_slot: u32,
}

/// One thing that is hashed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Characteristic {
    /// A kind of the crate `client`.
    pub kind: u32,
    /// The slot that it is taken from; for a host, the slot to use when the URL has none.
    pub slot: u32,
    pub name: Text,
}
