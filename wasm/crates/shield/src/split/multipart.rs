//! The parts of a multipart/form-data body (RFC 7578).
//!
//! Servers read these bodies in different ways, and files are not judged. So a part counts as a file only where every
//! server takes it for one, and a body whose boundary servers may read differently is not split at all.

use snapwall_bytes::ByteSet;

static LINE_FEED: ByteSet = ByteSet::of(b"\n");

/// A part of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MultipartPart<'a> {
    /// The `name` parameter of its Content-Disposition, without quotes.
    pub name: &'a [u8],
    /// Whether every server takes that for its name.
    pub is_named: bool,
    /// The `filename` parameter, if the part is certainly a file.
    pub filename: Option<&'a [u8]>,
    pub value: &'a [u8],
    /// The offset of the value in the body.
    pub start: usize,
}

/// The boundary in a Content-Type header, without quotes; none if servers may disagree about it.
pub fn multipart_boundary(content_type: &[u8]) -> Option<&[u8]> {
    let is_multipart = content_type.len() >= 10 && content_type[..10].eq_ignore_ascii_case(b"multipart/");
    let Parameter { value: boundary, rest, .. } = only_parameter(content_type, b"boundary")?;
    // Of a longer value (`a,b`, `a b`, `"a"b`) some servers take all, and of escapes some take only what they stand for.
    let is_whole = matches!(rest.trim_ascii_start().first(), None | Some(b';'));
    let is_sure = |byte: &u8| byte.is_ascii_alphanumeric() || b"'()+_-./:=?".contains(byte);
    (is_multipart && is_whole && !boundary.is_empty() && boundary.iter().all(is_sure)).then_some(boundary)
}

/// The parts of a body in order. The last part ends with the body if no boundary does.
pub struct Multipart<'a> {
    body: &'a [u8],
    boundary: &'a [u8],
    /// Where the boundary before the next part starts, and where it ends.
    delimiter: (usize, usize),
    /// Where the first boundary starts.
    first: usize,
}

impl<'a> Multipart<'a> {
    pub fn new(body: &'a [u8], boundary: &'a [u8]) -> Self {
        let mut parts = Multipart { body, boundary, delimiter: (0, 0), first: 0 };
        parts.delimiter = parts.find_boundary(0);
        parts.first = parts.delimiter.0;
        parts
    }

    /// What belongs to no part, before the first one and after the last one that was read: servers skip it, unless they
    /// read the body differently.
    pub fn outside(&self) -> [&'a [u8]; 2] {
        let rest = &self.body[self.delimiter.1..];
        [&self.body[..self.first], rest.strip_prefix(b"--").unwrap_or(rest)]
    }

    /// The start and the end of the next `--boundary` line at or after `from`, or the end of the body.
    fn find_boundary(&self, from: usize) -> (usize, usize) {
        let mut index = from;
        loop {
            let rest = &self.body[index..];
            // Boundaries are at the start of a line, and line breaks are fast to find.
            if let Some(behind) = rest.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(self.boundary))
                && ends_boundary(behind)
            {
                return (index, index + 2 + self.boundary.len());
            }
            index = LINE_FEED.find(self.body, index) + 1;
            if index > self.body.len() {
                return (self.body.len(), self.body.len());
            }
        }
    }

    /// Whether a boundary is written as RFC 2046 has it: a whole line, between CRLFs. Some servers accept less.
    fn is_canonical(&self, (start, end): (usize, usize)) -> bool {
        let (before, behind) = (&self.body[..start], &self.body[end..]);
        (before.is_empty() || before.ends_with(b"\r\n"))
            && (behind.starts_with(b"\r\n") || matches!(behind, b"--" | [b'-', b'-', b'\r', b'\n', ..]))
    }
}

impl<'a> Iterator for Multipart<'a> {
    type Item = MultipartPart<'a>;

    fn next(&mut self) -> Option<MultipartPart<'a>> {
        let before = self.delimiter;
        let rest = &self.body[before.1..];
        if rest.is_empty() || rest.starts_with(b"--") {
            return None;
        }
        let (headers_length, gap) = blank_line(rest)?;
        let start = before.1 + headers_length + gap;
        let behind = self.find_boundary(start);
        let headers = &rest[..headers_length];
        let disposition = disposition(headers).unwrap_or_default();
        self.delimiter = behind;
        let value = &self.body[start..behind.0];
        let value = value.strip_suffix(b"\n").unwrap_or(value);
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        let is_cut = behind.0 == self.body.len();
        let is_plain = || {
            gap == 3
                && has_whole_lines(headers)
                && self.is_canonical(before)
                && (is_cut || self.is_canonical(behind))
        };
        // Its extended form wins where a server knows that.
        let says_something =
            |parameter: Parameter<'_>| !parameter.value.is_empty() && !parameter.value.ends_with(b"'");
        let filename = only_parameter(disposition, b"filename").map(|parameter| parameter.value);
        let filename = filename.filter(|filename| {
            !filename.is_empty()
                && is_plain()
                && parameter(disposition, b"filename*").is_none_or(says_something)
        });
        let name = parameter(disposition, b"name").map_or(&b""[..], |parameter| parameter.value);
        let is_named = only_parameter(disposition, b"name").is_some() && is_plain();
        Some(MultipartPart { name, is_named, filename, value, start })
    }
}

/// Whether a boundary ends here: servers treat anything that only starts like one as text.
fn ends_boundary(behind: &[u8]) -> bool {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let end = behind.iter().position(|byte| !is_blank(byte)).unwrap_or(behind.len());
    behind.starts_with(b"--") || matches!(behind[end..].first(), None | Some(b'\r' | b'\n'))
}

/// Whether every line of a part's headers, the last one up to its CR, ends with CRLF.
fn has_whole_lines(headers: &[u8]) -> bool {
    headers.ends_with(b"\r")
        && headers.windows(2).all(|pair| (pair[0] == b'\r') == (pair[1] == b'\n'))
        && !headers.starts_with(b"\n")
}

/// A part's Content-Disposition line, if there is exactly one. Servers do not treat a field as a file because of a file
/// name anywhere else.
fn disposition(headers: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"content-disposition:";
    let is_it = |line: &&[u8]| line.get(..NAME.len()).is_some_and(|start| start.eq_ignore_ascii_case(NAME));
    let mut lines = headers.split(|byte| *byte == b'\n').filter(is_it);
    lines.next().filter(|_| lines.next().is_none())
}

/// Where the first blank line is, and how long the break is.
fn blank_line(text: &[u8]) -> Option<(usize, usize)> {
    let mut index = 0;
    loop {
        index += text[index..].iter().position(|byte| *byte == b'\n')?;
        match &text[index + 1..] {
            [b'\r', b'\n', ..] => return Some((index, 3)),
            [b'\n', ..] => return Some((index, 2)),
            _ => index += 1,
        }
    }
}

/// A header's parameters: `; name=value`, `; name="value"`.
struct Parameters<'a> {
    header: &'a [u8],
    /// Where to look for the next one.
    at: usize,
}

/// One of them, and the offset of its name.
struct Parameter<'a> {
    at: usize,
    name: &'a [u8],
    value: &'a [u8],
    /// What follows the value and its quote.
    rest: &'a [u8],
}

impl<'a> Iterator for Parameters<'a> {
    type Item = Parameter<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = &self.header[self.at..];
            let separator = rest.iter().position(|byte| *byte == b';')?;
            let parameter = rest[separator + 1..].trim_ascii_start();
            let at = self.header.len() - parameter.len();
            let len = parameter.iter().position(|byte| matches!(byte, b'=' | b';'))?;
            let (name, rest) = parameter.split_at(len);
            self.at = at + len;
            let Some(value) = rest.strip_prefix(b"=") else { continue };
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b';' | b',');
            let (value, rest) = match value {
                [b'"', quoted @ ..] => {
                    let end = quoted.iter().position(|byte| *byte == b'"').unwrap_or(quoted.len());
                    (&quoted[..end], &quoted[(end + 1).min(quoted.len())..])
                }
                bare => bare.split_at(bare.iter().position(is_end).unwrap_or(bare.len())),
            };
            self.at = self.header.len() - rest.len();
            return Some(Parameter { at, name, value, rest });
        }
    }
}

/// The first parameter of a name.
#[inline(never)]
fn parameter<'a>(header: &'a [u8], name: &[u8]) -> Option<Parameter<'a>> {
    Parameters { header, at: 0 }.find(|parameter| parameter.name.eq_ignore_ascii_case(name))
}

/// The parameter of a name, if no server can read it otherwise: some look for the name anywhere, do not know quotes or
/// escapes in them, or take the last of two parameters.
#[inline(never)]
fn only_parameter<'a>(header: &'a [u8], name: &[u8]) -> Option<Parameter<'a>> {
    let only = parameter(header, name)?;
    let len = name.len();
    let is_first = !header[..only.at].windows(len).any(|window| window.eq_ignore_ascii_case(name));
    // From a letter before it on: `filename=` is not `name=`.
    let is_last = !header[only.at + len..].windows(len + 2).any(|window| {
        !window[0].is_ascii_alphabetic()
            && matches!(window[len + 1], b'=' | b' ' | b'\t')
            && window[1..=len].eq_ignore_ascii_case(name)
    });
    let is_escaped = header.windows(2).any(|pair| pair == b"\\\"");
    (is_first && is_last && !is_escaped).then_some(only)
}
