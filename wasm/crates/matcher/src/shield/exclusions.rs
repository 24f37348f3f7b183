//! Where the policy excludes some kinds.

use snapwall_tables::Block;
use snapwall_tables::filters::Text;
use snapwall_tables::shield::{EXCLUSIONS_MAX, Exclusion, Shield};

use super::examiner::Parameter;
use crate::filters::target::decodes_to;

/// A longer path matches no exclusion: matching a wildcard costs the product of both lengths.
const PATH_MAX_BYTES: usize = 2048;

/// The exclusions that apply to the path of one request.
pub struct Exclusions<'r> {
    list: &'r [Exclusion],
    text: &'r [u8],
    /// Bit `n`: exclusion `n` applies to some parameter.
    of_parameters: [u32; EXCLUSIONS_MAX / 32],
    pub has_parameters: bool,
    /// Kinds that are excluded in every value.
    everywhere: u32,
}

impl<'r> Exclusions<'r> {
    pub fn new(block: Block<'r>, shield: &Shield, path: &[u8]) -> Self {
        let list: &[Exclusion] = block.section(shield.exclusions);
        let mut exclusions = Exclusions {
            list,
            text: block.section(shield.text),
            of_parameters: [0; EXCLUSIONS_MAX / 32],
            has_parameters: false,
            everywhere: 0,
        };
        if list.is_empty() {
            return exclusions;
        }
        let is_sure = is_unambiguous(path);
        for (index, exclusion) in list.iter().enumerate() {
            let wildcard = exclusions.text(exclusion.path);
            let is_meant = wildcard.is_empty() || is_sure && matches(path, wildcard);
            if !is_meant {
                continue;
            }
            if exclusion.parameter.len == 0 {
                exclusions.everywhere |= exclusion.kinds;
            } else {
                exclusions.has_parameters = true;
                exclusions.of_parameters[index / 32] |= 1 << (index % 32);
            }
        }
        exclusions
    }

    /// Kinds that are excluded in every value.
    pub fn everywhere(&self) -> u32 {
        self.everywhere
    }

    /// Kinds that are excluded in the values of a parameter.
    pub fn of(&self, parameter: Parameter) -> u32 {
        let mut kinds = 0;
        if !self.has_parameters {
            return kinds;
        }
        for (word, first) in self.of_parameters.iter().zip((0..).step_by(32)) {
            let mut rest = *word;
            while rest != 0 {
                let exclusion = &self.list[first + rest.trailing_zeros() as usize];
                rest &= rest - 1;
                let name = self.text(exclusion.parameter);
                let is_meant = match parameter {
                    Parameter::None => false,
                    Parameter::Encoded(encoded) => decodes_to(encoded, name),
                    Parameter::Plain(plain) => plain == name,
                    Parameter::Header(header) => header.eq_ignore_ascii_case(name),
                };
                if is_meant {
                    kinds |= exclusion.kinds;
                }
            }
        }
        kinds
    }

    fn text(&self, text: Text) -> &'r [u8] {
        &self.text[text.offset as usize..][..text.len as usize]
    }
}

/// Whether every server resolves the path the same way.
///
/// The threat: an exclusion blinds the rule below a path, so a path that only looks like it (`/admin/..%2flogin`) must not
/// match.
fn is_unambiguous(path: &[u8]) -> bool {
    let is_dots = |segment: &[u8]| {
        let end = segment.iter().position(|byte| *byte == b';').unwrap_or(segment.len());
        matches!(&segment[..end], b"." | b"..")
    };
    // Escapes of slashes and dots, and what servers that decode twice, know `%u`, or accept overlong forms make of them.
    let is_escaped = |escape: &[u8]| {
        let codes: [&[u8]; 6] = [b"2f", b"2e", b"5c", b"25", b"c0", b"c1"];
        escape[0] == b'%'
            && (escape[1] | 0x20 == b'u' || codes.iter().any(|code| escape[1..].eq_ignore_ascii_case(code)))
    };
    path.len() <= PATH_MAX_BYTES
        && !path.contains(&b'\\')
        && !path.windows(2).any(|pair| pair == b"//")
        && !path.split(|byte| *byte == b'/').any(is_dots)
        && !path.windows(3).any(is_escaped)
}

/// Whether the wildcard matches the whole path; `*` is any run of bytes.
fn matches(path: &[u8], wildcard: &[u8]) -> bool {
    let (mut at, mut of) = (0, 0);
    // Where to resume after a mismatch: after the last `*`, one byte further on.
    let mut retry: Option<(usize, usize)> = None;
    while at < path.len() {
        if wildcard.get(of) == Some(&b'*') {
            of += 1;
            retry = Some((at + 1, of));
        } else if wildcard.get(of) == Some(&path[at]) {
            at += 1;
            of += 1;
        } else if let Some((next, behind)) = retry {
            (at, of) = (next, behind);
            retry = Some((next + 1, behind));
        } else {
            return false;
        }
    }
    wildcard[of..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_matches_the_whole_path() {
        for (wildcard, path) in [
            ("/admin/*", "/admin/"),
            ("/admin/*", "/admin/a/b"),
            ("*", "/"),
            ("/", "/"),
            ("/*/edit", "/a/b/edit"),
            ("/*a*b", "/aab"),
            ("/*", "/*"),
        ] {
            assert!(matches(path.as_bytes(), wildcard.as_bytes()), "{wildcard} {path}");
        }
        for (wildcard, path) in [
            ("/admin/*", "/admin"),
            ("/", "/a"),
            ("/*/edit", "/a/edits"),
            ("/admin", "/Admin"),
            ("/*b", "/a"),
        ] {
            assert!(!matches(path.as_bytes(), wildcard.as_bytes()), "{wildcard} {path}");
        }
    }

    #[test]
    fn what_servers_may_take_for_another_path_is_ambiguous() {
        for path in ["/", "/a/b.html", "/a-b/c%20d", "/%C3%BC", "/a.b/c..d", "/.well-known/x"] {
            assert!(is_unambiguous(path.as_bytes()), "{path}");
        }
        for path in [
            "/a/../b",
            "/a/.",
            "/a//b",
            "/a\\b",
            "/a%2Fb",
            "/a/%2e%2E/b",
            "/a%5c..",
            "/a/..;/b",
            "/a/..%252fb",
            "/a/..%u002fb",
            "/a/..%C0%AFb",
        ] {
            assert!(!is_unambiguous(path.as_bytes()), "{path}");
        }
    }
}
