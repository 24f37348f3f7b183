//! The tokens of an expression.

use super::fault::{Outcome, syntax};

/// The kind of a token; its text is in the expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `http.host`, `and`, `lower`.
    Name,
    /// `12`, `0x1F`, `-3`.
    Number,
    /// `192.0.2.1`, `2001:db8::/32`.
    Address,
    /// `"…"` with escapes: the text between the quotation marks, still escaped.
    Quoted,
    /// `r"…"`, `r#"…"#`: the text between the quotation marks, without escapes.
    Raw,
    /// `$office`: the text after the dollar sign.
    List,
    /// An operator or a bracket.
    Sign,
    End,
}

/// A token and its place.
#[derive(Clone, Copy, Debug)]
pub struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    /// In bytes of the expression.
    pub offset: usize,
}

impl Token<'_> {
    /// The token as shown in a message.
    pub fn shown(&self) -> String {
        let text: String = self.text.chars().take(40).collect();
        match self.kind {
            Kind::End => "the end".to_owned(),
            Kind::Quoted | Kind::Raw => format!("the string \"{text}\""),
            Kind::List => format!("${text}"),
            _ => text,
        }
    }
}

/// Longest first.
const SIGNS: [&str; 22] = [
    "==", "!=", "<=", ">=", "&&", "||", "^^", "..", "<", ">", "~", "&", "!", "(", ")", "[", "]", "{", "}",
    ",", "*", "=",
];

/// Reads the tokens of an expression one after the other.
#[derive(Clone)]
pub struct Tokens<'t> {
    text: &'t str,
    offset: usize,
}

impl<'t> Tokens<'t> {
    pub fn new(text: &'t str) -> Self {
        Tokens { text, offset: 0 }
    }

    pub fn next(&mut self) -> Outcome<Token<'t>> {
        let rest = &self.text[self.offset..];
        self.offset += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let rest = &self.text[self.offset..];
        let Some(first) = rest.chars().next() else { return Ok(self.take(Kind::End, 0)) };
        if first == '"' {
            return self.quoted();
        }
        if rest.starts_with("r\"") || rest.starts_with("r#") {
            return self.raw();
        }
        if first == '$' {
            let len = name_len(&rest[1..]);
            if len == 0 {
                return syntax(self.offset, "Expected the name of a list behind \"$\"");
            }
            let token = self.take(Kind::List, len + 1);
            return Ok(Token { text: &token.text[1..], ..token });
        }
        if let Some(len) = address_len(rest) {
            return Ok(self.take(Kind::Address, len));
        }
        let negative =
            rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if first.is_ascii_digit() || negative {
            let digits = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            return Ok(self.take(Kind::Number, digits.map_or(rest.len(), |len| len + 1)));
        }
        if first.is_ascii_alphabetic() || first == '_' {
            return Ok(self.take(Kind::Name, field_len(rest)));
        }
        match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            Some(&"=") => syntax(self.offset, "Expected an operator, got \"=\"; equality is \"==\""),
            Some(sign) => Ok(self.take(Kind::Sign, sign.len())),
            None if first == '\'' => syntax(self.offset, "Strings stand between double quotation marks"),
            None => syntax(self.offset, format!("Unexpected {first:?}")),
        }
    }

    fn take(&mut self, kind: Kind, len: usize) -> Token<'t> {
        let token = Token { kind, text: &self.text[self.offset..][..len], offset: self.offset };
        self.offset += len;
        token
    }

    fn quoted(&mut self) -> Outcome<Token<'t>> {
        let offset = self.offset;
        let body = &self.text[offset + 1..];
        let mut is_escaped = false;
        for (at, byte) in body.bytes().enumerate() {
            if byte == b'"' && !is_escaped {
                self.offset = offset + at + 2;
                return Ok(Token { kind: Kind::Quoted, text: &body[..at], offset });
            }
            is_escaped = byte == b'\\' && !is_escaped;
        }
        syntax(offset, "This string does not end")
    }

    fn raw(&mut self) -> Outcome<Token<'t>> {
        let offset = self.offset;
        let rest = &self.text[offset + 1..];
        let hashes = rest.len() - rest.trim_start_matches('#').len();
        let Some(body) = rest[hashes..].strip_prefix('"') else {
            return syntax(offset, "Expected a raw string, r\"…\" or r#\"…\"#");
        };
        let closing = format!("\"{}", &rest[..hashes]);
        let Some(len) = body.find(&closing) else { return syntax(offset, "This raw string does not end") };
        self.offset = offset + 1 + hashes + 1 + len + closing.len();
        Ok(Token { kind: Kind::Raw, text: &body[..len], offset })
    }
}

/// The length of the name that `text` starts with.
fn name_len(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// The length of the dotted name that `text` starts with.
fn field_len(text: &str) -> usize {
    let mut len = name_len(text);
    while let Some(rest) = text[len..].strip_prefix('.') {
        match name_len(rest) {
            0 => break,
            part => len += 1 + part,
        }
    }
    len
}

/// The length of the address or CIDR block that `text` starts with. It is validated later.
fn address_len(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_hexdigit() && c != '.' && c != ':').unwrap_or(text.len());
    // Two dots belong to a range.
    let end = text[..end].find("..").unwrap_or(end);
    let has_colon = text[..end].contains(':');
    let starts_like_ipv4 = text.as_bytes()[0].is_ascii_digit() && text[..end].contains('.');
    if !has_colon && !starts_like_ipv4 {
        return None;
    }
    let prefix = text[end..]
        .strip_prefix('/')
        .map_or(0, |rest| 1 + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
    Some(end + prefix)
}
