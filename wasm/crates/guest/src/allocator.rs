//! The compiler half's allocator: a bump allocator above the room reserved for the tables.
//!
//! Nothing it hands out survives `wizer-initialize`, so it frees only the last allocation, which is what growing
//! vectors need. The matcher half does not allocate; in a shipped module this file is gone.

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::buffers::block_address;

/// Room reserved between the static data and the heap. A larger block is refused.
pub const BLOCK_MAX_BYTES: usize = 4 << 20;

const PAGE_BYTES: usize = 1 << 16;

struct Bump {
    /// The first free address; 0 before the first allocation.
    next: AtomicUsize,
}

#[global_allocator]
static BUMP: Bump = Bump { next: AtomicUsize::new(0) };

/// Forgets every allocation.
pub fn reset() {
    BUMP.next.store(0, Relaxed);
}

// SAFETY: addresses only rise, so allocations do not overlap; `grow_to` ensures that the memory exists.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, wanted: Layout) -> *mut u8 {
        let free = match self.next.load(Relaxed) {
            0 => block_address() + BLOCK_MAX_BYTES,
            next => next,
        };
        let start = free.next_multiple_of(wanted.align());
        let Some(end) = start.checked_add(wanted.size()).filter(|end| grow_to(*end)) else {
            return core::ptr::null_mut();
        };
        self.next.store(end, Relaxed);
        core::ptr::with_exposed_provenance_mut(start)
    }

    unsafe fn dealloc(&self, start: *mut u8, wanted: Layout) {
        if start.addr() + wanted.size() == self.next.load(Relaxed) {
            self.next.store(start.addr(), Relaxed);
        }
    }

    unsafe fn realloc(&self, start: *mut u8, old: Layout, bytes: usize) -> *mut u8 {
        let end = start.addr() + bytes;
        if start.addr() + old.size() == self.next.load(Relaxed) && grow_to(end) {
            self.next.store(end, Relaxed);
            return start;
        }
        // SAFETY: the caller's layout with another size, as `GlobalAlloc::realloc` promises.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(bytes, old.align())) };
        if !new.is_null() {
            // SAFETY: both allocations have at least the smaller size and do not overlap.
            unsafe { start.copy_to_nonoverlapping(new, old.size().min(bytes)) };
        }
        new
    }
}

/// Whether memory reaches `end`, growing it if necessary.
fn grow_to(end: usize) -> bool {
    let pages = end.div_ceil(PAGE_BYTES);
    let have = core::arch::wasm32::memory_size::<0>();
    pages <= have || core::arch::wasm32::memory_grow::<0>(pages - have) != usize::MAX
}
