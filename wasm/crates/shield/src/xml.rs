//! The values in an XML document: its attributes and texts.

use crate::text::{follows, is_blank, skip};

/// Passes to `take` each attribute's value and each text between tags of a document that begins with an XML
/// declaration, with its offset. Malformed documents are read as far as they can be.
pub fn pieces(text: &[u8], take: &mut impl FnMut(usize, &[u8])) {
    let start = skip(text, 0, is_blank);
    if !follows(text, start, b"<?xml ") {
        return;
    }
    let mut index = start + 5;
    while index < text.len() {
        let byte = text[index];
        let end = match byte {
            b'"' | b'\'' => skip(text, index + 1, |other| other != byte),
            b'>' => skip(text, index + 1, |other| other != b'<'),
            _ => {
                index += 1;
                continue;
            }
        };
        if end > index + 1 {
            take(index + 1, &text[index + 1..end]);
        }
        index = if byte == b'>' { end } else { end + 1 };
    }
}
