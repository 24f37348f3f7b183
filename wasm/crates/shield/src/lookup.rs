//! Lookups that a logging library would resolve, as in Log4Shell, however the name is split up.

use crate::scan::Progress;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, follows_any, skip};

/// How much of an expression is assembled to find the name in it.
const EXPRESSION_MAX: usize = 256;

pub fn judge(text: &[u8], index: usize, progress: &mut Progress, sheet: &mut Sheet) {
    if at(text, index + 1) != b'{' || index < progress.lookup || !sheet.wants(Kind::LookupInjection) {
        return;
    }
    let end = (index + EXPRESSION_MAX).min(text.len());
    let score = judge_expression(&text[index..end]);
    sheet.raise(Kind::LookupInjection, score, index, end);
    progress.lookup = if score > 0 { end } else { index + 2 };
}

fn judge_expression(text: &[u8]) -> u8 {
    let direct = follows_any(
        text,
        2,
        "jndi:\nlower:\nupper:\nenv:\nsys:\nctx:\ndate:\njava:\nmain:\nbundle:\nmarker:\nmap:\nsd:\nweb:\ndocker:\n\
         k8s:\nlog4j:\nspring:\nbase64:\nscript:\ndns:\nurl:\n:-",
    );
    // The name after resolving the lookups around its letters: `${lower:j}` and `${::-j}` are both `j`.
    let mut name = [0; 32];
    let mut length = 0;
    let mut inner = 0;
    let mut depth = 0;
    let mut index = 0;
    while index < text.len() && length < name.len() {
        match text[index] {
            b'$' if at(text, index + 1) == b'{' => {
                depth += 1;
                if depth > 1 {
                    inner += 1;
                    // Up to the default value, or the last colon of the lookup.
                    let limit = (index + 40).min(text.len());
                    let close = skip(&text[..limit], index + 2, |byte| byte != b'}' && byte != b'$');
                    if let Some(colon) = text[index..close].iter().rposition(|byte| *byte == b':') {
                        index += colon;
                        if at(text, index + 1) == b'-' {
                            index += 1;
                        }
                    } else {
                        index += 1;
                    }
                } else {
                    index += 1;
                }
            }
            b'}' => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            byte => {
                name[length] = byte.to_ascii_lowercase();
                length += 1;
            }
        }
        index += 1;
    }
    match () {
        () if follows_any(&name[..length], 0, "jndi:") > 0 => 95,
        // A non-ASCII letter that becomes an `i` in upper case.
        () if inner > 0 && follows_any(&name[..length], 0, "jnd") > 0 => 85,
        () if inner > 0 && direct > 0 => 70,
        // These run a script, query a name server or fetch an address, in any text that Commons Text expands.
        () if follows_any(text, 2, "script:\ndns:address\nurl:utf") > 0 => 60,
        () if inner > 1 => 55,
        () if direct > 0 => 45,
        () => 0,
    }
}
