//! The transition table for words, numbers and the gaps between them.

use crate::sql::words::Guess;

/// The state after a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// No run in progress, after a word that is unknown to SQL, or that may be known.
    Unknown,
    Known,
    /// No run in progress, after a number, or after a mail address or its first parts.
    Number,
    Address,
    /// This many unknown words must follow in a row to break any run: two; two, neither a number; one.
    Two,
    TwoWords,
    One,
    /// One must follow, and nothing else, to break a run with strong grounds.
    Owed,
    /// Only a [`Reader`](super::Reader) can decide.
    Stop,
}

/// The number of states before a gap: nothing is taken after a stop.
const STATES: usize = State::Stop as usize;

/// What is between two words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Other,
    Blank,
    Comma,
    /// A dot or a colon.
    Dot,
    Semicolon,
    Dash,
    /// A question mark or an exclamation mark.
    Question,
    /// A quote, optionally after a comma, or after a dot or a colon.
    Quote,
    CommaQuote,
    DotQuote,
    /// A colon between numbers.
    Clock,
    /// The separators inside a mail address.
    At,
    Point,
}

/// The spellings of each gap.
const GAPS: [(Gap, &[&str]); 13] = [
    (Gap::Other, &[]),
    (Gap::Blank, &[" "]),
    (Gap::Comma, &[", "]),
    (Gap::Dot, &[". ", ": "]),
    (Gap::Semicolon, &["; "]),
    (Gap::Dash, &["-"]),
    (Gap::Question, &["? ", "! "]),
    (Gap::Quote, &["'", "' ", " '", " ' ", "\"", "\" ", " \"", " \" "]),
    (Gap::CommaQuote, &[",'", ",' ", ", '", ",\"", ",\" ", ", \""]),
    (Gap::DotQuote, &[".'", ".' ", ". '", ": '", ".\"", ".\" ", ". \"", ": \""]),
    (Gap::Clock, &[":"]),
    (Gap::At, &["@"]),
    (Gap::Point, &["."]),
];

/// The longest gap. This many bytes and one more fit into a word of the table.
pub const GAP_MAX: u32 = 3;

/// The kind of a word: a [guess](Guess), by its number, or one of these.
pub const NUMBER: u32 = 4;
/// It begins like a number but is not one.
pub const MIXED: u32 = 5;

const WORDS: [(u32, Option<Guess>); 6] = [
    (Guess::Unknown as u32, Some(Guess::Unknown)),
    (Guess::Known as u32, Some(Guess::Known)),
    (Guess::Beginner as u32, Some(Guess::Beginner)),
    (Guess::Other as u32, Some(Guess::Other)),
    (NUMBER, None),
    (MIXED, None),
];

/// The state after a gap and a word, all by number.
#[inline(always)]
pub fn step(state: u32, gap: u32, word: u32) -> u32 {
    STEPS[(gap * STATES as u32 + state) as usize % STEPS.len()] >> (4 * word) & 15
}

/// The number of the gap formed by the last `length` bytes.
#[inline(always)]
pub fn gap(bytes: u32, length: u32) -> u32 {
    let marks = bytes >> (32 - 8 * length) % 32;
    let entry = MARKS[slot(marks)];
    if (entry ^ marks) << 8 == 0 { entry >> 24 } else { Gap::Other as u32 }
}

/// For each gap and each state before it, four bits per kind of word: the state after it.
static STEPS: [u32; 128] = {
    use State::*;
    let states: [State; STATES] = [Unknown, Known, Number, Address, Two, TwoWords, One, Owed];
    let mut steps = [0; 128];
    let mut row = 0;
    while row < STATES * GAPS.len() {
        let mut word = 0;
        while word < WORDS.len() {
            let (number, guess) = WORDS[word];
            let behind = take(states[row % STATES], GAPS[row / STATES].0, guess, number == NUMBER);
            steps[row] |= (behind as u32) << (4 * number);
            word += 1;
        }
        row += 1;
    }
    steps
};

/// The state after a gap and a word or a number.
const fn take(state: State, gap: Gap, word: Option<Guess>, is_number: bool) -> State {
    use State::*;
    let is_resting = matches!(state, Unknown | Known | Number | Address);
    // The state after the gap; and whether two words are required, as after a quote or a semicolon.
    let (state, is_owing) = match gap {
        Gap::Blank => (state, false),
        _ if matches!(state, Owed) => (Stop, false),
        Gap::Comma | Gap::Dash | Gap::Question if is_resting => (state, false),
        Gap::Dash if matches!(state, TwoWords) => (TwoWords, false),
        Gap::Comma | Gap::Dash => (Two, false),
        Gap::Dot => (Known, false),
        Gap::Semicolon => (Known, true),
        Gap::Quote if matches!(state, Unknown) => (state, true),
        Gap::CommaQuote if is_resting => (state, true),
        Gap::DotQuote if matches!(state, Unknown | Known) => (state, true),
        Gap::Clock if is_number => (Known, false),
        Gap::At if matches!(state, Unknown) && word.is_some() => return Address,
        Gap::Point if matches!(state, Address) && (is_number || word.is_some()) => return Address,
        _ => (Stop, false),
    };
    match (state, word) {
        (Stop, _) => Stop,
        (_, None) if !is_number || is_owing || matches!(gap, Gap::Dash) => Stop,
        (Unknown | Known | Number | Address, None) => Number,
        (Two | One, None) => One,
        (_, None) => Stop,
        (_, Some(Guess::Unknown)) if is_owing => Owed,
        _ if is_owing => Stop,
        (Two | TwoWords, Some(Guess::Unknown)) => One,
        (_, Some(Guess::Unknown)) => Unknown,
        (Owed, _) | (_, Some(Guess::Other)) => Stop,
        (_, Some(Guess::Beginner)) => Two,
        (Unknown | Known | Number | Address, Some(Guess::Known)) => Known,
        (_, Some(Guess::Known)) => TwoWords,
    }
}

/// The bytes of each gap in the slot that they hash to, with the gap's number in the highest byte.
static MARKS: [u32; 64] = {
    let mut entries = [0; 64];
    let mut gap = 0;
    while gap < GAPS.len() {
        let (number, texts) = (GAPS[gap].0 as u32, GAPS[gap].1);
        let mut text = 0;
        while text < texts.len() {
            let marks = number_of(texts[text].as_bytes());
            assert!(entries[slot(marks)] == 0, "two gaps have one slot");
            entries[slot(marks)] = marks | number << 24;
            text += 1;
        }
        gap += 1;
    }
    entries
};

const fn number_of(marks: &[u8]) -> u32 {
    let mut number = 0;
    let mut index = marks.len();
    while index > 0 {
        index -= 1;
        number = number << 8 | marks[index] as u32;
    }
    number
}

/// A perfect hash of the gaps: the factor was searched for.
#[inline(always)]
const fn slot(marks: u32) -> usize {
    (marks.wrapping_mul(0x78f6_5c03) >> 26) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told_by_their_marks_and_nothing_else_is_one() {
        let of = |text: &str| {
            let mut last = [b'x'; 4];
            last[4 - text.len()..].copy_from_slice(text.as_bytes());
            gap(u32::from_le_bytes(last), text.len() as u32)
        };
        for (kind, texts) in GAPS {
            for text in texts {
                assert_eq!(of(text), kind as u32, "{text:?}");
            }
        }
        for text in ["  ", " (", "--", ",,", "..", "=", "\0", "\n", "', "] {
            assert_eq!(of(text), Gap::Other as u32, "{text:?}");
        }
    }

    #[test]
    fn two_words_that_sql_does_not_know_end_what_is_under_way() {
        let of = |gaps: &[(&str, u32)]| {
            gaps.iter().fold(State::Unknown as u32, |state, (text, word)| {
                let (kind, _) = GAPS.into_iter().find(|(_, texts)| texts.contains(text)).unwrap();
                if state == State::Stop as u32 { state } else { step(state, kind as u32, *word) }
            })
        };
        let [name, known, logic] = [Guess::Unknown, Guess::Known, Guess::Beginner].map(|guess| guess as u32);
        for (gaps, state) in [
            (&[(" ", logic), (" ", name), (" ", name)][..], State::Unknown),
            (&[(" ", logic), (" ", name), (" ", known)], State::TwoWords),
            (&[(" ", logic), (" ", known), (" ", NUMBER)], State::Stop),
            (&[(" ", logic), (" ", NUMBER), (" ", name)], State::Unknown),
            (&[(" ", logic), (". ", name)], State::Unknown),
            (&[("; ", name), (" ", name)], State::Unknown),
            (&[("; ", name), (", ", name)], State::Stop),
            (&[("'", name), (" ", known)], State::Stop),
            (&[(" ", known), ("'", name)], State::Stop),
            (&[("@", known), (".", name), (" ", NUMBER)], State::Number),
            (&[(" ", NUMBER), (":", NUMBER), ("-", NUMBER)], State::Stop),
        ] {
            assert_eq!(of(gaps), state as u32, "{gaps:?}");
        }
    }
}
