//! Secrets recognised by their context: values named a password, key or token, and tokens whose vendor is named.

use core::ops::Range;

use snapwall_bytes::ByteSet;

use crate::Secret;
use crate::authorization;
use crate::credible::{Credence, is_credible, is_spoken};
use crate::last::Last;
use crate::makeup::LOOK_BYTES;
use crate::mute::MuteNames;
use crate::randomness::Randomness;
use crate::shapes::{fixed_bytes, is_exactly};
use crate::structures::Structure;
use crate::tables::{Tables, WordClass, flag};
use crate::values::{self, CONTEXT_MAX_BYTES, Pair, line_start, read_name};
use crate::words::{Word, Words};

/// What the words around a value say about it.
#[derive(Default)]
struct Context {
    /// The strongest class among the words of the name.
    class: Option<WordClass>,
    is_denied: bool,
    /// The name is that of an identifier.
    is_id: bool,
    /// A word names a vendor.
    has_vendor: bool,
}

impl Context {
    fn add(&mut self, class: WordClass) {
        match class {
            WordClass::Deny => self.is_denied = true,
            WordClass::Vendor => self.has_vendor = true,
            WordClass::Stop | WordClass::Sample => (),
            class => self.class = self.class.max(Some(class)),
        }
    }

    /// Whether a value with this name may be a secret.
    fn says_something(&self) -> bool {
        self.class.is_some() && !self.is_denied && !self.is_id || self.has_vendor
    }
}

/// Judges the name and the value around the separator at `at`. If the name says that the value is secret, returns the
/// end of that value, and the secret if the value is credible.
///
/// The last three letters of a name rule out most names. Vendors and long tokens are not looked for here: [`judge_run`]
/// reads the words before a long value.
#[inline(always)]
pub fn judge_separator(
    text: &[u8],
    at: usize,
    before: &mut Before,
    tables: &Tables<'_>,
) -> Option<(usize, Option<Secret>)> {
    let pair = match text[at] {
        b'(' => read_brackets(text, at, tables)?,
        _ => {
            let end = values::name_end(text, at);
            if !may_be_secret(text, end, tables) || before.mute.has(text, &values::read_name_here(text, end))
            {
                return None;
            }
            values::read_pair(text, at, end)?
        }
    };
    judge_pair(text, pair, before, tables)
}

/// The pair of the parenthesis opening at `at`, if its name may be a secret's.
#[inline(never)]
fn read_brackets(text: &[u8], at: usize, tables: &Tables<'_>) -> Option<Pair> {
    match values::read_arguments(text, at) {
        Some(pair) if may_be_secret(text, pair.name.end, tables) => Some(pair),
        _ if may_be_secret(text, at, tables) => values::read_call(text, at),
        _ => None,
    }
}

/// The maximum number of digits ignored at the end of a name.
const NAME_DIGITS_MAX: usize = 3;

/// Whether a name that ends here may be a secret's, ignoring digits at its end.
#[inline(always)]
fn may_be_secret(text: &[u8], end: usize, tables: &Tables<'_>) -> bool {
    let mut end = end;
    let least = end.saturating_sub(NAME_DIGITS_MAX);
    while end > least && text[end - 1].is_ascii_digit() {
        end -= 1;
    }
    match text[..end].last_chunk::<3>() {
        Some(last) => tables.may_end_name(*last),
        None => false,
    }
}

#[inline(never)]
fn judge_pair(
    text: &[u8],
    pair: Pair,
    before: &mut Before,
    tables: &Tables<'_>,
) -> Option<(usize, Option<Secret>)> {
    let name = widen(text, pair.name.clone());
    let mut context = read_names(text, name.clone(), pair.name == name, tables);
    // In a sentence, `key` may be the second word of a name.
    if context.class == Some(WordClass::Weak) && text[..name.start].ends_with(b" ") {
        let before = read_name(text, name.start - 1);
        context = read_names(text, before.start..name.end, true, tables);
    }
    let Some(class) = context.class.filter(|_| !context.is_denied && !context.is_id) else {
        if pair.name == name {
            before.learn(text, name, &context);
        }
        return None;
    };
    // In colon-separated lists such as `arn:aws:…:secret:…`, a part followed by another part is no name.
    let before_name = &text[..name.start];
    if matches!(before_name, [.., part, b':'] if part.is_ascii_alphanumeric())
        && text[pair.name.end..].starts_with(b":")
    {
        return None;
    }
    let is_header = class == WordClass::Header || is_header(text, name.start);
    let end = pair.value.end;
    let secret = if is_header {
        authorization::judge(text, pair.value, tables)
    } else {
        judge_value(text, pair.value, pair.is_quoted, class, tables)
    };
    Some((secret.map_or(end, |secret| secret.end), secret))
}

fn judge_value(
    text: &[u8],
    value: Range<usize>,
    is_quoted: bool,
    class: WordClass,
    tables: &Tables<'_>,
) -> Option<Secret> {
    let (credence, structure) = match class {
        WordClass::Certain => (Credence::Certain, Structure::GenericPassword),
        WordClass::Password => (Credence::Password, Structure::GenericPassword),
        WordClass::Secret => (Credence::Secret, Structure::GenericSecret),
        _ => (Credence::Key, Structure::GenericSecret),
    };
    if !is_credible(&text[value.clone()], credence, is_quoted) {
        return None;
    }
    let is_placeholder = match class {
        WordClass::Certain => is_sample(text, value.clone(), tables),
        _ => is_stopped(text, value.clone(), tables),
    };
    (!is_placeholder).then(|| structure.at(value))
}

/// Judges a long run by the words before it: as a token of a vendor named there or, failing that, by the name that it
/// is given. `marks` is the bitmask of the run's makeup.
#[inline(never)]
pub fn judge_run(
    text: &[u8],
    mut run: Range<usize>,
    marks: u64,
    is_named: bool,
    before: &mut Before,
    tables: &Tables<'_>,
    found: &mut impl FnMut(Secret),
) {
    // One dot ends a sentence; several are a placeholder.
    if matches!(text[run.clone()], [.., last, b'.'] if last != b'.') {
        run.end -= 1;
    }
    // The version of what precedes it: `actions/get-token@fc21…`.
    let is_version = matches!(text[..run.start], [.., name, b'@' | b'#'] if name.is_ascii_alphanumeric());
    // A function call, an index expression, or a template whose rest is a placeholder.
    let is_part = match &text[run.end..] {
        [b'(' | b'[', ..] | [b'$', b'{' | b'(', ..] | [b'{', b'{', ..] | [b'*', b'*', b'*', ..] => true,
        [b'<', next, ..] => *next != b'/',
        _ => false,
    };
    // A plain word has at most one capital or digit, usually its first letter.
    let is_word = marks & marks.wrapping_sub(1) == 0 && !has_marks_behind(&text[run.clone()], marks);
    if is_version || is_part || text[run.start] == b'/' || is_word {
        return;
    }
    let Some(said) = read_line(text, &run, before, tables) else { return };
    if let Some(secret) = said.vendors.and_then(|secret| confirm(text, secret, &said, tables)) {
        return found(secret);
    }
    let credence = match said.name.class {
        Some(WordClass::Secret | WordClass::Password) if said.is_assigned => Credence::Secret,
        Some(WordClass::Secret | WordClass::Password) => Credence::Near,
        _ => return,
    };
    let is_quoted = matches!(text[..run.start].last(), Some(b'"' | b'\'' | b'`'));
    if !is_named
        && !said.name.is_denied
        && !said.name.is_id
        && is_credible(&text[run.clone()], credence, is_quoted)
        && !is_stopped(text, run.clone(), tables)
    {
        found(Structure::GenericSecret.at(run));
    }
}

/// Whether a run has at least two marks: `marks` covers its first [`LOOK_BYTES`] bytes, the rest is read here.
fn has_marks_behind(run: &[u8], marks: u64) -> bool {
    let is_mark = |byte: &&u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let behind = run.iter().skip(LOOK_BYTES).filter(is_mark);
    behind.take(2).count() + marks.count_ones() as usize > 1
}

/// What the words on its line say about a run.
struct Said {
    /// What the run's name says.
    name: Context,
    /// Whether the run is assigned to a name, and whether that or a word on the line calls something secret.
    is_assigned: bool,
    is_secret: bool,
    /// The first match of the run with a token of a named vendor.
    vendors: Option<Secret>,
}

/// How far before a run to read: whitespace, what separates a name from its value, and the name.
const LINE_MAX_BYTES: usize = 2 * CONTEXT_MAX_BYTES;

/// Every word that names a value or a vendor has one of these letters; hashes and UUIDs, which fill long lists, have
/// none.
static SPEAKING: ByteSet = ByteSet::of_letters(b'g'..=b'z');

/// What is remembered about the text before a run.
pub struct Before {
    speaking: Last,
    mute: MuteNames,
}

impl Before {
    pub const NOTHING: Before = Before { speaking: Last::of(&SPEAKING), mute: MuteNames::NONE };

    /// Remembers a name that says nothing, unless it is a general one: the text before that may say something.
    fn learn(&mut self, text: &[u8], name: Range<usize>, context: &Context) {
        if !context.says_something() && !values::is_general(&text[name.clone()]) {
            self.mute.add(text, &name);
        }
    }
}

/// Reads the words before a run once, for the vendors they name and the name they give it.
fn read_line(text: &[u8], run: &Range<usize>, before: &mut Before, tables: &Tables<'_>) -> Option<Said> {
    let at = run.start;
    if before.speaking.end_before(text, at) <= at.saturating_sub(LINE_MAX_BYTES) {
        return None;
    }
    let member = values::read_member(text, at);
    let (name, line, end, is_assigned) = match member.clone() {
        Some(name) if before.mute.has(text, &name) => return None,
        Some(name) => (name.clone(), name.start, name.end, true),
        None if !is_introduced(text, at) => return None,
        None => (read_name_before(text, at), line_start(text, at), at, is_assigned(text, at)),
    };
    let context = Context { is_id: is_id(&text[name.clone()]), ..Context::default() };
    let mut said = Said { name: context, is_assigned, is_secret: is_assigned, vendors: None };
    for word in Words::new(text, [line.min(name.start), end], tables) {
        if word.start >= name.start && word.end <= name.end {
            said.name.add(word.class);
        }
        if word.start >= line {
            said.is_secret |= matches!(word.class, WordClass::Secret | WordClass::Weak | WordClass::Password);
            if said.vendors.is_none() {
                said.vendors = of_vendor(text, run, &word, tables);
            }
        }
    }
    if let Some(name) = member {
        before.learn(text, name, &said.name);
    }
    Some(said)
}

/// The maximum length of a name of several words before `is`.
const PHRASE_MAX_BYTES: usize = 24;

/// The name of a run: the name before it, or the words before `is`.
#[inline(never)]
fn read_name_before(text: &[u8], at: usize) -> Range<usize> {
    let end = values::name_end(text, skip_margin(text, at));
    let end = match &text[..end] {
        // An arrow, or the header of a block scalar in YAML.
        [.., b'<' | b'>' | b'|', b'-'] => end - 2,
        _ => end,
    };
    let end = end - usize::from(text[..end].ends_with(b" ")) - usize::from(text[..end].ends_with(b": "));
    let name = read_name(text, end);
    match &text[name.clone()] {
        b"is" | b"was" | b"to" | b"ist" | b"est" => {
            let from = name.start.saturating_sub(PHRASE_MAX_BYTES);
            line_start(text, name.start).max(from)..name.start
        }
        _ => name,
    }
}

/// The run as a token of the vendor that a word names.
fn of_vendor(text: &[u8], run: &Range<usize>, word: &Word, tables: &Tables<'_>) -> Option<Secret> {
    word.rules.clone().find_map(|rule| {
        let has_shape = |value: &Range<usize>| {
            tables.shapes_of(rule).any(|shape| is_exactly(text, [value.start, value.end], tables, shape))
        };
        let Range { start, end } = candidates(text, run.clone()).into_iter().find(has_shape)?;
        Some(Secret { rule, start, end, confidence: tables.rule(rule).confidence() })
    })
}

/// Keeps a vendor's token if something says that it is secret and it looks random.
fn confirm(text: &[u8], secret: Secret, said: &Said, tables: &Tables<'_>) -> Option<Secret> {
    let rule = tables.rule(secret.rule);
    let value = secret.start..secret.end;
    let looks = Randomness::of(&text[value.clone()]);
    let is_random = looks.entropy >= u32::from(rule.entropy) && !looks.is_sequence();
    let is_distinct = rule.flags & flag::DISTINCT != 0;
    let is_secret = said.is_secret || is_distinct;
    let is_denied = said.name.is_denied || said.name.is_id && rule.flags & flag::ID == 0;
    let fixed = if is_distinct { fixed_bytes(text, value.clone(), secret.rule, tables) } else { 0 };
    let rest = value.start + fixed..value.end;
    let is_plain = !is_distinct && is_spoken(&text[value]) || is_stopped(text, rest, tables);
    (is_secret && is_random && !is_denied && !is_plain).then_some(secret)
}

/// Whether something on the same line, or an opening character such as a colon or the end of a tag on the line before,
/// may introduce a run. Nothing introduces the lines of encoded data.
fn is_introduced(text: &[u8], start: usize) -> bool {
    let before = &text[start.saturating_sub(CONTEXT_MAX_BYTES)..start];
    let margin = before.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
    let (before, margin) = before.split_at(before.len() - margin);
    match before {
        [] => false,
        // A URL.
        [.., b':' | b'/'] if text[start..].starts_with(b"/") => false,
        [.., last] => !margin.contains(&b'\n') || matches!(last, b'>' | b':' | b'|' | b'=' | b'(' | b'-'),
    }
}

/// Where the whitespace before `start` begins.
fn skip_margin(text: &[u8], start: usize) -> usize {
    let before = text[..start].iter().rev().take(CONTEXT_MAX_BYTES);
    start - before.take_while(|byte| byte.is_ascii_whitespace()).count()
}

fn is_assigned(text: &[u8], start: usize) -> bool {
    let start = skip_margin(text, start);
    let before =
        text[..start].iter().rev().take(4).find(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'`'));
    matches!(before, Some(b'=' | b':' | b'>' | b','))
}

/// The ranges that may be the value of a run: with its `=` padding, as it is, and with the number and delimiter that
/// prefix some tokens.
fn candidates(text: &[u8], run: Range<usize>) -> [Range<usize>; 3] {
    let padding = text[run.end..].iter().take(3).take_while(|byte| **byte == b'=').count();
    let before = &text[run.start.saturating_sub(24)..run.start];
    let joined = match before {
        [number @ .., b':' | b'|'] => {
            let digits = number.iter().rev().take_while(|byte| byte.is_ascii_hexdigit()).count();
            run.start - 1 - digits..run.end
        }
        _ => run.clone(),
    };
    [run.start..run.end + padding, run, joined]
}

/// The name, or the text before it if the name says nothing.
fn widen(text: &[u8], name: Range<usize>) -> Range<usize> {
    if !values::is_general(&text[name.clone()]) {
        return name;
    }
    let from = name.start.saturating_sub(CONTEXT_MAX_BYTES);
    let line =
        text[from..name.start].iter().rposition(|byte| *byte == b'\n').map_or(from, |index| from + index);
    // If the line begins with the name, the line before says more.
    let is_first = !text[line..name.start].iter().any(u8::is_ascii_alphanumeric);
    (if is_first { from } else { line })..name.start
}

/// Whether the name that begins at `start` is a header's in the option of a command: `-H` or `--header`.
fn is_header(text: &[u8], start: usize) -> bool {
    let before = text[..start].strip_suffix(b"\"").or(text[..start].strip_suffix(b"'"));
    let before = before.map(<[u8]>::trim_ascii_end).unwrap_or_default();
    before.ends_with(b" -H") || before.ends_with(b" --header")
}

/// Whether a name is an identifier's: `keyId`, `ACCESS_KEY_ID`.
fn is_id(name: &[u8]) -> bool {
    let rest = name.len().saturating_sub(2);
    matches!(&name[rest..], b"Id" | b"ID" | b"id")
        && (name[rest] == b'I' || rest > 0 && !name[rest - 1].is_ascii_alphabetic())
}

/// What the words of a name say. If the range is not a name (`is_name`) but text near it, only words that call
/// something secret count, and denying words joined to one of those.
fn read_names(text: &[u8], name: Range<usize>, is_name: bool, tables: &Tables<'_>) -> Context {
    let mut context = Context { is_id: is_name && is_id(&text[name.clone()]), ..Context::default() };
    let mut last: Option<Word> = None;
    for word in Words::new(text, [name.start, name.end], tables) {
        let is_joined = |last: &Word| {
            let is_pair =
                last.class.max(word.class) > WordClass::Deny && last.class.min(word.class) == WordClass::Deny;
            is_pair && text.get(last.end..word.start).is_some_and(values::is_part_of_name)
        };
        if !is_name && last.as_ref().is_some_and(is_joined) {
            context.is_denied = true;
        }
        // A header's name must end with the word.
        let is_part = word.class == WordClass::Header && word.end < name.end;
        if (is_name || word.class != WordClass::Deny) && !is_part {
            context.add(word.class);
        }
        if word.class >= WordClass::Deny {
            last = Some(word);
        }
    }
    context
}

/// Whether the value itself contains a word that marks a placeholder, or a value known from documentation.
pub fn is_stopped(text: &[u8], value: Range<usize>, tables: &Tables<'_>) -> bool {
    has_word(text, value, tables, |class| matches!(class, WordClass::Stop | WordClass::Sample))
}

/// Whether the value contains one known from documentation.
pub fn is_sample(text: &[u8], value: Range<usize>, tables: &Tables<'_>) -> bool {
    has_word(text, value, tables, |class| class == WordClass::Sample)
}

fn has_word(text: &[u8], range: Range<usize>, tables: &Tables<'_>, is: impl Fn(WordClass) -> bool) -> bool {
    Words::new(text, [range.start, range.end], tables).any(|word| is(word.class))
}
