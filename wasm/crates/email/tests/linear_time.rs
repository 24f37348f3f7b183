//! The time of a judgement grows linearly with the address, up to the longest that is read.

use std::hint::black_box;

use snapwall_email::{ADDRESS_MAX_BYTES, DomainText, Lists, Profile, Settings, judge};
use snapwall_growth::shortest;

/// How much longer the longest address may take than one a sixteenth of its length: linear is 16, quadratic 256.
const GROWTH_MAX: f64 = 48.0;

/// The shortest of several measurements of one call, in seconds.
fn time(text: &[u8], profile: Profile) -> f64 {
    let settings = Settings { profile, allows_literal: true };
    let mut room = DomainText::new();
    let time = shortest(20, || {
        for _ in 0..200 {
            black_box(judge(black_box(text), settings, &Lists::EMPTY, &mut room).reasons);
        }
    });
    time / 200.0
}

#[test]
fn no_address_takes_more_than_its_share() {
    for (start, unit) in [
        ("", "a"),
        ("", "@"),
        ("", "."),
        ("a@", "a."),
        ("a@", "."),
        ("a@", "-"),
        ("a@", "\u{e9}"),
        ("a@", "\u{e9}."),
        ("a@", "xn--a."),
        ("a@", "xn--p1ai."),
        ("\"", "\\"),
        ("\"", "a"),
        ("", "\"a\"."),
        ("", "("),
        ("", "()"),
        ("", "(\\"),
        (" ", "\r\n "),
        ("a@", " "),
        ("a@[", "1"),
        ("a@[IPv6:", ":"),
        ("a@", "()a."),
    ] {
        let text = |len: usize| start.bytes().chain(unit.bytes().cycle()).take(len).collect::<Vec<u8>>();
        let (short, long) = (text(ADDRESS_MAX_BYTES / 16), text(ADDRESS_MAX_BYTES));
        for profile in Profile::ALL {
            // A rejection for length takes next to nothing; another process may take some of the time.
            let grows = || time(&long, profile) / time(&short, profile).max(200e-9);
            let least = (0..5).map(|_| grows()).take_while(|growth| *growth > GROWTH_MAX).count();
            assert!(least < 5, "{start}{unit} in {profile:?}");
        }
    }
}

#[test]
fn a_longer_address_is_not_read() {
    let settings = Settings { profile: Profile::Html5, allows_literal: false };
    let address = |len: usize| format!("{}@example.com", "a".repeat(len - "@example.com".len()));
    let mut room = DomainText::new();
    assert!(judge(address(ADDRESS_MAX_BYTES).as_bytes(), settings, &Lists::EMPTY, &mut room).fault.is_none());
    assert!(
        judge(address(ADDRESS_MAX_BYTES + 1).as_bytes(), settings, &Lists::EMPTY, &mut room).fault.is_some()
    );
}
