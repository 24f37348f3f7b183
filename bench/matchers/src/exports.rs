//! The text buffer, of the size that the shipped module has.

use core::ptr::addr_of;

#[repr(C, align(16))]
pub struct Text(pub [u8; 1 << 16]);

/// The text; the export is a global whose value is its address. The name is the one that a bake asks for.
#[unsafe(export_name = "layout")]
pub static mut TEXT: Text = Text([0; 1 << 16]);

/// The text from `start` on, with the byte on either side. Panics when it reaches out of the buffer.
pub fn framed<'a>(start: usize, bytes: usize) -> &'a [u8] {
    // SAFETY: the host writes only between calls, and the module only reads.
    unsafe { &(&*addr_of!(TEXT)).0[start - 1..=start + bytes] }
}
