//! The compiler half's entry: compiles the policy and keeps only the block.

use core::ptr::{addr_of_mut, with_exposed_provenance_mut};

use snapwall_abi::{
    LAYOUT_CLIENT_SLOT, LAYOUT_CONTENT_RULES, LAYOUT_FINGERPRINT_PARTS_ADDRESS,
    LAYOUT_FINGERPRINT_PARTS_BYTES, LAYOUT_FINGERPRINT_READS, LAYOUT_INPUT_ADDRESS, LAYOUT_INPUT_BYTES,
    LAYOUT_ON_ERROR, LAYOUT_OUTPUT_ADDRESS, LAYOUT_OUTPUT_BYTES, LAYOUT_PARTS_ADDRESS, LAYOUT_PARTS_BYTES,
    LAYOUT_READS, LAYOUT_READY,
};
use snapwall_compiler::PolicyError;
use snapwall_tables::Header;
use snapwall_tables::fingerprint::Fingerprint;

use crate::allocator::{self, BLOCK_MAX_BYTES};
use crate::buffers::{InputBuffer, OutputBuffer, block_address, has_room_for_buffers, input, layout, output};
use crate::policy_io::{read_all, write_all};

const STANDARD_OUTPUT: u32 = 1;
const STANDARD_ERROR: u32 = 2;

/// Compiles the rule data and the policy on standard input into the tables; see "Reading a policy" in ARCHITECTURE.md.
///
/// # Panics
/// (that is, traps) on a mistake in the policy, after writing it to standard error.
#[unsafe(export_name = "wizer-initialize")]
pub extern "C" fn initialize() {
    let end = compile();
    forget_scratch(end);
}

/// How many bytes of memory the module needs from here on.
#[unsafe(no_mangle)]
pub extern "C" fn memory_in_use() -> usize {
    address_in_block(|header| header.bytes)
}

/// The address from which on the first block holds only what occurrences and names are looked up in.
#[unsafe(no_mangle)]
pub extern "C" fn patterns_from() -> usize {
    address_in_block(|header| header.patterns)
}

/// The address where the second block starts, which nothing reads before content is judged.
#[unsafe(no_mangle)]
pub extern "C" fn deferred_from() -> usize {
    address_in_block(|header| header.deferred)
}

/// The address for an offset in the header; the block's own address before there is one.
fn address_in_block(offset: fn(&Header) -> u32) -> usize {
    // SAFETY: plain reads; nothing else runs.
    unsafe {
        let is_ready = (&raw const layout).read()[LAYOUT_READY] == 1;
        let header = with_exposed_provenance_mut::<Header>(block_address());
        block_address() + if is_ready { offset(&*header) as usize } else { 0 }
    }
}

/// Builds the block and puts it in place. Returns the address of its end.
#[inline(never)]
fn compile() -> usize {
    assert!(has_room_for_buffers());
    let text = String::from_utf8(read_all()).unwrap_or_else(|_| {
        fail(&PolicyError {
            code: "syntax",
            message: "The policy is not valid UTF-8".to_owned(),
            path: String::new(),
            line: 1,
            column: 1,
            suggestion: None,
        })
    });
    let compiled = snapwall_compiler::compile(&text).unwrap_or_else(|error| fail(&error));
    let block = &compiled.block;
    assert!(block.len() <= BLOCK_MAX_BYTES);
    write_all(STANDARD_OUTPUT, compiled.description.as_bytes());

    let start = block_address();
    // SAFETY: the reserved room between static data and heap is unused, and the block fits in it.
    unsafe { with_exposed_provenance_mut::<u8>(start).copy_from(block.as_ptr(), block.len()) };
    // SAFETY: the header is at the block's start, and its new place is aligned.
    let header = unsafe { with_exposed_provenance_mut::<Header>(start).read() };
    // SAFETY: no reference to `layout` exists; the module has one thread. The block's sections are in place, too.
    unsafe {
        let words = &mut *addr_of_mut!(layout);
        words[LAYOUT_INPUT_ADDRESS] = input().addr() as u32;
        words[LAYOUT_INPUT_BYTES] = size_of::<InputBuffer>() as u32;
        words[LAYOUT_OUTPUT_ADDRESS] = output().addr() as u32;
        words[LAYOUT_OUTPUT_BYTES] = size_of::<OutputBuffer>() as u32;
        words[LAYOUT_PARTS_ADDRESS] = start as u32 + header.parts.offset;
        words[LAYOUT_PARTS_BYTES] = header.parts.len;
        words[LAYOUT_READS] = header.reads;
        words[LAYOUT_CLIENT_SLOT] = header.client_slot;
        words[LAYOUT_CONTENT_RULES] = compiled.content_rules;
        words[LAYOUT_ON_ERROR] = header.on_error;
        if header.fingerprint.len != 0 {
            let place = start + header.fingerprint.offset as usize;
            let fingerprint = with_exposed_provenance_mut::<Fingerprint>(place).read();
            words[LAYOUT_FINGERPRINT_PARTS_ADDRESS] = start as u32 + fingerprint.parts.offset;
            words[LAYOUT_FINGERPRINT_PARTS_BYTES] = fingerprint.parts.len;
            words[LAYOUT_FINGERPRINT_READS] = fingerprint.reads;
        }
        words[LAYOUT_READY] = 1;
    }
    start + block.len()
}

/// Zeroes the heap and the dead part of the stack: a snapshot keeps every non-zero byte.
#[inline(never)]
fn forget_scratch(end: usize) {
    allocator::reset();
    let memory_end = core::arch::wasm32::memory_size::<0>() << 16;
    let here = 0u8;
    // The stack grows down from below the static data; everything below this frame is dead. The margin is for what the
    // compiler keeps below the local's address.
    let dead_stack = (&raw const here).addr().saturating_sub(64);
    // SAFETY: the heap is dead (nothing allocated is used after `compile`), and so is the stack below this frame.
    unsafe {
        with_exposed_provenance_mut::<u8>(end).write_bytes(0, memory_end - end);
        with_exposed_provenance_mut::<u8>(1).write_bytes(0, dead_stack.saturating_sub(1));
    }
}

fn fail(error: &PolicyError) -> ! {
    write_all(STANDARD_ERROR, error.to_json().as_bytes());
    core::arch::wasm32::unreachable()
}
