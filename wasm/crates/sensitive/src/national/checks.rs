//! The check digits of national ids, and what else their numbers must be.

use super::algorithms::*;
use crate::date::is_day_of;
use crate::luhn::is_luhn;
use crate::text::number;

/// How an id is proved; its letters are capitals and its separators are gone.
#[derive(Clone, Copy)]
pub enum Check {
    /// Weights whose sum over all digits is a multiple of the modulus.
    Multiple {
        weights: &'static [u8],
        modulus: u32,
    },
    /// Weights over all but the last digit; the sum's rest, taken from the modulus, is the last digit, where `ten` says
    /// what a digit of ten is written as (10: such numbers are not given out).
    Complement {
        weights: &'static [u8],
        modulus: u32,
        ten: u32,
    },
    /// The same, where the rest itself is the digit.
    Rest {
        weights: &'static [u8],
        modulus: u32,
        ten: u32,
    },
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
    /// Whether letters and digits of the id's shape hold what they must: dates first, which few numbers hold and which cost
    /// the least.
    pub fn holds(self, chars: &[u8]) -> bool {
        let last = chars.len() - 1;
        match self {
            Check::Multiple { weights, modulus } => {
                weigh(chars, weights).is_multiple_of(modulus) && !is_one_digit(chars)
            }
            Check::Complement { weights, modulus, ten } => {
                let check = (modulus - weigh(&chars[..last], weights) % modulus) % modulus;
                value(chars[last]) == if check == 10 { ten } else { check } && !is_one_digit(chars)
            }
            Check::Rest { weights, modulus, ten } => {
                let check = weigh(&chars[..last], weights) % modulus;
                value(chars[last]) == if check == 10 { ten } else { check } && !is_one_digit(chars)
            }
            Check::Luhn => is_luhn(chars) && !is_one_digit(chars),
            Check::Iso1110 => is_iso_1110(chars),
            Check::BritishInsurance => is_british_insurance(chars),
            Check::AmericanItin => {
                chars[0] == b'9' && matches!(number(&chars[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
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
                let short = &chars[chars.len() - 10..];
                let is_century = chars.len() == 10 || matches!(number(&chars[..2]), 18..=20);
                // Sixty is added to the day of those who are not residents.
                let day = number(&short[4..6]);
                let day = if day > 60 { day - 60 } else { day };
                is_century && is_day_of(day, number(&short[2..4])) && is_luhn(short)
            }
            Check::FinnishPersonal => is_finnish(chars),
            Check::DanishPersonal => {
                is_date(chars, 2, 0) && weigh(chars, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
            }
            Check::NorwegianPersonal => {
                let day = number(&chars[..2]);
                let day = if day > 40 { day - 40 } else { day };
                is_day_of(day, number(&chars[2..4]) % 40)
                    && weigh(chars, &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11)
                    && weigh(chars, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
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
                sum % 11 == value(chars[8]) && sum > 0 && !is_one_digit(chars)
            }
            Check::CzechBirth => {
                let month = number(&chars[2..4]);
                let month = match month {
                    51..=62 => month - 50,
                    21..=32 => month - 20,
                    71..=82 => month - 70,
                    _ => month,
                };
                is_day_of(number(&chars[4..6]), month) && long_number(chars).is_multiple_of(11)
            }
            Check::RomanianPersonal => {
                let is_checked = || {
                    let check = weigh(&chars[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
                    value(chars[12]) == if check == 10 { 1 } else { check }
                };
                matches!(chars[0], b'1'..=b'9') && is_date(chars, 3, 5) && is_checked()
            }
            Check::GreekAmka => is_date(chars, 2, 0) && is_luhn(chars),
            Check::SwissInsurance => {
                chars.starts_with(b"756")
                    && weigh(chars, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]).is_multiple_of(10)
            }
            Check::AustrianInsurance => {
                let sum = weigh(&chars[..3], &[3, 7, 9]) + weigh(&chars[4..], &[5, 8, 4, 2, 1, 6]);
                sum % 11 == value(chars[3]) && chars[0] != b'0' && is_date(chars, 6, 4)
            }
            Check::IrishPps => {
                let second = chars.get(8).map_or(0, |char| if *char == b'W' { 0 } else { letter(*char) + 1 });
                let sum = weigh(&chars[..7], &[8, 7, 6, 5, 4, 3, 2]) + second * 9;
                let expected = if sum.is_multiple_of(23) { b'W' } else { b'A' + (sum % 23) as u8 - 1 };
                chars[7] == expected && second <= 9
            }
            Check::BrazilianCpf => {
                let (first, second) = (brazilian(&chars[..9], 11), brazilian(&chars[..10], 11));
                value(chars[9]) == first && value(chars[10]) == second && !is_one_digit(chars)
            }
            Check::BrazilianCnpj => {
                let (first, second) = (brazilian(&chars[..12], 9), brazilian(&chars[..13], 9));
                value(chars[12]) == first && value(chars[13]) == second && !is_one_digit(chars)
            }
            Check::ChileanRut => is_chilean(chars),
            Check::ArgentineCuit => {
                let check = (11 - weigh(&chars[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
                check == value(chars[10]) && matches!(number(&chars[..2]), 20 | 23..=27 | 30 | 33 | 34)
            }
            Check::MexicanCurp => is_mexican(chars),
            Check::IndianPan => b"ABCFGHLJPTK".contains(&chars[3]),
            Check::IndianAadhaar => chars[0] >= b'2' && is_verhoeff(chars),
            Check::SingaporeanNric => is_singaporean(chars),
            Check::KoreanResident => matches!(chars[6], b'1'..=b'8') && is_date(chars, 2, 4),
            Check::ChineseResident => is_chinese(chars),
            Check::TaiwaneseId => is_taiwanese(chars),
            Check::HongKongId => is_hong_kong(chars),
            Check::ThaiId => {
                let sum = weigh(&chars[..12], &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
                (11 - sum % 11) % 10 == value(chars[12]) && chars[0] != b'0' && !is_one_digit(chars)
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
                is_date(chars, 2, 4)
                    && chars[10] <= b'2'
                    && matches!(chars[11], b'8' | b'9')
                    && is_luhn(chars)
            }
            Check::AustralianAbn => {
                let sum = weigh(chars, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
                chars[0] != b'0' && (sum - 10).is_multiple_of(89)
            }
            Check::AustralianMedicare => {
                matches!(chars[0], b'2'..=b'6')
                    && weigh(&chars[..8], &[1, 3, 7, 9, 1, 3, 7, 9]) % 10 == value(chars[8])
            }
            Check::RussianSnils => {
                weigh(&chars[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100 == number(&chars[9..])
                    && !is_one_digit(chars)
            }
            Check::CanadianSin => is_luhn(chars) && chars[0] != b'8' && !is_one_digit(chars),
        }
    }
}
