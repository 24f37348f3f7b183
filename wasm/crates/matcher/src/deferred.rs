//! Bringing tables into memory that most instances never need.
//!
//! Each page of memory that an instance is given costs more than filling it. So a bake takes what a plain browser's request
//! needs nothing of out of what an instance starts with, and gives the functions below bodies that copy it to its place:
//! whoever reads such tables asks for them first. Outside of a module all tables are there.

#[cfg(target_arch = "wasm32")]
use core::hint::black_box;
#[cfg(target_arch = "wasm32")]
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[cfg(target_arch = "wasm32")]
static PATTERNS_ARE_THERE: AtomicBool = AtomicBool::new(false);
#[cfg(target_arch = "wasm32")]
static CONTENT_IS_THERE: AtomicBool = AtomicBool::new(false);

/// Brings the patterns and names of bots into memory unless they are there, for the look behind the filter, the telling of bots
/// and the settings that name one.
#[inline(always)]
pub fn require_patterns() {
    #[cfg(target_arch = "wasm32")]
    require(&PATTERNS_ARE_THERE, load_patterns);
}

/// Brings the second block into memory unless it is there, with the constants that only rules for content read.
#[inline(always)]
pub fn require_content() {
    #[cfg(target_arch = "wasm32")]
    require(&CONTENT_IS_THERE, load_deferred);
}

#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn require(is_there: &AtomicBool, load: extern "C" fn()) {
    if !is_there.load(Relaxed) {
        load();
        is_there.store(true, Relaxed);
    }
}

/// Where a policy has been compiled its tables stand in memory already.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn load_patterns() {
    // For all that the optimiser knows the body that a bake puts in this one's place may write any byte.
    black_box(&PATTERNS_ARE_THERE);
}

/// As [`load_patterns`].
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn load_deferred() {
    black_box(&CONTENT_IS_THERE);
}
