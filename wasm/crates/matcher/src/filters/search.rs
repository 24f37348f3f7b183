//! Looking for a literal in a text.

/// Whether `text` contains `literal`, in one pass (Knuth, Morris and Pratt): no byte of the text is read twice, whatever it
/// and the literal repeat. `failures` says for each byte of the literal how much of its beginning also ends there.
pub fn contains(text: &[u8], literal: &[u8], failures: &[u8]) -> bool {
    let mut matched = 0;
    if matched == literal.len() {
        return true;
    }
    for byte in text {
        while matched > 0 && literal[matched] != *byte {
            matched = usize::from(failures[matched - 1]);
        }
        if literal[matched] == *byte {
            matched += 1;
            if matched == literal.len() {
                return true;
            }
        }
    }
    false
}
