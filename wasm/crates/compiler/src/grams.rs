//! Which of a pattern's windows the pattern is filed under.

use snapwall_tables::{
    BUCKETS, ENDS_AGENT, ENDS_WORD, FOLD, Gram, STARTS_AGENT, STARTS_WORD, WINDOW, WINDOWS_MAX,
};

use crate::pattern::Pattern;

/// What browsers send, in outline: patterns are filed under windows that are rare here, so that a person's request
/// passes the filter without a look at any pattern.
const BROWSERS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36 Edg/147.0.0.0 OPR/118.0.0.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/147.0.0.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/370.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A.240905.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/147.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0 FxiOS/140.0",
    "\"Google Chrome\";v=\"147\", \"Not.A/Brand\";v=\"8\", \"Chromium\";v=\"147\", \"Microsoft Edge\";v=\"147\", \"Not)A;Brand\";v=\"99\"",
];

/// How often each filter bit is set by what browsers send, and how full each bucket is.
pub struct Grams {
    common: Vec<u32>,
    load: Vec<u32>,
}

/// A window of a pattern.
pub struct Window {
    pub gram: Gram,
    /// Where it starts, in bytes from one byte before the literal.
    pub offset: usize,
}

impl Grams {
    pub fn new() -> Self {
        let mut common = Vec::new();
        for browser in BROWSERS {
            let framed: Vec<u8> = format!(" {browser} ").bytes().map(|byte| FOLD[byte as usize]).collect();
            for window in framed.windows(WINDOW) {
                let bit = gram(window).filter_bit();
                if common.len() <= bit {
                    common.resize(bit + 1, 0);
                }
                common[bit] += 1;
            }
        }
        Grams { common, load: vec![0; BUCKETS] }
    }

    /// The window that costs least: rarest in what browsers send, then in the emptiest bucket, then the first.
    pub fn choose(&mut self, pattern: &Pattern) -> Window {
        let mut framed: Vec<u8> = Vec::with_capacity(pattern.literal.len() + 2);
        let starts_bare = pattern.anchors & (STARTS_AGENT | STARTS_WORD) != 0;
        let ends_bare = pattern.anchors & (ENDS_AGENT | ENDS_WORD) != 0;
        framed.extend(starts_bare.then_some(b' '));
        framed.extend(pattern.literal.bytes().map(|byte| FOLD[byte as usize]));
        framed.extend(ends_bare.then_some(b' '));
        let shift = usize::from(!starts_bare);
        let window = framed
            .windows(WINDOW)
            .enumerate()
            .map(|(at, bytes)| Window { gram: gram(bytes), offset: at + shift })
            .take_while(|window| window.offset < WINDOWS_MAX)
            .min_by_key(|window| {
                let bit = window.gram.filter_bit();
                (self.common.get(bit).copied().unwrap_or(0), self.load[window.gram.bucket()])
            })
            .expect("a parsed pattern fills a window");
        self.load[window.gram.bucket()] += 1;
        window
    }
}

fn gram(bytes: &[u8]) -> Gram {
    Gram::new(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}
