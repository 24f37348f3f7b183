//! What every subject shares: the patterns, the text, what counts as found, and the memory of a snapshot.
//!
//! A subject implements [`Matcher`] and names itself with [`subject!`]. All of them get the same patterns and must find
//! the same occurrences, anchors and overlaps included; they differ only in how they get there.

mod allocator;
mod automaton;
mod exports;
mod gram;
mod input;
mod patterns;
mod table;
mod tally;
mod verdicts;

pub use allocator::{begin_packing, begin_recording, forget_scratch, packed_end};
pub use automaton::Search;
pub use exports::{TEXT, Text, framed};
pub use gram::{FILTER_WORDS, Gram, WINDOW, enter};
pub use input::read_all;
pub use patterns::{Pattern, Patterns};
pub use table::{Literals, Table, gram, windows};
pub use tally::Tally;
pub use verdicts::Verdicts;

/// A way to find every occurrence of every pattern.
pub trait Matcher {
    /// What the tables are built from.
    type Source;

    /// Reads standard input.
    fn read(input: &str) -> Self::Source;

    /// Builds the tables. Runs at build time, twice, and must allocate the same way both times.
    fn build(source: &Self::Source) -> Self;

    /// Counts every occurrence in a text. `framed` is the text with a byte that is no letter or digit on either side.
    fn find(&self, framed: &[u8], tally: &mut Tally);
}

/// Makes a subject's exports: the initialiser, which leaves the tables in memory, and `scan`.
#[macro_export]
macro_rules! subject {
    ($matcher:ty) => {
        static mut MATCHER: Option<$matcher> = None;
        static mut CHECKSUM: u32 = 0;

        #[unsafe(export_name = "wizer-initialize")]
        pub extern "C" fn initialize() {
            let source = <$matcher as $crate::Matcher>::read(&$crate::read_all());
            $crate::begin_recording();
            let recorded = <$matcher as $crate::Matcher>::build(&source);
            $crate::begin_packing();
            core::mem::forget(recorded);
            let packed = <$matcher as $crate::Matcher>::build(&source);
            // SAFETY: the module has one thread, and nothing else refers to it.
            unsafe { *core::ptr::addr_of_mut!(MATCHER) = Some(packed) };
            $crate::forget_scratch();
        }

        /// Searches `bytes` bytes of the text buffer from `start` on, and returns the number of occurrences.
        #[unsafe(no_mangle)]
        pub extern "C" fn scan(start: usize, bytes: usize) -> u32 {
            // SAFETY: as above; the initialiser is done.
            let matcher = unsafe { (*core::ptr::addr_of!(MATCHER)).as_ref() };
            let mut tally = $crate::Tally::default();
            $crate::Matcher::find(matcher.expect("initialised"), $crate::framed(start, bytes), &mut tally);
            // SAFETY: as above.
            unsafe { CHECKSUM = tally.checksum };
            tally.count
        }

        /// The checksum of what the last `scan` found.
        #[unsafe(no_mangle)]
        pub extern "C" fn checksum() -> u32 {
            // SAFETY: as above.
            unsafe { CHECKSUM }
        }

        /// How many bytes of memory the module needs from here on.
        #[unsafe(no_mangle)]
        pub extern "C" fn memory_in_use() -> usize {
            $crate::packed_end()
        }
    };
}
