//! Loading tables into memory that most instances never need.
//!
//! A page of memory costs an instance more to get than to fill. So a bake moves what a plain browser's request never reads
//! out of the initial memory, and gives the functions below bodies that copy it into place. Code that reads these tables
//! calls them first. Outside a baked module all tables are in memory from the start.

#[cfg(target_arch = "wasm32")]
use core::hint::black_box;
#[cfg(target_arch = "wasm32")]
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

#[cfg(target_arch = "wasm32")]
static PATTERNS_ARE_THERE: AtomicBool = AtomicBool::new(false);
#[cfg(target_arch = "wasm32")]
static CONTENT_IS_THERE: AtomicBool = AtomicBool::new(false);

/// Loads the patterns and names of bots into memory unless they are there. Needed to compare candidates that pass the filter,
/// to report bots, and for settings that name one.
#[inline(always)]
pub fn require_patterns() {
    #[cfg(target_arch = "wasm32")]
    require(&PATTERNS_ARE_THERE, load_patterns);
}

/// Loads the second block into memory unless it is there, along with the constants that only rules for content read.
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

/// Does nothing where a policy was compiled in place: its tables are already in memory.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn load_patterns() {
    // Tells the optimiser that the body a bake puts here may write any byte.
    black_box(&PATTERNS_ARE_THERE);
}

/// Like [`load_patterns`].
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn load_deferred() {
    black_box(&CONTENT_IS_THERE);
}
