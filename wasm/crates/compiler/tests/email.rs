//! The lists of the rule `email` as they ship, against a plain look into `email.json`.

use std::collections::HashSet;

use proptest::prelude::*;
use snapwall_compiler::{EmailLists, build_email_lists, read_listed_domain};
use snapwall_email::{DomainText, Lists, Profile, Reason, Settings, judge};

const STRICT: Settings = Settings { profile: Profile::Strict, allows_literal: false };

fn shipped() -> EmailLists {
    EmailLists::parse(include_str!("../../../data/email.json"))
}

/// The names of the reasons, and the suggestion.
fn reasons(address: &str, words: &[u32]) -> (Vec<&'static str>, String) {
    let mut room = DomainText::new();
    let verdict = judge(address.as_bytes(), STRICT, &Lists::read(words), &mut room);
    let names = Reason::ALL.into_iter().filter(|reason| verdict.reasons.has(*reason)).map(Reason::name);
    let suggestion = verdict.suggestion.map(|suggestion| [suggestion.kept, suggestion.added].concat());
    (names.collect(), String::from_utf8(suggestion.unwrap_or_default()).unwrap())
}

fn assert_reasons(words: &[u32], address: &str, expected: &str, suggestion: &str) {
    let (found, suggested) = reasons(address, words);
    assert_eq!((found.join(" ").as_str(), suggested.as_str()), (expected, suggestion), "{address}");
}

#[test]
fn addresses_are_told_for_what_they_are() {
    let words = build_email_lists(&shipped(), &[], &[]);
    for (address, expected, suggestion) in [
        ("ann@example.com", "", ""),
        ("ann@mailinator.com", "disposable", ""),
        ("ann@MailiNator.COM", "disposable", ""),
        ("ann@anything.goes.mailinator.com", "disposable", ""),
        ("ann@mailinator.com.", "invalid disposable", ""),
        ("a b@mailinator.com", "invalid disposable", ""),
        ("ann@allmailinator.com", "", ""),
        ("Ann@Gmail.com", "free", ""),
        ("ann@proton.me", "free", ""),
        ("admin@example.com", "role", ""),
        ("Admin+news@example.com", "role", ""),
        ("No-Reply@gmail.com", "free role", ""),
        ("administratrix@example.com", "", ""),
        ("ann@example", "invalid noTld", ""),
        ("ann@example.invalid", "noTld", ""),
        ("ann@example.xn--p1ai", "", ""),
        ("ann@example.\u{440}\u{444}", "", ""),
        ("ann@gmial.com", "disposable typo", "gmail.com"),
        ("ann@gnail.com", "typo", "gmail.com"),
        ("ann@gmail.co", "typo", "gmail.com"),
        ("ann@gmail.con", "noTld typo", "gmail.com"),
        ("ann@gmail", "invalid noTld typo", "gmail.com"),
        ("ann@yahooo.com", "typo", "yahoo.com"),
        ("ann@hotmal.com", "typo", "hotmail.com"),
        ("ann@outlok.com", "typo", "outlook.com"),
        ("ann@example.con", "noTld typo", "example.com"),
        ("ann@m\u{fc}ller.con", "noTld typo", "xn--mller-kva.com"),
        ("ann@example.cm", "", ""),
        ("ann@email.com", "free", ""),
        ("ann@cloud.com", "", ""),
        ("ann@outlook.fi", "", ""),
        ("ann@sub.gmial.com", "disposable", ""),
    ] {
        assert_reasons(&words, address, expected, suggestion);
    }
}

#[test]
fn services_that_forward_mail_are_never_disposable_nor_are_their_subdomains() {
    let lists = shipped();
    let words = build_email_lists(&lists, &[], &[]);
    for relay in &lists.relays {
        for domain in [relay.clone(), relay.to_uppercase(), format!("ann.{relay}"), format!("a.b.c.{relay}")]
        {
            let (found, _) = reasons(&format!("ann@{domain}"), &words);
            assert!(!found.contains(&"disposable") && !found.contains(&"typo"), "{domain} is {found:?}");
        }
    }
    assert!(lists.relays.len() > 50);
}

#[test]
fn every_listed_name_is_found_and_no_free_one_is_disposable() {
    let lists = shipped();
    let words = build_email_lists(&lists, &[], &[]);
    let has = |address: String, reason: &str| reasons(&address, &words).0.contains(&reason);
    for domain in &lists.disposable {
        for address in [format!("ann@{domain}"), format!("ann@mail.{}", domain.to_uppercase())] {
            assert!(has(address, "disposable"), "{domain}");
        }
        assert!(!has(format!("ann@{domain}"), "free"), "{domain}");
    }
    for domain in &lists.free {
        assert!(has(format!("ann@{domain}"), "free"), "{domain}");
        assert!(!has(format!("ann@{domain}"), "disposable"), "{domain}");
        assert!(!has(format!("ann@{domain}"), "typo"), "{domain}");
    }
    for role in &lists.roles {
        assert!(has(format!("{role}@example.com"), "role"), "{role}");
    }
    for name in &lists.top_level {
        assert!(!has(format!("ann@example.{name}"), "noTld"), "{name}");
    }
    for domain in lists.popular.iter().chain(&lists.real) {
        assert!(
            !has(format!("ann@{domain}"), "typo") && !has(format!("ann@{domain}"), "disposable"),
            "{domain}"
        );
    }
}

#[test]
fn what_a_policy_allows_is_exempt_from_every_list_and_what_it_blocks_is_told() {
    let read =
        |names: &[&str]| names.iter().map(|name| read_listed_domain(name).unwrap()).collect::<Vec<_>>();
    let (allow, block) =
        (read(&["Mailinator.com", "good.example.com"]), read(&["example.com", "M\u{fc}ller.de"]));
    let words = build_email_lists(&shipped(), &allow, &block);
    assert_reasons(&words, "ann@mailinator.com", "", "");
    assert_reasons(&words, "admin@sub.mailinator.com", "role", "");
    assert_reasons(&words, "ann@yopmail.com", "disposable", "");
    assert_reasons(&words, "ann@example.com", "blocked", "");
    assert_reasons(&words, "ann@bad.Example.com", "blocked", "");
    assert_reasons(&words, "ann@good.example.com", "", "");
    assert_reasons(&words, "ann@m\u{dc}ller.de", "blocked", "");
    assert_reasons(&words, "ann@notexample.com", "", "");
}

#[test]
fn the_lists_stay_small_and_are_the_same_each_time() {
    let words = build_email_lists(&shipped(), &[], &[]);
    assert_eq!(words, build_email_lists(&shipped(), &[], &[]));
    assert!(words.len() * 4 < 30_000, "{} bytes", words.len() * 4);
}

#[test]
fn hardly_any_name_is_taken_for_a_listed_one() {
    let words = build_email_lists(&shipped(), &[], &[]);
    let lists = Lists::read(&words);
    let count = |filter: snapwall_email::Filter| {
        let key = |number: u32| snapwall_email::hash_domain(format!("{number}.example").as_bytes());
        (0..1_000_000).filter(|number| filter.has(key(*number))).count()
    };
    // A million in 2^16, 2^12, 2^15 and 2^8 of them.
    for (name, filter, expected) in [
        ("disposable", lists.disposable(), 15),
        ("free", lists.free(), 244),
        ("roles", lists.roles(), 31),
        ("topLevel", lists.top_level(), 3906),
    ] {
        let found = count(filter);
        assert!(found < 2 * expected + 10, "{name}: {found} of a million");
    }
}

/// What the lists say of a domain, name by name.
struct Naive {
    disposable: HashSet<String>,
    free: HashSet<String>,
}

impl Naive {
    fn has(list: &HashSet<String>, domain: &str) -> bool {
        let labels: Vec<&str> = domain.split('.').collect();
        (0..labels.len()).any(|at| list.contains(&labels[at..].join(".")))
    }
}

proptest! {
    #[test]
    fn names_made_of_listed_ones_are_judged_as_by_looking_into_the_lists(
        index in 0..13_000usize, before in "([a-z0-9]{1,5}\\.){0,3}", stuck in "[a-z0-9]{0,2}", after in "(\\.[a-z]{2,3})?",
    ) {
        let lists = shipped();
        let naive = Naive {
            disposable: lists.disposable.iter().cloned().collect(),
            free: lists.free.iter().cloned().collect(),
        };
        thread_local!(static WORDS: Vec<u32> = build_email_lists(&shipped(), &[], &[]));
        let all: Vec<&String> = lists.disposable.iter().chain(&lists.free).collect();
        let domain = format!("{before}{stuck}{}{after}", all[index % all.len()]);
        let (found, _) = WORDS.with(|words| reasons(&format!("ann@{domain}"), words));
        prop_assert_eq!(found.contains(&"disposable"), Naive::has(&naive.disposable, &domain), "{}", domain);
        prop_assert_eq!(found.contains(&"free"), Naive::has(&naive.free, &domain), "{}", domain);
    }
}
