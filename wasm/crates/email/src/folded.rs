//! Addresses as in mail headers (RFC 5322): with comments, folding white space and obsolete forms.

use crate::Settings;
use crate::characters::{is_atext, is_invisible, next_wide};
use crate::domain::{DomainText, read_domain};
use crate::fault::Fault;
use crate::hash::hash_local;
use crate::literal::is_dcontent;
use crate::local::{LOCAL_MAX_BYTES, atom_step};
use crate::profile::Profile;
use crate::split::{Parts, check_length, unquote};

/// Parses `addr-spec`, with `obs-local-part`, `obs-domain`, `obs-FWS` (per erratum 1908: `1*([CRLF] WSP)`), `obs-qtext`,
/// `obs-ctext`, `obs-qp` and `obs-dtext`. Beyond the grammar, no label starts or ends with a hyphen, and the length limits of
/// SMTP apply to what remains without comments and white space.
pub fn unfold(address: &[u8], settings: Settings, room: &mut DomainText) -> Parts {
    let mut cursor = Cursor { text: address, at: 0 };
    let mut local = Room::<LOCAL_MAX_BYTES>::new();
    let mut parts = Parts::default();
    if let Err(fault) = cursor.local_part(&mut local) {
        parts.fault = Some(fault);
        return parts;
    }
    parts.at = Some(cursor.at);
    parts.role = Some(hash_local(unquote(local.as_bytes())));
    cursor.at += 1;
    parts.fault = local.is_cut.then_some(Fault::LocalTooLong);
    let wrong_domain = cursor.domain(settings, room).err();
    parts.fault =
        parts.fault.or(wrong_domain).or_else(|| check_length(local.as_bytes().len(), room, Profile::Rfc5322));
    parts
}

/// Collects bytes without the comments and white space between them.
struct Room<const BYTES: usize> {
    bytes: [u8; BYTES],
    len: usize,
    is_cut: bool,
}

impl<const BYTES: usize> Room<BYTES> {
    fn new() -> Self {
        Room { bytes: [0; BYTES], len: 0, is_cut: false }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn push(&mut self, bytes: &[u8]) {
        match self.bytes.get_mut(self.len..self.len + bytes.len()) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.len += bytes.len();
            }
            None => self.is_cut = true,
        }
    }
}

/// A domain in UTF-8 may take up to four bytes where its ASCII form takes one or two.
const WIDE_DOMAIN_MAX_BYTES: usize = 512;

struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, bytes: usize) -> &'a [u8] {
        let taken = &self.rest()[..bytes];
        self.at += bytes;
        taken
    }

    /// Parses words separated by dots, up to the `@`.
    fn local_part(&mut self, local: &mut Room<LOCAL_MAX_BYTES>) -> Result<(), Fault> {
        let mut is_first = true;
        loop {
            self.skip_cfws()?;
            match self.peek() {
                Some(b'"') => self.quoted_string(local)?,
                _ => {
                    let start = self.at;
                    while let Some(bytes) = atom_step(self.rest(), Profile::Rfc5322) {
                        local.push(self.take(bytes));
                    }
                    if self.at == start {
                        return Err(match self.peek() {
                            Some(b'@') if is_first => Fault::LocalEmpty,
                            Some(b'@' | b'.') => Fault::LocalDot,
                            None if is_first => Fault::NoAt,
                            None => Fault::LocalDot,
                            _ => Fault::LocalCharacter,
                        });
                    }
                }
            }
            self.skip_cfws()?;
            match self.peek() {
                Some(b'@') => return Ok(()),
                Some(b'.') => local.push(self.take(1)),
                None => return Err(Fault::NoAt),
                Some(_) => return Err(Fault::LocalCharacter),
            }
            is_first = false;
        }
    }

    fn quoted_string(&mut self, local: &mut Room<LOCAL_MAX_BYTES>) -> Result<(), Fault> {
        local.push(self.take(1));
        loop {
            match self.rest() {
                [b'"', ..] => {
                    local.push(self.take(1));
                    return Ok(());
                }
                [] => return Err(Fault::Unclosed),
                // `obs-qp`: a quoted pair may contain any ASCII character.
                [b'\\', ..0x80, ..] => local.push(self.take(2)),
                [b'\\'] => return Err(Fault::Unclosed),
                [b' ' | b'\t' | b'\r', ..] => {
                    let start = self.at;
                    self.skip_fws()?;
                    let folded = self.text[start..self.at].iter();
                    folded
                        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
                        .for_each(|byte| local.push(&[*byte]));
                }
                rest => {
                    let bytes = text_step(rest).ok_or(Fault::LocalCharacter)?;
                    local.push(self.take(bytes));
                }
            }
        }
    }

    /// Parses the domain, after the `@` to the end.
    fn domain(&mut self, settings: Settings, room: &mut DomainText) -> Result<(), Fault> {
        self.skip_cfws()?;
        if self.peek() == Some(b'[') {
            self.literal()?;
            self.skip_cfws()?;
            let is_fine = self.rest().is_empty() && settings.has_literals();
            return if is_fine { Ok(()) } else { Err(Fault::Literal) };
        }
        let mut name = Room::<WIDE_DOMAIN_MAX_BYTES>::new();
        loop {
            self.skip_cfws()?;
            while self.peek().is_some_and(|byte| byte >= 0x80 || is_atext(byte)) {
                name.push(self.take(1));
            }
            self.skip_cfws()?;
            match self.peek() {
                Some(b'.') => name.push(self.take(1)),
                None => break,
                Some(_) => return Err(Fault::DomainCharacter),
            }
        }
        if name.is_cut {
            return Err(Fault::DomainTooLong);
        }
        match read_domain(name.as_bytes(), Profile::Rfc5322, room) {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    fn literal(&mut self) -> Result<(), Fault> {
        self.at += 1;
        loop {
            match self.rest() {
                [b']', ..] => {
                    self.at += 1;
                    return Ok(());
                }
                [] | [b'\\'] => return Err(Fault::Unclosed),
                [b'\\', ..0x80, ..] => self.at += 2,
                [b' ' | b'\t' | b'\r', ..] => self.skip_fws()?,
                [byte, ..] if is_dcontent(*byte) || is_obsolete_control(*byte) => self.at += 1,
                _ => return Err(Fault::Literal),
            }
        }
    }

    /// Skips comments and white space.
    fn skip_cfws(&mut self) -> Result<(), Fault> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.skip_fws()?,
                Some(b'(') => self.skip_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Skips white space. A line break is part of it only when more white space follows.
    fn skip_fws(&mut self) -> Result<(), Fault> {
        loop {
            match self.rest() {
                [b' ' | b'\t', ..] => self.at += 1,
                [b'\r', b'\n', b' ' | b'\t', ..] => self.at += 3,
                [b'\r', ..] => return Err(Fault::LocalCharacter),
                _ => return Ok(()),
            }
        }
    }

    /// Skips a comment, including nested ones.
    fn skip_comment(&mut self) -> Result<(), Fault> {
        let mut depth = 0;
        loop {
            match self.rest() {
                [b'(', ..] => {
                    depth += 1;
                    self.at += 1;
                }
                [b')', ..] => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                [] | [b'\\'] => return Err(Fault::Unclosed),
                [b'\\', ..0x80, ..] => self.at += 2,
                [b' ' | b'\t' | b'\r', ..] => self.skip_fws()?,
                rest => self.at += text_step(rest).ok_or(Fault::LocalCharacter)?,
            }
        }
    }
}

/// The length of the character that `text` starts with, if a quoted string or a comment may contain it unescaped.
fn text_step(text: &[u8]) -> Option<usize> {
    let byte = *text.first()?;
    if byte < 0x80 {
        let is_fine = byte != b'\\' && (byte.is_ascii_graphic() || is_obsolete_control(byte));
        return is_fine.then_some(1);
    }
    next_wide(text).filter(|(character, _)| !is_invisible(*character)).map(|(_, bytes)| bytes)
}

/// `obs-NO-WS-CTL`: control characters except NUL, tab and line breaks.
fn is_obsolete_control(byte: u8) -> bool {
    matches!(byte, 1..=8 | 11 | 12 | 14..=31 | 127)
}
