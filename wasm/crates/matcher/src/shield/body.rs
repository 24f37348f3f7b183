//! The values of a body, in the encoding that its type names.

use snapwall_shield::{JsonStrings, Multipart, Place, ends_object, has_foreign, multipart_boundary};

use super::examiner::{Examiner, Parameter};
use super::judge_pairs;
use crate::input::Slot;

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding<'r> {
    Form,
    Json,
    Multipart(&'r [u8]),
    Text,
    /// Images, audio and the like, which no interpreter reads.
    Media,
}

/// Judges the values of a body.
pub fn judge(slot: &Slot, content_type: Option<&[u8]>, examiner: &mut Examiner) {
    if examiner.is_finished() {
        return;
    }
    let body = slot.text();
    // The threat: frameworks parse JSON whatever its type. A form on another site may send it as text without a CORS
    // preflight, and a client may call it an image.
    let json = json_in(body);
    let encoding = encoding_of(content_type.unwrap_or_default(), json.is_some());
    if encoding == Encoding::Json || json.is_some() {
        judge_json(slot, examiner);
    }
    // What only begins like JSON, if it is not of its type, is judged as what its type says as well.
    let is_text = match encoding {
        Encoding::Form => return judge_pairs(slot, body, examiner),
        Encoding::Multipart(boundary) => return judge_multipart(slot, boundary, examiner),
        Encoding::Json => json.is_none(),
        Encoding::Text => json.is_none_or(has_foreign),
        Encoding::Media => false,
    };
    if is_text {
        examiner.value(slot, body, Place::Text, Parameter::None);
    }
}

/// The body from its first byte on that is neither blank nor a part of a byte order mark, if JSON may begin with it.
#[inline(never)]
fn json_in(body: &[u8]) -> Option<&[u8]> {
    let is_mark = |byte: &u8| byte.is_ascii_whitespace() || b"\0\xef\xbb\xbf\xfe\xff".contains(byte);
    let start = body.iter().position(|byte| !is_mark(byte))?;
    matches!(body[start], b'{' | b'[' | b'"').then(|| &body[start..])
}

/// The encoding that the type names; when the type is missing, what the body looks like.
fn encoding_of<'r>(content_type: &'r [u8], looks_like_json: bool) -> Encoding<'r> {
    let end = content_type.iter().position(|byte| *byte == b';').unwrap_or(content_type.len());
    let media_type = content_type[..end].trim_ascii();
    if let Some(boundary) = multipart_boundary(content_type) {
        return Encoding::Multipart(boundary);
    }
    let (kind, subtype) = split_type(media_type);
    let ends_with = |suffix: &[u8]| {
        subtype.len() >= suffix.len() && subtype[subtype.len() - suffix.len()..].eq_ignore_ascii_case(suffix)
    };
    if subtype.eq_ignore_ascii_case(b"x-www-form-urlencoded") {
        return Encoding::Form;
    }
    let is_media =
        [&b"image"[..], b"audio", b"video", b"font"].iter().any(|one| kind.eq_ignore_ascii_case(one));
    // Some applications look for a type anywhere in the header.
    let is_said =
        |word: &&[u8]| content_type.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
    if is_media && ![&b"json"[..], b"form", b"xml", b"text"].iter().any(is_said) {
        return Encoding::Media;
    }
    if ends_with(b"json") {
        return Encoding::Json;
    }
    if media_type.is_empty() && !looks_like_json { Encoding::Form } else { Encoding::Text }
}

fn split_type(media_type: &[u8]) -> (&[u8], &[u8]) {
    match media_type.iter().position(|byte| *byte == b'/') {
        Some(at) => (&media_type[..at], &media_type[at + 1..]),
        None => (media_type, b""),
    }
}

fn judge_json(slot: &Slot, examiner: &mut Examiner) {
    let text = slot.text();
    let mut strings = JsonStrings::new(text);
    // Up to where an end of the object that the last key is in has been looked for, and whether there is one. What
    // comes after it may belong to an array around that object.
    let (mut seen, mut is_ended) = (0, false);
    while let Some(item) = strings.next_doubtful() {
        let mut parameter = Parameter::Plain(item.name);
        if examiner.excludes_parameters() && item.place != Place::Name && !item.name.is_empty() {
            let key_end = item.name.as_ptr().addr() - text.as_ptr().addr() + item.name.len() + 1;
            if key_end > seen {
                (seen, is_ended) = (key_end, false);
            }
            is_ended |= ends_object(&text[seen..item.start - 1]);
            // The string itself, whatever it holds, ends nothing.
            seen = (item.start + item.value.len() + 1).min(text.len());
            if is_ended {
                parameter = Parameter::None;
            }
        }
        examiner.value(slot, item.value, item.place, parameter);
        if examiner.is_finished() {
            return;
        }
    }
}

/// Of files only the names are judged: their content is stored, not interpreted.
fn judge_multipart(slot: &Slot, boundary: &[u8], examiner: &mut Examiner) {
    let mut parts = Multipart::new(slot.text(), boundary);
    for part in &mut parts {
        let parameter = if part.is_named { Parameter::Plain(part.name) } else { Parameter::None };
        examiner.value(slot, part.name, Place::Name, parameter);
        match part.filename {
            Some(filename) => examiner.value(slot, filename, Place::Text, parameter),
            None => examiner.value(slot, part.value, Place::Text, parameter),
        };
        if examiner.is_finished() {
            return;
        }
    }
    for text in parts.outside() {
        if !text.trim_ascii().is_empty() && !examiner.is_finished() {
            examiner.value(slot, text, Place::Text, Parameter::None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_says_how_a_body_is_encoded() {
        for (content_type, body, encoding) in [
            ("application/x-www-form-urlencoded; charset=utf-8", "{}", Encoding::Form),
            ("application/json", "x", Encoding::Json),
            ("application/ld+JSON;x", "x", Encoding::Json),
            ("text/plain", " {\"a\": 1}", Encoding::Text),
            ("text/plain", "a=b", Encoding::Text),
            ("text/xml", "<a/>", Encoding::Text),
            ("", "a=b", Encoding::Form),
            ("", "[1]", Encoding::Text),
            ("", "1", Encoding::Form),
            ("image/png", "{", Encoding::Media),
            ("image/png, application/json", "{", Encoding::Json),
            ("image/png; x=json", "a", Encoding::Text),
            ("image/png; x=text/plain", "a", Encoding::Text),
            ("image/svg+xml", "<svg/>", Encoding::Text),
            ("multipart/form-data; boundary=x", "", Encoding::Multipart(b"x")),
            ("multipart/form-data; x=\"; boundary=a\"; boundary=b", "", Encoding::Text),
            ("multipart/form-data", "", Encoding::Text),
        ] {
            assert_eq!(
                encoding_of(content_type.as_bytes(), json_in(body.as_bytes()).is_some()),
                encoding,
                "{content_type}"
            );
        }
    }
}
