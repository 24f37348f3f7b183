//! Punycode (RFC 3492): letters of other scripts in ASCII, for labels of at most 63 bytes.

use crate::characters::is_letter;
use crate::domain::{DomainText, LABEL_MAX_BYTES};

/// The prefix of an encoded label.
pub const PREFIX: &[u8] = b"xn--";

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_N: u32 = 0x80;

fn adapt(mut delta: u32, count: u32, is_first: bool) -> u32 {
    delta /= if is_first { DAMP } else { 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// Appends a label, including its prefix. Returns false when it does not fit into the domain.
///
/// Takes time quadratic in the label's characters, of which there are at most 63.
pub fn encode(label: &[u32], out: &mut DomainText) -> bool {
    debug_assert!(label.len() <= LABEL_MAX_BYTES);
    let mut is_whole = PREFIX.iter().all(|byte| out.push(*byte));
    let mut done = 0;
    for character in label.iter().filter(|character| **character < INITIAL_N) {
        is_whole &= out.push(*character as u8);
        done += 1;
    }
    let basic = done;
    if basic > 0 {
        is_whole &= out.push(b'-');
    }
    let (mut n, mut delta, mut bias) = (INITIAL_N, 0u32, INITIAL_BIAS);
    while is_whole && (done as usize) < label.len() {
        let next = label.iter().copied().filter(|character| *character >= n).min().unwrap_or(n);
        // At most 2^21 characters times 64, so it cannot overflow.
        delta += (next - n) * (done + 1);
        n = next;
        for character in label {
            if *character < n {
                delta += 1;
            }
            if *character == n {
                is_whole &= push_number(delta, bias, out);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta += 1;
        n += 1;
    }
    is_whole
}

fn push_number(mut number: u32, bias: u32, out: &mut DomainText) -> bool {
    let mut k = BASE;
    loop {
        let t = threshold(k, bias);
        if number < t {
            return out.push(digit(number));
        }
        if !out.push(digit(t + (number - t) % (BASE - t))) {
            return false;
        }
        number = (number - t) / (BASE - t);
        k += BASE;
    }
}

fn digit(number: u32) -> u8 {
    if number < 26 { b'a' + number as u8 } else { b'0' + (number - 26) as u8 }
}

/// Whether the text after the prefix encodes at least one letter of another script and nothing that a label may not
/// have.
pub fn is_encoded(text: &[u8]) -> bool {
    let (basic, digits) = match text.iter().rposition(|byte| *byte == b'-') {
        // A separator without basic characters would be a second encoding of the same label.
        Some(0) => return false,
        Some(hyphen) => (hyphen as u32, &text[hyphen + 1..]),
        None => (0, text),
    };
    let (mut n, mut i, mut bias, mut count) = (INITIAL_N, 0u32, INITIAL_BIAS, basic);
    let mut digits = digits.iter();
    if digits.as_slice().is_empty() {
        return false;
    }
    while !digits.as_slice().is_empty() {
        let before = i;
        let (mut weight, mut k) = (1u32, BASE);
        loop {
            let Some(digit) = digits.next().and_then(|byte| char::from(*byte).to_digit(BASE)) else {
                return false;
            };
            // In this order, letters come first, then digits.
            let digit = if digit < 10 { digit + 26 } else { digit - 10 };
            let Some(sum) = digit.checked_mul(weight).and_then(|step| i.checked_add(step)) else {
                return false;
            };
            i = sum;
            let t = threshold(k, bias);
            if digit < t {
                break;
            }
            let Some(next) = weight.checked_mul(BASE - t) else { return false };
            weight = next;
            k += BASE;
        }
        count += 1;
        bias = adapt(i - before, count, before == 0);
        let Some(next) = n.checked_add(i / count) else { return false };
        n = next;
        i = i % count + 1;
        if !is_letter(n) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(label: &str) -> std::string::String {
        let characters: std::vec::Vec<u32> = label.chars().map(u32::from).collect();
        let mut room = DomainText::new();
        assert!(encode(&characters, &mut room));
        std::string::String::from_utf8_lossy(room.as_bytes()).into_owned()
    }

    #[test]
    fn labels_are_written_as_the_rfc_writes_them() {
        // The samples of RFC 3492 section 7.1 that are words in lower case, and domains that exist.
        for (label, expected) in [
            (
                "\u{644}\u{64a}\u{647}\u{645}\u{627}\u{628}\u{62a}\u{643}\u{644}\u{645}\u{648}\u{634}\u{639}\u{631}\u{628}\u{64a}\u{61f}",
                "xn--egbpdaj6bu4bxfgehfvwxn",
            ),
            (
                "\u{4ed6}\u{4eec}\u{4e3a}\u{4ec0}\u{4e48}\u{4e0d}\u{8bf4}\u{4e2d}\u{6587}",
                "xn--ihqwcrb4cv8a8dqg056pqjye",
            ),
            (
                "\u{306a}\u{305c}\u{307f}\u{3093}\u{306a}\u{65e5}\u{672c}\u{8a9e}\u{3092}\u{8a71}\u{3057}\u{3066}\u{304f}\u{308c}\u{306a}\u{3044}\u{306e}\u{304b}",
                "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
            ),
            ("m\u{fc}ller", "xn--mller-kva"),
            ("stra\u{df}e", "xn--strae-oqa"),
            ("\u{440}\u{444}", "xn--p1ai"),
            ("\u{4e2d}\u{56fd}", "xn--fiqs8s"),
        ] {
            assert_eq!(encoded(label), expected, "{label}");
        }
    }

    #[test]
    fn what_is_written_reads_as_letters() {
        for label in
            ["m\u{fc}ller", "\u{440}\u{444}", "\u{4e2d}-\u{56fd}", "a\u{e9}b\u{e8}c", "\u{20000}\u{4e2d}"]
        {
            assert!(is_encoded(&encoded(label).as_bytes()[4..]), "{label}");
        }
        for text in ["", "-", "a", "mller-", "mller-kv", "-kva", "99999999999", "ls8h", "a\u{e9}"] {
            assert!(!is_encoded(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_label_that_does_not_fit_is_not_written() {
        let mut room = DomainText::new();
        let label = [0x4E2D, 0x5F20].repeat(31);
        let fits = (0..10).take_while(|_| encode(&label, &mut room)).count();
        assert!((1..9).contains(&fits), "{fits}");
    }
}
