//! The rule data, from standard input: what Wizer and a JavaScript host alike can give.

#[repr(C)]
struct IoVector {
    address: *mut u8,
    bytes: usize,
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn fd_read(fd: u32, vectors: *const IoVector, count: usize, read: *mut usize) -> u32;
}

/// Everything on standard input.
///
/// # Panics
/// When the host reports an error or the text is not UTF-8.
pub fn read_all() -> String {
    let mut text = Vec::new();
    let mut chunk = [0u8; 4096];
    loop {
        let vector = IoVector { address: chunk.as_mut_ptr(), bytes: chunk.len() };
        let mut read = 0;
        // SAFETY: the vector names a buffer of that size, and `read` is writable; the call keeps neither.
        let status = unsafe { fd_read(0, &vector, 1, &mut read) };
        assert!(status == 0);
        if read == 0 {
            return String::from_utf8(text).expect("UTF-8");
        }
        text.extend_from_slice(&chunk[..read]);
    }
}
