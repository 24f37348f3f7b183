//! The n-gram filter: what a person sends passes it without a look at any pattern.

mod judge;

use snapwall_tables::{BUCKETS, Gram, WINDOW};

/// Not among the samples that the filter was built with: other versions, systems and browsers.
const BROWSERS: [&str; 6] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/133.0.0.0 Safari/537.36 Edg/133.0.0.0",
];

#[test]
fn what_browsers_send_passes_no_window_through_the_filter() {
    let guard = judge::Guard::new("");
    let header = guard.block().header();
    let filter: &[u32; BUCKETS] = guard.block().section(header.filter).first_chunk().unwrap();
    for browser in BROWSERS {
        let mut window = 0;
        for (index, byte) in format!("\0{browser}\0").bytes().enumerate() {
            window = header.fold.enter(window, byte);
            let gram = Gram::new(window, header.multiplier);
            let passes = index >= WINDOW - 1 && gram.passes(filter[gram.bucket()]);
            assert!(!passes, "{:?} in {browser}", str::from_utf8(&window.to_le_bytes()));
        }
    }
}
