//! The checks of individual countries' numbers; letters are capitals and separators have been removed.

use super::Chars;
use crate::number::{is_day_of, number};

pub fn value(char: u8) -> u32 {
    u32::from(char - b'0')
}

/// The weighted sum of digits. A separate function, like others here: few numbers get this far, and inlining would repeat
/// code that all checks share.
#[inline(never)]
pub fn weigh(digits: &[u8], weights: &[u8]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| value(*digit) * u32::from(*weight)).sum()
}

/// Whether a letter is one of `letters`.
#[inline(never)]
#[expect(
    clippy::manual_contains,
    reason = "which searches words at once, in more code than is spent on few letters"
)]
pub fn is_among(char: u8, letters: &[u8]) -> bool {
    letters.iter().any(|letter| *letter == char)
}

/// The letter's index in the alphabet, from 0.
pub fn letter(char: u8) -> u32 {
    u32::from(char.wrapping_sub(b'A'))
}

/// The number written in up to fifteen digits.
#[inline(never)]
pub fn long_number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// The two-digit number at an offset.
#[inline(never)]
pub fn pair(chars: &Chars, at: usize) -> u32 {
    number(&chars[at..at + 2])
}

/// Whether the digits at these offsets are a month and a day.
pub fn is_date(chars: &Chars, month: usize, day: usize) -> bool {
    is_shifted_date(chars, month, day, 100)
}

/// The same for months with an offset that encodes the century or the sex.
#[inline(never)]
pub fn is_shifted_date(chars: &Chars, month: usize, day: usize, shift: u32) -> bool {
    is_day_of(pair(chars, day), pair(chars, month) % shift)
}

#[inline(never)]
pub fn is_one_digit(digits: &[u8]) -> bool {
    digits.iter().all(|digit| *digit == digits[0])
}

pub fn is_british_insurance(chars: &Chars) -> bool {
    let prefix = [chars[0], chars[1]];
    let is_letter = |char: u8| !is_among(char, b"DFIQUV");
    is_letter(prefix[0])
        && is_letter(prefix[1])
        && prefix[1] != b'O'
        && ![*b"BG", *b"GB", *b"KN", *b"NK", *b"NT", *b"TN", *b"ZZ"].contains(&prefix)
        && matches!(chars[8], b'A'..=b'D')
}

pub fn is_spanish(number: u32, check: u8) -> bool {
    b"TRWAGMYFPDXBNJZSQVHLCKE"[(number % 23) as usize] == check
}

/// Fifteen letters and digits, and the check letter computed from them (decree of 23 December 1976); letters may
/// replace digits to distinguish namesakes.
pub fn is_italian_code(chars: &Chars) -> bool {
    const ODD: [u8; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let digit = |at: usize| chars[at].is_ascii_digit() || is_among(chars[at], b"LMNPQRSTUV");
    if ![6, 7, 9, 10, 12, 13, 14].into_iter().all(digit) || !is_among(chars[8], b"ABCDEHLMPRST") {
        return false;
    }
    let sum: u32 = chars[..15]
        .iter()
        .enumerate()
        .map(|(at, char)| {
            let value = if char.is_ascii_digit() { value(*char) } else { letter(*char) };
            if at % 2 == 0 { u32::from(ODD[value as usize]) } else { value }
        })
        .sum();
    letter(chars[15]) == sum % 26
}

/// Thirteen digits, and 97 minus their remainder; the departments of Corsica have a letter.
pub fn is_french_nir(chars: &Chars) -> bool {
    let month = pair(chars, 3);
    if !matches!(chars[0], b'1'..=b'4' | b'7' | b'8') || !matches!(month, 1..=12 | 20..=42 | 50..=99) {
        return false;
    }
    let mut digits = [0; 13];
    digits.copy_from_slice(&chars[..13]);
    let less = match &chars[5..7] {
        b"2A" => 1_000_000,
        b"2B" => 2_000_000,
        department if department.iter().all(u8::is_ascii_digit) => 0,
        _ => return false,
    };
    if less != 0 {
        digits[6] = b'0';
    }
    let number = long_number(&digits) - less;
    97 - number % 97 == long_number(&chars[13..15])
}

/// Among the first ten digits, exactly one occurs two or three times; the last digit is a check digit.
pub fn is_german_tax(chars: &Chars) -> bool {
    let mut counts = [0u8; 10];
    for digit in &chars[..10] {
        counts[value(*digit) as usize] += 1;
    }
    let repeated = counts.iter().filter(|count| **count > 1).count();
    chars[0] != b'0' && repeated <= 1 && counts.iter().all(|count| *count <= 3) && is_iso_1110(&chars[..11])
}

pub fn is_iso_1110(chars: &[u8]) -> bool {
    let product = chars[..chars.len() - 1].iter().fold(10, |product, digit| {
        let sum = (product + value(*digit)) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == value(chars[chars.len() - 1])
}

pub fn is_german_pension(chars: &Chars) -> bool {
    let place = letter(chars[8]) + 1;
    let spelled = [place / 10, place % 10];
    let digits = chars[..8].iter().map(|digit| value(*digit)).chain(spelled);
    let digits = digits.chain(chars[9..11].iter().map(|digit| value(*digit)));
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| {
            let product = digit * weight;
            product / 10 + product % 10
        })
        .sum();
    let day = pair(chars, 2);
    sum % 10 == value(chars[11]) && is_day_of(if day > 50 { day - 50 } else { day }, pair(chars, 4))
}

/// Seven characters of a date with the century's sign, three digits, and the letter for their remainder.
pub fn is_finnish(chars: &[u8]) -> bool {
    // The sign has been removed if it is a hyphen or a plus.
    let (date, rest) = (&chars[..6], &chars[chars.len() - 4..]);
    if chars.len() == 11 && !is_among(chars[6], b"ABCDEFUVWXY") || !rest[..3].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let is_dated = is_day_of(number(&date[..2]), number(&date[2..4]));
    let number = long_number(date) * 1000 + long_number(&rest[..3]);
    is_dated && b"0123456789ABCDEFHJKLMNPRSTUVWXY"[(number % 31) as usize] == rest[3]
}

/// Estonia's and Lithuania's: a second row of weights is used when the first gives ten.
pub fn is_baltic(chars: &Chars) -> bool {
    let first = weigh(&chars[..10], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    let second = weigh(&chars[..10], &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
    let check = if first < 10 { first } else { second % 10 };
    matches!(chars[0], b'1'..=b'8') && is_date(chars, 3, 5) && value(chars[10]) == check
}

/// Nine digits, and 97 minus their remainder; a 2 is prepended for those born since 2000.
pub fn is_belgian(chars: &Chars) -> bool {
    let is_dated = is_day_of(pair(chars, 4), pair(chars, 2) % 20);
    let (number, check) = (long_number(&chars[..9]), long_number(&chars[9..11]));
    is_dated && (97 - number % 97 == check || 97 - (2_000_000_000 + number) % 97 == check)
}

/// A check digit with weights from 2 upwards, from the right, restarting after `highest`.
pub fn brazilian(digits: &[u8], highest: u32) -> u32 {
    let mut weight = 1;
    let sum: u32 = digits
        .iter()
        .rev()
        .map(|digit| {
            weight = if weight == highest { 2 } else { weight + 1 };
            value(*digit) * weight
        })
        .sum();
    let rest = sum % 11;
    if rest < 2 { 0 } else { 11 - rest }
}

pub fn is_chilean(chars: &[u8]) -> bool {
    let last = chars.len() - 1;
    let mut weight = 1;
    let sum: u32 = chars[..last]
        .iter()
        .rev()
        .map(|digit| {
            weight = if weight == 7 { 2 } else { weight + 1 };
            value(*digit) * weight
        })
        .sum();
    let expected = match 11 - sum % 11 {
        11 => b'0',
        10 => b'K',
        check => b'0' + check as u8,
    };
    chars[last] == expected && !is_one_digit(&chars[..last])
}

pub fn is_mexican(chars: &Chars) -> bool {
    let is_shaped =
        is_among(chars[10], b"HMX") && is_date(chars, 6, 8) && chars[..4].iter().all(u8::is_ascii_uppercase);
    // The check digit's alphabet has an Ñ after N.
    let value = |char: u8| match char {
        b'0'..=b'9' => value(char),
        _ => letter(char) + 10 + u32::from(char > b'N'),
    };
    let sum: u32 = chars[..17].iter().zip((2..=18).rev()).map(|(char, weight)| value(*char) * weight).sum();
    is_shaped && (10 - sum % 10) % 10 == value(chars[17])
}

pub fn is_singaporean(chars: &Chars) -> bool {
    let sum = weigh(&chars[1..8], &[2, 7, 6, 5, 4, 3, 2]);
    let (letters, more): (&[u8; 11], u32) = match chars[0] {
        b'S' => (b"JZIHGFEDCBA", 0),
        b'T' => (b"JZIHGFEDCBA", 4),
        b'F' => (b"XWUTRQPNMLK", 0),
        b'G' => (b"XWUTRQPNMLK", 4),
        b'M' => (b"XWUTRQPNJLK", 3),
        _ => return false,
    };
    let rest = (sum + more) % 11;
    let at = if chars[0] == b'M' { 10 - rest } else { rest };
    letters[at as usize] == chars[8]
}

pub fn is_chinese(chars: &Chars) -> bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    chars[..17].iter().all(u8::is_ascii_digit)
        && matches!(pair(chars, 6), 18..=20)
        && is_date(chars, 10, 12)
        && b"10X98765432"[(weigh(&chars[..17], &weights) % 11) as usize] == chars[17]
}

pub fn is_taiwanese(chars: &Chars) -> bool {
    // The letters' values, in the order in which counties received them.
    const LETTERS: [u8; 26] = [
        10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31,
        33,
    ];
    let lead = u32::from(LETTERS[letter(chars[0]) as usize]);
    let sum = lead / 10 + lead % 10 * 9 + weigh(&chars[1..10], &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    matches!(chars[1], b'1' | b'2' | b'8' | b'9') && sum.is_multiple_of(10)
}

pub fn is_hong_kong(chars: &[u8]) -> bool {
    let digits = chars.len() - 7;
    let value = |char: u8| if char.is_ascii_digit() { value(char) } else { letter(char) + 10 };
    let lead = if digits == 1 { 36 * 9 } else { value(chars[0]) * 9 };
    let rest = &chars[digits - 1..];
    let sum: u32 = rest[..7].iter().zip((2..=8).rev()).map(|(char, weight)| value(*char) * weight).sum();
    let check = if rest[7] == b'A' { 10 } else { value(rest[7]) };
    rest[7] <= b'A' && (lead + sum + check).is_multiple_of(11)
}

/// Verhoeff's check digit, using the dihedral group of order ten.
pub fn is_verhoeff(digits: &[u8]) -> bool {
    const PERMUTATION: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let multiply = |left: u8, right: u8| match (left < 5, right < 5) {
        (true, true) => (left + right) % 5,
        (true, false) => (left + right - 5) % 5 + 5,
        (false, true) => (left - 5 + 5 - right) % 5 + 5,
        (false, false) => (left + 5 - right) % 5,
    };
    let mut check = 0;
    for (at, digit) in digits.iter().rev().enumerate() {
        let mut value = digit - b'0';
        for _ in 0..at % 8 {
            value = PERMUTATION[value as usize];
        }
        check = multiply(check, value);
    }
    check == 0 && !is_one_digit(digits)
}
