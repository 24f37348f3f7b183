//! Secrets recognised by the text around them rather than by a shape in the tables.

use core::ops::Range;

use crate::Secret;

/// Their rules, which are the first in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Structure {
    PrivateKey,
    DatabasePassword,
    UrlPassword,
    Authorization,
    Curl,
    Kubernetes,
    GenericPassword,
    GenericSecret,
}

/// Ids and confidence of the structures, in the same order.
pub const STRUCTURES: [(&str, u8); 8] = [
    ("private-key", 99),
    ("database-password", 90),
    ("url-password", 85),
    ("authorization-header", 80),
    ("curl-credentials", 80),
    ("kubernetes-secret", 80),
    ("generic-password", 70),
    ("generic-secret", 70),
];

impl Structure {
    /// A finding of this kind.
    pub fn at(self, range: Range<usize>) -> Secret {
        let (_, confidence) = STRUCTURES[self as usize];
        Secret { rule: self as u16, start: range.start, end: range.end, confidence }
    }
}
