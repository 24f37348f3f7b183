//! The request path: the host's buffers, and the crossing.

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
    /// Where the stack ends and the linker has left room for the buffers.
    static mut __stack_high: u8;
    /// Where the linker's data starts.
    static mut __global_base: u8;
    /// Where the linker's data ends; the tables stand here.
    static mut __heap_base: u8;
}

/// The buffer for answers. Buffers stand between the stack and the static data, so that nothing empty parts the data from the
/// tables: each page of memory that an instance is given costs several times what filling it does.
pub fn output() -> *mut OutputBuffer {
    (&raw mut __stack_high).cast()
}

/// The buffer for requests.
pub fn input() -> *mut InputBuffer {
    // SAFETY: the linker has left room for both; `has_room_for_buffers` says so, and a module where it does not is never made.
    unsafe { output().add(1).cast() }
}

/// What the rule `sensitive` judges texts in. A snapshot has nothing of it.
fn workspace() -> *mut Workspace {
    // SAFETY: as in `input`.
    unsafe { input().add(1).cast() }
}

/// Whether the linker has left the room that the buffers and the workspace take, and where they can stand.
pub fn has_room_for_buffers() -> bool {
    let (start, end) = ((&raw mut __stack_high).addr(), (&raw mut __global_base).addr());
    start.is_multiple_of(align_of::<Header>())
        && end - start >= size_of::<OutputBuffer>() + size_of::<InputBuffer>() + size_of::<Workspace>()
}

/// Where the tables stand: right behind all static data.
pub fn block_address() -> usize {
    (&raw mut __heap_base).addr()
}

/// Where the compiled policy stands. Traps before `wizer-initialize` has run.
fn block() -> *mut u8 {
    // SAFETY: no reference to `layout` is kept anywhere.
    let ready = unsafe { (&raw const layout).read()[LAYOUT_READY] };
    assert!(ready == 1);
    core::ptr::with_exposed_provenance_mut(block_address())
}

/// Judges the request in the input buffer; see "Answer of `check`" in ARCHITECTURE.md.
#[unsafe(no_mangle)]
pub extern "C" fn check() -> u32 {
    // SAFETY: `initialize` put a block there, and the buffers are nobody else's. Exports are called one at a time (one
    // thread, no host function is called from inside), and the references end with the call.
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
    // SAFETY: as in `check`; a workspace may be all zero, as it is before the first call.
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
