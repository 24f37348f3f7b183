//! The time of a search grows no faster than the text, whatever an attacker writes into it.

use std::time::Instant;

use snapwall_compiler::build_secrets;
use snapwall_secrets::{Tables, find};

const LENGTHS: [usize; 5] = [1 << 13, 1 << 14, 1 << 15, 1 << 16, 1 << 17];

/// Linear with room for what a busy machine adds; anything that grows with the square is far above.
const EXPONENT_MAX: f64 = 1.1;

/// How often a fit is repeated before it counts: other processes slow some lengths down, and nothing speeds any up.
const FITS: usize = 24;

/// Units that are repeated, each a way to make something look far ahead or back again and again.
const UNITS: [&str; 34] = [
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
    let tables = Tables::new(&bytes);
    for unit in UNITS {
        let mut fits = (0..FITS).map(|_| fit(unit, tables));
        assert!(fits.any(|exponent| exponent <= EXPONENT_MAX), "{unit:?}");
    }
}

/// The exponent of the time over the length, from the shortest and the longest text.
fn fit(unit: &str, tables: Tables<'_>) -> f64 {
    let points = LENGTHS.map(|length| {
        let text = unit.repeat(length / unit.len() + 1);
        let time = || {
            let start = Instant::now();
            find(text.as_bytes(), tables, &mut |_| ());
            start.elapsed().as_secs_f64()
        };
        ((text.len() as f64).ln(), (0..3).map(|_| time()).fold(f64::INFINITY, f64::min).ln())
    });
    let mean = |values: [f64; LENGTHS.len()]| values.iter().sum::<f64>() / LENGTHS.len() as f64;
    let (x, y) = (mean(points.map(|point| point.0)), mean(points.map(|point| point.1)));
    let covariance: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    covariance / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}
