//! Base 32 with a version prefix and a CRC-16 suffix.

/// Whether the letters and digits are a Stellar public key (SEP-23).
pub fn is_stellar(word: &[u8]) -> bool {
    let (mut bits, mut count, mut at) = (0u32, 0, 0);
    let mut bytes = [0u8; 35];
    for byte in word {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return false,
        };
        bits = bits << 5 | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            let Some(room) = bytes.get_mut(at) else { return false };
            *room = (bits >> count) as u8;
            at += 1;
        }
    }
    let mut crc = 0u16;
    for byte in &bytes[..33] {
        crc ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            crc = if crc & 0x8000 != 0 { crc << 1 ^ 0x1021 } else { crc << 1 };
        }
    }
    at == bytes.len() && bytes[33..] == crc.to_le_bytes()
}
