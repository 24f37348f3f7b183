//! Whether a value consists of words, like the names of programs, messages and algorithms.

/// Whether it consists of delimited words and numbers: `not-found-404`, `acme.auth.v1.TokenService`, `aes-256-gcm`.
pub fn is_worded(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| b"-_./:@,=;&|$".contains(byte)).filter(|part| !part.is_empty());
    let is_whole = parts.next().is_some_and(is_word);
    is_whole && parts.next().is_some_and(is_word) && parts.all(is_word)
}

/// Parts of at most this length may be abbreviations: `7b`.
const SHORT_MAX_BYTES: usize = 2;

/// The maximum number of digits of a count or a timestamp.
const NUMBER_MAX_DIGITS: usize = 13;

/// Whether it is a number, or a word followed by few digits.
fn is_word(part: &[u8]) -> bool {
    let digits = part.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = &part[..part.len() - digits];
    match letters {
        [] => digits <= NUMBER_MAX_DIGITS,
        _ => part.len() <= SHORT_MAX_BYTES || digits <= 4 && is_spelled(letters),
    }
}

/// Whether the letters are of one case, or in camel case: `TokenService`.
fn is_spelled(letters: &[u8]) -> bool {
    let is_change = |pair: &&[u8]| pair[0].is_ascii_lowercase() != pair[1].is_ascii_lowercase();
    let changes = letters.windows(2).filter(is_change).count();
    letters.iter().all(u8::is_ascii_alphabetic) && (changes < 2 || changes * 3 <= letters.len() + 1)
}

/// Whether most of it is letters that follow each other as in words, wherever those begin and end:
/// `getOAuth2ResourceServerJsonWebKey`. Of random pairs of letters, three in ten do.
#[inline(never)]
pub fn reads_as_words(value: &[u8]) -> bool {
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let letters = value.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let (mut pairs, mut usual) = (0, 0);
    for pair in value.windows(2) {
        let is_hump = pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
        if !is_hump && pair.iter().all(u8::is_ascii_alphabetic) {
            let [first, second] = [pair[0], pair[1]].map(|letter| letter.to_ascii_lowercase() - b'a');
            pairs += 1;
            usual += (FOLLOWERS[usize::from(first)] >> second & 1) as usize;
        }
    }
    // Random values seldom lack digits, so a lower share suffices for values without.
    let is_usual = usual * 4 >= pairs * 3 || digits < 2 && usual * 3 >= pairs * 2;
    pairs >= 6 && pairs * 2 >= letters + digits && is_usual
}

/// Bit `n` of each letter's mask: letter `n` often follows it.
static FOLLOWERS: [u32; 26] = {
    let mut masks = [0; 26];
    let mut first = 0;
    while first < masks.len() {
        let mut index = 0;
        while index < USUAL[first].len() {
            masks[first] |= 1 << (USUAL[first].as_bytes()[index] - b'a');
            index += 1;
        }
        first += 1;
    }
    masks
};

/// The letters that follow each letter from `a` to `z` in 90 % of the letter pairs in 50,000 program identifiers: 200
/// pairs.
const USUAL: [&str; 26] = [
    "bcdgilmnprstu",
    "aeilou",
    "acehklortu",
    "adeiors",
    "acdefglmnpqrstvwxy",
    "aeilors",
    "eiors",
    "aeio",
    "abcdefglmnoprstvz",
    "",
    "e",
    "adefilostu",
    "aeiops",
    "acdefgiostu",
    "abcdfglmnoprstuw",
    "aeiloprtu",
    "u",
    "acdegikmnorstuvy",
    "acehilopstuy",
    "acehilorstuy",
    "beilmnprst",
    "aei",
    "o",
    "pt",
    "ps",
    "e",
];
