//! The last byte of a set before a position.

use snapwall_bytes::ByteSet;

/// The last byte of a set before each of several positions, which must be asked for in ascending order: each byte of
/// the text is looked at once, however rare the bytes of the set are.
pub struct Last {
    set: &'static ByteSet,
    looked_to: usize,
    /// The end of the last one before `looked_to`; 0 if there is none.
    end: usize,
}

impl Last {
    pub const fn of(set: &'static ByteSet) -> Self {
        Last { set, looked_to: 0, end: 0 }
    }

    /// The end of the last one before `at`; 0 if there is none.
    #[inline(always)]
    pub fn end_before(&mut self, text: &[u8], at: usize) -> usize {
        if let Some(last) = self.set.rfind(true, text, self.looked_to.min(at)..at) {
            self.end = last + 1;
        }
        self.looked_to = at;
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static COMMAS: ByteSet = ByteSet::of(b",");

    #[test]
    fn the_last_one_is_told_whatever_was_asked_before() {
        let text = b"a,bb,,ccc,ddddddddddddddddddddddddddddddddddddd,e";
        for step in 1..text.len() {
            let mut last = Last::of(&COMMAS);
            for at in (0..=text.len()).step_by(step) {
                let expected = text[..at].iter().rposition(|byte| *byte == b',').map_or(0, |comma| comma + 1);
                assert_eq!(last.end_before(text, at), expected, "{at} by {step}");
            }
        }
    }
}
