//! Character classes: which characters may occur where.

/// A set of characters below 128, one bit each.
#[derive(Clone, Copy)]
struct Set([u64; 2]);

impl Set {
    const fn of(text: &[u8]) -> Set {
        let (mut bits, mut at) = ([0; 2], 0);
        while at < text.len() {
            bits[(text[at] / 64) as usize] |= 1 << (text[at] % 64);
            at += 1;
        }
        Set(bits)
    }

    #[inline(always)]
    fn has(self, byte: u8) -> bool {
        let half = if byte < 64 { self.0[0] } else { self.0[1] };
        byte < 128 && half >> (byte % 64) & 1 != 0
    }
}

const ATEXT: Set =
    Set::of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&'*+-/=?^_`{|}~");
const LABEL: Set = Set::of(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

/// `atext` of RFC 5322 section 3.2.3.
#[inline(always)]
pub fn is_atext(byte: u8) -> bool {
    ATEXT.has(byte)
}

/// The ASCII characters of a domain label: letters, digits, hyphens.
#[inline(always)]
pub fn is_label_byte(byte: u8) -> bool {
    LABEL.has(byte)
}

/// The non-ASCII character that `text` starts with, and its length in bytes. `None` for ASCII and for invalid UTF-8.
pub fn next_wide(text: &[u8]) -> Option<(u32, usize)> {
    let continued =
        |at: usize| text.get(at).filter(|byte| **byte & 0xC0 == 0x80).map(|byte| u32::from(byte & 0x3F));
    let lead = u32::from(*text.first()?);
    let (character, len) = match lead {
        0xC2..=0xDF => ((lead & 0x1F) << 6 | continued(1)?, 2),
        0xE0..=0xEF => ((lead & 0x0F) << 12 | continued(1)? << 6 | continued(2)?, 3),
        0xF0..=0xF4 => ((lead & 0x07) << 18 | continued(1)? << 12 | continued(2)? << 6 | continued(3)?, 4),
        _ => return None,
    };
    let is_shortest = character >= [0x80, 0x800, 0x1_0000][len - 2];
    (is_shortest && char::from_u32(character).is_some()).then_some((character, len))
}

/// Whether a non-ASCII character displays as nothing, as a space, or as "unknown". No profile allows these in an address,
/// since nobody could type what they read.
pub fn is_invisible(character: u32) -> bool {
    matches!(character,
        0x80..=0xA0 | 0xAD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x1680 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x2000..=0x200B | 0x200E..=0x200F | 0x2028..=0x202F | 0x205F..=0x206F | 0x3000 | 0x3164
        | 0xD800..=0xF8FF | 0xFDD0..=0xFDEF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFF | 0x1_D173..=0x1_D17A
        | 0xE_0000..)
}

/// Whether a non-ASCII character is a letter, a mark or a digit that a label may have (RFC 5892), by blocks. Symbols,
/// punctuation and compatibility forms of other characters (full width, mathematical, circled) are not.
///
/// Unassigned characters between letters count as letters, so that the table need not follow each version of Unicode.
pub fn is_letter(character: u32) -> bool {
    !matches!(character,
        0..=0xB6 | 0xB8..=0xBF | 0xD7 | 0xF7 | 0x02C2..=0x02C5 | 0x02D2..=0x02EB | 0x02ED | 0x02EF..=0x02FF
        | 0x034F | 0x0375 | 0x037E | 0x0384 | 0x0385 | 0x0387 | 0x03F6 | 0x0482 | 0x055A..=0x055F | 0x0589..=0x058F
        | 0x05BE | 0x05C0 | 0x05C3 | 0x05C6 | 0x05F3 | 0x05F4 | 0x0600..=0x060F | 0x061B..=0x061F | 0x066A..=0x066D
        | 0x06D4 | 0x06DD | 0x06DE | 0x06E9 | 0x0700..=0x070F | 0x0964 | 0x0965 | 0x0970 | 0x0E3F | 0x0E4F
        | 0x0E5A | 0x0E5B | 0x0F01..=0x0F0A | 0x0F0C..=0x0F17 | 0x0F1A..=0x0F1F | 0x0F3A..=0x0F3D | 0x104A..=0x104F
        | 0x10FB | 0x115F..=0x1160 | 0x1360..=0x137C | 0x1390..=0x1399 | 0x1400 | 0x166D | 0x166E | 0x1680
        | 0x169B | 0x169C | 0x16EB..=0x16ED | 0x1735 | 0x1736 | 0x17B4 | 0x17B5 | 0x17D4..=0x17D6 | 0x17D8..=0x17DB
        | 0x1800..=0x180F | 0x1940..=0x1945 | 0x19DE..=0x19FF
        | 0x2000..=0x200B | 0x200E..=0x214D | 0x214F..=0x2183 | 0x2185..=0x2BFF | 0x2E00..=0x2E2E | 0x2E30..=0x3004
        | 0x3008..=0x3029 | 0x302E..=0x303B | 0x303D..=0x3040 | 0x309B..=0x309C | 0x309F..=0x30A0 | 0x30FF
        | 0x3130..=0x319F | 0x31C0..=0x31EF | 0x3200..=0x33FF | 0x4DC0..=0x4DFF | 0xA490..=0xA4CF
        | 0xA4FE | 0xA4FF | 0xA60D..=0xA60F | 0xA673 | 0xA67E | 0xA6F2..=0xA6F7 | 0xA700..=0xA716 | 0xA720 | 0xA721
        | 0xD7A4..=0xFA0D | 0xFA10 | 0xFA12 | 0xFA15..=0xFA1E | 0xFA2A..=0xFE1F | 0xFE30..=0xFE72 | 0xFE74..=0xFFFF
        | 0x1_0100..=0x1_01FC | 0x1_D000..=0x1_DEFF | 0x1_EC70..=0x1_FFFF | 0x2_F800..=0x2_FFFF | 0x3_2400..)
}

/// Whether a character is a compatibility ideograph, which Unicode encodes twice: domains allow only the canonical form,
/// local parts allow both.
pub fn is_other_ideograph(character: u32) -> bool {
    matches!(character, 0xF900..=0xFAD9 | 0x2_F800..=0x2_FA1D)
}

/// Whether a character is one of the combining marks that all scripts share: no label starts with one (RFC 5891 section
/// 4.2.3.2).
pub fn is_mark(character: u32) -> bool {
    matches!(character, 0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF)
}

/// The lower-case letter for a capital in the scripts that domains are written in; any other character unchanged.
pub fn to_lower(character: u32) -> u32 {
    match character {
        0xC0..=0xDE | 0x0391..=0x03A1 | 0x03A3..=0x03AB | 0x0410..=0x042F => character + 32,
        0x0400..=0x040F => character + 80,
        0x0386 => 0x03AC,
        0x0388..=0x038A => character + 37,
        0x038C => 0x03CC,
        0x038E | 0x038F => character + 63,
        0x0531..=0x0556 => character + 48,
        0x0178 => 0xFF,
        0x0130 => character,
        // In these ranges capitals are odd, elsewhere even.
        0x0139..=0x0148 | 0x0179..=0x017E | 0x01AF | 0x01CD..=0x01DC | 0x04C1..=0x04CE => {
            character + (character & 1)
        }
        0x0100..=0x0137
        | 0x014A..=0x0177
        | 0x01A0..=0x01A5
        | 0x01DE..=0x01EF
        | 0x01F8..=0x021F
        | 0x0222..=0x0233
        | 0x0460..=0x0481
        | 0x048A..=0x04BF
        | 0x04D0..=0x052F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => character | 1,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_read_as_the_standard_library_reads_it() {
        for character in (0x80..=0x10_FFFF).filter_map(char::from_u32) {
            let mut room = [0; 4];
            let text = character.encode_utf8(&mut room).as_bytes();
            assert_eq!(next_wide(text), Some((u32::from(character), text.len())));
            assert_eq!(next_wide(&text[..text.len() - 1]), None, "cut off");
        }
        for text in [
            &b"\x80"[..],
            b"\xC1\x81",
            b"\xE0\x80\x80",
            b"\xED\xA0\x80",
            b"\xF0\x80\x80\x80",
            b"\xF4\x90\x80\x80",
            b"\xFF",
        ] {
            assert_eq!(next_wide(text), None, "{text:x?}");
        }
    }

    #[test]
    fn letters_of_living_scripts_may_stand_in_a_label_and_signs_may_not() {
        let letters = "\u{e9}\u{df}\u{142}\u{11f}\u{3b1}\u{448}\u{57a}\u{5e9}\u{645}\u{928}\u{94d}\u{ba4}\u{e01}\u{10d0}\u{1ed3}\u{3042}\u{30a2}\u{5f20}\u{d55c}";
        for letter in letters.chars() {
            assert!(is_letter(u32::from(letter)), "{letter}");
        }
        for sign in "\u{a9}\u{ae}\u{b5}\u{d7}\u{f7}\u{2013}\u{2019}\u{2026}\u{20ac}\u{2122}\u{2460}\u{3001}\u{3002}\u{ff0e}\u{ff41}\u{fb01}\u{fffd}\u{1d400}\u{1f600}\u{200b}\u{202e}\u{feff}".chars() {
            assert!(!is_letter(u32::from(sign)), "{}", sign.escape_unicode());
        }
    }

    #[test]
    fn capitals_become_what_the_standard_library_makes_of_them_or_stay() {
        let mut changed = 0;
        for character in (0x80..0x2000).filter_map(char::from_u32).filter(|one| is_letter(u32::from(*one))) {
            let lower = to_lower(u32::from(character));
            if lower != u32::from(character) {
                changed += 1;
                assert!(character.to_lowercase().eq(char::from_u32(lower)), "{character}");
            }
        }
        assert!(changed > 400, "{changed}");
    }
}
