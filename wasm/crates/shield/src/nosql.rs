//! Operators of document databases where only data should be, and keys that reach an object's prototype.

use crate::Place;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows, follows_any, is_behind_prose, is_blank, is_word, skip};
use crate::words::Words;

const OPERATOR: u8 = 1;

static OPERATORS: Words<128> = Words::new(&[(
    OPERATOR,
    "eq ne gt gte lt lte in nin and or not nor exists type expr jsonschema mod regex text where geointersects \
     geowithin near nearsphere all elemmatch size bitsallclear bitsallset bitsanyclear bitsanyset comment meta slice \
     currentdate inc min max mul rename set setoninsert unset addtoset pop pull push pullall each position sort bit \
     function accumulator lookup options group match project out merge unionwith natural rand",
)]);

/// Judges the operator whose `$` is at `start`.
pub fn judge_operator(text: &[u8], start: usize, place: Place, sheet: &mut Sheet) {
    const NAME_MAX: usize = 20;
    let limit = (start + NAME_MAX).min(text.len());
    let end = skip(&text[..limit], start + 1, |byte| byte.is_ascii_alphabetic());
    if OPERATORS.class_of(&text[start + 1..end]) != OPERATOR {
        return;
    }
    let opener = before(text, start);
    let closer = at(text, end);
    let is_key = matches!(opener, b'"' | b'\'' | b'{' | b',' | b' ' | b'`') && {
        let behind = end + usize::from(matches!(closer, b'"' | b'\'' | b'`'));
        let colon = skip(&text[..(behind + NAME_MAX).min(text.len())], behind, is_blank);
        at(text, colon) == b':'
            && (!is_word(at(text, colon + 1))
                || matches!(opener, b'"' | b'{')
                || opener == b'\'' && closer == opener)
    };
    let score = match () {
        () if opener == b'[' && closer == b']' => 80,
        () if place == Place::Name && start == 0 && end == text.len() => 80,
        () if is_key && matches!(opener, b'"' | b'\'' | b'`') => 65,
        () if is_key => 55,
        () => 0,
    };
    sheet.raise(Kind::NosqlInjection, score, start, end);
}

/// Judges `__proto__`, if it starts at `index`.
pub fn judge_prototype(text: &[u8], index: usize, place: Place, sheet: &mut Sheet) {
    if follows(text, index, b"__proto__") && !is_word(before(text, index)) {
        raise_prototype(text, index, index + 9, place, sheet);
    }
}

/// Judges `constructor` before the `.` or `[` at `index`.
pub fn judge_member(text: &[u8], index: usize, place: Place, sheet: &mut Sheet) {
    let end = index - usize::from(before(text, index) == b']');
    let start = end.wrapping_sub(11);
    let member = index + 1 + usize::from(matches!(at(text, index + 1), b'"' | b'\''));
    if before(text, end) | 0x20 == b'r'
        && follows_any(text, member, "prototype\nconstructor") > 0
        && follows(text, start, b"constructor")
    {
        raise_prototype(text, start, member + 9, place, sheet);
    }
}

/// Whether the `.` at `index` follows `db`, the name of the database in MongoDB's shell.
#[inline(always)]
pub fn is_shell(text: &[u8], index: usize) -> bool {
    before(text, index) == b'b' && ends_name(text, index - 1)
}

/// Whether the `b` at `index` ends that name.
#[inline(never)]
fn ends_name(text: &[u8], index: usize) -> bool {
    before(text, index) == b'd' && !is_word(before(text, index - 1))
}

/// Judges a MongoDB shell command on a collection, by its first `.`: `db.users.find({…})`.
#[inline(always)]
pub fn judge_shell(text: &[u8], index: usize, sheet: &mut Sheet) {
    if is_shell(text, index) {
        judge_collection(text, index, sheet);
    }
}

/// The shell's methods; clients of other databases use other names.
const METHODS: &str = "insert(\ninsertone(\ninsertmany(\nfind(\nfindone(\nupdateone(\nupdatemany(\ndeleteone(\ndeletemany(\n\
                       remove(\ndrop(\nsave(\naggregate(\nmapreduce(";

#[inline(never)]
fn judge_collection(text: &[u8], index: usize, sheet: &mut Sheet) {
    const NAME_MAX: usize = 64;
    let start = index - 2;
    let near = &text[..(index + NAME_MAX).min(text.len())];
    let method = skip(near, index + 1, is_word) + 1;
    let length = if at(near, method - 1) == b'.' { follows_any(near, method, METHODS) } else { 0 };
    // A program would use the result, by code before the call.
    let begins = matches!(before(text, start), 0 | b';' | b'{' | b'}' | b'(' | b')' | b'\'' | b'"');
    if length > 0 {
        sheet.raise(Kind::NosqlInjection, if begins { 60 } else { 35 }, start, method + length);
    }
}

/// Judges the loop whose `(` is at `open`. A loop that runs until some time has passed shows an attacker that the
/// database executes its input.
#[inline(always)]
pub fn judge_loop(text: &[u8], open: usize, sheet: &mut Sheet) {
    if before(text, open) | 0x20 == b'e' && follows(text, open.wrapping_sub(5), b"while") {
        judge_clock(text, open, sheet);
    }
}

#[inline(never)]
fn judge_clock(text: &[u8], open: usize, sheet: &mut Sheet) {
    const FAR: usize = 128;
    let near = &text[open.saturating_sub(FAR)..(open + FAR).min(text.len())];
    let reads_clock = near.windows(8).any(|word| word == b"new Date" || word == b"Date.now");
    if reads_clock && near.contains(&b';') {
        let start = open - 5;
        let begins = matches!(before(text, start), 0 | b';' | b'{' | b'}');
        sheet.raise(Kind::NosqlInjection, if begins { 55 } else { 35 }, start, open + 1);
    }
}

/// Judges a property path by the `:` at `index`, in the notation that frameworks resolve in what they deserialize.
#[inline(never)]
pub fn judge_path(text: &[u8], index: usize, place: Place, sheet: &mut Sheet) {
    let length = follows_any(text, index, ":constructor:\n:__proto__:\n:prototype:");
    if length > 0 && is_word(before(text, index)) {
        raise_prototype(text, index, index + length, place, sheet);
    }
}

fn raise_prototype(text: &[u8], start: usize, end: usize, place: Place, sheet: &mut Sheet) {
    let is_keyed = matches!(at(text, end), b'[' | b'.' | b']' | b'"' | b':' | b'=')
        || matches!(before(text, start), b'[' | b'.' | b'"')
        || end - start > 9;
    let score = match place {
        Place::Name => 85,
        _ if is_keyed && !is_behind_prose(text, start) => 60,
        _ => 35,
    };
    sheet.raise(Kind::NosqlInjection, score, start, end);
}

/// Whether a name without remarkable bytes has to be judged.
#[inline(always)]
pub fn is_suspect_name(name: &[u8]) -> bool {
    const NAME: &[u8] = b"constructor";
    name.len() == NAME.len() && follows(name, 0, NAME)
}

/// Judges the name of a parameter as a whole.
pub fn judge_name(name: &[u8], sheet: &mut Sheet) {
    if is_suspect_name(name) {
        sheet.raise(Kind::NosqlInjection, 40, 0, name.len());
    }
}
