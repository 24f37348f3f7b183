//! Random values of every kind, in all the ways in which they are written.

use super::Random;
use snapwall_sensitive::Kind;

pub fn value(kind: Kind, random: &mut Random) -> String {
    match kind {
        Kind::CreditCard => card(random),
        Kind::Iban => iban(random),
        Kind::UsSsn => ssn(random),
        Kind::PhoneNumber => {
            let shape = random.pick(&PHONES);
            random.fill(shape)
        }
        Kind::Email => {
            let shape = random.pick(&EMAILS);
            random.fill(shape)
        }
        _ => address(random),
    }
}

const PHONES: [&str; 62] = [
    "(!##) !##-####",
    "(!##) !##-####",
    "!##-!##-####",
    "!##-!##-####",
    "!##.!##.####",
    "!## !## ####",
    "1-!##-!##-####",
    "(!##)!##-####",
    "!##-!##-#### `x`###",
    "(!##) !##-#### `ext`. ####",
    "+1 !## !## ####",
    "+1-!##-!##-####",
    "+1!##!######",
    "+1 (!##) !##-####",
    "+44 20 7### ####",
    "+44 7### ######",
    "+44 (0)20 7### ####",
    "+49 30 !######",
    "+49 (0) 151 ########",
    "+49 89/#######",
    "+33 6 ## ## ## ##",
    "+33 1 ## ## ## ##",
    "+34 6## ### ###",
    "+39 06 #### ####",
    "+39 3## #######",
    "+31 6 ########",
    "+48 5## ### ###",
    "+46 70 ### ## ##",
    "+47 4# ## ## ##",
    "+45 !# ## ## ##",
    "+358 40 #######",
    "+41 79 ### ## ##",
    "+43 664 #######",
    "+32 47# ## ## ##",
    "+351 91# ### ###",
    "+55 11 9####-####",
    "+52 55 #### ####",
    "+91 9#### #####",
    "+86 138 #### ####",
    "+81 90-####-####",
    "+82 10-####-####",
    "+61 4## ### ###",
    "+64 21 ### ####",
    "+27 82 ### ####",
    "+7 (495) ###-##-##",
    "+90 532 ### ## ##",
    "+972 5#-###-####",
    "+971 50 ### ####",
    "+65 9### ####",
    "+420 7## ### ###",
    "+36 20 ### ####",
    "+40 7## ### ###",
    "+30 69# ### ####",
    "+353 87 ### ####",
    "0044 20 7### ####",
    "020 7### ####",
    "07### ######",
    "030 !######",
    "(089) ######",
    "06 ## ## ## ##",
    "090-####-####",
    "8 (495) ###-##-##",
];

const EMAILS: [&str; 8] = [
    "~~~~~@~~~~~~.com",
    "~~~~.~~~~~~@~~~~.org",
    "~~~~~+~~~@~~~~~~.co.uk",
    "~~~##@mail.~~~~~.net",
    "o'~~~~~@~~~~.ie",
    "~_~~~~@~~~-~~~.io",
    "`info`@bücher.de",
    "~~~~~@sub.~~~~.`example`",
];

fn luhn(digits: &str) -> char {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0') << (1 - at % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    char::from(b'0' + ((10 - sum % 10) % 10) as u8)
}

fn group(text: &str, lengths: &[usize], separator: &str) -> String {
    let (mut grouped, mut rest) = (String::new(), text);
    for length in lengths.iter().copied().chain([usize::MAX]) {
        let (piece, behind) = rest.split_at(length.min(rest.len()));
        if !piece.is_empty() && !grouped.is_empty() {
            grouped.push_str(separator);
        }
        grouped.push_str(piece);
        rest = behind;
    }
    grouped
}

fn card(random: &mut Random) -> String {
    let shape = random.pick(&[
        "4##############",
        "4##############",
        "51#############",
        "55#############",
        "2221###########",
        "2720###########",
        "34############",
        "37############",
        "6011###########",
        "65#############",
        "36###########",
        "305##########",
        "3528###########",
        "62#############",
        "6759###########",
        "4###########",
    ]);
    let digits = random.fill(shape);
    let card = format!("{digits}{}", luhn(&digits));
    let separator = random.pick(&["", "", " ", " ", "-", "-", ".", "\u{a0}"]);
    match card.len() {
        13 => card,
        16 => group(&card, &[4, 4, 4, 4], separator),
        _ => group(&card, &[4, 6], separator),
    }
}

fn iban(random: &mut Random) -> String {
    let (country, shape) = random.pick(&[
        ("DE", "##################"),
        ("GB", "AAAA##############"),
        ("FR", "##########AA#########A###"),
        ("NL", "AAAA##########"),
        ("ES", "####################"),
        ("IT", "A##########A##A########"),
        ("NO", "###########"),
        ("CH", "#####A#######A###"),
        ("PL", "########################"),
        ("SE", "####################"),
        ("MT", "AAAA#####A####A####A####AA"),
        ("AT", "################"),
    ]);
    let mut account = random.fill(shape);
    if country == "FR" || country == "MT" {
        // The shapes of these two are longer than the countries' account numbers.
        account.truncate(if country == "FR" { 21 } else { 27 });
        if country == "FR" {
            account.push_str("47");
        } else {
            account.push('7');
        }
    }
    let rest = format!("{account}{country}00").chars().fold(0u64, |rest, char| {
        let value = u64::from(char.to_digit(36).unwrap());
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    let iban = format!("{country}{:02}{account}", 98 - rest);
    match random.below(5) {
        0 => iban.to_lowercase(),
        1 | 2 => group(&iban, &[4; 9], " "),
        _ => iban,
    }
}

fn ssn(random: &mut Random) -> String {
    let area = loop {
        let area = 1 + random.below(899);
        if area != 666 {
            break area;
        }
    };
    let separator = random.pick(&["-", "-", "-", " "]);
    format!("{area:03}{separator}{:02}{separator}{:04}", 1 + random.below(99), 1 + random.below(9999))
}

fn address(random: &mut Random) -> String {
    let mut octet = || random.below(256).to_string();
    let v4 = [octet(), octet(), octet(), octet()].join(".");
    match random.below(8) {
        0 => random.fill("2001:`db`8:!xxx:xxxx:!xx:xxxx:xxxx:xxx!"),
        1 => random.fill("2001:`db`8::!xxx"),
        2 => format!("::ffff:{v4}"),
        3 => "fe80::1".to_owned(),
        _ => v4,
    }
}
