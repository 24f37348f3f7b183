//! Measures how fast values are judged: `cargo run --release --example throughput`
//!
//! An argument selects the cases whose name contains it. Prints the best of many runs of each, in MB/s and in
//! nanoseconds per value.

use std::hint::black_box;
use std::time::Instant;

use snapwall_shield::{JsonStrings, Kinds, Pairs, Place, Sensitivity, judge};

fn main() {
    let mut scratch = vec![0; 1 << 15];
    let body = json_body();
    report("JSON body, 16 KB", body.len(), 1, || {
        for item in JsonStrings::new(&body) {
            one(item.value, item.place, &mut scratch);
        }
    });
    let query = b"page=2&sort=price_asc&q=blue%20suede%20shoes&utm_source=newsletter&ref=7f3a9c21&lang=en-GB";
    report("query of 6 values", query.len(), 12, || {
        for pair in Pairs::new(query) {
            one(pair.name, Place::Name, &mut scratch);
            one(pair.value, Place::Query, &mut scratch);
        }
    });
    let headers: [&[u8]; 8] = [
        b"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
        b"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
        b"en-GB,en;q=0.9,de;q=0.8",
        b"gzip, deflate, br, zstd",
        b"\"Chromium\";v=\"131\", \"Not_A Brand\";v=\"24\"",
        b"https://www.example.com/articles/2024/07/why-cold-starts-matter?page=2",
        b"session=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ; theme=dark",
        b"max-age=0",
    ];
    let bytes = headers.iter().map(|header| header.len()).sum();
    report("8 headers", bytes, headers.len(), || {
        for header in headers {
            one(header, Place::Header, &mut scratch);
        }
    });
    for (name, text) in [
        ("words", "carlos".to_owned()),
        ("identifier", "a81bc81b-dead-4e5d-abff-90865d1e13b1".repeat(64)),
        ("prose", prose(4096)),
        ("prose, encoded", prose(4096).replace(' ', "%20")),
        ("code", "for (let i = 0; i < items.length; i++) { total += items[i].price * 1.2; }\n".repeat(60)),
        ("SQL", "1' or 1=1 union select a, b, 'c' from users where id in (1, 2, 3)-- ".repeat(60)),
        ("markup", "<a href=\"/about\" class='x'>About us</a> &amp; <b>more</b>\n".repeat(60)),
    ] {
        report(name, text.len(), 1, || one(text.as_bytes(), Place::Query, &mut scratch));
    }
}

fn one(value: &[u8], place: Place, scratch: &mut [u8]) {
    judge(value, place, Sensitivity::Balanced, Kinds::ALL, scratch, &mut |finding| {
        black_box(finding);
    });
}

fn report(name: &str, bytes: usize, values: usize, mut run: impl FnMut()) {
    if std::env::args().nth(1).is_some_and(|part| !name.contains(&part)) {
        return;
    }
    let mut best = f64::MAX;
    let repeats = (200_000 / bytes).max(1);
    for _ in 0..200 {
        let start = Instant::now();
        for _ in 0..repeats {
            run();
        }
        best = best.min(start.elapsed().as_secs_f64() / repeats as f64);
    }
    println!(
        "{name:<20} {:>7.0} MB/s {:>9.0} ns a value",
        bytes as f64 / best / 1e6,
        best * 1e9 / values as f64
    );
}

fn prose(length: usize) -> String {
    let text = "The quick brown fox doesn't jump over the lazy dog. In 2019, we selected a plan from the list and, where \
                it was possible, ordered by phone (or by mail). \"It is what it is\", she said; nobody else was there. ";
    text.chars().cycle().take(length).collect()
}

fn json_body() -> Vec<u8> {
    let mut body = b"{\"items\":[".to_vec();
    let mut number = 0;
    while body.len() < 16_000 {
        let item = format!(
            "{{\"id\":\"{number:08x}-4e5d\",\"name\":\"Product {number}\",\"price\":{number}.99,\"tags\":[\"blue\",\"summer sale\"],\
             \"url\":\"https://shop.example.com/p/{number}\",\"created\":\"2024-05-01T12:30:00Z\",\
             \"description\":\"A light jacket for the colder days of spring, made of recycled cotton; it doesn't crease.\"}},"
        );
        body.extend(item.into_bytes());
        number += 7;
    }
    body.extend(b"null]}");
    body
}
