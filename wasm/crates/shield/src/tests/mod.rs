//! Tests of the engine, in a module for each part.

mod code;
mod decode;
mod idle;
mod kinds;
mod markup;
mod prose;
mod quiet;
mod shape;
mod split;
mod statements;

use std::vec::Vec;

use crate::{Finding, Kind, Kinds, Place, Sensitivity, judge};

/// All findings in a value.
pub fn findings(value: &[u8], place: Place, sensitivity: Sensitivity) -> Vec<Finding> {
    let mut scratch = [0; 4096];
    let mut findings = Vec::new();
    judge(value, place, sensitivity, Kinds::ALL, &mut scratch, &mut |finding| findings.push(finding));
    findings
}

/// Asserts that every value is found to be of a kind.
pub fn assert_found(kind: Kind, place: Place, values: &[&str]) {
    for value in values {
        let found = findings(value.as_bytes(), place, Sensitivity::Balanced);
        assert!(found.iter().any(|finding| finding.kind == kind), "{value:?} is no {kind:?}: {found:?}");
    }
}

/// Asserts that nothing is found in any value.
pub fn assert_quiet(place: Place, values: &[&str]) {
    for value in values {
        let found = findings(value.as_bytes(), place, Sensitivity::Balanced);
        assert!(found.is_empty(), "{value:?}: {found:?}");
    }
}
