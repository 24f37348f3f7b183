//! How the numbers of each country are built: the calling code, what is dialled before a national number, how many
//! digits it has and which ones it begins with. After ITU-T E.164 and the national plans filed with it (E.129).

/// A country's numbering plan, as far as a text can show it.
pub struct Plan {
    /// ISO 3166 code.
    pub region: &'static str,
    pub calling_code: u16,
    /// The digit dialled before national numbers, which is not part of them; 0 when there is none.
    pub trunk: u8,
    /// How many digits a national number has, without the trunk digit.
    pub min: u8,
    pub max: u8,
    /// Bit `n`: a number may begin with the digit `n`.
    pub first: u16,
}

const fn plan(region: &'static str, calling_code: u16, trunk: u8, min: u8, max: u8, first: &str) -> Plan {
    let (digits, mut bits, mut at) = (first.as_bytes(), 0, 0);
    while at < digits.len() {
        bits |= 1 << (digits[at] - b'0');
        at += 1;
    }
    Plan { region, calling_code, trunk, min, max, first: bits }
}

/// All plans. The first of a calling code stands for numbers that are written with it.
pub static PLANS: [Plan; 84] = [
    plan("US", 1, b'1', 10, 10, "23456789"),
    plan("CA", 1, b'1', 10, 10, "23456789"),
    plan("GB", 44, b'0', 9, 10, "123578"),
    plan("DE", 49, b'0', 6, 11, "123456789"),
    plan("FR", 33, b'0', 9, 9, "123456789"),
    plan("IT", 39, 0, 6, 11, "0358"),
    plan("ES", 34, 0, 9, 9, "6789"),
    plan("PT", 351, 0, 9, 9, "236789"),
    plan("NL", 31, b'0', 9, 9, "123456789"),
    plan("BE", 32, b'0', 8, 9, "123456789"),
    plan("LU", 352, 0, 5, 11, "2345689"),
    plan("IE", 353, b'0', 7, 10, "12456789"),
    plan("CH", 41, b'0', 9, 9, "23456789"),
    plan("AT", 43, b'0', 6, 13, "12345678"),
    plan("DK", 45, 0, 8, 8, "23456789"),
    plan("SE", 46, b'0', 7, 10, "123456789"),
    plan("NO", 47, 0, 8, 8, "23456789"),
    plan("FI", 358, b'0', 6, 11, "123456789"),
    plan("IS", 354, 0, 7, 9, "345678"),
    plan("PL", 48, 0, 9, 9, "123456789"),
    plan("CZ", 420, 0, 9, 9, "23456789"),
    plan("SK", 421, b'0', 9, 9, "23456789"),
    plan("HU", 36, b'6', 8, 9, "123456789"),
    plan("RO", 40, b'0', 9, 9, "2378"),
    plan("BG", 359, b'0', 7, 9, "23456789"),
    plan("GR", 30, 0, 10, 10, "2678"),
    plan("HR", 385, b'0', 8, 9, "123456789"),
    plan("SI", 386, b'0', 8, 8, "123456789"),
    plan("RS", 381, b'0', 8, 10, "123456789"),
    plan("UA", 380, b'0', 9, 9, "3456789"),
    plan("RU", 7, b'8', 10, 10, "34589"),
    plan("KZ", 7, b'8', 10, 10, "67"),
    plan("EE", 372, 0, 7, 8, "345678"),
    plan("LV", 371, 0, 8, 8, "2678"),
    plan("LT", 370, b'0', 8, 8, "345679"),
    plan("TR", 90, b'0', 10, 10, "23458"),
    plan("IL", 972, b'0', 8, 9, "2345789"),
    plan("AE", 971, b'0', 8, 9, "2345679"),
    plan("SA", 966, b'0', 8, 9, "1589"),
    plan("EG", 20, b'0', 8, 10, "123456789"),
    plan("MA", 212, b'0', 9, 9, "5678"),
    plan("DZ", 213, b'0', 8, 9, "2345679"),
    plan("TN", 216, 0, 8, 8, "2345789"),
    plan("NG", 234, b'0', 8, 10, "123456789"),
    plan("KE", 254, b'0', 9, 9, "1247"),
    plan("GH", 233, b'0', 9, 9, "235"),
    plan("ZA", 27, b'0', 9, 9, "12345678"),
    plan("IN", 91, b'0', 10, 10, "123456789"),
    plan("PK", 92, b'0', 9, 10, "23456789"),
    plan("BD", 880, b'0', 8, 10, "123456789"),
    plan("LK", 94, b'0', 9, 9, "123456789"),
    plan("CN", 86, b'0', 9, 11, "123456789"),
    plan("HK", 852, 0, 8, 8, "2356789"),
    plan("TW", 886, b'0', 8, 9, "23456789"),
    plan("JP", 81, b'0', 9, 10, "123456789"),
    plan("KR", 82, b'0', 8, 10, "123456789"),
    plan("SG", 65, 0, 8, 8, "3689"),
    plan("MY", 60, b'0', 8, 10, "123456789"),
    plan("TH", 66, b'0', 8, 9, "23456789"),
    plan("VN", 84, b'0', 9, 10, "235789"),
    plan("PH", 63, b'0', 8, 10, "23456789"),
    plan("ID", 62, b'0', 8, 12, "123456789"),
    plan("AU", 61, b'0', 9, 9, "234578"),
    plan("NZ", 64, b'0', 8, 10, "234679"),
    plan("BR", 55, b'0', 10, 11, "123456789"),
    plan("MX", 52, 0, 10, 11, "123456789"),
    plan("AR", 54, b'0', 10, 11, "123689"),
    plan("CL", 56, 0, 9, 9, "23456789"),
    plan("CO", 57, 0, 10, 10, "136"),
    plan("PE", 51, b'0', 8, 9, "1456789"),
    plan("VE", 58, b'0', 10, 10, "2458"),
    plan("EC", 593, b'0', 8, 9, "23456789"),
    plan("UY", 598, b'0', 8, 8, "2469"),
    plan("PY", 595, b'0', 8, 9, "23456789"),
    plan("BO", 591, 0, 8, 8, "23467"),
    plan("CR", 506, 0, 8, 8, "245678"),
    plan("GT", 502, 0, 8, 8, "234567"),
    plan("PA", 507, 0, 7, 8, "123456789"),
    plan("CY", 357, 0, 8, 8, "25789"),
    plan("MT", 356, 0, 8, 8, "2579"),
    plan("IR", 98, b'0', 10, 10, "123456789"),
    plan("QA", 974, 0, 8, 8, "34567"),
    plan("KW", 965, 0, 8, 8, "12569"),
    plan("LB", 961, b'0', 7, 8, "13456789"),
];

/// The countries whose national forms of phone numbers can be read, in the order of [`Settings::phone_region`].
///
/// [`Settings::phone_region`]: crate::Settings::phone_region
pub static PHONE_REGIONS: [&str; PLANS.len()] = {
    let (mut regions, mut at) = ([""; PLANS.len()], 0);
    while at < regions.len() {
        regions[at] = PLANS[at].region;
        at += 1;
    }
    regions
};

impl Plan {
    /// Whether a national number may begin with an ASCII digit.
    pub fn begins_with(&self, digit: u8) -> bool {
        self.first >> (digit & 15) & 1 != 0
    }

    /// Whether a national number of so many digits that begins so is one of this plan.
    pub fn fits(&self, digits: usize, first: u8) -> bool {
        (usize::from(self.min)..=usize::from(self.max)).contains(&digits) && self.begins_with(first)
    }
}

/// The fewest digits that a national number has behind a code that no plan here is for: islands have short ones.
pub fn least_digits(code: u16) -> usize {
    match code {
        247 | 290 | 500 | 672 | 676..=678 | 682..=690 => 4,
        _ => 6,
    }
}

/// A calling code: how many digits it has, the number that they write, and the place of its plan in the list.
#[derive(Clone, Copy)]
pub struct Code {
    pub digits: usize,
    pub number: u16,
    pub plan: Option<usize>,
}

/// The calling code with which digits begin.
pub fn read_code(digits: &[u8]) -> Option<Code> {
    let mut number = 0;
    for (at, digit) in digits.iter().enumerate().take(3) {
        number = number * 10 + u16::from(digit - b'0');
        let plan = match CODES[usize::from(number)] {
            NO_CODE => continue,
            NO_PLAN => None,
            plan => Some(usize::from(plan)),
        };
        return Some(Code { digits: at + 1, number, plan });
    }
    None
}

const NO_CODE: u8 = u8::MAX;
const NO_PLAN: u8 = NO_CODE - 1;

/// For each number of up to three digits the place of its plan, if it is a calling code that has one.
static CODES: [u8; 1000] = {
    let (mut codes, mut code) = ([NO_CODE; 1000], 0);
    while code < codes.len() {
        if is_calling_code(code as u16) {
            codes[code] = NO_PLAN;
        }
        code += 1;
    }
    let mut at = PLANS.len();
    while at > 0 {
        at -= 1;
        codes[PLANS[at].calling_code as usize] = at as u8;
    }
    codes
};

/// Whether a code is assigned to a country or a service (ITU-T E.164, list of assigned codes).
const fn is_calling_code(code: u16) -> bool {
    matches!(code, 211..=213 | 216 | 218 | 220..=258 | 260..=269 | 290 | 291 | 297..=299
        | 350..=359 | 370..=389 | 420..=423 | 500..=509 | 590..=599 | 670 | 672..=692
        | 800 | 808 | 850 | 852 | 853 | 855 | 856 | 870 | 878 | 880..=883 | 886 | 888
        | 960..=968 | 970..=977 | 979 | 992..=996 | 998)
        || matches!(code, 53 | 92..=95 | 98)
}
