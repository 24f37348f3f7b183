//! What browser a User-Agent claims to be.

/// Whose headers a browser sends: its engine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Chromium,
    Firefox,
    /// Safari, and every browser of iOS.
    Safari,
}

/// What runs the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    Windows,
    Mac,
    Linux,
    ChromeOs,
    Android,
    Ios,
}

/// A User-Agent, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub family: Family,
    /// Major version of the family: Chromium's, Firefox's or Safari's, 0 when it is none.
    pub version: u32,
    pub platform: Option<Platform>,
    pub is_mobile: bool,
    /// Nothing but Chrome, Edge, Opera, Firefox or Safari as they call themselves: no web view, no app, no other make.
    pub is_plain: bool,
    /// The User-Agent itself names automation.
    pub is_automated: bool,
}

/// The platforms that a User-Agent names between its first brackets; of several the first here counts.
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

/// What a plain browser says behind its engine; see [`Claim::is_plain`].
const PLAIN_WORDS: [&[u8]; 9] =
    [b"(KHTML,", b"like", b"Gecko)", b"Mobile", b"Mobile/", b"Safari/", b"Edg/", b"EdgA/", b"OPR/"];

/// Tools that drive browsers, in the words that stay in what their browsers send.
const AUTOMATION: [&[u8]; 6] =
    [b"headless", b"phantomjs", b"slimerjs", b"selenium", b"webdriver", b"playwright"];

impl Claim {
    /// What the User-Agent claims; `None` for anything but a browser of the three families.
    pub fn read(text: &[u8]) -> Option<Self> {
        let rest = text.strip_prefix(b"Mozilla/5.0 (")?;
        // The brackets may hold others: `Linux; Android 8.0; SM-G950F(2)`. The engine's name ends them for certain.
        let end = find(rest, b") AppleWebKit/").or_else(|| find(rest, b") Gecko/"))?;
        let (comment, engine) = rest.split_at(end);
        // A crawler's `(compatible; Googlebot/2.1; …)` stands where a browser has its platform, or behind it all.
        if find(text, b"compatible;").is_some() {
            return None;
        }
        let named = PLATFORMS.iter().find(|(word, _)| find(comment, word).is_some());
        let platform = named.map(|(_, platform)| *platform);
        let (family, version) = if platform == Some(Platform::Ios) {
            (Family::Safari, number_behind(engine, b" Version/").unwrap_or(0))
        } else if let Some(version) = number_behind(engine, b" Chrome/") {
            (Family::Chromium, version)
        } else if let Some(version) = number_behind(engine, b" Firefox/") {
            (Family::Firefox, version)
        } else {
            (Family::Safari, number_behind(engine, b" Version/").filter(|_| platform == Some(Platform::Mac))?)
        };
        // An app's web view on iOS has no `Safari/`.
        if family == Family::Safari && find(engine, b" Safari/").is_none() {
            return None;
        }
        let is_mobile = find(engine, b" Mobile").is_some();
        let is_plain = find(comment, b"; wv").is_none() && is_plain(engine, family);
        let is_automated = names_automation(text);
        Some(Claim { family, version, platform, is_mobile, is_plain, is_automated })
    }
}

/// Whether only a browser's own words stand behind the platform.
fn is_plain(engine: &[u8], family: Family) -> bool {
    let own: [&[u8]; 2] = match family {
        Family::Chromium => [b"AppleWebKit/", b"Chrome/"],
        Family::Firefox => [b"Gecko/", b"Firefox/"],
        Family::Safari => [b"AppleWebKit/", b"Version/"],
    };
    let mut words = engine.split(|byte| *byte == b' ').skip(1);
    words.all(|word| {
        let name = word.iter().position(|byte| *byte == b'/').map_or(word, |slash| &word[..=slash]);
        own.contains(&name) || PLAIN_WORDS.contains(&name)
    })
}

/// Whether a text names a tool that drives browsers.
pub fn names_automation(text: &[u8]) -> bool {
    (0..text.len()).any(|at| {
        // Nine bytes in ten start none of the words.
        matches!(text[at] | 0x20, b'h' | b'p' | b's' | b'w')
            && AUTOMATION.iter().any(|word| {
                text.get(at..at + word.len()).is_some_and(|slice| slice.eq_ignore_ascii_case(word))
            })
    })
}

/// Where `word` stands first.
pub fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    // Comparing one byte first spares most of the calls that comparing slices is.
    text.windows(word.len()).position(|slice| slice[0] == word[0] && slice == word)
}

/// The number behind the first place of `word`, up to four digits of it.
pub fn number_behind(text: &[u8], word: &[u8]) -> Option<u32> {
    let rest = &text[find(text, word)? + word.len()..];
    let digits = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit());
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

    #[test]
    fn automation_that_names_itself_is_found_in_any_case() {
        for word in ["HeadlessChrome/120", "x Selenium", "PhantomJS", "webDriver", "Playwright/1"] {
            assert!(names_automation(word.as_bytes()), "{word}");
        }
        for word in ["", "headles", "Chrome", "phantom js"] {
            assert!(!names_automation(word.as_bytes()), "{word}");
        }
    }
}
