//! Bytes as records and back: the one place that casts.

use crate::layout::{Class, Header, Renamed, Span};

/// A record that may be read from any bytes of its size.
///
/// # Safety
/// The type is `repr(C)` without padding, every bit pattern is a value of it, and its alignment is at most four.
pub unsafe trait Plain: Copy {}

// SAFETY: integers without padding; alignment at most four.
unsafe impl Plain for u8 {}
// SAFETY: as above.
unsafe impl Plain for u16 {}
// SAFETY: as above.
unsafe impl Plain for u32 {}
// SAFETY: `repr(C)` of integers that fill the record without gaps.
unsafe impl Plain for Renamed {}
// SAFETY: as above.
unsafe impl Plain for Class {}
// SAFETY: as above.
unsafe impl Plain for Header {}

/// The record at the start of `block`. Panics when the block is too short or not aligned to four bytes.
#[inline(always)]
pub fn read<T: Plain>(block: &[u8]) -> &T {
    &section(block, Span { offset: 0, len: 1 })[0]
}

/// The records of a section. Panics when they do not lie inside `block` or are not aligned.
#[inline(always)]
pub fn section<T: Plain>(block: &[u8], span: Span) -> &[T] {
    let bytes = &block[span.offset as usize..][..span.len as usize * size_of::<T>()];
    assert!(bytes.as_ptr().addr().is_multiple_of(align_of::<T>()));
    // SAFETY: in bounds by the slicing above, aligned by the assertion, and any bytes are a `T`.
    unsafe { core::slice::from_raw_parts(bytes.as_ptr().cast(), span.len as usize) }
}

/// As [`section`], to write.
#[inline(always)]
pub fn section_mut<T: Plain>(block: &mut [u8], span: Span) -> &mut [T] {
    let bytes = &mut block[span.offset as usize..][..span.len as usize * size_of::<T>()];
    assert!(bytes.as_ptr().addr().is_multiple_of(align_of::<T>()));
    // SAFETY: as in `section`, and `block` is borrowed exclusively.
    unsafe { core::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast(), span.len as usize) }
}

/// The bytes of records.
pub fn bytes_of<T: Plain>(records: &[T]) -> &[u8] {
    // SAFETY: a `Plain` type has no padding, so all its bytes are initialised.
    unsafe { core::slice::from_raw_parts(records.as_ptr().cast(), size_of_val(records)) }
}
