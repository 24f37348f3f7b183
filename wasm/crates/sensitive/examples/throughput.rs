//! Measures how fast files are scanned: `cargo run --release -p snapwall-sensitive --example throughput -- FILE…`.

use std::time::Instant;

use snapwall_sensitive::{Finding, Findings, Settings, find};

/// How often each file is scanned; the shortest time counts.
const RUNS: usize = 200;

fn main() {
    let mut room = vec![Finding::NONE; 4096];
    for path in std::env::args().skip(1) {
        let text = std::fs::read(&path).expect("a file");
        let (mut best, mut count) = (f64::MAX, 0);
        for _ in 0..RUNS {
            let start = Instant::now();
            (count, _) = scan(&text, &mut room);
            best = best.min(start.elapsed().as_secs_f64());
        }
        let megabytes = text.len() as f64 / best / 1e6;
        println!("{path}: {} bytes, {count} findings, {:.2} µs, {megabytes:.0} MB/s", text.len(), best * 1e6);
    }
}

/// Scans a text in as many calls as the buffer requires, and returns the number of findings and of calls.
fn scan(text: &[u8], room: &mut [Finding]) -> (usize, usize) {
    let (mut count, mut calls, mut from) = (0, 0, 0);
    while from < text.len() {
        let mut findings = Findings::new(room, text, from, true);
        find(text, &Settings::default(), &mut findings);
        let found = findings.finish();
        (count, calls, from) = (count + found.count, calls + 1, found.resume_at);
    }
    (count, calls)
}
