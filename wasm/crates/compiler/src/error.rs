//! Mistakes in a policy.

use crate::json;

/// A mistake in a policy: what is wrong, where, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// Stable, for programs: `syntax`, `wrongType`, `unknownKey`, `unknownName`, `duplicate`, `unavailable`, `limit`.
    pub code: &'static str,
    /// One sentence without a final period.
    pub message: String,
    /// Path of the value in the document, such as `bots.deny[2]`; empty for the document itself.
    pub path: String,
    /// Counted from 1; columns count characters.
    pub line: usize,
    pub column: usize,
    /// The nearest valid spelling, if one is near.
    pub suggestion: Option<String>,
}

impl PolicyError {
    /// The error as one line of JSON, which hosts read.
    pub fn to_json(&self) -> String {
        let mut members = vec![
            ("code", json::string(self.code)),
            ("message", json::string(&self.message)),
            ("path", json::string(&self.path)),
            ("line", self.line.to_string()),
            ("column", self.column.to_string()),
        ];
        if let Some(suggestion) = &self.suggestion {
            members.push(("suggestion", json::string(suggestion)));
        }
        json::object(members)
    }
}
