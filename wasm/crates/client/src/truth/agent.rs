//! The browser that a User-Agent claims to be.

use super::admission::Admission;

/// The engine, which determines the headers that a browser sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Chromium,
    Firefox,
    /// Safari, and every browser on iOS.
    Safari,
}

/// What the browser runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    Windows,
    Mac,
    Linux,
    ChromeOs,
    Android,
    Ios,
}

/// A parsed User-Agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub family: Family,
    /// Major version of the family: Chromium's, Firefox's or Safari's; 0 when there is none.
    pub version: u32,
    pub platform: Option<Platform>,
    pub is_mobile: bool,
    /// Only Chrome, Edge, Opera, Firefox or Safari under their own names: no web view, no app, no other make.
    pub is_plain: bool,
    /// The User-Agent itself names automation.
    pub is_automated: bool,
}

/// The platforms that a User-Agent names in its first brackets; of several, the first in this list counts.
const PLATFORMS: [(&[u8], Platform); 8] = [
    (b"Windows", Platform::Windows),
    (b"Android", Platform::Android),
    (b"CrOS", Platform::ChromeOs),
    (b"iPhone", Platform::Ios),
    (b"iPad", Platform::Ios),
    (b"iPod", Platform::Ios),
    (b"Macintosh", Platform::Mac),
    (b"Linux", Platform::Linux),
];

/// What browsers of the families say after the platform. Each of the first three is followed by a version that counts.
const WORDS: [&[u8]; 14] = [
    b"Chrome/",
    b"Firefox/",
    b"Version/",
    b"AppleWebKit/",
    b"Gecko/",
    b"Safari/",
    b"(KHTML,",
    b"like",
    b"Gecko)",
    b"Mobile",
    b"Mobile/",
    b"Edg/",
    b"EdgA/",
    b"OPR/",
];

const CHROME: usize = 0;
const FIREFOX: usize = 1;
const VERSION: usize = 2;
const WEBKIT: usize = 3;
const GECKO: usize = 4;
const SAFARI: usize = 5;

/// What follows a User-Agent's platform.
struct Engine<'a> {
    /// Bit `n`: `WORDS[n]` occurs. The bit after the last one: a word that is none of them.
    words: u32,
    /// What follows the first occurrence of each word that has a version.
    versions: [Option<&'a [u8]>; VERSION + 1],
    is_mobile: bool,
}

impl<'a> Engine<'a> {
    fn read(text: &'a [u8]) -> Self {
        let mut engine = Engine { words: 0, versions: [None; VERSION + 1], is_mobile: false };
        // The first is the bracket that ends the platform.
        for word in text.split(|byte| *byte == b' ').skip(1) {
            let slash = word.iter().position(|byte| *byte == b'/').map_or(word.len(), |slash| slash + 1);
            let (name, rest) = word.split_at(slash);
            let known = WORDS.iter().position(|known| *known == name).unwrap_or(WORDS.len());
            engine.words |= 1 << known;
            engine.is_mobile |= word.starts_with(b"Mobile");
            if let Some(version @ None) = engine.versions.get_mut(known) {
                *version = Some(rest);
            }
        }
        engine
    }

    /// The version after a word.
    fn version(&self, word: usize) -> Option<u32> {
        self.versions[word].and_then(number)
    }

    /// Whether it contains only a browser's own words; see [`Claim::is_plain`].
    fn is_plain(&self, family: Family) -> bool {
        let own = match family {
            Family::Chromium => 1 << WEBKIT | 1 << CHROME,
            Family::Firefox => 1 << GECKO | 1 << FIREFOX,
            Family::Safari => 1 << WEBKIT | 1 << VERSION,
        };
        // Browsers of all families use the words from `SAFARI` on in the table.
        self.words & ((1 << SAFARI) - 1 | 1 << WORDS.len()) & !own == 0
    }
}

/// Where the platform ends. The brackets may contain others (`Linux; Android 8.0; SM-G950F(2)`), so the end is the one
/// before the engine's name.
fn platform_end(text: &[u8]) -> Option<usize> {
    let mut gecko = None;
    for (at, _) in text.iter().enumerate().filter(|(_, byte)| **byte == b')') {
        if text[at..].starts_with(b") AppleWebKit/") {
            return Some(at);
        }
        if gecko.is_none() && text[at..].starts_with(b") Gecko/") {
            gecko = Some(at);
        }
    }
    gecko
}

/// The platform that a User-Agent names in its first brackets, and whether it claims to be an app's web view there.
fn read_platform(comment: &[u8]) -> (Option<Platform>, bool) {
    let mut named = PLATFORMS.len();
    let mut is_web_view = false;
    for (at, byte) in comment.iter().enumerate() {
        match byte {
            b'A' | b'C' | b'L' | b'M' | b'W' | b'i' => {
                let earlier = &PLATFORMS[..named];
                let found = earlier.iter().position(|(word, _)| comment[at..].starts_with(word));
                named = found.unwrap_or(named);
            }
            b';' => is_web_view |= comment[at..].starts_with(b"; wv"),
            _ => {}
        }
    }
    (PLATFORMS.get(named).map(|(_, platform)| *platform), is_web_view)
}

impl Claim {
    /// What the User-Agent claims; `None` for anything but a browser of the three families.
    pub fn read(text: &[u8]) -> Option<Self> {
        let rest = text.strip_prefix(b"Mozilla/5.0 (")?;
        let (comment, engine) = rest.split_at(platform_end(rest)?);
        let Admission { is_automated, is_crawler } = Admission::read(text);
        if is_crawler {
            return None;
        }
        let (platform, is_web_view) = read_platform(comment);
        let engine = Engine::read(engine);
        let (family, version) = if platform == Some(Platform::Ios) {
            (Family::Safari, engine.version(VERSION).unwrap_or(0))
        } else if let Some(version) = engine.version(CHROME) {
            (Family::Chromium, version)
        } else if let Some(version) = engine.version(FIREFOX) {
            (Family::Firefox, version)
        } else {
            (Family::Safari, engine.version(VERSION).filter(|_| platform == Some(Platform::Mac))?)
        };
        // An app's web view on iOS has no `Safari/`.
        if family == Family::Safari && engine.words & 1 << SAFARI == 0 {
            return None;
        }
        let is_plain = !is_web_view && engine.is_plain(family);
        Some(Claim { family, version, platform, is_mobile: engine.is_mobile, is_plain, is_automated })
    }
}

/// The offset of the first occurrence of `word`.
pub fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    // Comparing one byte first avoids most of the calls to the slice comparison.
    text.windows(word.len()).position(|slice| slice[0] == word[0] && slice == word)
}

/// The number after the first occurrence of `word`, up to four digits of it.
pub fn number_behind(text: &[u8], word: &[u8]) -> Option<u32> {
    number(&text[find(text, word)? + word.len()..])
}

/// The number that a text starts with, up to four digits of it.
#[inline(never)]
fn number(text: &[u8]) -> Option<u32> {
    let digits = text.iter().take(4).take_while(|byte| byte.is_ascii_digit());
    digits.fold(None, |number, byte| Some(number.unwrap_or(0) * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Family, u32, Option<Platform>, bool, bool)> {
        let claim = Claim::read(text.as_bytes())?;
        assert!(!claim.is_automated, "{text}");
        Some((claim.family, claim.version, claim.platform, claim.is_mobile, claim.is_plain))
    }

    #[test]
    fn browsers_are_told_by_engine_version_and_platform() {
        use Family::{Chromium, Firefox, Safari};
        use Platform::{Android, ChromeOs, Ios, Linux, Mac, Windows};
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let apple = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
        for (platform, rest, family, version, on, is_mobile, is_plain) in [
            (
                "Windows NT 10.0; Win64; x64",
                "@ Chrome/147.0.0.0 Safari/537.36",
                Chromium,
                147,
                Windows,
                false,
                true,
            ),
            (
                "X11; CrOS x86_64 14541.0.0",
                "@ Chrome/147.0.0.0 Safari/537.36",
                Chromium,
                147,
                ChromeOs,
                false,
                true,
            ),
            (
                "Linux; Android 10; K",
                "@ Chrome/99.0.0.0 Mobile Safari/537.36",
                Chromium,
                99,
                Android,
                true,
                true,
            ),
            (
                "Macintosh; Intel Mac OS X 10_15_7",
                "@ Chrome/146.0.0.0 Safari/537.36 Edg/146.0.0.0",
                Chromium,
                146,
                Mac,
                false,
                true,
            ),
            (
                "X11; Linux x86_64",
                "@ Chrome/106.0.0.0 Atom/26.0.0.0 Safari/537.36",
                Chromium,
                106,
                Linux,
                false,
                false,
            ),
            (
                "Linux; Android 8.0; SM(1); wv",
                "@ Version/4.0 Chrome/120.0.0.0 Mobile Safari/537.36",
                Chromium,
                120,
                Android,
                true,
                false,
            ),
            ("X11; Linux x86_64; rv:140.0", "Gecko/20100101 Firefox/140.0", Firefox, 140, Linux, false, true),
            (
                "Windows NT 10.0; rv:102.0",
                "Gecko/20100101 Firefox/102.0 PaleMoon/9",
                Firefox,
                102,
                Windows,
                false,
                false,
            ),
            (
                "Macintosh; Intel Mac OS X 10_15_7",
                "$ Version/17.6 Safari/605.1.15",
                Safari,
                17,
                Mac,
                false,
                true,
            ),
            (
                "iPhone; CPU iPhone OS 18_7 like Mac OS X",
                "$ Version/26.4 Mobile/15E148 Safari/604.1",
                Safari,
                26,
                Ios,
                true,
                true,
            ),
            (
                "iPad; CPU OS 17_0 like Mac OS X",
                "$ CriOS/120.0 Mobile/15E148 Safari/604.1",
                Safari,
                0,
                Ios,
                true,
                false,
            ),
        ] {
            let rest = rest.replace('@', webkit).replace('$', apple);
            let agent = std::format!("Mozilla/5.0 ({platform}) {rest}");
            assert_eq!(read(&agent), Some((family, version, Some(on), is_mobile, is_plain)), "{agent}");
        }
    }

    #[test]
    fn what_claims_to_be_no_browser_of_today_is_not_judged() {
        for agent in [
            "",
            "curl/8.7.1",
            "Mozilla/5.0",
            "Mozilla/5.0 (",
            "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)",
            "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2) Chrome/119.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Mobile \
             Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
            "Mozilla/5.0 (Linux; U; Android 4.0.3) AppleWebKit/534.30 (KHTML, like Gecko) Version/4.0 Mobile Safari/534.30",
        ] {
            assert_eq!(read(agent), None, "{agent}");
        }
    }
}
