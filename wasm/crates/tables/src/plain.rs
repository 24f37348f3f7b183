//! Bytes as records and back.

use crate::address::AddressRange;
use crate::automata::Automaton;
use crate::claims::{Claims, Crawler};
use crate::content::{CustomPattern, EmailRule, SensitiveRule};
use crate::filters::{Clue, Clues, Expression, Filters, IntegerRange, Op, Test, Text};
use crate::fingerprint::{Characteristic, Fingerprint};
use crate::layout::{Class, ClientRule, Header};
use crate::regexes::{Group, Regexes};
use crate::shield::{Exclusion, Shield};

/// A record that may be read from any bytes of its size.
///
/// # Safety
/// The type is `repr(C)` without padding, every bit pattern is a valid value, and its alignment is at most four.
pub unsafe trait Plain: Copy {}

// SAFETY: integers without padding; alignment at most four.
unsafe impl Plain for u8 {}
// SAFETY: as above.
unsafe impl Plain for u16 {}
// SAFETY: as above.
unsafe impl Plain for u32 {}
// SAFETY: `repr(C)` of integers that fill the record without gaps.
unsafe impl Plain for Class {}
// SAFETY: as above.
unsafe impl Plain for ClientRule {}
// SAFETY: as above.
unsafe impl Plain for Header {}
// SAFETY: as above.
unsafe impl Plain for Claims {}
// SAFETY: as above.
unsafe impl Plain for Crawler {}
// SAFETY: as above.
unsafe impl Plain for Filters {}
// SAFETY: as above.
unsafe impl Plain for Clue {}
// SAFETY: as above.
unsafe impl Plain for Clues {}
// SAFETY: as above.
unsafe impl Plain for Expression {}
// SAFETY: as above.
unsafe impl Plain for Test {}
// SAFETY: as above.
unsafe impl Plain for Op {}
// SAFETY: as above.
unsafe impl Plain for IntegerRange {}
// SAFETY: as above.
unsafe impl Plain for AddressRange {}
// SAFETY: as above.
unsafe impl Plain for Text {}
// SAFETY: as above.
unsafe impl Plain for Automaton {}
// SAFETY: as above.
unsafe impl Plain for Regexes {}
// SAFETY: as above.
unsafe impl Plain for Group {}
// SAFETY: as above.
unsafe impl Plain for Shield {}
// SAFETY: as above.
unsafe impl Plain for Exclusion {}
// SAFETY: as above.
unsafe impl Plain for Fingerprint {}
// SAFETY: as above.
unsafe impl Plain for Characteristic {}
// SAFETY: as above.
unsafe impl Plain for EmailRule {}
// SAFETY: as above.
unsafe impl Plain for SensitiveRule {}
// SAFETY: as above.
unsafe impl Plain for CustomPattern {}

/// The bytes of records.
pub fn bytes_of<T: Plain>(records: &[T]) -> &[u8] {
    // SAFETY: a `Plain` type has no padding, so all its bytes are initialised.
    unsafe { core::slice::from_raw_parts(records.as_ptr().cast(), size_of_val(records)) }
}

/// The bytes of records, writable: any bytes are valid records.
pub fn bytes_of_mut<T: Plain>(records: &mut [T]) -> &mut [u8] {
    // SAFETY: as in `bytes_of`; and any bit pattern is a valid value of a `Plain` type.
    unsafe { core::slice::from_raw_parts_mut(records.as_mut_ptr().cast(), size_of_val(records)) }
}
