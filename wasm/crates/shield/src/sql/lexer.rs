//! Splits a text into SQL tokens, of all dialects at once, starting inside or outside a quoted string.

use snapwall_bytes::ByteSet;

use super::words::{COMMON_FUNCTION, FUNCTION, LOGIC, PREFIX, WORDS};
use crate::text::{at, follows, is_blank, skip};
use crate::words::{Hash, UNKNOWN};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word and its class in [`super::words`].
    Word(u8),
    Number,
    /// 0x41, x'41', b'01'.
    Hexadecimal,
    /// A string with both quotes.
    String,
    /// What precedes the quote that closes the string around the value.
    Lead,
    /// A string that is not closed before the end of the text.
    Unclosed,
    /// `@x`, `@@x`.
    Variable,
    SystemVariable,
    /// Operators whose result is true or false.
    Compare,
    /// Operators that yield a value, by their first byte.
    Arithmetic(u8),
    /// `&&`, `||`.
    Logic,
    Open,
    Close,
    Comma,
    Semicolon,
    /// A comment to the end of the line, and whether it ends the text.
    Comment,
    /// Not a token in any dialect.
    Other,
    End,
}

pub struct Lexer<'a> {
    pub(super) text: &'a [u8],
    pub(super) index: usize,
    /// The quote of the string that the text starts in, until that string has been read.
    pub(super) context: u8,
    /// Whether a backtick may open a name that the statement's own backtick closes.
    may_name: bool,
    /// The start of the last token.
    pub start: usize,
    /// Token separators that occur only in attacks, by how telling they are: 1 `/**/` or `1.e)`, 2 `/*!`, 3 `1.e(`.
    pub comments: u8,
    in_conditional: bool,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a [u8], context: u8) -> Self {
        Lexer {
            text,
            index: 0,
            context,
            may_name: context == b'`',
            start: 0,
            comments: 0,
            in_conditional: false,
        }
    }

    /// The end of the last token.
    pub fn end(&self) -> usize {
        self.index
    }

    /// Whether the last token directly follows the one before, without a blank.
    pub fn is_tight(&self) -> bool {
        self.start > 0 && !is_blank(self.text[self.start - 1])
    }

    /// Continues at the next string.
    pub fn skip_to_string(&mut self) {
        self.index = QUOTES.find(self.text, self.index);
    }

    /// The first non-blank byte after the last token.
    pub fn peek(&self) -> u8 {
        let next = skip(self.text, self.index, is_blank);
        at(self.text, skip(self.text, skip_void(self.text, next), is_blank))
    }

    pub fn next(&mut self) -> Token {
        let text = self.text;
        if self.context != 0 {
            let quote = self.context;
            self.context = 0;
            self.index = skip(text, 0, |byte| byte != quote) + 1;
            return Token::Lead;
        }
        loop {
            self.index = skip(text, self.index, is_blank);
            if at(text, self.index) == b'/' && at(text, self.index + 1) == b'*' {
                if !self.skip_comment() {
                    self.start = self.index;
                    self.index = text.len();
                    return Token::Comment;
                }
            } else if self.in_conditional && at(text, self.index) == b'*' && at(text, self.index + 1) == b'/'
            {
                self.in_conditional = false;
                self.index += 2;
            } else {
                let is_digit = at(text, self.index).is_ascii_digit();
                let end = if is_digit { skip_void(text, self.index) } else { self.index };
                if end == self.index {
                    break;
                }
                self.comments = if matches!(at(text, end), b'(' | b'.') { 3 } else { self.comments.max(1) };
                self.index = end;
            }
        }
        self.start = self.index;
        if self.index >= text.len() {
            return Token::End;
        }
        self.read(text[self.index])
    }

    /// Skips `/* … */`, or the opening of a comment that MySQL executes. Returns false if the comment is not closed.
    fn skip_comment(&mut self) -> bool {
        let text = self.text;
        let inside = self.index + 2;
        if at(text, inside) == b'!' || follows(text, inside, b"m!") {
            self.comments = 2;
            self.in_conditional = true;
            let mark = skip(text, inside, |byte| byte != b'!') + 1;
            self.index = skip(text, mark, |byte| byte.is_ascii_digit());
            return true;
        }
        let mut index = inside;
        loop {
            index = skip(text, index, |byte| byte != b'*');
            if index >= text.len() {
                return false;
            }
            if at(text, index + 1) == b'/' {
                self.comments = self.comments.max(1);
                self.index = index + 2;
                return true;
            }
            index += 1;
        }
    }

    fn read(&mut self, byte: u8) -> Token {
        let text = self.text;
        let next = at(text, self.index + 1);
        let (token, length) = match byte {
            b'\'' | b'"' => return self.string(byte),
            b'`' => return self.quoted_name(),
            b'0'..=b'9' => return self.number(),
            b'.' if next.is_ascii_digit() => return self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => return self.word(),
            b'@' if next == b'>' => (Token::Compare, 2),
            b'@' => return self.variable(),
            // A placeholder in a prepared statement.
            b'?' if matches!(next, 0 | b'-' | b'#' | b')' | b'/') => (Token::Variable, 1),
            b'?' => (Token::Compare, 1 + usize::from(matches!(next, b'|' | b'&'))),
            b'-' | b'#' if next == b'>' => {
                (Token::Arithmetic(b'>'), 2 + usize::from(at(text, self.index + 2) == b'>'))
            }
            // An ODBC escape sequence.
            b'{' if next.is_ascii_alphabetic() => {
                (Token::Word(super::words::UNARY), skip(text, self.index + 1, is_name) - self.index)
            }
            b'-' if next == b'-' => return self.line_comment(),
            b'#' => return self.line_comment(),
            b'(' => (Token::Open, 1),
            b')' => (Token::Close, 1),
            b',' => (Token::Comma, 1),
            b';' => (Token::Semicolon, 1),
            b'|' | b'&' if next == byte => (Token::Logic, 2),
            b'<' | b'>' | b'=' | b'!' if matches!(next, b'=' | b'>' | b'<' | b'@') => {
                (Token::Compare, if at(text, self.index + 2) == b'>' { 3 } else { 2 })
            }
            b'<' | b'>' | b'=' => (Token::Compare, 1),
            b':' if next == b':' => (Token::Arithmetic(b':'), 2),
            b':' if next == b'=' => (Token::Compare, 2),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'^' | b'|' | b'&' | b'~' | b'!' => {
                (Token::Arithmetic(byte), 1)
            }
            b'\\' if next == b'N' => (Token::Word(super::words::VALUE), 2),
            _ => (Token::Other, 1),
        };
        self.index += length;
        token
    }

    fn string(&mut self, quote: u8) -> Token {
        let text = self.text;
        let mut index = self.index + 1;
        loop {
            index = if quote == b'"' { &DOUBLE } else { &SINGLE }.find(text, index);
            match at(text, index) {
                b'\\' if index < text.len() => index += 2,
                _ if index >= text.len() => {
                    self.index = text.len();
                    return Token::Unclosed;
                }
                // Two quotes inside a string are an escaped one, unless nothing follows them.
                _ if at(text, index + 1) == quote && index + 2 < text.len() => index += 2,
                _ => {
                    self.index = index + 1;
                    return Token::String;
                }
            }
        }
    }

    fn quoted_name(&mut self) -> Token {
        let end = skip(self.text, self.index + 1, |byte| byte != b'`');
        if end >= self.text.len() {
            self.index = if self.may_name { end } else { self.index + 1 };
            return if self.may_name { Token::Unclosed } else { Token::Other };
        }
        let class = WORDS.class_of(&self.text[self.index + 1..end]);
        self.index = end + 1;
        if at(self.text, self.index) == b'.' {
            self.index += 1;
        }
        Token::Word(if class == super::words::CATALOGUE { class } else { UNKNOWN })
    }

    fn number(&mut self) -> Token {
        let text = self.text;
        let digits = |byte: u8| byte.is_ascii_digit();
        if text[self.index] == b'0' && matches!(at(text, self.index + 1) | 0x20, b'x' | b'b') {
            let end = skip(text, self.index + 2, |byte| byte.is_ascii_hexdigit());
            if end > self.index + 2 {
                self.index = end;
                return Token::Hexadecimal;
            }
        }
        let mut index = skip(text, self.index, digits);
        if at(text, index) == b'.' {
            index = skip(text, index + 1, digits);
        }
        if at(text, index) | 0x20 == b'e' {
            let signed = index + 1 + usize::from(matches!(at(text, index + 1), b'+' | b'-'));
            let end = skip(text, signed, digits);
            if end > signed {
                index = end;
            }
        }
        // Oracle's numbers may end in their type, after which a keyword needs no blank.
        if matches!(at(text, index) | 0x20, b'f' | b'd') && follows(text, index + 1, b"union") {
            index += 1;
        }
        self.index = index;
        Token::Number
    }

    /// A word, or several joined by dots; the last determines the class, unless an earlier one names a catalogue.
    fn word(&mut self) -> Token {
        let text = self.text;
        let mut class = UNKNOWN;
        let first = self.index;
        loop {
            let start = self.index;
            let mut hash = Hash::EMPTY;
            let mut index = start;
            while index < text.len() {
                let lower = NAME[text[index] as usize];
                if lower == 0 {
                    break;
                }
                hash = hash.with_lower(lower);
                index += 1;
            }
            self.index = index;
            let known = WORDS.class(hash);
            let known =
                if matches!(known, UNKNOWN | PREFIX) { self.join(hash).unwrap_or(known) } else { known };
            let last = match known {
                // After a dot, a function's name is a method's.
                FUNCTION | COMMON_FUNCTION if start > first => UNKNOWN,
                class => class,
            };
            if class != super::words::CATALOGUE {
                class = last;
            }
            let following = at(text, self.index);
            if following == b'\'' && last == PREFIX {
                let token = self.string(b'\'');
                return if token == Token::String && self.index - start < 64 {
                    Token::Hexadecimal
                } else {
                    token
                };
            }
            // SQL Server allows the owner between two dots to be omitted.
            let dots = if at(text, self.index + 1) == b'.' { 2 } else { 1 };
            if following != b'.' || !is_name(at(text, self.index + dots)) {
                break;
            }
            self.index += dots;
        }
        match class {
            PREFIX => Token::Word(UNKNOWN),
            LOGIC => Token::Logic,
            class => Token::Word(class),
        }
    }

    /// Filters that remove comments join their surroundings: `SEL/**/ECT`. Returns the class of the joined word.
    #[inline(never)]
    fn join(&mut self, mut hash: Hash) -> Option<u8> {
        const COMMENT: &[u8] = b"/**/";
        // A word has no more parts than letters, and the words of interest are short.
        const PARTS_MAX: usize = 16;
        let mut index = self.index;
        for _ in 0..PARTS_MAX {
            if !self.text[index..].starts_with(COMMENT) {
                return None;
            }
            let part = index + COMMENT.len();
            index = skip(self.text, part, is_name);
            hash =
                self.text[part..index].iter().fold(hash, |hash, byte| hash.with_lower(NAME[*byte as usize]));
            let class = WORDS.class(hash);
            if index > part && !matches!(class, UNKNOWN | PREFIX) {
                self.index = index;
                self.comments = self.comments.max(1);
                return Some(class);
            }
        }
        None
    }

    fn variable(&mut self) -> Token {
        let text = self.text;
        let marks = skip(text, self.index, |byte| byte == b'@');
        let system = marks - self.index == 2;
        let mut end = skip(text, marks, |byte| is_name(byte) || byte == b'.');
        if end == marks && matches!(at(text, marks), b'`' | b'\'' | b'"') {
            let quote = text[marks];
            end = skip(text, marks + 1, |byte| byte != quote) + 1;
        }
        // To MySQL, a lone `@` is a variable.
        self.index = end.min(text.len());
        match (marks - self.start, end > marks) {
            (2, true) if system => Token::SystemVariable,
            (1, _) => Token::Variable,
            _ => Token::Other,
        }
    }

    fn line_comment(&mut self) -> Token {
        self.index = skip(self.text, self.index, |byte| byte != b'\n');
        Token::Comment
    }
}

/// The index after a number without its exponent, `1.e`, which MySQL ignores before these marks; otherwise `index`.
#[inline(never)]
fn skip_void(text: &[u8], index: usize) -> usize {
    let point = skip(text, index, |byte| byte.is_ascii_digit());
    let is_void = point > index
        && at(text, point) == b'.'
        && at(text, point + 1) | 0x20 == b'e'
        && matches!(at(text, point + 2), b'(' | b')' | b'.' | b',' | b'|' | b'*' | b'=');
    if is_void { point + 2 } else { index }
}

static QUOTES: ByteSet = ByteSet::of(b"'\"");
/// The bytes that end a string or escape the next byte.
static SINGLE: ByteSet = ByteSet::of(b"'\\");
static DOUBLE: ByteSet = ByteSet::of(b"\"\\");

/// The bytes of names, in lower case, and 0 for all others; `$` is included, as in `v$version`.
pub(super) static NAME: [u8; 256] = {
    let mut name = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_name =
            (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'_' || byte as u8 == b'$' || byte >= 0x80;
        if is_name {
            name[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    name
};

#[inline(always)]
pub(super) fn is_name(byte: u8) -> bool {
    NAME[byte as usize] != 0
}
