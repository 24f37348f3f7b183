//! Reads the policy, and writes the description or the error, through file descriptors: both Wizer and a JavaScript
//! host can provide these to a module that has no other imports.

#[repr(C)]
struct IoVector {
    address: *mut u8,
    bytes: usize,
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn fd_read(fd: u32, vectors: *const IoVector, count: usize, read: *mut usize) -> u32;
    fn fd_write(fd: u32, vectors: *const IoVector, count: usize, written: *mut usize) -> u32;
}

/// Reads all of standard input.
///
/// # Panics
/// When the host reports an error.
pub fn read_all() -> Vec<u8> {
    let mut text = Vec::new();
    let mut chunk = [0u8; 4096];
    loop {
        let vector = IoVector { address: chunk.as_mut_ptr(), bytes: chunk.len() };
        let mut read = 0;
        // SAFETY: the vector names a buffer of that size, and `read` is writable; the call keeps neither pointer.
        let status = unsafe { fd_read(0, &vector, 1, &mut read) };
        assert!(status == 0);
        if read == 0 {
            return text;
        }
        text.extend_from_slice(&chunk[..read]);
    }
}

/// Writes all of `text` to a descriptor.
///
/// # Panics
/// When the host reports an error.
pub fn write_all(fd: u32, mut text: &[u8]) {
    while !text.is_empty() {
        let vector = IoVector { address: text.as_ptr().cast_mut(), bytes: text.len() };
        let mut written = 0;
        // SAFETY: the vector names initialised bytes, which `fd_write` only reads.
        let status = unsafe { fd_write(fd, &vector, 1, &mut written) };
        assert!(status == 0 && written > 0);
        text = &text[written..];
    }
}
