//! The time of a judgement grows linearly with the value, whatever an attacker writes into it.

use snapwall_growth::{Growth, alone, mixes, repeat, shortest};
use snapwall_shield::{JsonStrings, Kinds, Multipart, Pairs, Place, Sensitivity, judge};

const GROWTH: Growth<5> =
    Growth { lengths: [1 << 14, 1 << 15, 1 << 16, 1 << 18, 1 << 20], exponent_max: 1.1 };

/// For mixes of units that nobody thought of: many values, so only what is far from linear fails.
const PLAIN: Growth<2> = Growth { lengths: [1 << 12, 1 << 15], exponent_max: 1.5 };

/// How often each time is measured; the shortest counts.
const RUNS: usize = 3;

/// Units to repeat, each meant to make some judge look far ahead or back again and again.
const UNITS: [&str; 78] = [
    "a",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "(' ",
    "'",
    "\"",
    "`",
    "<",
    "<a ",
    "<a b=",
    "<a b=\"",
    "<a b='",
    "<a b=` ",
    "</",
    "<!--",
    "<![",
    "<?",
    "=",
    "style=",
    "on=",
    "onload=",
    " onload =",
    "j<!--",
    "java<!-- ",
    "href=java<![",
    "(",
    "((",
    ")",
    "[",
    "{",
    "{{",
    "{%",
    "${",
    "${${",
    "${::-",
    "#{7*7",
    "$",
    "/",
    "//",
    "../",
    "..",
    "....",
    "./",
    "\\",
    "0x2e",
    "etc/",
    "etc",
    ";",
    "|",
    "&",
    ";cat ",
    "`id`",
    "%",
    "%25",
    "%2525",
    "&#",
    "&amp;",
    "\\u",
    "/*",
    "/*!",
    "*/",
    "--",
    "#\n",
    "@'",
    "http://a@",
    "constructor.",
    "</style>",
    "';a.b=",
    "';return ",
    ")(a=",
    "http:// @1.1",
    "!entity ",
    "x and ",
    "don't ",
    // Has the looks of a word of SQL.
    "admm ",
];

fn assert_linear(name: &str, mut judge_length: impl FnMut(usize)) {
    GROWTH.assert_linear(name, |length| shortest(RUNS, || judge_length(length)));
}

#[test]
fn no_repeated_piece_takes_more_than_linear_time() {
    let _alone = alone();
    let mut scratch = vec![0; 1 << 20];
    for unit in UNITS {
        let value: Vec<u8> = unit.bytes().cycle().take(GROWTH.longest()).collect();
        for place in [Place::Query, Place::Text] {
            assert_linear(unit, |length| {
                judge(&value[..length], place, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |_| {});
            });
        }
    }
}

#[test]
fn no_mix_of_pieces_takes_more_than_linear_time() {
    let _alone = alone();
    let mut scratch = vec![0; 1 << 17];
    for unit in mixes(&UNITS, 3000) {
        PLAIN.assert_linear(&unit, |length| {
            let value = repeat(&unit, length);
            shortest(1, || {
                judge(&value, Place::Query, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |_| {})
            })
        });
    }
}

#[test]
fn little_scratch_memory_takes_no_longer_than_linear_time() {
    let _alone = alone();
    let mut scratch = vec![0; 4096];
    for unit in ["%25", "<a b=\"", "or 1=1 ", "&amp;"] {
        let value: Vec<u8> = unit.bytes().cycle().take(GROWTH.longest()).collect();
        assert_linear(unit, |length| {
            judge(&value[..length], Place::Query, Sensitivity::Strict, Kinds::ALL, &mut scratch, &mut |_| {});
        });
    }
}

#[test]
fn bodies_are_split_in_linear_time() {
    let _alone = alone();
    for unit in ["\"", "\\", "a=&", "\n--", "--x\n", "--x\r\n\r\n", "name=", "\"a\":"] {
        let value: Vec<u8> = unit.bytes().cycle().take(GROWTH.longest()).collect();
        assert_linear(unit, |length| {
            let value = &value[..length];
            let pieces = JsonStrings::new(value).count()
                + Pairs::new(value).count()
                + Multipart::new(value, b"x").count();
            std::hint::black_box(pieces);
        });
    }
}
