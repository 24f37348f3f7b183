//! Random texts that contain values at known offsets, among lookalikes.

mod harmless;
mod random;
mod values;

pub use random::Random;

use snapwall_sensitive::Kind;

/// A text, and the values in it: kind, start and end in bytes.
pub struct Text {
    pub text: String,
    pub values: Vec<(Kind, usize, usize)>,
}

const KINDS: [Kind; 6] =
    [Kind::CreditCard, Kind::Iban, Kind::UsSsn, Kind::PhoneNumber, Kind::Email, Kind::IpAddress];

const WORDS: [&str; 40] = [
    "please",
    "update",
    "my",
    "record",
    "before",
    "monday",
    "thanks",
    "the",
    "house",
    "was",
    "sold",
    "again",
    "with",
    "a",
    "new",
    "roof",
    "and",
    "garden",
    "we",
    "met",
    "at",
    "noon",
    "they",
    "sent",
    "it",
    "back",
    "without",
    "any",
    "reason",
    "see",
    "you",
    "soon",
    "yesterday",
    "everyone",
    "agreed",
    "to",
    "wait",
    "for",
    "better",
    "news",
];

/// What people and programs write before a value; empty for nothing.
fn labels(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::CreditCard => &["card", "Card number", "cc", "credit card", "payment", ""],
        Kind::Iban => &["IBAN", "account", "Konto", ""],
        Kind::UsSsn => &["SSN", "ssn", "social security number", "", ""],
        Kind::PhoneNumber => &["phone", "tel", "mobile", "Phone number", "", "", ""],
        Kind::Email => &["email", "contact", "e-mail", ""],
        _ => &["ip", "client", "from", "host", ""],
    }
}

impl Text {
    /// A random text: a message, a log line, a table row, a JSON document, a chat or part of a page.
    pub fn any(random: &mut Random) -> Text {
        let mut text = Text { text: String::new(), values: Vec::new() };
        let style = random.below(6);
        let values = random.below(4);
        let harmless = 1 + random.below(5);
        let mut pieces: Vec<Option<Kind>> = (0..values).map(|_| Some(random.pick(&KINDS))).collect();
        pieces.extend((0..harmless).map(|_| None));
        random.shuffle(&mut pieces);
        for (at, piece) in pieces.into_iter().enumerate() {
            text.add(style, at, piece, random);
        }
        if style == 3 {
            text.text.push('}');
        }
        text
    }

    fn add(&mut self, style: usize, at: usize, piece: Option<Kind>, random: &mut Random) {
        let label = piece.map_or("", |kind| random.pick(labels(kind)));
        let (before, behind) = match style {
            0 => (
                format!("{} {label} ", random.words(4)),
                random.pick(&[". ", ", ", " and ", "\n", "? ", "; "]),
            ),
            1 => {
                (format!("{}=", if label.is_empty() { "value".into() } else { label.replace(' ', "_") }), " ")
            }
            2 => (String::new(), ","),
            3 => (
                format!(
                    "{}\"{}\":\"",
                    if at == 0 { "{" } else { "," },
                    if label.is_empty() { "v" } else { label }
                ),
                "\"",
            ),
            4 => (
                format!("user{at}: {}", random.pick(&["sure, it's ", "here: ", "use ", "try ", ""])),
                random.pick(&["\n", " ok?\n", ".\n"]),
            ),
            _ => (format!("<dt>{label}</dt><dd>"), "</dd>"),
        };
        match piece {
            Some(kind) => {
                self.text.push_str(&before);
                let start = self.text.len();
                self.text.push_str(&values::value(kind, random));
                self.values.push((kind, start, self.text.len()));
            }
            None if style == 3 => {
                let harmless = harmless::harmless(random).replace('"', "");
                self.text.push_str(&format!("{}\"n{at}\":\"{harmless}", if at == 0 { "{" } else { "," }));
            }
            None => self.text.push_str(&format!("{} {}", random.words(2), harmless::harmless(random))),
        }
        self.text.push_str(behind);
    }
}
