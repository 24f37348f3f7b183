//! Compares the shipped lists of the rule `email` with a direct look-up in `email.json`.

use std::collections::HashSet;

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
fn of_a_domain_that_a_policy_allows_only_faults_are_told_and_the_longer_name_wins() {
    let read =
        |names: &[&str]| names.iter().map(|name| read_listed_domain(name).unwrap()).collect::<Vec<_>>();
    let allow = read(&["Mailinator.com", "good.example.com"]);
    let block = read(&["example.com", "M\u{fc}ller.de", "bad.mailinator.com"]);
    let words = build_email_lists(&shipped(), &allow, &block);
    assert_reasons(&words, "ann@mailinator.com", "", "");
    assert_reasons(&words, "admin@sub.mailinator.com", "", "");
    assert_reasons(&words, "a b@mailinator.com", "invalid", "");
    assert_reasons(&words, "ann@bad.mailinator.com", "disposable blocked", "");
    assert_reasons(&words, "ann@yopmail.com", "disposable", "");
    assert_reasons(&words, "ann@example.com", "blocked", "");
    assert_reasons(&words, "ann@bad.Example.com", "blocked", "");
    assert_reasons(&words, "ann@very.good.example.com", "", "");
    assert_reasons(&words, "ann@m\u{dc}ller.de", "blocked", "");
    assert_reasons(&words, "ann@notexample.com", "", "");
}

#[test]
fn ten_thousand_names_of_a_policy_are_told_apart() {
    let names: Vec<String> = (0..10_000).map(|number| format!("{number}.example")).collect();
    let words = build_email_lists(&EmailLists::default(), &[], &names);
    for number in 0..20_000 {
        let (found, _) = reasons(&format!("ann@{number}.example"), &words);
        assert_eq!(found.contains(&"blocked"), number < 10_000, "{number}");
    }
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
    // A million times 1 in 2^14, 2^12, 2^15 and 2^8.
    for (name, filter, expected) in [
        ("disposable", lists.disposable(), 61),
        ("free", lists.free(), 244),
        ("roles", lists.roles(), 31),
        ("topLevel", lists.top_level(), 3906),
    ] {
        let found = count(filter);
        assert!(found < 2 * expected + 10, "{name}: {found} of a million");
    }
}

/// Whether a domain or one of its parents is listed, name by name.
fn is_listed(list: &HashSet<String>, domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    (0..labels.len()).any(|at| list.contains(&labels[at..].join(".")))
}

#[test]
fn names_made_of_listed_ones_are_judged_as_by_looking_into_the_lists() {
    let lists = shipped();
    let words = build_email_lists(&lists, &[], &[]);
    let [disposable, free] =
        [&lists.disposable, &lists.free].map(|list| list.iter().cloned().collect::<HashSet<_>>());
    let (mut judged, mut wrong) = (0, 0);
    for name in disposable.iter().chain(&free) {
        let (_, parent) = name.split_once('.').unwrap();
        for domain in [
            name.clone(),
            format!("a.{name}"),
            format!("a.b-c.{name}"),
            format!("a{name}"),
            format!("{name}.net"),
            format!("{name}a"),
            parent.to_owned(),
            format!("a.{parent}"),
        ] {
            let (found, _) = reasons(&format!("ann@{domain}"), &words);
            for (reason, list) in [("disposable", &disposable), ("free", &free)] {
                let (told, listed) = (found.contains(&reason), is_listed(list, &domain));
                assert!(told || !listed, "{domain} is {reason}");
                judged += 1;
                wrong += u32::from(told && !listed);
            }
        }
    }
    // Two look-ups each: one in 65,536 and one in 4,096.
    assert!(wrong < judged / 1000, "{wrong} of {judged}");
}
