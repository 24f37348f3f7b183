//! Web addresses, in which only a word can begin a run.

use crate::sql::prose::Names;
use crate::sql::words::is_idle;
use crate::text::at;

/// Whether a text of address bytes is a web address in which no run begins: after the scheme, only words begin one.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
#[inline(never)]
pub fn is_address(text: &[u8]) -> bool {
    if !(text.starts_with(b"https://") || text.starts_with(b"http://")) {
        return false;
    }
    let mut names = Names::new(text, 0);
    let mut index = 4;
    while index < text.len() {
        let end = names.end(index);
        let is_quiet = match text[index] {
            _ if end == index => text[index] != b'&' || at(text, index + 1) != b'&',
            // What follows a number is a separate word, even after an exponent: `1.e1union`.
            b'0'..=b'9' => {
                let goes_on = at(text, end) == b'.' && at(text, end + 1).is_ascii_alphabetic();
                !goes_on && text[index..end].iter().all(u8::is_ascii_digit)
            }
            _ => is_idle(text, index, end),
        };
        if !is_quiet {
            return false;
        }
        index = end.max(index + 1);
    }
    true
}
