//! The request path: the host's buffers and the exports that judge.

use snapwall_abi::{
    CAPACITY_INPUT_BYTES, CAPACITY_OUTPUT_BYTES, LAYOUT_ABI, LAYOUT_MAGIC, LAYOUT_READY, LAYOUT_WORDS, MAGIC,
    VERSION,
};
use snapwall_matcher::Workspace;
use snapwall_tables::{Block, BlockMut, Header};

pub type InputBuffer = [u32; CAPACITY_INPUT_BYTES / 4];
pub type OutputBuffer = [u32; CAPACITY_OUTPUT_BYTES / 4];

/// The layout words; the export is a global whose value is their address.
#[allow(non_upper_case_globals)]
#[unsafe(no_mangle)]
pub static mut layout: [u32; LAYOUT_WORDS] = {
    let mut words = [0; LAYOUT_WORDS];
    words[LAYOUT_MAGIC] = MAGIC;
    words[LAYOUT_ABI] = VERSION;
    words
};

unsafe extern "C" {
    /// The end of the stack, after which the linker has left room for the buffers.
    static mut __stack_high: u8;
    /// Where the linker's data starts.
    static mut __global_base: u8;
    /// Where the linker's data ends and the tables start.
    static mut __heap_base: u8;
}

/// The buffer for answers. The buffers are between the stack and the static data, so that no gap separates the data from the
/// tables: a page of memory costs an instance several times more to get than to fill.
pub fn output() -> *mut OutputBuffer {
    (&raw mut __stack_high).cast()
}

/// The buffer for requests.
pub fn input() -> *mut InputBuffer {
    // SAFETY: the linker has left room for both; `has_room_for_buffers` checks that before a module is made.
    unsafe { output().add(1).cast() }
}

/// The working memory for the rule `sensitive`. A snapshot contains none of it.
fn workspace() -> *mut Workspace {
    // SAFETY: as in `input`.
    unsafe { input().add(1).cast() }
}

/// Whether the linker has left enough aligned room for the buffers and the workspace.
pub fn has_room_for_buffers() -> bool {
    let (start, end) = ((&raw mut __stack_high).addr(), (&raw mut __global_base).addr());
    start.is_multiple_of(align_of::<Header>())
        && end - start >= size_of::<OutputBuffer>() + size_of::<InputBuffer>() + size_of::<Workspace>()
}

/// Where the tables start: right after all static data.
pub fn block_address() -> usize {
    (&raw mut __heap_base).addr()
}

/// The address of the compiled policy. Traps before `wizer-initialize` has run.
fn block() -> *mut u8 {
    // SAFETY: no reference to `layout` is kept anywhere.
    let ready = unsafe { (&raw const layout).read()[LAYOUT_READY] };
    assert!(ready == 1);
    core::ptr::with_exposed_provenance_mut(block_address())
}

/// Judges the request in the input buffer; see "Answer of `check`" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn check() -> u32 {
    // SAFETY: `initialize` put a block there, and nothing else uses the buffers. Exports are called one at a time (one
    // thread, and no host function is called from inside), and the references end with the call.
    unsafe {
        let (input, output) = (&mut *input(), &mut *output());
        snapwall_matcher::check(Block::new(block()), input, output)
    }
}

/// Judges the email address in the input buffer; see "Answer of `email`" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn email() -> u32 {
    // SAFETY: as in `check`.
    unsafe {
        let (input, output) = (&mut *input(), &mut *output());
        snapwall_matcher::email(Block::new(block()), input, output)
    }
}

/// Judges the piece of a text in the input buffer; see "Answer of `sensitive`" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn sensitive() -> u32 {
    // SAFETY: as in `check`; an all-zero workspace is valid, which is its state before the first call.
    unsafe {
        let (workspace, input, output) = (&mut *workspace(), &mut *input(), &mut *output());
        snapwall_matcher::sensitive(Block::new(block()), workspace, input, output)
    }
}

/// Applies run-time settings; see "Input of `configure`" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn configure() -> u32 {
    // SAFETY: as in `check`.
    unsafe { snapwall_matcher::configure(&mut BlockMut::new(block()), &mut *input()) }
}

/// Takes a request's fingerprint; see "Fingerprints" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn fingerprint() {
    // SAFETY: as in `check`.
    unsafe {
        let (input, output) = (&mut *input(), &mut *output());
        snapwall_matcher::fingerprint(Block::new(block()), input, output);
    }
}
