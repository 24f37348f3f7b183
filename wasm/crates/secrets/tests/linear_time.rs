//! The time of a search grows no faster than the length of the text, whatever an attacker writes into it.

use snapwall_compiler::build_secrets;
use snapwall_growth::{Growth, mixes, repeat, shortest};
use snapwall_secrets::{Index, Tables, find};

const GROWTH: Growth<5> =
    Growth { lengths: [1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17], exponent_max: 1.1 };

/// For random mixes: many texts, each measured coarsely, so that only clear superlinear growth fails.
const PLAIN: Growth<2> = Growth { lengths: [1 << 12, 1 << 15], exponent_max: 1.5 };

/// Units to repeat, each chosen to make something look ahead or back repeatedly.
const UNITS: [&str; 36] = [
    "a",
    " ",
    ":",
    "=",
    "-",
    "(",
    "\"",
    "1",
    "a1B",
    "key=",
    "setToken(",
    "password:",
    "token=\"",
    "\"token\":\"a1b2c3d4",
    "://a:b",
    "://",
    "-u a:b",
    "curl -u a",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----A",
    "-----",
    "data: ",
    "data:\n ",
    "data:\n  a: b\n",
    "kind: Secret\ndata:\n  a: aGVsbG8gd29ybGQh\n",
    "authorization: Basic ",
    "Authorization: ",
    "sk-ant-api03-",
    "github_pat_",
    "xoxb-1-",
    "glc_",
    "EAAMEAAM",
    "value=",
    "name: key\nvalue: a1b2c3d4e5",
    "facebook a1b2c3d4e5f6g7h8i9",
    "AccountKey=abc1",
];

#[test]
fn the_time_is_linear_in_the_text() {
    let bytes = build_secrets(include_str!("../../../data/secrets.json"));
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    for unit in UNITS {
        let text = repeat(unit, GROWTH.longest());
        GROWTH.assert_linear(unit, |length| {
            shortest(3, || find(&text[..length.min(text.len())], &tables, &mut |_| ()))
        });
    }
    for unit in mixes(&UNITS, 2000) {
        PLAIN.assert_linear(&unit, |length| {
            let text = repeat(&unit, length);
            shortest(1, || find(&text, &tables, &mut |_| ()))
        });
    }
}
