//! SQL injection: does the value make sense as the continuation of a statement that somebody else began?
//!
//! The value is read three times at most: as it stands, as if it were inside single quotes, and as if it were inside
//! double quotes; an attacker's own quote ends the string around the value. In each, a small [`run`](run::Run) follows
//! the tokens for as long as operands and operators alternate as the grammar wants and gathers evidence; prose fails
//! after a word or two.

mod lexer;
mod run;
mod words;

use lexer::{Lexer, Token};
use run::{Ending, Grounds, Run};

use crate::glance::{self, DOUBLE, SINGLE, UNDERSCORE};
use crate::sheet::{Kind, Sheet};
use crate::text::is_blank;
use crate::words::UNKNOWN;
use crate::{HARMLESS, Place};

/// A name or a number before a quote is no longer than this.
const LEAD_MAX: usize = 64;

/// A value of these alone is one word, number or path.
const PLAIN: u32 = UNDERSCORE | HARMLESS & !glance::AT | glance::DOT | glance::SLASH | glance::PLUS;

pub fn judge(text: &[u8], classes: u32, place: Place, sheet: &mut Sheet) {
    if !sheet.wants(Kind::SqlInjection) {
        return;
    }
    if classes & !PLAIN == 0 {
        // Catalogues have underscores in their names, and few other words have.
        const NAME_MAX: usize = 64;
        let is_cast = classes & glance::COLON != 0 && text.windows(2).any(|pair| pair == b"::");
        if text.len() < NAME_MAX && (classes & UNDERSCORE != 0 || is_cast) {
            judge_context(text, 0, is_cast, sheet);
        }
        return;
    }
    // The name of a header's parameter, or of a product, begins the header.
    let anchored = place != Place::Header;
    judge_context(text, 0, anchored, sheet);
    if classes & SINGLE != 0 {
        judge_context(text, b'\'', anchored, sheet);
    }
    if classes & DOUBLE != 0 {
        judge_context(text, b'"', anchored, sheet);
    }
}

#[inline(never)]
fn judge_context(text: &[u8], quote: u8, anchored: bool, sheet: &mut Sheet) {
    let mut lexer = Lexer::new(text, quote);
    let mut run = Run::new(0, if anchored { Grounds::Start } else { Grounds::None });
    loop {
        let token = lexer.next();
        let settle = |run: &Run, ending: Ending, sheet: &mut Sheet| {
            let score = run.score(ending);
            sheet.raise(Kind::SqlInjection, score, run.start, lexer.end());
        };
        match token {
            Token::End => return settle(&run, Ending::End, sheet),
            Token::Lead => {
                let lead = &text[..(lexer.end() - 1).min(LEAD_MAX)];
                let is_single_word = lead.len() < LEAD_MAX && !lead.iter().any(|byte| is_blank(*byte) || matches!(byte, b'=' | b'('));
                run = Run::broken(0, is_single_word);
            }
            Token::Comment => {
                let rest = &text[lexer.start..];
                let is_bare = !rest.iter().any(u8::is_ascii_alphanumeric);
                settle(&run, Ending::Comment { is_bare }, sheet);
                run.comments(1);
            }
            Token::Unclosed => {
                if run.takes_string() {
                    let same_quote = text[lexer.start] == quote;
                    run.step(Token::String, 0);
                    settle(&run, if same_quote { Ending::Reentry } else { Ending::End }, sheet);
                } else {
                    settle(&run, Ending::Error, sheet);
                }
                return;
            }
            // Prose goes on and on without a word of SQL.
            Token::Word(UNKNOWN) if run.is_idle() => run.start = lexer.start,
            token => {
                run.comments(lexer.comments);
                run.is_tight = lexer.is_tight();
                if run.step(token, lexer.peek()) {
                    continue;
                }
                settle(&run, Ending::Error, sheet);
                // What broke one run may begin the next; behind a string that ends, an attacker may be at work.
                let is_behind_string = token == Token::String || run.is_behind_lead();
                let grounds = if is_behind_string { Grounds::Quote } else { Grounds::None };
                run = Run::new(lexer.start, grounds);
                lexer.comments = 0;
                if !run.step(token, lexer.peek()) {
                    run = Run::new(lexer.end(), Grounds::None);
                }
                // Outside of strings, what stands in no run is read as it stands, which is the first context.
                if quote != 0 && grounds == Grounds::None {
                    lexer.skip_to_string();
                }
            }
        }
    }
}
