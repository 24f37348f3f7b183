//! Chooses the window of a pattern that it is filed under.

use snapwall_tables::{
    BOUNDARIES, BUCKETS, ENDS_AGENT, ENDS_WORD, Fold, Gram, STARTS_AGENT, STARTS_WORD, WINDOW, WINDOWS_MAX,
};

use crate::pattern::{LITERAL_MIN_BYTES, Pattern};

/// Typical texts that browsers send: patterns are filed under windows that are rare here, so that a person's request
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

/// How many multipliers are tried.
const TRIES: usize = 64;

/// The filter under construction, and what browsers send, by the filter's word.
pub struct Grams {
    multiplier: u32,
    filter: Vec<u32>,
    load: Vec<usize>,
    common: Vec<Vec<Gram>>,
}

/// The windows that each pattern is filed under.
pub struct Filing {
    pub multiplier: u32,
    /// A word for each bucket.
    pub filter: Vec<u32>,
    /// In the order of the patterns. Only the shortest patterns have several windows.
    pub windows: Vec<Vec<Window>>,
}

/// Files every pattern so that as little as possible of what browsers send passes the filter.
pub fn file(patterns: &[&Pattern]) -> Filing {
    // Patterns with the fewest windows to choose from come first: the others can still avoid what these could not.
    let mut order: Vec<usize> = (0..patterns.len()).collect();
    order.sort_by_key(|index| patterns[*index].literal.len());
    let mut multiplier = 0x9E37_79B1u32;
    let tries = (0..TRIES).map(|_| {
        multiplier = multiplier.wrapping_mul(0x0019_660D).wrapping_add(0x3C6E_F35F) | 1;
        let mut grams = Grams::new(multiplier);
        let mut windows: Vec<(usize, Vec<Window>)> =
            order.iter().map(|index| (*index, grams.choose(patterns[*index]))).collect();
        windows.sort_by_key(|(index, _)| *index);
        (grams, windows)
    });
    let (grams, windows) = tries.min_by_key(|(grams, _)| grams.passing()).expect("at least one try");
    Filing {
        multiplier: grams.multiplier,
        filter: grams.filter,
        windows: windows.into_iter().map(|(_, window)| window).collect(),
    }
}

/// A window of a pattern.
pub struct Window {
    pub gram: Gram,
    /// Where it starts, in bytes from one byte before the literal.
    pub offset: usize,
}

impl Grams {
    fn new(multiplier: u32) -> Self {
        let mut common = vec![Vec::new(); BUCKETS];
        for browser in BROWSERS {
            for gram in fold(&format!(" {browser} ")).windows(WINDOW).map(|bytes| gram(bytes, multiplier)) {
                common[gram.bucket()].push(gram);
            }
        }
        Grams { multiplier, filter: vec![0; BUCKETS], load: vec![0; BUCKETS], common }
    }

    /// Chooses the cheapest windows: those that let the fewest more of browsers' grams through the filter, then those
    /// in the emptiest buckets, then the first.
    fn choose(&mut self, pattern: &Pattern) -> Vec<Window> {
        let gram_at = |(offset, bytes): (usize, &[u8])| Window { gram: gram(bytes, self.multiplier), offset };
        let text = fold(&pattern.literal);
        let choices: Vec<Vec<Window>> = match text.len() {
            LITERAL_MIN_BYTES => frame(pattern, &text)
                .into_iter()
                .map(|(offset, windows)| windows.iter().map(|bytes| gram_at((offset, bytes))).collect())
                .collect(),
            // The window at the literal's start has offset 1: 0 is one byte before it.
            _ => (1..WINDOWS_MAX).zip(text.windows(WINDOW)).map(|window| vec![gram_at(window)]).collect(),
        };
        let cost = |windows: &Vec<Window>| {
            let sum =
                |of: &dyn Fn(Gram) -> usize| windows.iter().map(|window| of(window.gram)).sum::<usize>();
            (sum(&|gram| self.cost(gram)), sum(&|gram| self.load[gram.bucket()]))
        };
        let windows = choices.into_iter().min_by_key(cost).expect("a parsed pattern fills a window");
        for window in &windows {
            self.filter[window.gram.bucket()] |= window.gram.mask();
            self.load[window.gram.bucket()] += 1;
        }
        windows
    }

    /// How many of the grams that browsers send would newly pass with this one in the filter.
    fn cost(&self, gram: Gram) -> usize {
        let before = self.filter[gram.bucket()];
        let after = before | gram.mask();
        let newly_passes = |common: &&Gram| {
            before & common.mask() != common.mask() && after & common.mask() == common.mask()
        };
        self.common[gram.bucket()].iter().filter(newly_passes).count()
    }

    /// How many of the grams that browsers send pass.
    fn passing(&self) -> usize {
        let words = self.filter.iter().zip(&self.common);
        words.map(|(word, common)| common.iter().filter(|gram| !word & gram.mask() == 0).count()).sum()
    }
}

/// A three-byte literal fills a window together with the boundary at one of its ends, whichever byte is there. Returns,
/// for each end with a boundary, the window's offset and its forms.
fn frame(pattern: &Pattern, text: &[u8]) -> Vec<(usize, Vec<Vec<u8>>)> {
    let mut ends = Vec::new();
    if pattern.anchors & (STARTS_AGENT | STARTS_WORD) != 0 {
        ends.push((0, BOUNDARIES.iter().map(|byte| [&[*byte], text].concat()).collect()));
    }
    if pattern.anchors & (ENDS_AGENT | ENDS_WORD) != 0 {
        ends.push((1, BOUNDARIES.iter().map(|byte| [text, &[*byte]].concat()).collect()));
    }
    ends
}

fn fold(text: &str) -> Vec<u8> {
    let fold = Fold::default();
    text.bytes().map(|byte| fold.of(byte)).collect()
}

fn gram(bytes: &[u8], multiplier: u32) -> Gram {
    Gram::new(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]), multiplier)
}
