//! National numbering plans: calling code, trunk prefix, and the length and first digits of national numbers. From
//! ITU-T E.164 and the plans that countries file with the ITU (E.129).

/// A country's numbering plan, as far as it shows in a text.
pub struct Plan {
    /// ISO 3166 code.
    pub region: [u8; 2],
    pub calling_code: u16,
    /// The trunk prefix, dialled before national numbers and not part of them; 0 if there is none.
    pub trunk: u8,
    /// The number of digits of a national number, without the trunk prefix.
    pub min: u8,
    pub max: u8,
    /// Bit `n`: a national number may begin with digit `n`.
    pub first: u16,
}

const fn plan(region: &[u8; 2], calling_code: u16, trunk: u8, min: u8, max: u8, first: &str) -> Plan {
    let (digits, mut bits, mut at) = (first.as_bytes(), 0, 0);
    while at < digits.len() {
        bits |= 1 << (digits[at] - b'0');
        at += 1;
    }
    Plan { region: *region, calling_code, trunk, min, max, first: bits }
}

/// All plans. The first with a calling code is used for numbers written with that code.
pub static PLANS: [Plan; 84] = [
    plan(b"US", 1, b'1', 10, 10, "23456789"),
    plan(b"CA", 1, b'1', 10, 10, "23456789"),
    plan(b"GB", 44, b'0', 9, 10, "123578"),
    plan(b"DE", 49, b'0', 6, 11, "123456789"),
    plan(b"FR", 33, b'0', 9, 9, "123456789"),
    plan(b"IT", 39, 0, 6, 11, "0358"),
    plan(b"ES", 34, 0, 9, 9, "6789"),
    plan(b"PT", 351, 0, 9, 9, "236789"),
    plan(b"NL", 31, b'0', 9, 9, "123456789"),
    plan(b"BE", 32, b'0', 8, 9, "123456789"),
    plan(b"LU", 352, 0, 5, 11, "2345689"),
    plan(b"IE", 353, b'0', 7, 10, "12456789"),
    plan(b"CH", 41, b'0', 9, 9, "23456789"),
    plan(b"AT", 43, b'0', 6, 13, "12345678"),
    plan(b"DK", 45, 0, 8, 8, "23456789"),
    plan(b"SE", 46, b'0', 7, 10, "123456789"),
    plan(b"NO", 47, 0, 8, 8, "23456789"),
    plan(b"FI", 358, b'0', 6, 11, "123456789"),
    plan(b"IS", 354, 0, 7, 9, "345678"),
    plan(b"PL", 48, 0, 9, 9, "123456789"),
    plan(b"CZ", 420, 0, 9, 9, "23456789"),
    plan(b"SK", 421, b'0', 9, 9, "23456789"),
    plan(b"HU", 36, b'6', 8, 9, "123456789"),
    plan(b"RO", 40, b'0', 9, 9, "2378"),
    plan(b"BG", 359, b'0', 7, 9, "23456789"),
    plan(b"GR", 30, 0, 10, 10, "2678"),
    plan(b"HR", 385, b'0', 8, 9, "123456789"),
    plan(b"SI", 386, b'0', 8, 8, "123456789"),
    plan(b"RS", 381, b'0', 8, 10, "123456789"),
    plan(b"UA", 380, b'0', 9, 9, "3456789"),
    plan(b"RU", 7, b'8', 10, 10, "34589"),
    plan(b"KZ", 7, b'8', 10, 10, "67"),
    plan(b"EE", 372, 0, 7, 8, "345678"),
    plan(b"LV", 371, 0, 8, 8, "2678"),
    plan(b"LT", 370, b'0', 8, 8, "345679"),
    plan(b"TR", 90, b'0', 10, 10, "23458"),
    plan(b"IL", 972, b'0', 8, 9, "2345789"),
    plan(b"AE", 971, b'0', 8, 9, "2345679"),
    plan(b"SA", 966, b'0', 8, 9, "1589"),
    plan(b"EG", 20, b'0', 8, 10, "123456789"),
    plan(b"MA", 212, b'0', 9, 9, "5678"),
    plan(b"DZ", 213, b'0', 8, 9, "2345679"),
    plan(b"TN", 216, 0, 8, 8, "2345789"),
    plan(b"NG", 234, b'0', 8, 10, "123456789"),
    plan(b"KE", 254, b'0', 9, 9, "1247"),
    plan(b"GH", 233, b'0', 9, 9, "235"),
    plan(b"ZA", 27, b'0', 9, 9, "12345678"),
    plan(b"IN", 91, b'0', 10, 10, "123456789"),
    plan(b"PK", 92, b'0', 9, 10, "23456789"),
    plan(b"BD", 880, b'0', 8, 10, "123456789"),
    plan(b"LK", 94, b'0', 9, 9, "123456789"),
    plan(b"CN", 86, b'0', 9, 11, "123456789"),
    plan(b"HK", 852, 0, 8, 8, "2356789"),
    plan(b"TW", 886, b'0', 8, 9, "23456789"),
    plan(b"JP", 81, b'0', 9, 10, "123456789"),
    plan(b"KR", 82, b'0', 8, 10, "123456789"),
    plan(b"SG", 65, 0, 8, 8, "3689"),
    plan(b"MY", 60, b'0', 8, 10, "123456789"),
    plan(b"TH", 66, b'0', 8, 9, "23456789"),
    plan(b"VN", 84, b'0', 9, 10, "235789"),
    plan(b"PH", 63, b'0', 8, 10, "23456789"),
    plan(b"ID", 62, b'0', 8, 12, "123456789"),
    plan(b"AU", 61, b'0', 9, 9, "234578"),
    plan(b"NZ", 64, b'0', 8, 10, "234679"),
    plan(b"BR", 55, b'0', 10, 11, "123456789"),
    plan(b"MX", 52, 0, 10, 11, "123456789"),
    plan(b"AR", 54, b'0', 10, 11, "123689"),
    plan(b"CL", 56, 0, 9, 9, "23456789"),
    plan(b"CO", 57, 0, 10, 10, "136"),
    plan(b"PE", 51, b'0', 8, 9, "1456789"),
    plan(b"VE", 58, b'0', 10, 10, "2458"),
    plan(b"EC", 593, b'0', 8, 9, "23456789"),
    plan(b"UY", 598, b'0', 8, 8, "2469"),
    plan(b"PY", 595, b'0', 8, 9, "23456789"),
    plan(b"BO", 591, 0, 8, 8, "23467"),
    plan(b"CR", 506, 0, 8, 8, "245678"),
    plan(b"GT", 502, 0, 8, 8, "234567"),
    plan(b"PA", 507, 0, 7, 8, "123456789"),
    plan(b"CY", 357, 0, 8, 8, "25789"),
    plan(b"MT", 356, 0, 8, 8, "2579"),
    plan(b"IR", 98, b'0', 10, 10, "123456789"),
    plan(b"QA", 974, 0, 8, 8, "34567"),
    plan(b"KW", 965, 0, 8, 8, "12569"),
    plan(b"LB", 961, b'0', 7, 8, "13456789"),
];

/// The countries whose national phone number formats can be read, in the order of [`Settings::phone_region`].
///
/// [`Settings::phone_region`]: crate::Settings::phone_region
pub static PHONE_REGIONS: [&str; PLANS.len()] = {
    let (mut regions, mut at) = ([""; PLANS.len()], 0);
    while at < regions.len() {
        regions[at] = name_of(&PLANS[at]);
        at += 1;
    }
    regions
};

/// The region of a plan, by a finding's variant.
pub fn region_name(variant: u16) -> &'static [u8] {
    PLANS.get(variant as usize).map_or(b"", |plan| &plan.region)
}

const fn name_of(plan: &Plan) -> &str {
    match core::str::from_utf8(&plan.region) {
        Ok(name) => name,
        Err(_) => panic!("a region is of ASCII letters"),
    }
}

impl Plan {
    /// Whether a national number may begin with an ASCII digit.
    pub fn begins_with(&self, digit: u8) -> bool {
        self.first >> (digit & 15) & 1 != 0
    }

    /// Whether a national number with so many digits and this first digit fits the plan.
    pub fn fits(&self, digits: usize, first: u8) -> bool {
        (usize::from(self.min)..=usize::from(self.max)).contains(&digits) && self.begins_with(first)
    }
}

/// The minimum number of digits after a calling code without a plan: islands have short numbers.
pub fn least_digits(code: u16) -> usize {
    match code {
        247 | 290 | 500 | 672 | 676..=678 | 682..=690 => 4,
        _ => 6,
    }
}

/// A calling code: its length in digits, its value, and the index of its plan.
#[derive(Clone, Copy)]
pub struct Code {
    pub digits: usize,
    pub number: u16,
    pub plan: Option<usize>,
}

/// The calling code at the start of some digits.
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

/// For each number of up to three digits: the index of its plan, that it is a calling code without one, or that it is
/// none.
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
