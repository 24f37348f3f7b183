//! Measures detection over corpora: `cargo run --release --example measure -- [--show CLASS] [--place PLACE] FILE...`
//!
//! A file that is not JSON is harmless text: each of its paragraphs and each of its lines is a value.
//!
//! A JSON file is a list of rows. A row `{"src", "cls", "value"}` is a value of a class, harmless if the class is `norm`
//! or begins with `natural`; a row `{"family", "values": […]}` counts as found if one of its values is found. Every file
//! gets its own table, so that held-out data can be told from data used for tuning. `--show` prints the values of a class
//! that were missed, or for a harmless class what was found in them.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use snapwall_shield::{Finding, JsonStrings, Kinds, Place, Sensitivity, judge};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut show, mut place, mut files) = (None, Place::Text, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = arguments.next(),
            "--place" => {
                place = match arguments.next().as_deref() {
                    Some("query") => Place::Query,
                    Some("header") => Place::Header,
                    Some("cookie") => Place::Cookie,
                    _ => Place::Text,
                }
            }
            _ => files.push(argument),
        }
    }
    for file in files {
        let Ok(text) = std::fs::read(&file) else {
            eprintln!("cannot read {file}");
            continue;
        };
        let rows = if file.ends_with(".json") { rows(&text) } else { paragraphs(&text) };
        measure(&file, &rows, place, show.as_deref());
    }
}

struct Row {
    class: String,
    values: Vec<Vec<u8>>,
}

/// The rows of a file. Keys not named above are skipped.
fn rows(text: &[u8]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for item in JsonStrings::new(text) {
        let string = || String::from_utf8_lossy(&unescape(item.value)).into_owned();
        match (item.name, item.place == Place::Name, rows.last_mut()) {
            (b"src" | b"family", false, _) => rows.push(Row { class: string(), values: Vec::new() }),
            (b"cls", false, Some(row)) => row.class = format!("{} {}", string(), row.class),
            (b"value" | b"values", false, Some(row)) => row.values.push(unescape(item.value)),
            _ => {}
        }
    }
    rows
}

/// The paragraphs and lines of a text whose length is that of typical form input.
fn paragraphs(text: &[u8]) -> Vec<Row> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 8..=2000;
    let text = String::from_utf8_lossy(text).replace("\r\n", "\n");
    let pieces = |class: &str, separator: &str| -> Vec<Row> {
        let pieces = text.split(separator).map(str::trim).filter(|piece| LENGTHS.contains(&piece.len()));
        pieces.map(|piece| Row { class: class.to_owned(), values: vec![piece.into()] }).collect()
    };
    [pieces("natural paragraphs", "\n\n"), pieces("natural lines", "\n")].into_iter().flatten().collect()
}

fn unescape(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).expect("UTF-8");
    let mut units = Vec::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        units.push(match characters.next() {
            Some('n') => 10,
            Some('r') => 13,
            Some('t') => 9,
            Some('b') => 8,
            Some('f') => 12,
            Some('u') => u16::from_str_radix(&characters.by_ref().take(4).collect::<String>(), 16).unwrap(),
            Some(other) => other as u16,
            None => 0,
        });
    }
    String::from_utf16_lossy(&units).into_bytes()
}

/// Encodes the value as a browser would, if the place is encoded.
fn encode(value: &[u8], place: Place) -> Vec<u8> {
    if place != Place::Query {
        return value.to_vec();
    }
    let mut encoded = Vec::new();
    for &byte in value {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'!'
            | b'~'
            | b'*'
            | b'\''
            | b'('
            | b')' => encoded.push(byte),
            byte => encoded.extend(format!("%{byte:02X}").into_bytes()),
        }
    }
    encoded
}

fn findings(value: &[u8], place: Place, sensitivity: Sensitivity, scratch: &mut [u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    judge(value, place, sensitivity, Kinds::ALL, scratch, &mut |finding| findings.push(finding));
    findings
}

fn measure(file: &str, rows: &[Row], place: Place, show: Option<&str>) {
    const SENSITIVITIES: [Sensitivity; 3] =
        [Sensitivity::Strict, Sensitivity::Balanced, Sensitivity::Relaxed];
    let mut scratch = vec![0; 1 << 16];
    let mut counts: BTreeMap<&str, (usize, [usize; 3])> = BTreeMap::new();
    let (mut bytes, mut harmless_bytes) = (0, 0);
    let (mut attacks, mut harmless) = (Vec::new(), Vec::new());
    for row in rows {
        let values: Vec<Vec<u8>> = row.values.iter().map(|value| encode(value, place)).collect();
        let is_harmless = row.class.starts_with("norm") || row.class.starts_with("natural");
        let (total, found) = counts.entry(&row.class).or_default();
        *total += 1;
        for (index, sensitivity) in SENSITIVITIES.into_iter().enumerate() {
            let all: Vec<Finding> =
                values.iter().flat_map(|value| findings(value, place, sensitivity, &mut scratch)).collect();
            found[index] += usize::from(!all.is_empty());
            if index == 1 {
                let is_found = !all.is_empty();
                if show.is_some_and(|class| row.class.contains(class)) && is_found == is_harmless {
                    let reasons: Vec<String> = all
                        .iter()
                        .map(|finding| {
                            format!(
                                "{}:{}:{}..{}",
                                finding.kind.name(),
                                finding.score,
                                finding.start,
                                finding.end
                            )
                        })
                        .collect();
                    let text: Vec<_> =
                        row.values.iter().map(|value| String::from_utf8_lossy(value)).collect();
                    println!("{} {:?}", reasons.join(" "), text);
                }
            }
        }
        for value in values {
            if is_harmless {
                harmless_bytes += value.len();
                harmless.push(value);
            } else {
                bytes += value.len();
                attacks.push(value);
            }
        }
    }
    println!("{file}\n{:<44} {:>7} {:>9} {:>9} {:>9}", "class", "rows", "strict", "balanced", "relaxed");
    for (class, (total, found)) in counts {
        let percent = |count: usize| 100.0 * count as f64 / total as f64;
        println!(
            "{class:<44} {total:>7} {:>8.2}% {:>8.2}% {:>8.2}%",
            percent(found[0]),
            percent(found[1]),
            percent(found[2])
        );
    }
    for (name, values, bytes) in [("attacks", attacks, bytes), ("harmless", harmless, harmless_bytes)] {
        let mut best = f64::MAX;
        for _ in 0..5 {
            let start = Instant::now();
            for value in &values {
                judge(value, place, Sensitivity::Balanced, Kinds::ALL, &mut scratch, &mut |finding| {
                    black_box(finding);
                });
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "{name}: {:.0} MB/s, {:.0} ns a value",
            bytes as f64 / best / 1e6,
            best * 1e9 / values.len().max(1) as f64
        );
    }
}
