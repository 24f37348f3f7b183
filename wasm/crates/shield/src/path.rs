//! Path traversal: would the value lead out of its intended folder, or to a file that only an attacker names?

use crate::Place;
use crate::glance::{BLANK, DIGIT, LETTER};
use crate::sheet::{Kind, Sheet};
use crate::text::{
    Beginnings, at, before, follows, follows_any, four, is_behind_prose, is_blank, is_word, skip,
};
use snapwall_bytes::ByteSet;

/// Files that only an attacker names. A slash stands for any separators or none, since a filter may have removed them.
const FILES: &str = "access.log\naccess_log\napache/conf\nauthorized_keys\nautoexec.bat\naws/credentials\n\
                     bash_history\nbashrc\nboot.ini\nboot/grub\nconfig.inc.php\nerror.log\nerror_log\netc/apache\n\
                     etc/cron\netc/environment\netc/exports\netc/fstab\netc/group\netc/hostname\netc/hosts\n\
                     etc/httpd\netc/inittab\netc/issue\netc/motd\netc/mysql\netc/nginx\netc/os-release\netc/pam.d\n\
                     etc/passwd\netc/php\netc/profile\netc/redhat-release\netc/resolv\netc/security/\netc/services\n\
                     etc/shadow\netc/ssh\netc/sudoers\netc/sysconfig\ngit/config\ngit/head\nglobal.asa\nhtaccess\n\
                     htpasswd\nhttpd.conf\nhttpd/conf\nid_rsa\ninetpub/\nlocalsettings.php\nmeta-inf/\nmy.cnf\n\
                     my.ini\nntuser.dat\npagefile.sys\nphp.ini\nphp/sessions/sess_\nproc/1/\nproc/cmdline\n\
                     proc/cpuinfo\nproc/mounts\nproc/net/\nproc/self\nproc/version\nprogram files\nrepair/sam\n\
                     root/.\nrun/secrets/\nsam.log\nserviceaccount/token\nsettings.php\nssh/\nsvn/entries\nsvn/wc.db\n\
                     system.ini\nsystem32\ntmp/sess_\ntomcat-users.xml\nunattend.xml\nusr/local/apache\n\
                     usr/local/etc\nusr/local/lib/php\nvar/log/\nvar/run/secrets\nvar/www/\nweb-inf\nweb.config\n\
                     win.ini\nwindows/php.ini\nwindows/repair\nwindows/system\nwindows/temp\nwindows/win.ini\nwinnt/\n\
                     wp-config.php\nxampp/";

/// Where the files of each first letter start in [`FILES`], which is sorted, and where the last end.
const STARTS: [u16; 27] = {
    let files = FILES.as_bytes();
    let mut starts = [files.len() as u16; 27];
    let mut index = files.len();
    while index > 0 {
        index -= 1;
        if index == 0 || files[index - 1] == b'\n' {
            let mut letter = (files[index] - b'a') as usize;
            // A letter without files starts where the next one does.
            loop {
                starts[letter] = index as u16;
                if letter == 0 || starts[letter - 1] < index as u16 {
                    break;
                }
                letter -= 1;
            }
        }
    }
    starts
};

/// Judges the dots and slashes of a text.
pub fn judge(text: &[u8], classes: u32, has_steps: bool, place: Place, sheet: &mut Sheet) {
    let is_rooted = separator(text, 0).0 == b'/';
    if !has_steps && !is_rooted && classes & (DIGIT | LETTER) != DIGIT | LETTER {
        return;
    }
    let has_blanks = classes & BLANK != 0 && BLANKS.find(text, 0) < text.len();
    if has_steps || !has_blanks && (is_rooted || has_hexadecimal(text)) {
        let steps = judge_steps(text, place, sheet);
        if steps > 0 || has_steps && !has_blanks {
            judge_files(text, steps, sheet);
        }
    }
    if is_rooted {
        judge_filling(text, sheet);
    }
}

static BLANKS: ByteSet = ByteSet::of(b" ");
static HEXADECIMAL: ByteSet = ByteSet::of(b"x");

/// Whether a dot or a slash is written as 0x2e, 0x2f or 0x5c.
fn has_hexadecimal(text: &[u8]) -> bool {
    let mut index = 0;
    loop {
        index = HEXADECIMAL.find(text, index) + 1;
        if index > text.len() {
            return false;
        }
        if separator(text, index.wrapping_sub(2)).1 == 4 {
            return true;
        }
    }
}

/// The separator or dot at `index` (`/` for either slash) and its length; (0, 0) for anything else.
#[inline(always)]
fn separator(text: &[u8], index: usize) -> (u8, usize) {
    match at(text, index) {
        b'/' | b'\\' => (b'/', 1),
        b'.' => (b'.', 1),
        b'0' if at(text, index + 1) | 0x20 == b'x' => match (at(text, index + 2), at(text, index + 3) | 0x20)
        {
            (b'2', b'e') => (b'.', 4),
            (b'2', b'/') | (b'2', b'f') | (b'5', b'c') => (b'/', 4),
            _ => (0, 0),
        },
        _ => (0, 0),
    }
}

/// How far before a NUL to look for a path.
const PATH_MAX: usize = 64;

/// A NUL byte ends a path for the system, but not for the program that checked its extension.
pub fn judge_nul(text: &[u8], index: usize, sheet: &mut Sheet) {
    let is_path =
        text[index.saturating_sub(PATH_MAX)..index].iter().any(|byte| matches!(byte, b'.' | b'/' | b'\\'));
    let is_extension = matches!(at(text, index + 1), b'.' | b'/' | 0) && text.len() - index < 16;
    sheet.raise(Kind::PathTraversal, if is_path && is_extension { 65 } else { 35 }, index, index + 1);
    // After the parenthesis that closes the surrounding condition, it also ends an LDAP filter.
    let score = if before(text, index) == b')' { 60 } else { 0 };
    sheet.raise(Kind::NosqlInjection, score, index - usize::from(index > 0), index + 1);
}

/// What the dots and slashes of a value add up to.
#[derive(Default)]
struct Steps {
    /// Segments of two dots, or of more dots or doubled slashes that a filter would reduce to two dots.
    up: usize,
    /// Segments of one dot.
    here: usize,
    /// Segments of three dots or more.
    dots: usize,
    /// The longest run of slashes.
    slashes: usize,
    first: usize,
    last: usize,
}

fn judge_steps(text: &[u8], place: Place, sheet: &mut Sheet) -> usize {
    let mut steps = Steps { first: usize::MAX, ..Steps::default() };
    let mut index = 0;
    while index < text.len() {
        let (first, _) = separator(text, index);
        if first == 0 {
            index += 1;
            continue;
        }
        // A run of dots and slashes.
        let start = index;
        let mut dots = 0;
        let mut slashes = 0;
        let behind = before(text, start);
        let mut is_first_segment = true;
        loop {
            let (byte, step) = separator(text, index);
            let mut length = step;
            let ignored = step == 0 && matches!(at(text, index), 0 | b';') && index < text.len() && dots > 0;
            if byte == b'.' {
                if slashes > 0 {
                    steps.slashes = steps.slashes.max(slashes);
                    slashes = 0;
                    is_first_segment = false;
                }
                dots += 1;
            } else if byte == b'/' {
                // Dots after a name are an ellipsis or an extension, and so are those at the end of a tag.
                let is_tag_end = at(text, index + step) == b'>';
                if !(is_tag_end || is_first_segment && slashes == 0 && is_word(behind)) {
                    match dots {
                        0 => {}
                        1 => steps.here += 1,
                        2 => steps.up += 1,
                        3 => steps.dots += 1,
                        _ => (steps.up, steps.dots) = (steps.up + 1, steps.dots + 1),
                    }
                    if dots > 0 {
                        steps.first = steps.first.min(start);
                        steps.last = index + step;
                    }
                }
                dots = 0;
                slashes += 1;
            } else if ignored {
                length = 1;
            } else {
                break;
            }
            index += length;
        }
        steps.slashes = steps.slashes.max(slashes);
        judge_run(text, start, index, dots, sheet);
    }
    if steps.first == usize::MAX {
        // Three slashes may start a comment, which is followed by a blank or an arrow.
        let begun = skip(text, 0, |byte| matches!(byte, b'/' | b'\\'));
        let is_path =
            begun >= 3 && !is_blank(at(text, begun)) && !matches!(at(text, begun), b'=' | b'-' | b'!' | b'<');
        if is_path && text.len() > steps.slashes {
            sheet.raise(Kind::PathTraversal, 50, 0, steps.slashes);
        }
        return 0;
    }
    // In Markdown, links are in parentheses.
    let prose = is_behind_prose(text, steps.first) || before(text, steps.first) == b'(';
    let at_start = steps.first == 0;
    let climbs = steps.up + steps.dots / 2;
    let mut score = match climbs {
        0 => 0,
        1 if at_start && separator(text, 0).0 == b'/' => 60,
        1 if at_start => 50,
        1 => 35,
        2 => 65,
        _ => 85,
    };
    if steps.here >= 3 || steps.here > 0 && (climbs > 0 || at_start && separator(text, 0).0 == b'/') {
        score = score.max(50) + 5;
    }
    if steps.slashes >= 2 && climbs > 0 {
        score += 10;
    }
    if prose {
        // Authors write relative paths, but rarely with three levels or more.
        score = if climbs >= 4 { 55 } else { score / 2 };
    }
    if place == Place::Path && climbs > 0 {
        score += 10;
    }
    sheet.raise(Kind::PathTraversal, score.min(100) as u8, steps.first, steps.last);
    climbs + usize::from(steps.here >= 3)
}

/// Judges runs of dots directly before a name: `/..name`, `....name`.
fn judge_run(text: &[u8], start: usize, end: usize, dots: usize, sheet: &mut Sheet) {
    let next = at(text, end);
    let begins = start == 0;
    let has_slash = separator(text, start).0 == b'/';
    let goes_on = is_word(next) || next == b'{' || next == 0 && end == text.len() && has_slash;
    if !begins || !goes_on {
        return;
    }
    let score = match dots {
        0 | 1 => 0,
        2 if has_slash => 55,
        3 if has_slash => 50,
        4.. => 55,
        _ => 0,
    };
    sheet.raise(Kind::PathTraversal, score, start, end);
}

/// Judges the names on either side of the separator at `index`.
pub fn judge_file(text: &[u8], index: usize, sheet: &mut Sheet) {
    judge_name(text, index + 1, 0, sheet);
    if let Some(name) = name_before(text, index) {
        judge_name(text, name, 0, sheet);
    }
}

/// Whether a file may be named next to the separator at `index`. `is_between`: the name before it also follows a
/// separator.
#[inline(always)]
pub fn may_be_file(text: &[u8], index: usize, is_between: bool) -> bool {
    // Every address has a slash after its scheme.
    let may_be =
        |name| may_begin(text, name) && !follows(text, name, b"http:") && !follows(text, name, b"https:");
    may_begin(text, index + 1) || !is_between && name_before(text, index).is_some_and(may_be)
}

/// How many bytes of a name before a separator are read.
pub const NAME_MAX: usize = 12;

/// The start of the name before the separator at `index`, if no separator precedes it.
#[inline(always)]
fn name_before(text: &[u8], index: usize) -> Option<usize> {
    let mut start = index;
    while start > 0
        && index - start < NAME_MAX
        && !matches!(text[start - 1], b'/' | b'\\')
        && !is_blank(text[start - 1])
    {
        start -= 1;
    }
    let is_first = start < index && !matches!(before(text, start), b'/' | b'\\');
    is_first.then(|| skip(&text[..index], start, |byte| !byte.is_ascii_alphabetic()))
}

fn judge_name(text: &[u8], index: usize, steps: usize, sheet: &mut Sheet) {
    let length = file_length(text, index);
    // Folder names are joined only by a filter that removes slashes.
    let is_joined = steps == 0 && text[index..index + length].iter().all(u8::is_ascii_alphabetic);
    if length == 0 || is_joined {
        return;
    }
    let is_path = matches!(before(text, index), b'/' | b'\\' | b'.' | b':') || index == 0 || steps > 0;
    let is_prose =
        is_behind_prose(text, index) || steps == 0 && follows_any(text, 0, "http://\nhttps://") > 0;
    let score = match (steps, is_prose) {
        (1.., false) => 95,
        (1.., true) => 60,
        (0, false) if is_path => 60,
        (0, false) => 40,
        (0, true) => 30,
    };
    sheet.raise(Kind::PathTraversal, score, index, index + length);
}

/// Judges every name in a text that has steps, with or without separators.
fn judge_files(text: &[u8], steps: usize, sheet: &mut Sheet) {
    let mut previous = 0u8;
    for (index, byte) in text.iter().enumerate() {
        if byte.is_ascii_alphabetic() && !previous.is_ascii_alphanumeric() && previous != b'_' {
            judge_name(text, index, steps, sheet);
        }
        previous = *byte;
    }
}

/// No system truncates shorter paths.
const FILLED: usize = 200;

/// Whether a text may be a path padded to be truncated.
pub fn may_be_filled(text: &[u8]) -> bool {
    text.len() > FILLED && matches!(text[0], b'/' | b'\\' | b'0')
}

/// Judges a path padded to the length at which some systems truncate it.
fn judge_filling(text: &[u8], sheet: &mut Sheet) {
    let fill = at(text, 1);
    if text.len() > FILLED && fill != b'/' {
        let end = skip(text, 1, |byte| byte == fill);
        sheet.raise(Kind::PathTraversal, if end > FILLED { 55 } else { 0 }, 0, end);
    }
}

/// The beginnings of the files' names, so that few other names are compared with them.
static BEGINNINGS: Beginnings<128> = {
    let files = FILES.as_bytes();
    let mut beginnings = Beginnings::NONE;
    let mut index = 0;
    while index + 3 < files.len() {
        if index == 0 || files[index - 1] == b'\n' {
            let [first, second, third] = [files[index], files[index + 1], files[index + 2]];
            assert!(second != b'/' && third != b'/');
            // A slash in a name matches any separator, or none.
            let fourths = match files[index + 3] {
                b'/' if files[index + 4] == b'\n' => {
                    assert!(first == SHORTEST[0] && second == SHORTEST[1] && third == SHORTEST[2]);
                    [b'/'; 4]
                }
                b'/' => [b'/', b'\\', b'.', files[index + 4]],
                fourth => [fourth; 4],
            };
            let mut fourth = 0;
            while fourth < fourths.len() {
                beginnings = beginnings.with([first, second, third, fourths[fourth]]);
                fourth += 1;
            }
        }
        index += 1;
    }
    beginnings
};

/// The only name of three letters, which may be followed by anything.
const SHORTEST: &[u8] = b"ssh";

/// Whether a file's name may begin at `index`.
#[inline(always)]
fn may_begin(text: &[u8], index: usize) -> bool {
    let letters = four(text, index);
    BEGINNINGS.may_hold(letters) || letters[..3].eq_ignore_ascii_case(SHORTEST)
}

/// The length of the file's name at `index`, including separators.
fn file_length(text: &[u8], index: usize) -> usize {
    const SEPARATORS_MAX: usize = 8;
    if !may_begin(text, index) {
        return 0;
    }
    let letter = (at(text, index) | 0x20).wrapping_sub(b'a') as usize;
    let (Some(start), Some(end)) = (STARTS.get(letter), STARTS.get(letter + 1)) else {
        return 0;
    };
    let files = &FILES.as_bytes()[*start as usize..*end as usize];
    'files: for file in files.split(|byte| *byte == b'\n') {
        if file.is_empty() || file[1] != at(text, index + 1) | 0x20 && file[1].is_ascii_alphabetic() {
            continue;
        }
        let mut position = index;
        for &byte in file {
            if byte == b'/' {
                let limit = position + SEPARATORS_MAX;
                while position < limit && matches!(at(text, position), b'/' | b'\\' | b'.') {
                    position += 1;
                }
            } else if at(text, position).eq_ignore_ascii_case(&byte) {
                position += 1;
            } else {
                continue 'files;
            }
        }
        return position - index;
    }
    0
}
