//! The parts of a multipart/form-data body (RFC 7578).

/// A part of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MultipartPart<'a> {
    /// The `name` parameter of its Content-Disposition, without quotes.
    pub name: &'a [u8],
    /// The `filename` parameter, if it is a file.
    pub filename: Option<&'a [u8]>,
    pub value: &'a [u8],
    /// Where the value is in the body.
    pub start: usize,
}

/// The boundary in a Content-Type header, without quotes.
pub fn multipart_boundary(content_type: &[u8]) -> Option<&[u8]> {
    let is_multipart = content_type.len() >= 10 && content_type[..10].eq_ignore_ascii_case(b"multipart/");
    let boundary = parameter(content_type, b"boundary").filter(|boundary| !boundary.is_empty());
    boundary.filter(|_| is_multipart)
}

/// The parts of a body in order. A part whose headers do not end is skipped; the last part ends with the body.
pub struct Multipart<'a> {
    body: &'a [u8],
    boundary: &'a [u8],
    index: usize,
}

impl<'a> Multipart<'a> {
    pub fn new(body: &'a [u8], boundary: &'a [u8]) -> Self {
        let mut parts = Multipart { body, boundary, index: 0 };
        parts.index = parts.find_boundary(0).map_or(body.len(), |(_, behind)| behind);
        parts
    }

    /// The start and end of the next `--boundary` line at or after `from`.
    fn find_boundary(&self, from: usize) -> Option<(usize, usize)> {
        let mut index = from;
        loop {
            let rest = self.body.get(index..)?;
            // Boundaries are at the start of a line, and line breaks are fast to find.
            if let Some(behind) = rest.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(self.boundary))
                && ends_boundary(behind)
            {
                return Some((index, index + 2 + self.boundary.len()));
            }
            index += rest.iter().position(|byte| *byte == b'\n')? + 1;
        }
    }
}

impl<'a> Iterator for Multipart<'a> {
    type Item = MultipartPart<'a>;

    fn next(&mut self) -> Option<MultipartPart<'a>> {
        let rest = self.body.get(self.index..)?;
        if rest.is_empty() || rest.starts_with(b"--") {
            return None;
        }
        let (headers_length, gap) = blank_line(rest)?;
        let start = self.index + headers_length + gap;
        let (end, behind) = self.find_boundary(start).unwrap_or((self.body.len(), self.body.len()));
        let disposition = disposition(&rest[..headers_length]).unwrap_or_default();
        self.index = behind;
        let value = &self.body[start..end];
        let value = value.strip_suffix(b"\n").unwrap_or(value);
        let value = value.strip_suffix(b"\r").unwrap_or(value);
        Some(MultipartPart {
            name: parameter(disposition, b"name").unwrap_or_default(),
            filename: parameter(disposition, b"filename"),
            value,
            start,
        })
    }
}

/// Whether a boundary ends here: servers treat anything that only starts like one as text.
fn ends_boundary(behind: &[u8]) -> bool {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let end = behind.iter().position(|byte| !is_blank(byte)).unwrap_or(behind.len());
    behind.starts_with(b"--") || matches!(behind[end..].first(), None | Some(b'\r' | b'\n'))
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

/// The parameter `name=value` or `name="value"` of a header; the name is case-insensitive.
fn parameter<'a>(header: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut index = 0;
    loop {
        index += header.get(index..)?.iter().position(|byte| *byte == b'=')?;
        let start = index.checked_sub(name.len());
        let is_it = start.is_some_and(|start| {
            let behind_separator = start == 0 || matches!(header[start - 1], b';' | b' ' | b'\t' | b'\n');
            behind_separator && header[start..index].eq_ignore_ascii_case(name)
        });
        index += 1;
        if !is_it {
            continue;
        }
        let value = &header[index..];
        return Some(match value {
            [b'"', quoted @ ..] => {
                &quoted[..quoted.iter().position(|byte| *byte == b'"').unwrap_or(quoted.len())]
            }
            bare => {
                let end = bare.iter().position(|byte| matches!(byte, b';' | b' ' | b'\r' | b'\n' | b','));
                &bare[..end.unwrap_or(bare.len())]
            }
        });
    }
}
