use std::format;

use super::{Tables, browsers};
use crate::shape::{is_blank, is_browser_shaped};

#[test]
fn what_browsers_send_and_sent_is_shaped_like_a_browser() {
    let tables = Tables::shipped("");
    for text in [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
        "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1)",
        "Mozilla/4.76 [en] (X11; U; Linux 2.4.2 i686)",
        "Mozilla/4.08 [en] (Win98; I ;Nav)",
        "Mozilla/5.0 (compatible; Konqueror/4.5; FreeBSD) KHTML/4.5.4 (like Gecko)",
        "MOZILLA/5.0 (IPHONE; CPU IPHONE OS 18_5 LIKE MAC OS X) APPLEWEBKIT/605.1.15",
        "\"Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0\"",
        "\t Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0  (1 a) Gecko",
        "Opera/9.80 (Windows NT 6.1; U; en) Presto/2.8.131 Version/11.11",
        "Nokia6100/1.0 (04.01) Profile/MIDP-1.0 Configuration/CLDC-1.0",
        "BlackBerry9000/4.6.0.167 Profile/MIDP-2.0",
        "SAMSUNG-SGH-E250/1.0 Profile/MIDP-2.0",
        "DoCoMo/2.0 SH901iC(c100;TB;W24H12)",
        "Lynx/2.8.9rel.1 libwww-FM/2.14",
        "Links (2.7; Linux 3.5.0 i686)",
        "w3m/0.5.3",
        "SomeApp/1.0 (iPhone; iOS 17.0)",
        "SomeApp/3 CFNetwork/1410.0.3 Darwin/22.6.0",
        "Dalvik/2.1.0 (Linux; U; Android 14)",
        "Ecosia ios@11.3 (iPhone)",
    ] {
        assert!(is_browser_shaped(tables.block(), text.as_bytes()), "{text}");
    }
}

#[test]
fn what_only_programs_send_is_not() {
    let tables = Tables::shipped("");
    for text in [
        "",
        "x",
        "Mozilla",
        "Mozilla/5.0",
        "Mozilla/5.0 ()",
        "Mozilla/5.0 (5.1) Gecko",
        "Mozilla/5.0 (Windows NT 10.0)",
        "Mozilla/5.0 Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 is what I am (X11) Gecko/20100101",
        "Mozillo/5.0 (X11) Gecko/20100101",
        "Qwertz/1.0",
        "Qwertz Mozilla/5.0 (iPhone) AppleWebKit/605",
        "My Opera/9.80",
        "Ope",
        "Mozilla/5.0 (X11) Gecko someone@mail.example",
        "Opera/9.80 (X11; a@b.c)",
    ] {
        assert!(!is_browser_shaped(tables.block(), text.as_bytes()), "{text}");
    }
}

#[test]
fn the_bracket_opens_within_the_first_sixteen_bytes() {
    let tables = Tables::shipped("");
    for (spaces, expected) in [(1, true), (4, true), (5, false), (60, false)] {
        let text = format!("Mozilla/5.0{}(X11) Gecko", " ".repeat(spaces));
        assert_eq!(is_browser_shaped(tables.block(), text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn an_address_is_one_only_when_every_part_of_it_is_there() {
    let tables = Tables::shipped("");
    for (part, is_address) in [
        ("a@b.c", true),
        ("1@b.c", true),
        ("a@b-1.c", true),
        ("a@@b.c", false),
        ("a@x@b.c", true),
        ("@b.c", false),
        (" @b.c", false),
        ("a@1.c", false),
        ("a@b.1", false),
        ("a@b", false),
        ("a@b.", false),
        ("a@", false),
        ("@", false),
        ("a@b c.d", false),
        ("ios@11.3", false),
    ] {
        let text = format!("Mozilla/5.0 (X11) Gecko {part}");
        assert_eq!(is_browser_shaped(tables.block(), text.as_bytes()), !is_address, "{part}");
    }
}

#[test]
fn bytes_that_are_no_text_are_no_browser_and_change_nothing_in_one() {
    let tables = Tables::shipped("");
    assert!(!is_browser_shaped(tables.block(), b"\0\xFF\x80"));
    assert!(!is_browser_shaped(tables.block(), &[b'@'; 1_000]));
    assert!(is_browser_shaped(tables.block(), b"Mozilla/5.0 (\xFFX\0) \xC3Gecko\xFF"));
}

#[test]
fn every_browser_of_the_fixtures_is_shaped_like_one() {
    let tables = Tables::shipped("");
    assert!(browsers().count() > 100);
    for text in browsers() {
        assert!(is_browser_shaped(tables.block(), text.as_bytes()), "{text}");
    }
}

#[test]
fn blanks_are_spaces_tabs_and_quotation_marks() {
    let blanks = (0..=255u8).filter(|byte| is_blank(*byte));
    assert!(blanks.eq(*b"\t \""));
}
