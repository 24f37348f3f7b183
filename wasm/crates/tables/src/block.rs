//! The block as the matcher half sees it.

use core::marker::PhantomData;

use crate::layout::{Header, Span};
use crate::plain::Plain;

/// A compiled policy: a [`Header`] and the sections that it names.
///
/// The compiler half wrote it and no request can change it, so its spans are not checked again: checks would be half
/// the code that a first request waits for. What an attacker sends never becomes an offset into it without a check.
#[derive(Clone, Copy)]
pub struct Block<'a> {
    start: *const u8,
    lifetime: PhantomData<&'a [u8]>,
}

impl<'a> Block<'a> {
    /// # Safety
    /// `start` is aligned to four bytes and points to a block as the compiler half writes it. All of it is readable,
    /// and unchanged for `'a` except for the adjustable part between two uses.
    #[inline(always)]
    pub unsafe fn new(start: *const u8) -> Self {
        Block { start, lifetime: PhantomData }
    }

    #[inline(always)]
    pub fn header(self) -> &'a Header {
        // SAFETY: a block starts with its header and is aligned.
        unsafe { &*self.start.cast() }
    }

    /// The second block, which has sections but no header. It must be loaded first: see the matcher's module
    /// `deferred`.
    #[inline(always)]
    pub fn deferred(self) -> Block<'a> {
        // SAFETY: the compiler half wrote it there, aligned, after a word that holds its length.
        Block { start: unsafe { self.start.add(self.header().deferred as usize) }, lifetime: PhantomData }
    }

    /// The records of a section of this block.
    #[inline(always)]
    pub fn section<T: Plain>(self, span: Span) -> &'a [T] {
        // SAFETY: both blocks start with their length.
        let bytes = || unsafe { self.start.cast::<u32>().read() };
        debug_assert!(span.offset as usize + span.len as usize * size_of::<T>() <= bytes() as usize);
        // SAFETY: the compiler half wrote `len` records of this type there, aligned to four bytes.
        unsafe { core::slice::from_raw_parts(self.start.add(span.offset as usize).cast(), span.len as usize) }
    }

    /// One record of a section.
    ///
    /// # Safety
    /// The section has more than `index` records: the index comes from the block itself, or from a hash of bounded
    /// width.
    #[inline(always)]
    pub unsafe fn get<T: Plain>(self, span: Span, index: usize) -> T {
        debug_assert!(index < span.len as usize);
        // SAFETY: the caller's promise; the section is readable, as in `section`.
        unsafe { self.start.add(span.offset as usize).cast::<T>().add(index).read() }
    }
}

/// A block whose adjustable part may be written.
pub struct BlockMut<'a> {
    start: *mut u8,
    lifetime: PhantomData<&'a mut [u8]>,
}

impl BlockMut<'_> {
    /// # Safety
    /// As for [`Block::new`], and nothing else refers into the block for the lifetime.
    #[inline(always)]
    pub unsafe fn new(start: *mut u8) -> Self {
        BlockMut { start, lifetime: PhantomData }
    }

    /// A read-only view of the block.
    pub fn as_block(&self) -> Block<'_> {
        // SAFETY: the promise of `new`; the borrow keeps writers away.
        unsafe { Block::new(self.start) }
    }

    /// The settings in the header.
    pub fn header(&mut self) -> &mut Header {
        // SAFETY: a block starts with its header and is aligned, and the borrow is exclusive.
        unsafe { &mut *self.start.cast() }
    }

    /// The records of a section.
    pub fn records<T: Plain>(&mut self, span: Span) -> &mut [T] {
        // SAFETY: the compiler half wrote `len` records of this type there, and the borrow is exclusive.
        unsafe {
            core::slice::from_raw_parts_mut(self.start.add(span.offset as usize).cast(), span.len as usize)
        }
    }
}
