//! Compares the profiles with their grammars, followed rule by rule: every way to parse a text is tried.

use std::collections::BTreeSet;

use proptest::prelude::*;
use regex::Regex;
use snapwall_email::{DomainText, Lists, Profile, Settings, judge};

fn is_valid(address: &str, profile: Profile) -> bool {
    let settings = Settings { profile, allows_literal: profile.has_literals() };
    judge(address.as_bytes(), settings, &Lists::EMPTY, &mut DomainText::new()).fault.is_none()
}

/// Offsets in a text: a rule takes the set of offsets where it may start and returns those where it may end.
type Places = BTreeSet<usize>;

/// A grammar over the characters of one text.
struct Grammar<'a>(&'a [char]);

impl Grammar<'_> {
    fn one(&self, from: &Places, is_in: impl Fn(char) -> bool) -> Places {
        let taken = from.iter().filter(|at| self.0.get(**at).is_some_and(|one| is_in(*one)));
        taken.map(|at| at + 1).collect()
    }

    fn text(&self, from: &Places, text: &str) -> Places {
        text.chars().fold(from.clone(), |at, expected| self.one(&at, |one| one == expected))
    }

    fn many(&self, from: &Places, rule: impl Fn(&Places) -> Places) -> Places {
        let mut all = from.clone();
        let mut new = from.clone();
        while !new.is_empty() {
            new = rule(&new).difference(&all).copied().collect();
            all.extend(&new);
        }
        all
    }

    fn some(&self, from: &Places, rule: impl Fn(&Places) -> Places) -> Places {
        self.many(&rule(from), rule)
    }

    fn maybe(&self, from: &Places, rule: impl Fn(&Places) -> Places) -> Places {
        from | &rule(from)
    }

    // RFC 5322 sections 3.2 and 4, with the letters of RFC 6532.

    fn fws(&self, from: &Places) -> Places {
        self.some(from, |at| self.one(&self.maybe(at, |at| self.text(at, "\r\n")), |one| " \t".contains(one)))
    }

    fn ccontent(&self, from: &Places) -> Places {
        let ctext =
            |one: char| matches!(one, '!'..='\'' | '*'..='[' | ']'..='~' | '\u{80}'..) || is_no_ws_ctl(one);
        &(&self.one(from, ctext) | &self.quoted_pair(from)) | &self.comment(from)
    }

    fn comment(&self, from: &Places) -> Places {
        let inside = self.text(from, "(");
        if inside.is_empty() {
            return inside;
        }
        let inside = self.many(&inside, |at| self.ccontent(&self.maybe(at, |at| self.fws(at))));
        self.text(&self.maybe(&inside, |at| self.fws(at)), ")")
    }

    fn cfws(&self, from: &Places) -> Places {
        self.many(from, |at| &self.fws(at) | &self.comment(at))
    }

    fn quoted_pair(&self, from: &Places) -> Places {
        self.one(&self.text(from, "\\"), |one| one.is_ascii())
    }

    fn atom(&self, from: &Places) -> Places {
        self.cfws(&self.some(&self.cfws(from), |at| self.one(at, is_atext)))
    }

    fn quoted_string(&self, from: &Places) -> Places {
        let qtext = |one: char| matches!(one, '!' | '#'..='[' | ']'..='~' | '\u{80}'..) || is_no_ws_ctl(one);
        let inside = self.text(&self.cfws(from), "\"");
        let qcontent = |at: &Places| &self.one(at, qtext) | &self.quoted_pair(at);
        let inside = self.many(&inside, |at| qcontent(&self.maybe(at, |at| self.fws(at))));
        self.cfws(&self.text(&self.maybe(&inside, |at| self.fws(at)), "\""))
    }

    fn dotted(&self, from: &Places, rule: impl Fn(&Places) -> Places) -> Places {
        self.many(&rule(from), |at| rule(&self.text(at, ".")))
    }

    fn domain_literal(&self, from: &Places) -> Places {
        let dtext = |one: char| matches!(one, '!'..='Z' | '^'..='~') || is_no_ws_ctl(one);
        let inside = self.text(&self.cfws(from), "[");
        let content = |at: &Places| &self.one(at, dtext) | &self.quoted_pair(at);
        let inside = self.many(&inside, |at| content(&self.maybe(at, |at| self.fws(at))));
        self.cfws(&self.text(&self.maybe(&inside, |at| self.fws(at)), "]"))
    }

    /// `addr-spec`, whose domain has no label that starts or ends with a hyphen.
    fn rfc5322(&self) -> bool {
        let local = self.dotted(&Places::from([0]), |at| &self.atom(at) | &self.quoted_string(at));
        let domain = self.text(&local, "@");
        let label = |at: &Places| {
            let word = self.label(&self.cfws(at), |one| is_atext(one) && one.is_ascii());
            self.cfws(&word)
        };
        (&self.dotted(&domain, label) | &self.domain_literal(&domain)).contains(&self.0.len())
    }

    // RFC 5321 section 4.1.2, with the letters of RFC 6531.

    fn label(&self, from: &Places, is_in: impl Fn(char) -> bool) -> Places {
        let is_letter = |one: char| one.is_alphanumeric() && !one.is_ascii();
        let word = |at: &Places| self.one(at, |one| is_in(one) || is_letter(one));
        let ends = self.some(from, word);
        let fine = |start: usize, end: usize| self.0[start] != '-' && self.0[end - 1] != '-';
        // Each label is a maximal run.
        let is_run_end = |end: usize| self.0.get(end).is_none_or(|next| !(is_in(*next) || is_letter(*next)));
        ends.into_iter()
            .filter(|end| is_run_end(*end) && from.iter().any(|start| start < end && fine(*start, *end)))
            .collect()
    }

    fn rfc5321(&self) -> bool {
        let from = Places::from([0]);
        let qtext = |one: char| matches!(one, ' ' | '!' | '#'..='[' | ']'..='~' | '\u{80}'..);
        let content = |at: &Places| {
            &self.one(at, qtext) | &self.one(&self.text(at, "\\"), |one| matches!(one, ' '..='~'))
        };
        let quoted = self.text(&self.many(&self.text(&from, "\""), content), "\"");
        let dots = self.dotted(&from, |at| self.some(at, |at| self.one(at, is_atext)));
        let domain = self.text(&(&quoted | &dots), "@");
        let names =
            self.dotted(&domain, |at| self.label(at, |one| one.is_ascii_alphanumeric() || one == '-'));
        let literals = self.text(&domain, "[1.2.3.4]");
        (&names | &literals).contains(&self.0.len())
    }
}

fn is_atext(one: char) -> bool {
    one.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(one) || !one.is_ascii()
}

fn is_no_ws_ctl(one: char) -> bool {
    matches!(one, '\u{1}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

/// The expression of the HTML standard, section 4.10.5.1.5.
fn html5() -> Regex {
    let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    Regex::new(&format!("^[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{label}(?:\\.{label})*$")).unwrap()
}

/// Short texts of pieces that matter to some rule.
fn texts() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "b1",
        ".",
        ".",
        "@",
        "@",
        "@a.b",
        "\"",
        "\\",
        "(",
        ")",
        "[",
        "]",
        "[1.2.3.4]",
        " ",
        "\t",
        "\r\n ",
        "\r\n",
        "\r",
        "\n",
        "-",
        "_",
        "\0",
        "\u{7}",
        "\u{7f}",
        "\u{e9}",
        "\u{4e2d}",
        ",",
        ":",
        "<",
        "xn--p1ai",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn each_profile_takes_what_its_grammar_takes(text in texts()) {
        let characters: Vec<char> = text.chars().collect();
        let grammar = Grammar(&characters);
        prop_assert_eq!(is_valid(&text, Profile::Rfc5322), grammar.rfc5322(), "rfc5322 {:?}", text);
        prop_assert_eq!(is_valid(&text, Profile::Rfc5321), grammar.rfc5321(), "rfc5321 {:?}", text);
        thread_local!(static HTML5: Regex = html5());
        prop_assert_eq!(is_valid(&text, Profile::Html5), HTML5.with(|html5| html5.is_match(&text)), "html5 {:?}", text);
    }

    #[test]
    fn what_a_narrower_profile_takes_the_wider_ones_take(text in texts()) {
        let [strict, html5, rfc5321, rfc5322] = Profile::ALL.map(|profile| is_valid(&text, profile));
        prop_assert!(!strict || rfc5321, "{:?}", text);
        prop_assert!(!rfc5321 || rfc5322, "{:?}", text);
        prop_assert!(!(strict && text.is_ascii()) || html5, "{:?}", text);
    }

    #[test]
    fn a_well_formed_address_is_taken_and_one_slip_is_not(
        local in "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-z0-9+_-]{1,20}){0,2}",
        domain in "([a-z0-9][a-z0-9_]{0,1}[a-z0-9]\\.){1,4}[a-z]{2,10}",
    ) {
        let domain = domain.replace('_', "-");
        let address = format!("{local}@{domain}");
        for profile in Profile::ALL {
            prop_assert!(is_valid(&address, profile), "{:?} {}", profile, address);
        }
        for wrong in [
            format!("{local}{domain}"), format!("{local}@@{domain}"), format!("{local}.@{domain}"), format!(".{address}"),
            format!("{address}."), format!("{local}@.{domain}"), format!("{local}@-{domain}"), format!("{address}-"),
            format!("{local}..a@{domain}"), format!("{local} a@{domain}"), format!("{address}\u{ad}"), format!("<{address}>"),
            format!("{address},"), format!("\"{address}"), format!("{local}@{domain}@{domain}"), format!("{address}\n"),
        ] {
            prop_assert!(!is_valid(&wrong, Profile::Strict) && !is_valid(&wrong, Profile::Rfc5321), "{:?}", wrong);
        }
    }

    #[test]
    fn any_bytes_are_judged(bytes in prop::collection::vec(any::<u8>(), 0..300), profile in 0..4usize) {
        let settings = Settings { profile: Profile::ALL[profile], allows_literal: true };
        let mut room = DomainText::new();
        let verdict = judge(&bytes, settings, &Lists::EMPTY, &mut room);
        prop_assert!(verdict.domain.is_ascii());
        prop_assert!(verdict.at.is_none_or(|at| bytes[at] == b'@'));
    }
}
