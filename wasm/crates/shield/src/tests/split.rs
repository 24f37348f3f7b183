use std::string::String;
use std::vec::Vec;

use proptest::prelude::*;

use crate::{Cookies, JsonStrings, Multipart, Pairs, Place, multipart_boundary};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn pairs(query: &str) -> Vec<(String, String)> {
    Pairs::new(query.as_bytes()).map(|pair| (text(pair.name), text(pair.value))).collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| (String::from(*name), String::from(*value))).collect()
}

#[test]
fn a_query_is_split_at_ampersands_and_first_equals_signs() {
    for (query, expected) in [
        ("", &[][..]),
        ("a=1", &[("a", "1")]),
        ("a=1&b=2&a=3", &[("a", "1"), ("b", "2"), ("a", "3")]),
        ("a&b=&=c", &[("a", ""), ("b", ""), ("", "c")]),
        ("a=b=c&&d", &[("a", "b=c"), ("d", "")]),
    ] {
        assert_eq!(pairs(query), owned(expected), "{query}");
    }
}

#[test]
fn cookies_lose_blanks_and_outer_quotes() {
    let header = b" a=1; b=\"2; 3\";c ;; d= x ";
    let found: Vec<_> = Cookies::new(header).map(|pair| (text(pair.name), text(pair.value))).collect();
    assert_eq!(found, owned(&[("a", "1"), ("b", "\"2"), ("3\"", ""), ("c", ""), ("d", "x")]));
    for pair in Cookies::new(header) {
        assert_eq!(&header[pair.name_start..][..pair.name.len()], pair.name);
        assert_eq!(&header[pair.value_start..][..pair.value.len()], pair.value);
    }
}

#[test]
fn the_strings_of_a_json_text_come_with_their_keys() {
    let body = br#"{"a":"x","b":{"c":["y","z\"\\"],"d":1},"e" : "w"}"#;
    let found: Vec<_> =
        JsonStrings::new(body).map(|item| (text(item.name), text(item.value), item.place)).collect();
    let expected = [
        ("a", "a", Place::Name),
        ("a", "x", Place::Text),
        ("b", "b", Place::Name),
        ("c", "c", Place::Name),
        ("c", "y", Place::Text),
        ("c", r#"z\"\\"#, Place::Json),
        ("d", "d", Place::Name),
        ("e", "e", Place::Name),
        ("e", "w", Place::Text),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, value, place)| (String::from(*name), String::from(*value), *place))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn harmless_strings_of_json_are_told_but_for_those_that_tell_as_a_whole() {
    let body =
        r#"{"a":"2a3c-é,@x:y","constructor":"constructor","b.":"a b","rO0ABX":["rO0ABXNy","rO0A","\u0027"]}"#
            .as_bytes();
    let doubtful: Vec<_> =
        JsonStrings::new(body).filter(|item| !item.is_harmless).map(|item| text(item.value)).collect();
    assert_eq!(doubtful, ["constructor", "b.", "a b", "rO0ABX", "rO0ABXNy", "\\u0027"]);
}

#[test]
fn a_multipart_body_falls_into_its_parts() {
    let header = b"multipart/form-data; boundary=\"xy\"";
    let boundary = multipart_boundary(header).unwrap();
    assert_eq!(boundary, b"xy");
    let body = b"preamble\r\n--xy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n--xy\r\n\
                 content-disposition: form-data; filename=\"f.txt\"; name=b\r\nContent-Type: text/plain\r\n\r\n\r\n--xy--\r\n";
    let parts: Vec<_> = Multipart::new(body, boundary)
        .map(|part| (text(part.name), part.filename.map(text), text(part.value)))
        .collect();
    let expected = [("a", None, "1\r\n2"), ("b", Some("f.txt"), "")];
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, file, value)| (String::from(*name), file.map(String::from), String::from(*value)))
        .collect();
    assert_eq!(parts, expected);
    assert_eq!(multipart_boundary(b"text/plain; boundary=x"), None);
    assert_eq!(multipart_boundary(b"multipart/form-data"), None);
}

#[test]
fn a_boundary_that_servers_may_read_differently_is_none() {
    for header in [
        "multipart/form-data; boundary=a; boundary=b",
        "multipart/form-data; x=\"; boundary=a\"; boundary=b",
        "multipart/form-data; boundary=\"a\\\"b\"",
        "multipart/form-data; x=boundary; boundary=a",
        "multipart/form-data; boundary=a; boundary =b",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a,b",
        "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=\"a\"b",
        "multipart/form-data; boundary=\"a\\b\"",
        "multipart/form-data; boundary=a\u{e9}",
    ] {
        assert_eq!(multipart_boundary(header.as_bytes()), None, "{header}");
    }
    let browsers = b"multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW";
    assert_eq!(multipart_boundary(browsers), Some(&b"----WebKitFormBoundary7MA4YWxkTrZu0gW"[..]));
    for header in ["multipart/form-data;boundary=a", "Multipart/Mixed; charset=utf-8; BOUNDARY=\"a\" ; x"] {
        assert_eq!(multipart_boundary(header.as_bytes()), Some(&b"a"[..]), "{header}");
    }
}

#[test]
fn a_part_is_a_file_only_where_every_server_takes_it_for_one() {
    let part_of = |disposition: &str, before: &str, behind: &str| {
        let body = std::format!(
            "{before}--xy\r\nContent-Disposition: form-data; {disposition}\r\n\r\n1{behind}--xy--\r\n"
        );
        Multipart::new(body.as_bytes(), b"xy").last().map(|part| (text(part.name), part.filename.map(text)))
    };
    let file = Some((String::from("q"), Some(String::from("f"))));
    let field = Some((String::from("q"), None));
    for disposition in [
        "name=\"q\"; filename=\"f\"; filename*=utf-8''g",
        "name=\"q\"; filename=\"f\"",
        "filename=f;name=q",
        "name=\"q\"; x=\";\"; filename=\"f\"",
    ] {
        assert_eq!(part_of(disposition, "", "\r\n"), file, "{disposition}");
    }
    for disposition in [
        "name=\"q\"; x=\"; filename=f\"",
        "name=\"q\"; filename=\"\"",
        "name=\"q\"; filename=\"f\"; filename=\"g\"",
        "name=\"q\"; filename*=utf-8''f",
        "name=\"q\"; filename=\"f\"; filename*=utf-8''",
        "name=\"q\"; x=\"\\\"; filename=\"f\"",
        "name=\"q\"\n filename=\"f\"",
    ] {
        assert_eq!(part_of(disposition, "", "\r\n"), field, "{disposition}");
    }
    let disposition = "name=\"q\"; filename=\"f\"";
    for (before, behind) in [("x\n", "\r\n"), ("", "\n"), ("x\r\n--xy \r\n\r\n\n", "\r\n")] {
        assert_eq!(part_of(disposition, before, behind), field, "{before:?} {behind:?}");
    }
    let lone = b"--xy\nContent-Disposition: form-data; name=q; filename=f\n\n1\n--xy--";
    assert_eq!(Multipart::new(lone, b"xy").next().and_then(|part| part.filename), None);
}

#[test]
fn what_belongs_to_no_part_is_told_as_well() {
    for (body, outside) in [
        ("--xy\r\nA: b\r\n\r\n1\r\n--xy--\r\n", ["", "\r\n"]),
        ("x\r\n--xy\r\nA: b\r\n\r\n1\r\n--xy--z\r\n2", ["x\r\n", "z\r\n2"]),
        ("--xy\r\nno blank line", ["", "\r\nno blank line"]),
        ("no boundary", ["no boundary", ""]),
    ] {
        let mut parts = Multipart::new(body.as_bytes(), b"xy");
        for _ in &mut parts {}
        assert_eq!(parts.outside().map(text), outside.map(String::from), "{body:?}");
    }
}

#[test]
fn only_its_disposition_makes_a_part_a_file_and_only_a_whole_line_ends_it() {
    let body = b"--xy\r\nContent-Type: text/plain; filename=f\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz\r\n2\r\n\
                 --xy \r\nContent-Disposition: form-data; name=b\r\nContent-Disposition: form-data; filename=f\r\n\r\n3\r\n--xy--";
    let parts: Vec<_> =
        Multipart::new(body, b"xy").map(|part| (text(part.name), part.filename, text(part.value))).collect();
    assert_eq!(
        parts,
        [
            (String::from("a"), None, String::from("1\r\n--xyz\r\n2")),
            (String::new(), None, String::from("3"))
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn whatever_is_split_lies_in_its_text(body in prop::collection::vec(prop::sample::select(b"ab=&;\" \\:,{}-\r\n".to_vec()), 0..64)) {
        for pair in Pairs::new(&body).chain(Cookies::new(&body)) {
            prop_assert_eq!(&body[pair.name_start..][..pair.name.len()], pair.name);
            prop_assert_eq!(&body[pair.value_start..][..pair.value.len()], pair.value);
        }
        for item in JsonStrings::new(&body) {
            prop_assert_eq!(&body[item.start..][..item.value.len()], item.value);
        }
        for part in Multipart::new(&body, b"a") {
            prop_assert_eq!(&body[part.start..][..part.value.len()], part.value);
        }
    }
}
