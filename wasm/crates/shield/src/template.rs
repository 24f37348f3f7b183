//! Server-side template injection: expressions that a template engine would evaluate.

use crate::scan::Progress;
use crate::sheet::{Kind, Sheet};
use crate::text::{at, before, follows_any, is_behind_prose, is_word, skip};

/// How much of an expression is read to see what it does.
const EXPRESSION_MAX: usize = 160;

/// What expressions access to break out of the template.
const REACHES: &str = "__\nclass\nconfig\nself\nrequest\nconstructor\nruntime\nt(\ngetclass\nprocess\nexec\nsystem\n\
                       popen\nimport\nsettings\nlipsum\ncycler\njoiner\nglobal\nobject\nscript\njava\nnew \n\
                       freemarker\nphpinfo\n_self\nregisterundefined\nfile\neval\nspawn\ndump(\nassign\ninclude\n\
                       print\nrange.\ndirective\nbackground\nsession\nattr(\nbean\nget_user\nvelocity\nenv\ngetpw\n\
                       function\nvar ";

/// Scope objects of Java server pages, which only their templates name.
const SCOPES: &str = "applicationscope\npagecontext\nsessionscope\nrequestscope\nfacescontext";

pub fn judge(text: &[u8], index: usize, progress: &mut Progress, sheet: &mut Sheet) {
    let next = at(text, index + 1);
    // The mark before a brace that makes it an expression.
    let (opener, start) = match before(text, index) {
        mark @ (b'$' | b'#' | b'*' | b'@' | b'~' | b'%') if text[index] == b'{' => (mark, index - 1),
        _ => (text[index], index),
    };
    let (score, length) = match opener {
        b'{' if next == b'{' => (20, 2),
        b'{' if next == b'%' && is_statement(text, index + 2) => (55, 2),
        b'@' if next == b'[' => (60, 3),
        b'{' if next == b'$' && follows_any(text, index + 2, "smarty") > 0 => (55, 8),
        b'{' | b'['
            if matches!(next, b'p' | b'P' | b'/' | b'\\')
                && follows_any(text, index + 1, "php}\nphp]\n/php}\n/php]\n\\php]") > 0 =>
        {
            (55, 2)
        }
        b'$' if next == b' '
            && at(text, skip(text, index + 1, |byte| byte == b' ').min(index + 32)) == b'{' =>
        {
            (30, 3)
        }
        b'<' if next == b'%' => (40, 2),
        b'<' if next == b'#'
            && follows_any(text, index + 2, "assign\nif \nlist \ninclude\nset\nfunction") > 0 =>
        {
            (70, 2)
        }
        b'#' if start == index => match follows_any(
            text,
            index + 1,
            "set($\nset ($\nforeach($\nforeach ($\ninclude(\nevaluate(\nparse(\n_memberaccess\ncontext['\n_=\n\
             request.get(\nrequest['\nsession.get(\napplication.get(\nattr.get(\nattr['\nparameters.",
        ) {
            0 => return,
            _ => (55, 1),
        },
        // OGNL, which Java servers evaluate in names and values of parameters.
        b'%' | b'$' if start < index && follows_any(text, index + 1, "(#") > 0 => (60, 2),
        b'$' | b'#' | b'*' | b'@' | b'~' | b'%' if start < index => (10, 2),
        _ => return,
    };
    if start < progress.template || !sheet.wants(Kind::TemplateInjection) {
        return;
    }
    let end = (start + EXPRESSION_MAX).min(text.len());
    let (acts, stop) = judge_expression(&text[..end], start + length, opener);
    let acts = if opener == b'$' && is_behind_prose(text, start) { acts * 3 / 5 } else { acts };
    sheet.raise(Kind::TemplateInjection, score.max(acts), start, stop);
    progress.template = stop;
}

/// Whether a template statement ends after `start`: `%}`.
fn is_statement(text: &[u8], start: usize) -> bool {
    text[..(start + EXPRESSION_MAX).min(text.len())][start..].windows(2).any(|pair| pair == b"%}")
}

/// What the expression at `start` does, and where it ends.
fn judge_expression(text: &[u8], start: usize, opener: u8) -> (u8, usize) {
    let mut reaches = 0;
    let mut calls = false;
    let mut arithmetic = false;
    let mut quotes = false;
    let mut runs = false;
    let mut index = start;
    while index < text.len() {
        let byte = text[index];
        match byte {
            b'}' if index > start => break,
            b'%' if at(text, index + 1) == b'>' => break,
            b'(' => calls = true,
            b'`' => runs = true,
            b'\'' | b'"' | b'[' => quotes = true,
            b'*' | b'+' | b'-' | b'/' => {
                let left = before(text, index);
                let right = at(text, index + 1);
                let spaced = left == b' ' && right == b' ';
                let (left, right) = if spaced {
                    (at(text, index.wrapping_sub(2)), at(text, index + 2))
                } else {
                    (left, right)
                };
                arithmetic |= left.is_ascii_digit() && matches!(right, b'0'..=b'9' | b'\'' | b'"');
            }
            b'=' if at(text, index + 1) == b'=' => quotes = true,
            _ => {}
        }
        if is_word(byte) && !is_word(before(text, index)) && follows_any(text, index, REACHES) > 0
            || byte == b'_' && at(text, index + 1) == b'_'
        {
            reaches += 1;
        }
        index += 1;
    }
    let closed = index < text.len();
    let score = match (closed, opener) {
        (false, _) => 0,
        _ if arithmetic => 75,
        _ if reaches > 1 && (calls || quotes) => 80,
        _ if reaches > 0 && calls => 65,
        // Ruby executes what is in backticks.
        (_, b'<' | b'#') if runs => 60,
        (_, b'#') if reaches > 1 => 50,
        (_, b'$' | b'#' | b'*') if follows_any(text, start, SCOPES) > 0 => 55,
        (_, b'{') if reaches > 0 => 50,
        (_, b'$' | b'#' | b'*' | b'@') if reaches > 0 && quotes => 50,
        (_, b'{' | b'<' | b'@') if calls || quotes => 45,
        _ => 0,
    };
    (score, (index + 1).min(text.len()))
}
