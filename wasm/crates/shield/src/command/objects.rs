//! Objects that a deserializer or an expression language would build: of PHP, Java and .NET, and YAML tags.

use crate::sheet::{Kind, Sheet};
use crate::text::{Lines, at, before, follows, is_behind_prose, is_word, skip};

/// Classes by which attackers reach the system or load code, and properties that lead to them.
static CLASSES: Lines<4> = Lines::new(
    "java.lang.runtime\njava.lang.processbuilder\njava.lang.classloader\njava.lang.class\njava.net.urlclassloader\n\
     javax.naming.initialcontext\njavax.script.scriptenginemanager\njavax.management.badattributevalueexpexception\n\
     com.sun.rowset.jdbcrowsetimpl\ncom.sun.org.apache.xalan.internal.xsltc.trax.templatesimpl\n\
     com.opensymphony.xwork2.dispatcher\nxwork.methodaccessor\nognl.ognlcontext\nognl.memberaccess\n\
     org.apache.commons.collections.functors\norg.apache.commons.collections4.functors\n\
     org.springframework.context.support.classpathxmlapplicationcontext\n\
     groovy.lang.groovyshell\ngroovy.util.eval\norg.apache.struts2\ncom.opensymphony.xwork2.actioncontext\n\
     freemarker.template.utility\nclass.classloader\nclass.module\nclassloader.resources\n\
     system.diagnostics.process\nsystem.windows.data.objectdataprovider",
);

/// Judges a class name by its first `.`, at `index`.
#[inline(always)]
pub fn judge_class(text: &[u8], index: usize, sheet: &mut Sheet) {
    // Few words end as the first parts of these names do.
    if matches!(
        (at(text, index.wrapping_sub(2)) | 0x20, before(text, index) | 0x20),
        (b'v', b'a')
            | (b'a', b'x')
            | (b'o', b'm' | b'r')
            | (b'r', b'k' | b'g')
            | (b'n', b'l')
            | (b'v', b'y')
            | (b's', b's')
            | (b'e', b'r' | b'm')
    ) {
        judge_name(text, index, sheet);
    }
}

#[inline(never)]
fn judge_name(text: &[u8], index: usize, sheet: &mut Sheet) {
    const WORD_MAX: usize = 12;
    let mut start = index;
    while start > 0 && index - start < WORD_MAX && is_word(text[start - 1]) {
        start -= 1;
    }
    let length = CLASSES.follow(text, start);
    // `java.lang.RuntimeException` occurs in every stack trace.
    if length > 0 && !is_word(at(text, start + length)) && before(text, start) != b'.' {
        let score = if is_behind_prose(text, start) { 40 } else { 60 };
        sheet.raise(Kind::CommandInjection, score, start, start + length);
    }
}

/// Judges objects serialized by PHP, `O:8:"stdClass"`, by their first `:`.
pub fn judge_serialized(text: &[u8], colon: usize, sheet: &mut Sheet) {
    if matches!(before(text, colon), b'O' | b'C') && !is_word(before(text, colon - 1)) {
        let text = &text[..(colon + 8).min(text.len())];
        let end = skip(text, colon + 1, |byte| byte.is_ascii_digit() || byte == b'+');
        if end > colon + 1 && at(text, end) == b':' && at(text, end + 1) == b'"' {
            sheet.raise(Kind::CommandInjection, 70, colon - 1, end + 2);
        }
    }
}

/// The prefix of a Java-serialized object in base64.
const STREAM: &[u8; 5] = b"rO0AB";

/// Whether a value is a Java-serialized object, which may consist of letters and digits alone.
#[inline(always)]
pub fn is_stream(value: &[u8]) -> bool {
    value.first_chunk() == Some(STREAM)
}

/// Judges a Java-serialized object.
pub fn judge_stream(text: &[u8], sheet: &mut Sheet) {
    if is_stream(text) {
        sheet.raise(Kind::CommandInjection, 70, 0, STREAM.len());
    }
}

/// Judges a YAML tag that builds an object, by its `/`: `!!python/object/apply:`, `!ruby/object:`.
pub fn judge_tag(text: &[u8], slash: usize, sheet: &mut Sheet) {
    let start = match before(text, slash) | 0x20 {
        b'n' if follows(text, slash.wrapping_sub(8), b"!!python") => slash - 8,
        b'y' if follows(text, slash.wrapping_sub(5), b"!ruby") => slash - 5,
        _ => return,
    };
    sheet.raise(Kind::CommandInjection, 65, start, slash + 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Kinds;

    #[test]
    fn a_class_is_found_by_its_whole_name_only() {
        for (text, score) in [
            ("java.lang.Runtime", 60),
            ("new java.lang.ProcessBuilder('x')", 60),
            ("java.lang.RuntimeException", 0),
            ("my.java.lang.Runtime", 0),
            ("see the docs of java.lang.Runtime", 40),
            ("class.module.classLoader", 60),
            ("class.name", 0),
        ] {
            let mut sheet = Sheet::new(Kinds::ALL);
            for index in (0..text.len()).filter(|index| text.as_bytes()[*index] == b'.') {
                judge_class(text.as_bytes(), index, &mut sheet);
            }
            assert_eq!(sheet.highest(), score, "{text}");
        }
    }
}
