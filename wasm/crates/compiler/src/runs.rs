//! Writes runs.

use snapwall_tables::{Runs, STRIDE};

use crate::block::BlockWriter;

/// Writes the lengths of runs and the start of every sixteenth.
///
/// # Panics
/// When a run is longer than 255 or starts beyond 65,535: callers check their limits first.
pub fn write_runs(lens: &[usize], writer: &mut BlockWriter) -> Runs {
    let mut starts = Vec::new();
    let mut total = 0;
    for (index, len) in lens.iter().enumerate() {
        if index.is_multiple_of(STRIDE) {
            starts.push(u16::try_from(total).expect("a start fits"));
        }
        total += len;
    }
    let lens: Vec<u8> = lens.iter().map(|len| u8::try_from(*len).expect("a length fits")).collect();
    Runs { lens: writer.section(&lens), starts: writer.section(&starts) }
}
