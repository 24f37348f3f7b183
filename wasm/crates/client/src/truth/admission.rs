//! What a User-Agent admits: words that no person's browser says.

/// Tools that drive browsers, in the words that stay in what their browsers send.
const AUTOMATION: [&[u8]; 6] =
    [b"headless", b"phantomjs", b"slimerjs", b"selenium", b"webdriver", b"playwright"];

/// What a crawler says between brackets where a browser has its platform, or behind it all.
const CRAWLER: &[u8] = b"compatible;";

/// How many letters of each of these words are looked for first; none has fewer.
const PREFIX_BYTES: usize = 8;

/// How far to go on from a byte that is to be the last of such a prefix: to the next place where one can end (Horspool).
/// 0 when one may end there.
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

/// Which words that no person's browser says a text holds.
#[derive(Clone, Copy)]
pub struct Admission {
    /// A tool that drives browsers, in any case.
    pub is_automated: bool,
    /// [`CRAWLER`].
    pub is_crawler: bool,
}

impl Admission {
    /// Looks for all of the words in one pass, which skips most bytes.
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
