//! What a User-Agent admits: words that no person's browser sends.

/// Tools that drive browsers, by the words that remain in what their browsers send.
const AUTOMATION: [&[u8]; 6] =
    [b"headless", b"phantomjs", b"slimerjs", b"selenium", b"webdriver", b"playwright"];

/// What a crawler puts in brackets where a browser has its platform, or at the end.
const CRAWLER: &[u8] = b"compatible;";

/// The length of the prefix of each word that is searched for first; no word is shorter.
const PREFIX_BYTES: usize = 8;

/// By a byte at the prefix's last place: how far to advance to the next place where a prefix can end (Horspool). 0 when
/// one may end here.
static STEPS: [u8; 256] = {
    let mut steps = [PREFIX_BYTES as u8; 256];
    let mut word = 0;
    while word <= AUTOMATION.len() {
        let text = if word < AUTOMATION.len() { AUTOMATION[word] } else { CRAWLER };
        let mut at = 0;
        while at < PREFIX_BYTES {
            let step = (PREFIX_BYTES - 1 - at) as u8;
            let (small, capital) = (text[at] as usize, text[at].to_ascii_uppercase() as usize);
            steps[small] = if step < steps[small] { step } else { steps[small] };
            steps[capital] = if step < steps[capital] { step } else { steps[capital] };
            at += 1;
        }
        word += 1;
    }
    steps
};

/// Which of the words that no person's browser sends are in a text.
#[derive(Clone, Copy)]
pub struct Admission {
    /// The name of a tool that drives browsers, in any case.
    pub is_automated: bool,
    /// [`CRAWLER`].
    pub is_crawler: bool,
}

impl Admission {
    /// Searches for all words in one pass that skips most bytes.
    #[inline(never)]
    pub fn read(text: &[u8]) -> Self {
        let mut admission = Admission { is_automated: false, is_crawler: false };
        let mut last = PREFIX_BYTES - 1;
        while let Some(byte) = text.get(last) {
            let step = STEPS[usize::from(*byte)];
            if step == 0 {
                let rest = &text[last + 1 - PREFIX_BYTES..];
                admission.is_crawler |= rest.starts_with(CRAWLER);
                admission.is_automated |= AUTOMATION.iter().any(|word| {
                    rest[0] | 0x20 == word[0]
                        && rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
                });
            }
            last += usize::from(step.max(1));
        }
        admission
    }
}

/// Whether a text names a tool that drives browsers.
pub fn names_automation(text: &[u8]) -> bool {
    Admission::read(text).is_automated
}

#[cfg(test)]
mod tests {
    use super::names_automation;

    #[test]
    fn automation_that_names_itself_is_found_in_any_case() {
        for word in ["HeadlessChrome/120", "x Selenium", "PhantomJS", "webDriver", "Playwright/1"] {
            assert!(names_automation(word.as_bytes()), "{word}");
        }
        for word in ["", "headles", "Chrome", "phantom js", "compatible;"] {
            assert!(!names_automation(word.as_bytes()), "{word}");
        }
    }
}
