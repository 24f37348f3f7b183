//! From anchor to anchor: which readers look at the text there.

use snapwall_checksums::is_luhn;

use crate::anchors::{Anchors, SHORT_DIGITS_MAX};
use crate::context::{Labels, Quiet, has_letters_before, has_letters_behind};
use crate::groups::{ROOM, Room, Run, byte_behind_separator, goes_on};
use crate::national::Lead;
use crate::text::{begins, byte_at, byte_before, digits_end, ends, is_escape, is_hexadecimal, word_end};
use crate::{CONTEXT_BYTES, Finding, Findings, Kind, Kinds, Settings};
use crate::{address, card, crypto, date, email, iban, jwt, national, phone, ssn};

/// The kinds written in groups of digits.
const NUMBERS: Kinds =
    Kinds::of(&[Kind::CreditCard, Kind::PhoneNumber, Kind::IpAddress, Kind::UsSsn, Kind::NationalId]);

/// The minimum number of digits of a number that is looked for, other than dotted addresses.
const DIGITS_MIN: usize = SHORT_DIGITS_MAX + 1;

/// The maximum number of digits, other than for ids, of what is only recognised by a word near it.
const NAMED_DIGITS_MAX: usize = 12;

/// The maximum number of digits before the dot of what can only be a decimal fraction.
const FRACTION_DIGITS_MAX: usize = 6;

/// A number that begins at least this many groups before the end of a truncated run is seen whole.
const GROUPS_OF_NUMBER: usize = 8;

/// The lengths of ids that mix letters and digits.
const ID_BYTES: core::ops::RangeInclusive<usize> = 7..=20;

/// Finds the kinds in the settings in a window of a text: whatever begins at [`Findings::from`] or later.
///
/// Takes about ten nanoseconds for 64 bytes without anchors, and some tens for every number.
pub fn find(window: &[u8], settings: &Settings, findings: &mut Findings<'_>) {
    let text = &window[..findings.reach().min(window.len())];
    let floor = findings.from();
    let mut memory = Memory { labels: Labels::new(), quiet: Quiet::new(), room: ROOM };
    let Memory { labels, quiet, room } = &mut memory;
    Reader { text, settings, labels, quiet, findings, floor }.read(room);
}

/// What is kept from number to number. All zero at first, and in one place, so that it is initialised at once.
struct Memory {
    labels: Labels,
    quiet: Quiet,
    room: Room,
}

/// Whether digits are alone as a list element or member value, where short numbers are nothing that is looked for.
fn is_element(text: &[u8], start: usize, behind: usize) -> bool {
    let sign = start - usize::from(byte_before(text, start) == b'-');
    let leads = match byte_before(text, sign) {
        b'[' | b',' => true,
        b':' => byte_before(text, sign - 1) == b'"',
        b' ' => matches!(byte_before(text, sign - 1), b':' | b','),
        _ => false,
    };
    leads && matches!(byte_at(text, behind), b',' | b'}' | b']' | b'\n' | b'.')
}

/// The end of digits at `start` that are no number that is looked for: too few with nothing joined to them, or a
/// decimal fraction. Documents are full of both.
fn end_of_short(text: &[u8], start: usize, behind: usize) -> Option<usize> {
    let digits = behind - start;
    if digits < DIGITS_MIN && !goes_on(text, behind) {
        return Some(behind);
    }
    if byte_at(text, behind) != b'.' || digits > FRACTION_DIGITS_MAX || byte_before(text, start) == b'+' {
        return None;
    }
    let end = digits_end(text, behind + 1);
    let decimals = end - behind - 1;
    let is_whole = matches!(byte_at(text, end), 0 | b',' | b'"' | b'\n' | b'\r' | b']' | b'}' | b'<' | b';');
    // A number with a leading zero may be a phone number.
    if decimals == 0 || !is_whole || text[start] == b'0' && digits > 1 {
        return None;
    }
    let may_be_ssn = matches!((digits, decimals), (3, 6) | (5, 4)) && ssn::is_named(text, start, end);
    (!may_be_ssn).then_some(end)
}

/// Whether digits to which nothing is joined can be ruled out: by their number, by what they are part of, or because no
/// word says what they are. What remains is not necessarily a finding.
#[inline(never)]
fn is_nothing(text: &[u8], start: usize, behind: usize, quiet: &Quiet) -> bool {
    let (digits, lead) = (behind - start, text[start]);
    // Some ids continue with a letter.
    let goes_on = || byte_behind_separator(text, behind).is_ascii_alphanumeric();
    if matches!(byte_before(text, start), b'+' | b'(') || goes_on() {
        return false;
    }
    if !begins(text, start) {
        return true;
    }
    // Phone numbers may begin with a zero, and in China with a one.
    let may_be_phone = lead == b'0' || lead == b'1' && digits == 11;
    let may_be_named = digits <= NAMED_DIGITS_MAX || national::has_length(national::NAMED_LENGTHS, digits);
    let is_named = || {
        has_letters_behind(text, behind) || has_letters_before(text, start) && !quiet.is_before(text, start)
    };
    if may_be_phone || may_be_named && is_named() {
        return false;
    }
    let may_be_card = card::may_have(digits, lead) && is_luhn(&text[start..behind]);
    !(may_be_card || national::is_plain(text, start, digits))
}

const UUID_BYTES: usize = 36;

/// Whether a word is a UUID, which contains nothing that is looked for.
fn is_uuid(text: &[u8], start: usize) -> bool {
    let Some(uuid) = text.get(start..).and_then(<[u8]>::first_chunk::<UUID_BYTES>) else { return false };
    let is_hyphen = [8, 13, 18, 23].iter().all(|at| uuid[*at] == b'-');
    is_hyphen
        && !matches!(byte_before(text, start), b'+' | b'-' | b'.' | b'_')
        && matches!(
            byte_at(text, start + UUID_BYTES),
            0 | b'"' | b'\'' | b',' | b'\n' | b'\r' | b'<' | b';' | b']' | b'}'
        )
        && [0..8, 9..13, 14..18, 19..23, 24..36].into_iter().all(|group| is_hexadecimal(&uuid[group]))
}

/// A word of letters and digits.
struct Word {
    start: usize,
    end: usize,
    /// The start and end of its first digits.
    digits: [usize; 2],
}

struct Reader<'a, 'f, 'r> {
    text: &'a [u8],
    settings: &'a Settings,
    labels: &'a Labels,
    quiet: &'a Quiet,
    findings: &'f mut Findings<'r>,
    /// The text before this offset is done: letters before an anchor are not read back beyond it.
    floor: usize,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, room: &mut Room) {
        let mut anchors = Anchors::new(self.text);
        loop {
            let anchor = anchors.next(self.floor);
            if anchor >= self.text.len() || anchor >= self.findings.limit() + email::BEFORE_SIGN_BYTES_MAX {
                return;
            }
            self.floor = match self.text[anchor] {
                b'@' => self.read_sign(anchor),
                b':' => self.read_colons(anchor),
                _ => self.read_word(anchor, room),
            };
        }
    }

    fn has(&self, kind: Kind) -> bool {
        self.settings.kinds.has(kind)
    }

    /// Adds what was found, if anything, and returns its end.
    fn add(&mut self, found: Option<Finding>) -> Option<usize> {
        let finding = found?;
        self.findings.add(finding);
        Some(finding.end as usize)
    }

    /// Reads around an `@`. Numbers before it were already read, but may also be part of an address.
    fn read_sign(&mut self, at: usize) -> usize {
        self.find_around(at).map_or(at + 1, |found| self.add_around(found))
    }

    /// Adds a finding around an `@`, and returns where to continue: after the `@` that ends a user name and password.
    fn add_around(&mut self, found: Finding) -> usize {
        self.findings.add(found);
        found.end as usize + usize::from(found.kind == Kind::UrlCredentials)
    }

    /// The credentials or the address around an `@`.
    #[inline(never)]
    fn find_around(&self, at: usize) -> Option<Finding> {
        let start = email::local_start(self.text, at);
        let credentials = || email::read_credentials(self.text, start, at);
        let address = || email::read(self.text, start, at);
        let found = if self.has(Kind::UrlCredentials) { credentials() } else { None };
        found.or_else(|| if self.has(Kind::Email) { address() } else { None })
    }

    fn read_colons(&mut self, at: usize) -> usize {
        let found =
            if self.has(Kind::IpAddress) { address::read_v6(self.text, at, self.floor) } else { None };
        self.add(found).unwrap_or(at + 2)
    }

    /// Reads what begins with the word around a digit, and returns where to continue.
    fn read_word(&mut self, anchor: usize, room: &mut Room) -> usize {
        let text = self.text;
        let mut start = anchor;
        while start > self.floor && text[start - 1].is_ascii_alphanumeric() {
            start -= 1;
        }
        if start < anchor && is_escape(text, start + 1) {
            start += 1;
        }
        let behind = digits_end(text, anchor);
        // No finding that begins after the limit is kept. Only addresses begin far before the byte that reveals them.
        if start >= self.findings.limit() + CONTEXT_BYTES {
            return behind;
        }
        if start == anchor && is_element(text, start, behind) {
            if let Some(end) = end_of_short(text, start, behind) {
                return end;
            }
            if behind - start >= DIGITS_MIN && is_nothing(text, start, behind, self.quiet) {
                return behind;
            }
        }
        if let Some(end) = date::end_of_written(&text[start..], behind - start) {
            return start + end;
        }
        if is_uuid(text, start) {
            return start + UUID_BYTES;
        }
        let word = Word { start, end: word_end(text, behind), digits: [anchor, behind] };
        // An address displaces shorter findings within it.
        if start < anchor
            && byte_at(text, word.end) == b'@'
            && byte_before(text, start) != b':'
            && let Some(found) = self.find_around(word.end)
            && found.start as usize <= start
            && self.findings.are_clear(found.start as usize)
        {
            return self.add_around(found);
        }
        if let Some(end) = self.read_spaced(&word).or_else(|| self.read_hexadecimal(&word)) {
            return end;
        }
        if start < anchor || behind < word.end {
            return self.read_mixed(&word).unwrap_or(word.end);
        }
        if !self.settings.kinds.has_any_of(NUMBERS) {
            return word.end;
        }
        match end_of_short(text, start, behind) {
            Some(end) => end,
            None if behind - start >= DIGITS_MIN && is_nothing(text, start, behind, self.quiet) => behind,
            None => self.read_run(start, room),
        }
    }

    /// Reads an id whose first one or two letters are separated from its digits by a space or hyphen, as in Britain and
    /// Spain.
    fn read_spaced(&mut self, word: &Word) -> Option<usize> {
        let (text, start) = (self.text, word.start);
        let digits = word.digits[1] - start;
        let may_be = start == word.digits[0]
            && matches!(digits, 2 | 6 | 7)
            && matches!(byte_before(text, start), b' ' | b'-')
            && self.has(Kind::NationalId);
        if !may_be {
            return None;
        }
        let mut letters = start - 1;
        while letters > self.floor && start - letters < 4 && text[letters - 1].is_ascii_alphabetic() {
            letters -= 1;
        }
        match start - 1 - letters {
            count @ (1 | 2) => self.add(national::read(text, letters, Lead::Letters(count))),
            _ => None,
        }
    }

    /// Reads an IPv6 address that contains this short word between colons.
    fn read_hexadecimal(&mut self, word: &Word) -> Option<usize> {
        let text = self.text;
        // The colon next to the word is itself next to another group or colon.
        let may_be = |byte: u8| byte == b':' || byte.is_ascii_hexdigit();
        let is_part = byte_at(text, word.end) == b':' && may_be(byte_at(text, word.end + 1))
            || byte_before(text, word.start) == b':' && may_be(byte_before(text, word.start - 1));
        if word.end - word.start > 4 || !is_part || !self.has(Kind::IpAddress) {
            return None;
        }
        self.add(address::read_v6(text, word.digits[0], self.floor.saturating_sub(CONTEXT_BYTES)))
    }

    /// Reads a word that mixes letters and digits.
    #[inline(never)]
    fn read_mixed(&mut self, word: &Word) -> Option<usize> {
        let (text, length) = (self.text, word.end - word.start);
        let (letters, digits) = (word.digits[0] - word.start, word.digits[1] - word.digits[0]);
        let mut found = None;
        if letters == 2 && digits >= 2 && self.has(Kind::Iban) {
            found = iban::read(text, word.start);
        }
        if found.is_none() && letters > 2 && self.has(Kind::Jwt) {
            found = jwt::read(text, word.start);
        }
        if found.is_none() && length >= crypto::WORD_BYTES_MIN && self.has(Kind::CryptoAddress) {
            found = crypto::read(text, word.start, word.end);
        }
        // Part of a hyphenated word is no id, except for the Spanish one, whose last letter may follow a hyphen.
        let is_part = !ends(text, word.end) && (letters, digits) != (1, 7);
        if found.is_none() && !is_part && ID_BYTES.contains(&length) && self.has(Kind::NationalId) {
            let lead = if letters == 0 { Lead::Digits(digits) } else { Lead::Letters(letters) };
            found = national::read(text, word.start, lead);
        }
        self.add(found)
    }

    /// Reads the numbers in a run of grouped digits, and returns where to continue.
    #[inline(never)]
    fn read_run(&mut self, start: usize, room: &mut Room) -> usize {
        let mut run = Run::read(self.text, start, self.labels, room);
        let count = run.groups().len();
        let last = run.groups()[count - 1];
        // If letters follow the last group, it is read as a word of its own.
        let has_letters = byte_at(self.text, last.end).is_ascii_alphabetic() && last.start > start;
        let resume = if has_letters { last.start } else { last.end };
        if run.digits < DIGITS_MIN && count < 4 {
            return resume;
        }
        let seen = if run.is_cut() { count - GROUPS_OF_NUMBER } else { count };
        let mut first = 0;
        while first < seen {
            if date::is_date(&run, first) {
                first += 3;
                continue;
            }
            let Some(end) = self.read_number(&run, first) else {
                first += 1;
                continue;
            };
            run.taken = end;
            while run.groups().get(first).is_some_and(|group| group.start < end) {
                first += 1;
            }
            if end >= last.end {
                return end;
            }
        }
        match run.groups().get(first) {
            Some(group) if run.is_cut() => group.start,
            _ => resume,
        }
    }

    /// Reads the number that begins with a group, and returns its end.
    fn read_number(&mut self, run: &Run<'_>, first: usize) -> Option<usize> {
        let group = run.groups()[first];
        let mut found = None;
        if self.has(Kind::IpAddress) {
            found = address::read_v4(run, first);
        }
        if found.is_none() && self.has(Kind::UsSsn) {
            found = ssn::read(run, first);
        }
        if found.is_none() && self.has(Kind::CreditCard) {
            found = card::read(run, first);
        }
        if found.is_none() && self.has(Kind::NationalId) && run.before(first) != b'+' && run.begins(first) {
            found = national::read(run.text, group.start, Lead::Digits(group.len()));
        }
        if found.is_none() && self.has(Kind::PhoneNumber) {
            found = phone::read(run, first, self.settings.phone_region);
        }
        self.add(found)
    }
}
