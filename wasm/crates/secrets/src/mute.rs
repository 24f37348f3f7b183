//! Names whose values need not be looked at.

use core::ops::Range;

use snapwall_bytes::is_same;

/// How many are remembered: several times as many as most records have members with long values, so that few share a
/// slot.
const SLOTS: usize = 32;

/// Names that were read and say nothing, as ranges of the text. The records of a list all have the same names.
pub struct MuteNames([[u32; 2]; SLOTS]);

impl MuteNames {
    pub const NONE: MuteNames = MuteNames([[0; 2]; SLOTS]);

    /// Whether a name equals a remembered one.
    #[inline(always)]
    pub fn has(&self, text: &[u8], name: &Range<usize>) -> bool {
        let Some(slot) = slot_of(text, name) else { return false };
        let [start, end] = self.0[slot].map(|place| place as usize);
        is_same(&text[start..end], &text[name.clone()])
    }

    /// Remembers a name in place of the one in its slot.
    pub fn add(&mut self, text: &[u8], name: &Range<usize>) {
        if let Some(slot) = slot_of(text, name) {
            self.0[slot] = [name.start as u32, name.end as u32];
        }
    }
}

/// The slot of a name, by some of its bytes and its length; none for an empty name.
#[inline(always)]
fn slot_of(text: &[u8], name: &Range<usize>) -> Option<usize> {
    let name = &text[name.clone()];
    let (first, last) = (name.first()?, name.last()?);
    let mixed = u32::from_le_bytes([*last, *first, name[name.len() / 2], name.len() as u8]);
    // Knuth's multiplicative hash: its top bits depend on all four bytes.
    Some((mixed.wrapping_mul(0x9e37_79b1) >> (u32::BITS - SLOTS.ilog2())) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_all_others() {
        let name = "abcdefghijklmnopqrstuvwxyz_0123456789";
        let text = std::format!("{name} {name}");
        let mut mute = MuteNames::NONE;
        let ranges = || (0..name.len()).flat_map(|from| (from + 1..=name.len()).map(move |to| from..to));
        for range in ranges() {
            mute.add(text.as_bytes(), &range);
            let again = |range: Range<usize>| range.start + name.len() + 1..range.end + name.len() + 1;
            assert!(mute.has(text.as_bytes(), &again(range.clone())), "{range:?}");
            let others =
                ranges().filter(|other| *other != range && mute.has(text.as_bytes(), &again(other.clone())));
            assert!(others.count() < SLOTS);
        }
        assert!(!MuteNames::NONE.has(text.as_bytes(), &(1..5)));
        assert!(!mute.has(text.as_bytes(), &(3..3)));
    }
}
