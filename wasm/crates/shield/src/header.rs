//! Header injection: line breaks after which a header, a whole response, or a mail server's command would start.

use crate::Place;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, follows, follows_any, is_behind_prose, skip};

const HEADERS: &str = "set-cookie\nlocation\ncontent-type\ncontent-length\ncontent-disposition\ncontent-encoding\n\
                       transfer-encoding\nhost\nrefresh\nx-\naccess-control-\nlink\nbcc\ncc\nto\nfrom\nsubject\n\
                       reply-to\nmime-version\nstatus\nconnection\nuser-agent\nreferer\ncookie\nauthorization\n\
                       server\nheader\nclear-site-data\nstrict-transport-security\nlast-modified\n";

/// Judges the line after the break at `start`, whether the break is real or a backslash escape.
pub fn judge_line_break(text: &[u8], start: usize, place: Place, sheet: &mut Sheet) {
    let mut index = start;
    let limit = (start + 8).min(text.len());
    // Some servers also decode backslash escapes.
    while index < limit {
        match text[index] {
            b'\r' | b'\n' => index += 1,
            b'\\' if matches!(at(text, index + 1), b'r' | b'n') => index += 2,
            _ => break,
        }
    }
    if index == start || !sheet.wants(Kind::HeaderInjection) {
        return;
    }
    let line = skip(&text[..(index + 8).min(text.len())], index, |byte| matches!(byte, b' ' | b'\t'));
    sheet.raise(Kind::HeaderInjection, judge_line(text, start, line, place), start, line);
}

/// Whether a line is something that only mail servers are told: the envelope of SMTP, a tagged command of IMAP.
///
/// Source: RFC 5321 section 4.1.1, RFC 9051 section 6.
#[inline(never)]
pub fn is_mail(text: &[u8], line: usize) -> bool {
    follows(text, line, b"rcpt to:") || follows(text, line, b"mail from:") || is_tagged(text, line)
}

/// Whether a line is an IMAP tag, like `V100`, and a command in capitals.
#[inline(always)]
fn is_tagged(text: &[u8], line: usize) -> bool {
    const TAG_MAX: usize = 6;
    if !at(text, line).is_ascii_alphabetic() || !at(text, line + 1).is_ascii_digit() {
        return false;
    }
    let end = skip(&text[..(line + TAG_MAX).min(text.len())], line + 1, |byte| byte.is_ascii_digit());
    let commands = "capability\nfetch \nlogin \nlogout\nselect \nexamine \nappend \nstore \nsearch ";
    at(text, end) == b' '
        && at(text, end + 2).is_ascii_uppercase()
        && follows_any(text, end + 1, commands) > 0
}

fn judge_line(text: &[u8], start: usize, line: usize, place: Place) -> u8 {
    const NAME_MAX: usize = 40;
    // Texts and body fields have lines of their own, but where a single-line value belongs, a line break is suspicious.
    let is_text = matches!(place, Place::Text | Place::Json) || is_behind_prose(text, start);
    if is_mail(text, line) {
        return if is_behind_prose(text, start) { 35 } else { 60 };
    }
    let limit = (line + NAME_MAX).min(text.len());
    let name_end = skip(&text[..limit], line, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if at(text, name_end) == b'/' && follows_any(text, line, "http/1.\nhttp/0.9\nhttp/2") > 0 {
        return if is_text { 40 } else { 85 };
    }
    if at(text, name_end) == b':' && name_end > line {
        let known = follows_any(text, line, HEADERS);
        let strong = follows_any(
            text,
            line,
            "set-cookie\nlocation\ncontent-\ntransfer-\nx-\nbcc\naccess-control-\nmime-version",
        ) > 0;
        return match (is_text, strong, known > 0) {
            (false, true, _) => 85,
            (false, _, true) => 60,
            (true, true, _) => 40,
            _ => 25,
        };
    }
    // A second, smuggled request.
    if !is_text
        && follows_any(text, line, "get /\npost /\nget http\nput /\ndelete /") > 0
        && skip(text, line, |byte| byte != b' ') < limit
    {
        return 60;
    }
    0
}
