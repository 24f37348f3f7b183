//! Whether a value is made of words, as names of programs, messages and algorithms are.

/// Whether it is words and numbers with delimiters: `not-found-404`, `acme.auth.v1.TokenService`, `aes-256-gcm`.
pub fn is_worded(value: &[u8]) -> bool {
    let mut parts = value.split(|byte| b"-_./:@,=;&|$".contains(byte)).filter(|part| !part.is_empty());
    let is_whole = parts.next().is_some_and(is_word);
    is_whole && parts.next().is_some_and(is_word) && parts.all(is_word)
}

/// Parts of so many bytes may be abbreviations: `7b`.
const SHORT_MAX_BYTES: usize = 2;

/// How many digits a number has that counts things, or points in time.
const NUMBER_MAX_DIGITS: usize = 13;

/// Whether it is a number, or a word with few digits behind it.
fn is_word(part: &[u8]) -> bool {
    let digits = part.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = &part[..part.len() - digits];
    match letters {
        [] => digits <= NUMBER_MAX_DIGITS,
        _ => part.len() <= SHORT_MAX_BYTES || digits <= 4 && is_spelled(letters),
    }
}

/// Whether letters are of one case, or as in the names of programs: `TokenService`.
fn is_spelled(letters: &[u8]) -> bool {
    let is_change = |pair: &&[u8]| pair[0].is_ascii_lowercase() != pair[1].is_ascii_lowercase();
    let changes = letters.windows(2).filter(is_change).count();
    letters.iter().all(u8::is_ascii_alphabetic) && (changes < 2 || changes * 3 <= letters.len() + 1)
}

/// Whether most of it are letters that follow each other as they do in words, wherever these begin and end:
/// `getOAuth2ResourceServerJsonWebKey`. Of letters by chance three in ten do.
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
    // Chance seldom leaves out digits, so less is asked of what has none.
    let is_usual = usual * 4 >= pairs * 3 || digits < 2 && usual * 3 >= pairs * 2;
    pairs >= 6 && pairs * 2 >= letters + digits && is_usual
}

/// Bit `n` of each letter: the letter `n` often follows it.
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

/// What follows each letter from `a` to `z` in 90 % of the pairs of letters in 50,000 names of programs: 200 pairs.
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
