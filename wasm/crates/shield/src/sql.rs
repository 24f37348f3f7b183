//! SQL injection: does the value make sense as the continuation of a statement that somebody else began?
//!
//! The value is read at most four times: as it is, and as if inside single quotes, double quotes, or the backticks of a
//! name; an attacker's own quote ends the string around the value. In each context, a small [`run`](run::Run) follows the
//! tokens as long as operands and operators alternate as the grammar requires, and gathers evidence; prose fails after a
//! word or two.

mod lexer;
mod prose;
mod quiet;
mod run;
mod words;

use lexer::{Lexer, Token, is_name};
use run::{Ending, Grounds, Run};

use crate::glance::{self, BACKTICK, DOUBLE, SINGLE, UNDERSCORE};
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, is_blank, skip};
use crate::words::UNKNOWN;
use crate::{HARMLESS, Place};

/// The maximum length of a name or a number before a quote.
const LEAD_MAX: usize = 64;

/// The bytes of addresses, none of which begins a string, a comment or a parenthesis, or ends a statement.
const ADDRESS: u32 = PLAIN | glance::OPERATOR | glance::EQUALS | glance::AMPERSAND | glance::PERCENT;

/// A value of only these bytes is one word, number or path.
const PLAIN: u32 = UNDERSCORE | HARMLESS & !glance::AT | glance::DOT | glance::SLASH | glance::PLUS;

pub fn judge(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    if sheet.wants(Kind::SqlInjection) && !is_quiet(text, classes) {
        judge_doubtful(text, classes, place, sheet);
    }
}

/// [`judge`] for a text that is not [quiet](is_quiet).
#[inline(never)]
pub fn judge_doubtful(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    if !sheet.wants(Kind::SqlInjection) {
        return;
    }
    if classes & !PLAIN == 0 {
        judge_context(text, 0, is_cast(text, classes), sheet);
    } else {
        read(text, classes, place, sheet);
    }
}

/// Whether the text contains no SQL, judging by its words and marks.
#[inline(always)]
pub fn is_quiet(text: &[u8], classes: u32) -> bool {
    if classes & !PLAIN == 0 {
        // The names of catalogues contain underscores, which few other words do.
        const NAME_MAX: usize = 64;
        text.len() >= NAME_MAX || classes & UNDERSCORE == 0 && !is_cast(text, classes)
    } else {
        classes & !ADDRESS == 0 && quiet::is_address(text)
            || classes & (BACKTICK | glance::BACKSLASH) == 0 && says_nothing(text)
    }
}

fn is_cast(text: &[u8], classes: u32) -> bool {
    classes & glance::COLON != 0 && text.windows(2).any(|pair| pair == b"::")
}

/// Reads the text as statements in each context that its quotes allow.
#[inline(never)]
pub fn read(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    // A header starts with a parameter's or a product's name.
    let anchored = place != Place::Header;
    judge_context(text, 0, anchored, sheet);
    if classes & SINGLE != 0 {
        judge_context(text, b'\'', anchored, sheet);
    }
    if classes & DOUBLE != 0 {
        judge_context(text, b'"', anchored, sheet);
    }
    if classes & BACKTICK != 0 && ends_name(text) {
        judge_context(text, b'`', anchored, sheet);
    }
}

pub use quiet::says_nothing;

/// Whether the word from `start` to `end` is unknown to SQL.
#[inline(never)]
pub fn is_unknown(text: &[u8], start: usize, end: usize) -> bool {
    words::class_of(text, start, end) == UNKNOWN
}

/// Whether a text that is a single word is unknown to SQL.
pub fn is_unknown_word(text: &[u8]) -> bool {
    is_unknown(text, 0, text.len())
}

/// Whether a backtick follows a word or a number, as when an attacker closes the name around the value: people who
/// write about code put a blank before theirs.
fn ends_name(text: &[u8]) -> bool {
    let end = skip(text, 0, is_name);
    end > 0 && at(text, end) == b'`'
}

#[inline(never)]
fn judge_context(text: &[u8], quote: u8, anchored: bool, sheet: &mut Sheet) {
    let mut lexer = Lexer::new(text, quote);
    let mut run = Run::new(0, Grounds::Start);
    // Between two runs, whatever cannot begin one is skipped.
    let mut is_idle = !anchored && quote == 0;
    // Whether statements follow that this grammar does not cover.
    let mut reads_words = false;
    loop {
        if is_idle && quote != 0 && !reads_words {
            // Outside strings, whatever is not part of a run was read in the first context.
            lexer.skip_to_string();
        } else if is_idle {
            lexer.skip_prose();
        }
        let token = lexer.next();
        let end = lexer.end();
        let settle = |run: &Run, ending: Ending, sheet: &mut Sheet| {
            let score = run.score(ending);
            sheet.raise(Kind::SqlInjection, score, run.start, end);
        };
        if is_idle {
            let Some(grounds) = begins(token, &lexer) else {
                if matches!(token, Token::End | Token::Unclosed) {
                    return;
                }
                continue;
            };
            run = Run::new(lexer.start, grounds);
            lexer.comments = 0;
            is_idle = false;
        }
        match token {
            Token::End => return settle(&run, Ending::End, sheet),
            Token::Lead => {
                let lead = &text[..(lexer.end() - 1).min(LEAD_MAX)];
                let lead = lead.trim_ascii_start();
                let is_word = !lead.iter().any(|byte| is_blank(*byte) || matches!(byte, b'=' | b'('));
                let is_quotation = lexer.end() == 1 && !is_blank(at(text, 1));
                run = Run::broken(0, is_word && lead.len() < LEAD_MAX, is_quotation);
            }
            Token::Comment => {
                let comment = &text[lexer.start..(lexer.start + LEAD_MAX).min(text.len())];
                // Longer ones are drawn lines.
                const BARE_MAX: usize = 4;
                // On a line of its own it underlines a heading.
                let is_bare = before(text, lexer.start) != b'\n'
                    && !comment.iter().any(u8::is_ascii_alphanumeric)
                    && comment.trim_ascii().len() <= BARE_MAX;
                settle(&run, Ending::Comment { is_bare }, sheet);
                run.comments(1);
            }
            Token::Unclosed => {
                let ending = match (run.takes_string(), text[lexer.start] == quote) {
                    (false, _) => Ending::Error,
                    (true, true) => Ending::Reentry,
                    (true, false) => Ending::End,
                };
                // A string that only opens has its rest elsewhere.
                let is_begun = ending == Ending::End && lexer.start + 1 == text.len();
                if ending != Ending::Error && !is_begun {
                    run.step(Token::String, 0);
                }
                return settle(&run, ending, sheet);
            }
            token => {
                run.comments(lexer.comments);
                run.is_tight = lexer.is_tight();
                if run.step(token, lexer.peek()) {
                    continue;
                }
                settle(&run, Ending::Error, sheet);
                // The token that broke one run may begin the next; after a string that ends, this may be an attack.
                let grounds = match () {
                    () if run.is_behind_lead() => Some(Grounds::Quote),
                    () if run.is_parameter() => Some(Grounds::Start),
                    () => begins(token, &lexer),
                };
                is_idle = true;
                reads_words |= run.is_controlled();
                if let Some(grounds) = grounds {
                    run = Run::new(lexer.start, grounds);
                    lexer.comments = 0;
                    is_idle = !run.step(token, lexer.peek());
                }
            }
        }
    }
}

/// The grounds on which a token in the middle of a text may begin a run; `None` for most.
fn begins(token: Token, lexer: &Lexer) -> Option<Grounds> {
    match token {
        Token::String => Some(Grounds::Quote),
        Token::Logic | Token::Open | Token::Semicolon => Some(Grounds::None),
        Token::Word(class) => words::begins_run(class, || lexer.peek() == b'(').then_some(Grounds::None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_condition_has_two_unknown_words_behind_and() {
        let mut run = Run::new(0, Grounds::None);
        assert!(run.step(Token::Logic, b'a'));
        assert!(run.step(Token::Word(UNKNOWN), b'b'));
        assert!(!run.step(Token::Word(UNKNOWN), b' '));
        assert_eq!(run.score(Ending::Error), 0);
    }
}
