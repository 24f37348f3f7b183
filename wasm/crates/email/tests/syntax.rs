//! Which texts are addresses by which profile.

use snapwall_email::{DomainText, Fault, Lists, Profile, Settings, judge};

/// What is wrong with an address by a profile, with literals allowed where the profile has them.
fn fault(address: &str, profile: Profile) -> Option<Fault> {
    let settings = Settings { profile, allows_literal: profile.has_literals() };
    judge(address.as_bytes(), settings, &Lists::EMPTY, &mut DomainText::new()).fault
}

/// The names of the profiles that accept an address.
fn profiles(address: &str) -> String {
    let fine = Profile::ALL.into_iter().filter(|profile| fault(address, *profile).is_none());
    fine.map(Profile::name).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_profile_takes_what_its_name_says() {
    for (address, expected) in [
        ("ann@example.com", "strict html5 rfc5321 rfc5322"),
        ("Ann.O'Neil+news@sub.example.co.uk", "strict html5 rfc5321 rfc5322"),
        ("!#$%&'*+-/=?^_`{|}~@example.com", "strict html5 rfc5321 rfc5322"),
        ("ann@example", "html5 rfc5321 rfc5322"),
        ("ann@example.c", "html5 rfc5321 rfc5322"),
        ("ann@example.co-uk", "html5 rfc5321 rfc5322"),
        ("ann@example.web2", "html5 rfc5321 rfc5322"),
        ("ann@192.0.2.1", "html5 rfc5321 rfc5322"),
        ("ann@[192.0.2.1]", "rfc5321 rfc5322"),
        (".ann@example.com", "html5"),
        ("ann.@example.com", "html5"),
        ("a..nn@example.com", "html5"),
        ("\"ann bee\"@example.com", "rfc5321 rfc5322"),
        ("\"ann\\\"bee\"@example.com", "rfc5321 rfc5322"),
        ("\"\"@example.com", "rfc5321 rfc5322"),
        ("\"ann\".bee@example.com", "rfc5322"),
        ("ann(a comment (in a comment))@example.com", "rfc5322"),
        (" ann @ example . com ", "rfc5322"),
        ("ann@\r\n example.com", "rfc5322"),
        ("ann@exa_mple.com", "rfc5322"),
        ("ann@m\u{fc}ller.de", "strict rfc5321 rfc5322"),
        ("j\u{f6}rg@example.com", "strict rfc5321 rfc5322"),
        ("\u{5f20}\u{4e09}@\u{4f8b}\u{5b50}.\u{4e2d}\u{56fd}", "strict rfc5321 rfc5322"),
        // A compatibility ideograph, which Unicode has twice.
        ("\u{f96e}@example.com", "strict rfc5321 rfc5322"),
        ("ann@xn--mller-kva.de", "strict html5 rfc5321 rfc5322"),
        ("ann@xn--a.de", "html5 rfc5321 rfc5322"),
        ("ann@example.com.", ""),
        ("ann@-example.com", ""),
        ("ann@example-.com", ""),
        ("\u{301}ann@example.com", "rfc5322"),
        ("ann@\u{301}example.com", ""),
        ("ann@exa mple.com", ""),
        ("ann\u{a0}bee@example.com", ""),
        ("ann@\u{ff45}xample.com", ""),
        ("ann@@example.com", ""),
        ("ann", ""),
        ("@example.com", ""),
        ("ann@", ""),
        ("", ""),
    ] {
        assert_eq!(profiles(address), expected, "{address}");
    }
}
