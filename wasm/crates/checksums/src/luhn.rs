//! The check digit of payment cards and of many ids (ISO/IEC 7812-1, annex B).

/// Whether the last ASCII digit is the check digit of those before it.
#[inline(never)]
pub fn is_luhn(digits: &[u8]) -> bool {
    let mut sum = 0;
    for (at, digit) in digits.iter().rev().enumerate() {
        let value = u32::from(digit - b'0') << (at & 1);
        sum += if value > 9 { value - 9 } else { value };
    }
    sum % 10 == 0
}
