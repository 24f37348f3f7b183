//! A bump allocator that packs what survives: the build runs twice, the first run records which allocations are never
//! freed, the second puts exactly those side by side at the bottom.

use core::alloc::{GlobalAlloc, Layout};
use core::ptr::{null_mut, with_exposed_provenance_mut};
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Room at the bottom for what survives.
const PACKED_MAX_BYTES: usize = 32 << 20;

/// A byte for each allocation of the recorded run: 1 while it lives.
const RECORD_BYTES: usize = 4 << 20;

/// Before each allocation in the scratch area stands its number.
const NUMBER_BYTES: usize = 8;

const PAGE_BYTES: usize = 1 << 16;

const READING: usize = 0;
const RECORDING: usize = 1;
const PACKING: usize = 2;

static PHASE: AtomicUsize = AtomicUsize::new(READING);
static NUMBER: AtomicUsize = AtomicUsize::new(0);
/// The number that the recorded run, and so the packing one, starts from.
static RECORDED_FROM: AtomicUsize = AtomicUsize::new(0);
/// The ends of the two areas, in bytes from their starts.
static PACKED: AtomicUsize = AtomicUsize::new(0);
static SCRATCH: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" {
    /// Where the linker's data ends.
    static mut __heap_base: u8;
}

fn packed_start() -> usize {
    (&raw mut __heap_base).addr().next_multiple_of(16)
}

fn record(number: usize) -> *mut u8 {
    assert!(number < RECORD_BYTES);
    with_exposed_provenance_mut(packed_start() + PACKED_MAX_BYTES + number)
}

fn scratch_start() -> usize {
    packed_start() + PACKED_MAX_BYTES + RECORD_BYTES
}

/// From here on, notes which allocations are freed.
pub fn begin_recording() {
    assert!(grow_to(scratch_start()));
    PHASE.store(RECORDING, Relaxed);
    RECORDED_FROM.store(NUMBER.load(Relaxed), Relaxed);
}

/// From here on, packs the allocations that were not freed. What the recorded run left must be forgotten, not dropped.
pub fn begin_packing() {
    PHASE.store(PACKING, Relaxed);
    NUMBER.store(RECORDED_FROM.load(Relaxed), Relaxed);
}

/// The end of what survives.
pub fn packed_end() -> usize {
    packed_start() + PACKED.load(Relaxed)
}

/// Zeroes all that does not survive: a snapshot keeps every byte that is not zero.
pub fn forget_scratch() {
    let end = packed_end();
    let memory_end = core::arch::wasm32::memory_size::<0>() * PAGE_BYTES;
    // SAFETY: nothing allocated above is used any more.
    unsafe { with_exposed_provenance_mut::<u8>(end).write_bytes(0, memory_end - end) };
}

struct TwoRuns;

#[global_allocator]
static ALLOCATOR: TwoRuns = TwoRuns;

// SAFETY: addresses only rise in either area, so allocations do not overlap; `grow_to` makes sure of the memory.
unsafe impl GlobalAlloc for TwoRuns {
    unsafe fn alloc(&self, wanted: Layout) -> *mut u8 {
        let phase = PHASE.load(Relaxed);
        let number = NUMBER.fetch_add(1, Relaxed);
        // SAFETY: the record lies in memory since `begin_recording`.
        if phase == PACKING && unsafe { record(number).read() } == 1 {
            let start = packed_end().next_multiple_of(wanted.align());
            PACKED.store(start + wanted.size() - packed_start(), Relaxed);
            assert!(PACKED.load(Relaxed) <= PACKED_MAX_BYTES);
            return with_exposed_provenance_mut(start);
        }
        let align = wanted.align().max(NUMBER_BYTES);
        let start = (scratch_start() + SCRATCH.load(Relaxed) + NUMBER_BYTES).next_multiple_of(align);
        let end = start + wanted.size();
        if !grow_to(end) {
            return null_mut();
        }
        SCRATCH.store(end - scratch_start(), Relaxed);
        // SAFETY: the eight bytes before `start` were left free above.
        unsafe { with_exposed_provenance_mut::<u32>(start - NUMBER_BYTES).write(number as u32) };
        if phase == RECORDING {
            // SAFETY: as above.
            unsafe { record(number).write(1) };
        }
        with_exposed_provenance_mut(start)
    }

    unsafe fn dealloc(&self, start: *mut u8, _: Layout) {
        if PHASE.load(Relaxed) == RECORDING {
            // SAFETY: while recording, every allocation is in the scratch area and has its number before it.
            unsafe { record(start.cast::<u32>().byte_sub(NUMBER_BYTES).read() as usize).write(0) };
        }
    }
}

/// Whether memory reaches `end`, after growing it if need be.
fn grow_to(end: usize) -> bool {
    let pages = end.div_ceil(PAGE_BYTES);
    let have = core::arch::wasm32::memory_size::<0>();
    pages <= have || core::arch::wasm32::memory_grow::<0>(pages - have) != usize::MAX
}
