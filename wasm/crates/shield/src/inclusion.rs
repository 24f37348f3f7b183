//! File inclusion: a scheme, a drive or an address where a function that opens files expects a name.

use crate::glance::{COLON, DIGIT, DOT};
use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};

/// Schemes that make a file function read, run or unpack.
static WRAPPERS: Lines<4> = Lines::new(
    "php://\nphar://\nzip://\nexpect://\nglob://\nogg://\nrar://\nzlib:\ncompress.zlib://\ncompress.bzip2://\n\
     compress.lzma://\nssh2.\nssh2://\nfile:\ndata://\ndata:text/\ndata:;base64\ndata:application/x-httpd\n\
     data:image/php\ngopher://\ndict://\nnetdoc:\njar:http\njar:file\nldap://\nldaps://\ntftp://\nlocal_file:\n\
     view-source:\nsftp://\nurl:file",
);

/// Judges the scheme or drive at the start of a value.
pub fn judge_start(text: &[u8], classes: u32, sheet: &mut Sheet) {
    if classes & COLON == 0 && classes & (DIGIT | DOT) != DIGIT | DOT {
        return;
    }
    let start = skip(text, 0, |byte| is_blank(byte) || matches!(byte, b'"' | b'\'' | b'(' | b'='));
    // Every scheme is short and ends at or before a colon.
    const SCHEME_MAX: usize = 20;
    let scheme = &text[start..(start + SCHEME_MAX).min(text.len())];
    let is_web = follows(text, start, b"http:") || follows(text, start, b"https:");
    if (is_web || follows(text, start, b"ftp:")) && text[text.len() - 1] == b'?' {
        judge_remote(text, start, sheet);
    }
    if is_web || !scheme.contains(&b':') && !scheme.starts_with(b"ssh2.") {
        return;
    }
    let length = WRAPPERS.follow(text, start);
    if length > 0 {
        let score = if at(text, start + length) == b' ' { 30 } else { 75 };
        sheet.raise(Kind::PathTraversal, score, start, start + length);
    }
    // Windows drives: `c:\`, `d:inetpub`.
    if at(text, start).is_ascii_alphabetic() && at(text, start + 1) == b':' {
        let name = skip(&text[..(start + 8).min(text.len())], start + 2, |byte| matches!(byte, b'/' | b'\\'));
        let is_system =
            follows_any(text, name, "windows\nwinnt\ninetpub\nboot\nprogram\nusers\\\nxampp\nautoexec") > 0;
        let score = if is_system { 60 } else { 30 };
        sheet.raise(Kind::PathTraversal, if name > start + 2 || is_system { score } else { 0 }, start, name);
    }
}

/// Whether a value whose first byte is neither a blank nor a mark other than a slash starts with neither a scheme nor a
/// drive.
#[inline(always)]
pub fn begins_nothing(text: &[u8], classes: u32) -> bool {
    if classes & COLON == 0 {
        return !follows(text, 0, b"ssh2.");
    }
    let is_remote = text[text.len() - 1] == b'?' && (follows(text, 0, b"http") || follows(text, 0, b"ftp:"));
    !is_remote && at(text, 1) != b':' && !WRAPPERS.may_follow(text, 0)
}

/// Judges the scheme before the `:` at `index`, in the middle of a text.
pub fn judge_wrapper(text: &[u8], index: usize, sheet: &mut Sheet) {
    if follows(text, index.wrapping_sub(4), b"http") || follows(text, index.wrapping_sub(5), b"https") {
        return;
    }
    for name in ["php", "phar", "expect", "zip", "gopher", "dict", "zlib", "netdoc", "file"] {
        let start = index.wrapping_sub(name.len());
        if start < index && follows(text, start, name.as_bytes()) && !is_word(before(text, start)) {
            let score = match (name, is_behind_prose(text, start)) {
                ("file", true) => 20,
                ("file", false) | (_, true) => 45,
                _ => 65,
            };
            sheet.raise(Kind::PathTraversal, score, start, index + 2);
        }
    }
}

/// Judges an address whose `?` turns an extension that a program appends into a query: `http://host/x.txt?`.
#[inline(never)]
fn judge_remote(text: &[u8], start: usize, sheet: &mut Sheet) {
    const EXTENSION_MAX: usize = 6;
    let end = text.iter().rposition(|byte| *byte != b'?').map_or(0, |last| last + 1);
    let near = end.saturating_sub(EXTENSION_MAX);
    let dot = text[near..end].iter().rposition(|byte| *byte == b'.');
    let is_file = dot.is_some_and(|dot| {
        let extension = near + dot + 1;
        follows_any(
            text,
            extension,
            "txt\nphp\ninc\ngif\njpg\njpeg\npng\ndat\nphtml\nasp\naspx\njsp\ncgi\nlog\nhtml\nhtm",
        ) == end - extension
    });
    let is_address = !text[start..end].iter().any(|byte| is_blank(*byte) || *byte == b'?');
    sheet.raise(Kind::PathTraversal, if is_file && is_address { 55 } else { 0 }, start, text.len());
}
