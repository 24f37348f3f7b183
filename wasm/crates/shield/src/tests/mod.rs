//! Tests of the engine, each beside what it judges.

mod decode;
mod kinds;
mod prose;
mod shape;
mod split;

use std::vec::Vec;

use crate::{Finding, Kinds, Place, Sensitivity, judge};

/// Every finding in a value.
pub fn findings(value: &[u8], place: Place, sensitivity: Sensitivity) -> Vec<Finding> {
    let mut scratch = [0; 4096];
    let mut findings = Vec::new();
    judge(value, place, sensitivity, Kinds::ALL, &mut scratch, &mut |finding| findings.push(finding));
    findings
}
