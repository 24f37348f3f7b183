//! The check digits of national ids, and other conditions on their numbers.

mod algorithms;

use crate::luhn::is_luhn;
use crate::number::{is_day_of, number};
use algorithms::*;

/// The maximum number of letters and digits of an id.
pub const CHARS_MAX: usize = 20;

/// A buffer for the letters and digits of an id.
pub type Chars = [u8; CHARS_MAX];

/// How an id is validated; its letters are capitals and its separators have been removed.
#[derive(Clone, Copy)]
pub enum Check {
    BritishHealth,
    PolishTax,
    PortugueseTax,
    BulgarianCitizen,
    SlovenianCitizen,
    AustralianCompany,
    AustralianTax,
    Luhn,
    /// ISO/IEC 7064, mod 11,10.
    Iso1110,
    BritishInsurance,
    AmericanItin,
    SpanishDni,
    SpanishNie,
    ItalianCode,
    FrenchNir,
    GermanTax,
    GermanPension,
    PolishPesel,
    SwedishPersonal,
    FinnishPersonal,
    DanishPersonal,
    NorwegianPersonal,
    IcelandicPersonal,
    LatvianPersonal,
    BalticPersonal,
    BelgianRegister,
    DutchCitizen,
    CzechBirth,
    RomanianPersonal,
    GreekAmka,
    SwissInsurance,
    AustrianInsurance,
    IrishPps,
    BrazilianCpf,
    BrazilianCnpj,
    ChileanRut,
    ArgentineCuit,
    MexicanCurp,
    IndianPan,
    IndianAadhaar,
    SingaporeanNric,
    KoreanResident,
    ChineseResident,
    TaiwaneseId,
    HongKongId,
    ThaiId,
    TurkishId,
    SouthAfricanId,
    AustralianAbn,
    AustralianMedicare,
    CanadianSin,
    RussianSnils,
}

impl Check {
    /// Whether `count` letters and digits of the id's shape satisfy its conditions. Dates come first: few numbers pass, and
    /// they are cheapest to check.
    #[inline(never)]
    pub fn holds(self, chars: &Chars, count: usize) -> bool {
        let all = &chars[..count];
        match self {
            Check::BritishHealth => {
                let rest = weigh(&chars[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
                (11 - rest) % 11 == value(chars[9]) && !is_one_digit(all)
            }
            Check::PolishTax => {
                weigh(all, &[6, 5, 7, 2, 3, 4, 5, 6, 7, 10]).is_multiple_of(11) && !is_one_digit(all)
            }
            Check::PortugueseTax => {
                let rest = weigh(&chars[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
                (11 - rest) % 11 % 10 == value(chars[8]) && !is_one_digit(all)
            }
            Check::BulgarianCitizen => {
                let rest = weigh(&chars[..9], &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11;
                rest % 10 == value(chars[9]) && !is_one_digit(all)
            }
            Check::SlovenianCitizen => {
                let rest = weigh(&chars[..12], &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
                (11 - rest) % 11 == value(chars[12]) && !is_one_digit(all)
            }
            Check::AustralianCompany => {
                let rest = weigh(&chars[..8], &[8, 7, 6, 5, 4, 3, 2, 1]) % 10;
                (10 - rest) % 10 == value(chars[8]) && !is_one_digit(all)
            }
            Check::AustralianTax => {
                weigh(all, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11) && !is_one_digit(all)
            }
            Check::Luhn => is_luhn(all) && !is_one_digit(all),
            Check::Iso1110 => is_iso_1110(all),
            Check::BritishInsurance => is_british_insurance(chars),
            Check::AmericanItin => {
                chars[0] == b'9' && matches!(pair(chars, 3), 50..=65 | 70..=88 | 90..=92 | 94..=99)
            }
            Check::SpanishDni => is_spanish(number(&chars[..8]), chars[8]),
            Check::SpanishNie => {
                let lead = chars[0].wrapping_sub(b'X');
                lead < 3 && is_spanish(u32::from(lead) * 10_000_000 + number(&chars[1..8]), chars[8])
            }
            Check::ItalianCode => is_italian_code(chars),
            Check::FrenchNir => is_french_nir(chars),
            Check::GermanTax => is_german_tax(chars),
            Check::GermanPension => is_german_pension(chars),
            Check::PolishPesel => {
                let check = || (10 - weigh(&chars[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10;
                is_shifted_date(chars, 2, 4, 20) && value(chars[10]) == check()
            }
            Check::SwedishPersonal => {
                let short = &all[count - 10..];
                let is_century = count == 10 || matches!(pair(chars, 0), 18..=20);
                // For non-residents, sixty is added to the day.
                let day = number(&short[4..6]);
                let day = if day > 60 { day - 60 } else { day };
                is_century && is_day_of(day, number(&short[2..4])) && is_luhn(short)
            }
            Check::FinnishPersonal => is_finnish(all),
            Check::DanishPersonal => {
                is_date(chars, 2, 0) && weigh(all, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
            }
            Check::NorwegianPersonal => {
                let day = pair(chars, 0);
                let day = if day > 40 { day - 40 } else { day };
                is_day_of(day, pair(chars, 2) % 40)
                    && weigh(all, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
                    && weigh(all, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
            }
            Check::IcelandicPersonal => {
                let check = || (11 - weigh(&chars[..8], &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
                matches!(chars[9], b'0' | b'8' | b'9') && is_date(chars, 2, 0) && check() == value(chars[8])
            }
            Check::LatvianPersonal => {
                let check = || (1101 - weigh(&chars[..10], &[1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11 % 10;
                is_date(chars, 2, 0) && check() == value(chars[10])
            }
            Check::BalticPersonal => is_baltic(chars),
            Check::BelgianRegister => is_belgian(chars),
            Check::DutchCitizen => {
                let sum = weigh(&chars[..8], &[9, 8, 7, 6, 5, 4, 3, 2]);
                sum % 11 == value(chars[8]) && sum > 0 && !is_one_digit(all)
            }
            Check::CzechBirth => {
                let month = pair(chars, 2);
                let month = match month {
                    51..=62 => month - 50,
                    21..=32 => month - 20,
                    71..=82 => month - 70,
                    _ => month,
                };
                is_day_of(pair(chars, 4), month) && long_number(all).is_multiple_of(11)
            }
            Check::RomanianPersonal => {
                let is_checked = || {
                    let check = weigh(&chars[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
                    value(chars[12]) == if check == 10 { 1 } else { check }
                };
                matches!(chars[0], b'1'..=b'9') && is_date(chars, 3, 5) && is_checked()
            }
            Check::GreekAmka => is_date(chars, 2, 0) && is_luhn(all),
            Check::SwissInsurance => {
                all.starts_with(b"756")
                    && weigh(all, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
            }
            Check::AustrianInsurance => {
                let sum = weigh(&chars[..3], &[3, 7, 9]) + weigh(&chars[4..10], &[5, 8, 4, 2, 1, 6]);
                sum % 11 == value(chars[3]) && chars[0] != b'0' && is_date(chars, 6, 4)
            }
            Check::IrishPps => {
                let second = all.get(8).map_or(0, |char| if *char == b'W' { 0 } else { letter(*char) + 1 });
                let sum = weigh(&chars[..7], &[8, 7, 6, 5, 4, 3, 2]) + second * 9;
                let expected = if sum.is_multiple_of(23) { b'W' } else { b'A' + (sum % 23) as u8 - 1 };
                chars[7] == expected && second <= 9
            }
            Check::BrazilianCpf => {
                let (first, second) = (brazilian(&chars[..9], 11), brazilian(&chars[..10], 11));
                value(chars[9]) == first && value(chars[10]) == second && !is_one_digit(all)
            }
            Check::BrazilianCnpj => {
                let (first, second) = (brazilian(&chars[..12], 9), brazilian(&chars[..13], 9));
                value(chars[12]) == first && value(chars[13]) == second && !is_one_digit(all)
            }
            Check::ChileanRut => is_chilean(all),
            Check::ArgentineCuit => {
                let check = (11 - weigh(&chars[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
                check == value(chars[10]) && matches!(pair(chars, 0), 20 | 23..=27 | 30 | 33 | 34)
            }
            Check::MexicanCurp => is_mexican(chars),
            Check::IndianPan => is_among(chars[3], b"ABCFGHLJPTK"),
            Check::IndianAadhaar => chars[0] >= b'2' && is_verhoeff(all),
            Check::SingaporeanNric => is_singaporean(chars),
            Check::KoreanResident => matches!(chars[6], b'1'..=b'8') && is_date(chars, 2, 4),
            Check::ChineseResident => is_chinese(chars),
            Check::TaiwaneseId => is_taiwanese(chars),
            Check::HongKongId => is_hong_kong(all),
            Check::ThaiId => {
                let sum = weigh(&chars[..12], &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
                (11 - sum % 11) % 10 == value(chars[12]) && chars[0] != b'0' && !is_one_digit(all)
            }
            Check::TurkishId => {
                let odd: u32 = chars[..9].iter().step_by(2).map(|digit| value(*digit)).sum();
                let even: u32 = chars[1..8].iter().step_by(2).map(|digit| value(*digit)).sum();
                let sum: u32 = chars[..10].iter().map(|digit| value(*digit)).sum();
                chars[0] != b'0'
                    && (odd * 7 + 100 - even) % 10 == value(chars[9])
                    && sum % 10 == value(chars[10])
            }
            Check::SouthAfricanId => {
                is_date(chars, 2, 4) && chars[10] <= b'2' && matches!(chars[11], b'8' | b'9') && is_luhn(all)
            }
            Check::AustralianAbn => {
                let sum = weigh(all, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
                chars[0] != b'0' && (sum - 10).is_multiple_of(89)
            }
            Check::AustralianMedicare => {
                matches!(chars[0], b'2'..=b'6')
                    && weigh(&chars[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == value(chars[8])
            }
            Check::RussianSnils => {
                weigh(&chars[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == pair(chars, 9)
                    && !is_one_digit(all)
            }
            Check::CanadianSin => is_luhn(all) && chars[0] != b'8' && !is_one_digit(all),
        }
    }
}
