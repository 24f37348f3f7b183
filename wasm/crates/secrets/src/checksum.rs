//! The checksum of some tokens: their last six characters are the CRC-32, in base 62, of the characters between the
//! last underscore and them.

/// The confidence in a token with a valid checksum.
pub const CONFIDENCE: u8 = 100;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The length of a CRC-32 in base 62.
const CRC_BYTES: usize = 6;

/// Whether a token ends with a valid checksum.
pub fn holds(token: &[u8]) -> bool {
    let body = token.iter().rposition(|byte| *byte == b'_').map_or(0, |index| index + 1);
    let Some(end) = token.len().checked_sub(CRC_BYTES).filter(|end| *end > body) else { return false };
    let mut sum = crc32(&token[body..end]);
    token[end..].iter().rev().all(|byte| {
        let digit = DIGITS[sum as usize % DIGITS.len()];
        sum /= DIGITS.len() as u32;
        digit == *byte
    })
}

/// zlib's CRC-32, computed bit by bit: tokens are short and rare.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_the_check_value_is_known() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_token_with_its_checksum_holds_and_with_another_does_not() {
        let mut token = *b"abc_0123456789012345678901234567890123xxxxxx";
        let end = token.len() - CRC_BYTES;
        let mut sum = crc32(&token[4..end]);
        for index in (end..token.len()).rev() {
            token[index] = DIGITS[sum as usize % 62];
            sum /= 62;
        }
        assert!(holds(&token));
        token[10] ^= 1;
        assert!(!holds(&token));
    }
}
