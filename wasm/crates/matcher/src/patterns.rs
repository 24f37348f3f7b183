//! Bringing the tables of patterns and names into memory, which a browser's request needs nothing of.
//!
//! Each page of memory that an instance is given costs more than filling it, and of the default policy's block seven in
//! eighths are these tables. So a bake takes them out of what an instance starts with, and whoever reads them first asks
//! for them here: the look behind the filter, the telling of bots, the settings that name one.

/// Whether they are there.
#[cfg(target_arch = "wasm32")]
static ARE_LOADED: core::sync::atomic::AtomicBool = core::sync::atomic::AtomicBool::new(false);

/// Brings the tables into memory unless they are there.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn require_patterns() {
    use core::sync::atomic::Ordering::Relaxed;
    if !ARE_LOADED.load(Relaxed) {
        load_patterns();
        ARE_LOADED.store(true, Relaxed);
    }
}

/// Outside of a module a block is whole.
#[cfg(not(target_arch = "wasm32"))]
pub fn require_patterns() {}

/// Where the tables have been compiled they stand there already. A bake that takes them out of what an instance starts with
/// puts a body in place of this one that copies them there.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn load_patterns() {
    // For all that the optimiser knows it may write any byte.
    core::hint::black_box(&ARE_LOADED);
}
