//! Which characters stand where.

/// Characters below 128 as a set.
const fn set(text: &[u8]) -> u128 {
    let (mut bits, mut at) = (0, 0);
    while at < text.len() {
        bits |= 1 << text[at];
        at += 1;
    }
    bits
}

const ALPHANUMERIC: u128 = set(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const ATEXT: u128 = ALPHANUMERIC | set(b"!#$%&'*+-/=?^_`{|}~");
const LABEL: u128 = ALPHANUMERIC | set(b"-");

fn is_in(set: u128, byte: u8) -> bool {
    byte < 128 && set >> byte & 1 != 0
}

/// `atext` of RFC 5322 section 3.2.3.
pub fn is_atext(byte: u8) -> bool {
    is_in(ATEXT, byte)
}

/// What a label of a domain is made of in ASCII: letters, digits, hyphens.
pub fn is_label_byte(byte: u8) -> bool {
    is_in(LABEL, byte)
}

/// The character at the start of UTF-8 that is not ASCII, and its bytes. None for what is not UTF-8.
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

/// Whether a character that is not ASCII shows as nothing, as a space, or as "unknown": never part of an address, whatever
/// the profile, since nobody could type what they read.
pub fn is_invisible(character: u32) -> bool {
    matches!(character,
        0x80..=0xA0 | 0xAD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x1680 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
        | 0x2000..=0x200B | 0x200E..=0x200F | 0x2028..=0x202F | 0x205F..=0x206F | 0x3000 | 0x3164
        | 0xD800..=0xF8FF | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFF | 0x1_D173..=0x1_D17A
        | 0xE_0000..)
}

/// Whether a character that is not ASCII is a letter, a mark or a digit that a label may have (RFC 5892), by blocks: symbols,
/// punctuation, and forms that are the same as another character (full width, mathematical, circled) are not.
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

/// The small letter for a capital of the scripts that domains are written in; any other character as it is.
pub fn to_lower(character: u32) -> u32 {
    match character {
        0xC0..=0xDE | 0x0391..=0x03AB | 0x0410..=0x042F => character + 32,
        0x0400..=0x040F => character + 80,
        0x0386 => 0x03AC,
        0x0388..=0x038A => character + 37,
        0x038C => 0x03CC,
        0x038E | 0x038F => character + 63,
        0x0531..=0x0556 => character + 48,
        0x0178 => 0xFF,
        // Capitals are even here, except where a letter without a pair has shifted them by one.
        0x0139..=0x0148 | 0x0179..=0x017E => character + (character & 1),
        0x0130 => character,
        0x0100..=0x0137
        | 0x014A..=0x0177
        | 0x0460..=0x0481
        | 0x048A..=0x04BF
        | 0x04D0..=0x052F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => character | 1,
        _ => character,
    }
}
