//! Names of members that say nothing of their values.

use core::ops::Range;

/// How many are remembered: as many as most records have whose values are long.
const SLOTS: usize = 8;

/// How long a name may be that is remembered: two words of the machine's longest.
const NAME_MAX_BYTES: usize = 32;

/// A name, the end first.
type Key = [u128; 2];

/// Names that were read and say nothing. The members of a list's records have the same ones.
pub struct MuteNames([Key; SLOTS]);

impl MuteNames {
    pub const NONE: MuteNames = MuteNames([[0; 2]; SLOTS]);

    /// Whether a name is one of them.
    #[inline(always)]
    pub fn has(&self, text: &[u8], name: &Range<usize>) -> bool {
        key_of(text, name).is_some_and(|key| self.0[slot_of(key)] == key)
    }

    /// Remembers a name, and forgets another one.
    pub fn add(&mut self, text: &[u8], name: &Range<usize>) {
        if let Some(key) = key_of(text, name) {
            self.0[slot_of(key)] = key;
        }
    }
}

/// All bytes of a name, unless it is too long, or stands too near to the text's start. No name has a zero.
#[inline(always)]
fn key_of(text: &[u8], name: &Range<usize>) -> Option<Key> {
    let (near, far) = text[..name.end].last_chunk::<NAME_MAX_BYTES>()?.split_at(NAME_MAX_BYTES / 2);
    let [far, near] = [near, far].map(|half| half.first_chunk().map(|half| u128::from_le_bytes(*half)));
    let (far, near) = (far?, near?);
    let bits = |bytes: usize| 128 - bytes as u32 * 8;
    match name.len() {
        0 => None,
        bytes @ ..=16 => Some([near >> bits(bytes), 0]),
        bytes @ ..=NAME_MAX_BYTES => Some([near, far >> bits(bytes - 16)]),
        _ => None,
    }
}

/// Where a name is kept: by its last bytes and its length.
#[inline(always)]
fn slot_of([near, _]: Key) -> usize {
    let mixed = (near ^ near >> 64) as u64;
    // Knuth's multiplicative hash, of which the top bits depend on all of them.
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOTS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_all_others() {
        let name = "abcdefghijklmnopqrstuvwxyz_0123456789";
        let text = std::format!("{:40}{name}", "");
        let mut mute = MuteNames::NONE;
        let ranges =
            || (0..name.len()).flat_map(|from| (from + 1..=name.len()).map(move |to| 40 + from..40 + to));
        for range in ranges() {
            let is_kept = range.len() <= NAME_MAX_BYTES;
            mute.add(text.as_bytes(), &range);
            assert_eq!(mute.has(text.as_bytes(), &range), is_kept, "{range:?}");
            let others = ranges().filter(|other| *other != range && mute.has(text.as_bytes(), other));
            assert!(others.count() <= SLOTS - usize::from(is_kept));
        }
        assert!(!MuteNames::NONE.has(text.as_bytes(), &(40..45)));
        assert!(!mute.has(b"abc", &(0..3)));
    }
}
