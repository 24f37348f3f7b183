//! Measures recall and false positives on a labelled corpus: `cargo run --release --example corpus FILE`
//!
//! Each line is `TP` or `FP`, a tab, a name, a tab, and a text as a JSON string without surrogate pairs. Prints the
//! texts missed and the texts wrongly flagged, and the shares.

use std::collections::BTreeMap;
use std::{env, fs};

use snapwall_compiler::build_secrets;
use snapwall_secrets::{Index, Tables, find};

fn main() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/secrets.json");
    let bytes = build_secrets(&fs::read_to_string(data).expect("the rule data"));
    let mut index = Index::new();
    let tables = Tables::new(&bytes, &mut index);
    let corpus = fs::read_to_string(env::args().nth(1).expect("a file")).expect("a readable file");
    let mut shares: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for line in corpus.lines() {
        let mut columns = line.splitn(3, '\t');
        let [kind, name, text] = [(); 3].map(|()| columns.next().expect("three columns"));
        let text = unescape(text);
        let mut found = Vec::new();
        find(text.as_bytes(), &tables, &mut |secret| {
            let at = String::from_utf8_lossy(&text.as_bytes()[secret.start..secret.end]).into_owned();
            found.push(format!("{}: {at}", String::from_utf8_lossy(tables.id(secret.rule))));
        });
        let share = shares.entry(kind).or_default();
        share[0] += usize::from(!found.is_empty());
        share[1] += 1;
        if found.is_empty() == (kind == "TP") || env::args().len() > 2 {
            println!("{kind} {name} {line:.300}\n    {found:?}", line = text.escape_debug());
        }
    }
    println!("{} bytes of tables; {shares:?}", bytes.len());
}

/// The text of a quoted JSON string.
fn unescape(json: &str) -> String {
    let mut text = String::new();
    let mut chars = json[1..json.len() - 1].chars();
    while let Some(char) = chars.next() {
        let char = if char != '\\' {
            char
        } else {
            match chars.next().expect("an escape") {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'u' => {
                    let digits: String = chars.by_ref().take(4).collect();
                    u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
                }
                char => char,
            }
        };
        text.push(char);
    }
    text
}
