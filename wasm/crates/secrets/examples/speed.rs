//! Measures the speed of the search: `cargo run --release --example speed`
//!
//! Prints the best of many runs for each text, in MB/s.

use std::hint::black_box;
use std::time::Instant;

use snapwall_compiler::build_secrets;
use snapwall_secrets::{Index, Tables, find};

const BYTES: usize = 1 << 16;

fn main() {
    let bytes = build_secrets(include_str!("../../../data/secrets.json"));
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let only = std::env::args().nth(1);
    for (name, unit) in [
        ("prose", PROSE.to_owned()),
        ("JSON", JSON.to_owned()),
        ("code", CODE.to_owned()),
        ("HTML", HTML.to_owned()),
        ("base 64", "q8Zr1xVb0Ls9Kd7Fw2TnA+c/".repeat(3) + "\n"),
        ("hexadecimal", "3fea6af1349166ea22cb987851bc5659 ".to_owned()),
    ] {
        if only.as_ref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let text = unit.repeat(BYTES / unit.len() + 1);
        let text = &text.as_bytes()[..BYTES];
        let mut best = f64::INFINITY;
        for _ in 0..200 {
            let start = Instant::now();
            let mut count = 0;
            find(black_box(text), &tables, &mut |_| count += 1);
            black_box(count);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{name:12} {:8.0} MB/s", BYTES as f64 / best / 1e6);
    }
}

const PROSE: &str = "It was on a dreary night of November that I beheld the accomplishment of my toils. With an \
anxiety that almost amounted to agony, I collected the instruments of life around me: the rain pattered dismally \
against the panes, and my candle was nearly burnt out, when, by the glimmer of the half-extinguished light, I saw \
the dull yellow eye of the creature open.\n";

const JSON: &str = r#"{"id":"7f3a9c21-52d0-4a7e-9b1c-1c5f2f0e8a44","type":"order","createdAt":"2026-11-22T19:12:44.120Z",
"customer":{"name":"Ada Lovelace","email":"ada@example.org","tags":["new","eu"],"address":{"street":"12 Dean's Yard",
"city":"London","zip":"SW1P 3PA"}},"items":[{"sku":"KB-1042-BLK","title":"Keyboard, black","price":49.9,"quantity":2},
{"sku":"MS-77","title":"Mouse","price":19.5,"quantity":1}],"total":119.3,"currency":"EUR","note":null,"paid":true},
"#;

const CODE: &str = "export function readPair(text: Uint8Array, index: number): Pair | undefined {\n  const value = \
readValue(text, index + 1);\n  if (value === undefined || value.length < minimumLength) return undefined;\n  for (const \
token of tokenize(value)) {\n    tokens.push({ kind: token.kind, start: index, end: index + token.length });\n  }\n  \
return { name: names.get(key) ?? 'unnamed', value };\n}\n";

const HTML: &str = "<div class=\"card card--wide\" id=\"product-1042\"><a href=\"/products/keyboards/1042?ref=home\"><img \
src=\"https://cdn.example.com/images/1042/large-640x480.webp\" alt=\"Keyboard\" width=\"640\"></a><p \
class=\"price\">49.90 <span>EUR</span></p></div>\n";
