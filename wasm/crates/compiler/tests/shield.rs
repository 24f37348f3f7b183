//! Requests that contain attacks, and the resulting decisions.

mod judge;

use judge::{Decision, Guard, Request};
use proptest::prelude::*;
use snapwall_abi::{
    CAPACITY_INPUT_BYTES, CONFIGURE_MODE, CONFIGURE_SHIELD_MODE, CONFIGURE_SHIELD_SENSITIVITY, FLAG_TRUNCATED,
};
use snapwall_tables::shield::HEADERS;

const BODY: &str = ":http.request.body";

const SQL: &str = "1' or '1'='1";
const SCRIPT: &str = "<script>alert(1)</script>";

fn shield(members: &str) -> Guard {
    Guard::new(&format!(r#"{{"shield": {{{members}}}}}"#))
}

fn get(url: &str) -> Request {
    Request::get(url, "")
}

fn post(content_type: &str, body: &str) -> Request {
    get("/").with("content-type", content_type).with(BODY, body)
}

/// The text that the decision's first reason refers to.
fn matched(request: &Request, decision: &Decision) -> String {
    let (slot, start, end) = decision.reasons[0].place.expect("a place");
    let text = match slot {
        1 => request.url.as_deref().unwrap(),
        _ => {
            let part = HEADERS.get(slot as usize - 3).copied().unwrap_or(BODY);
            &request.parts.iter().find(|(name, _)| name == part).expect(part).1
        }
    };
    String::from_utf8_lossy(&text[start as usize..end as usize]).into_owned()
}

#[test]
fn each_kind_has_an_id() {
    for (value, id) in [
        ("1'+or+'1'='1", "SQL_INJECTION"),
        ("%3Cscript%3Ealert(1)%3C/script%3E", "XSS"),
        ("../../../../etc/passwd", "PATH_TRAVERSAL"),
        (";cat+/etc/passwd", "COMMAND_INJECTION"),
        ("${{7*7}}", "TEMPLATE_INJECTION"),
        ("http://169.254.169.254/latest/meta-data/", "SSRF"),
        ("${jndi:ldap://a.example/x}", "LOOKUP_INJECTION"),
        ("a%0d%0aSet-Cookie:+a=b", "HEADER_INJECTION"),
    ] {
        let decision = shield("").check_request(&get(&format!("https://a.example/?q={value}")));
        assert!(decision.denied, "{value}");
        assert!(decision.ids().contains(&id), "{value}: {:?}", decision.ids());
        let reason = &decision.reasons[0];
        assert_eq!((reason.rule, reason.effect, &*reason.category), ("shield", "deny", "attack"));
        assert_eq!(decision.status, 403);
    }
    let decision = shield("").check_request(&get("/?password[$ne]=1"));
    assert_eq!(decision.ids(), ["NOSQL_INJECTION"]);
}

#[test]
fn probes_of_scanners_are_looked_for_when_asked_for() {
    let request = get("/wp-config.php.bak");
    let decision = shield(r#""kinds": ["scannerProbe"]"#).check_request(&request);
    assert_eq!(decision.ids(), ["SCANNER_PROBE"]);
    assert!(!shield(r#""kinds": ["sqlInjection", "xss"]"#).check_request(&request).denied);
}

#[test]
fn every_place_is_looked_at_and_told() {
    let json = r#"{"a": {"b": ["x", "VALUE"]}}"#;
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nVALUE\r\n--x--";
    let of = |text: &str| text.replace("VALUE", SCRIPT);
    for request in [
        get(&of("https://a.example/a/VALUE/b")),
        get(&of("https://a.example/a?b=VALUE")),
        get(&of("/a?b=c&VALUE=d")),
        get(&of("/a#VALUE")),
        get("/").with("cookie", of("a=b; c=VALUE")),
        get("/").with("referer", of("https://a.example/?q=VALUE")),
        get("/").with("user-agent", SCRIPT),
        get("/").with("x-forwarded-for", SCRIPT),
        get("/").with("authorization", SCRIPT),
        post("application/x-www-form-urlencoded", &of("a=b&c=VALUE")),
        post("application/json", &of(json)),
        post("application/problem+json", &of(json)),
        post("text/plain", &of(json)),
        post("text/plain", SCRIPT),
        post("multipart/form-data; boundary=x", &of(multipart)),
        post("", &of("c=VALUE")),
    ] {
        let decision = shield("").check_request(&request);
        assert!(decision.denied, "{request:?}");
        assert!(decision.ids().contains(&"XSS"), "{request:?}: {:?}", decision.ids());
        assert!(matched(&request, &decision).contains("script"), "{request:?}");
    }
}

#[test]
fn an_object_of_java_is_told_in_every_place() {
    const OBJECT: &str = "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwAC";
    let multipart = format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{OBJECT}\r\n--x--");
    for request in [
        get(&format!("/state/{OBJECT}/next")),
        get(&format!("/?state={OBJECT}")),
        get("/").with("cookie", format!("a=b; state={OBJECT}")),
        get("/").with("authorization", OBJECT),
        post("application/x-www-form-urlencoded", &format!("a=b&state={OBJECT}")),
        post("application/json", &format!("{{\"state\":[\"{OBJECT}\"]}}")),
        post("multipart/form-data; boundary=x", &multipart),
        post("text/plain", OBJECT),
    ] {
        let decision = shield("").check_request(&request);
        assert_eq!(decision.ids(), ["COMMAND_INJECTION"], "{request:?}");
        assert_eq!(matched(&request, &decision), "rO0AB");
    }
}

#[test]
fn harmless_requests_pass() {
    let request = get("https://shop.example/search/red%20shoes?q=select+a+size&page=2&sort=price-asc")
        .with("cookie", "session=eyJhbGciOiJIUzI1NiJ9.e30.x; theme=\"dark\"; prefs={%22a%22:1}")
        .with("referer", "https://www.search.example/search?q=drop+shipping+table+for+garden")
        .with("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0")
        .with("accept-language", "en-US,en;q=0.9,fr;q=0.8")
        .with("content-type", "multipart/form-data; boundary=----WebKitFormBoundaryx")
        .with("authorization", "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x-_y")
        .with("origin", "http://localhost:3000")
        .with("x-forwarded-for", "192.0.2.1, 10.0.0.1")
        .with(BODY, "------WebKitFormBoundaryx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nIt's O'Brien & sons; don't drop it\r\n------WebKitFormBoundaryx--");
    assert_eq!(shield("").check_request(&request), Decision::default());
}

#[test]
fn what_is_in_an_uploaded_file_is_not_judged_but_its_name_is() {
    let body = |disposition: &str| {
        format!(
            "--x\r\nContent-Type: text/plain; filename=a\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{SCRIPT}\r\n--x--"
        )
    };
    let is_denied = |disposition: &str| {
        shield("").check_request(&post("multipart/form-data; boundary=x", &body(disposition))).denied
    };
    assert!(!is_denied("name=\"a\"; filename=\"page.html\""));
    assert!(is_denied("name=\"a\"; filename=\"../../../../etc/passwd\""));
    assert!(is_denied("name=\"a\""), "only the disposition says that it is a file");
}

#[test]
fn media_are_not_judged() {
    assert!(!shield("").check_request(&post("image/png", SCRIPT)).denied);
    assert!(shield("").check_request(&post("image/svg+xml", SCRIPT)).denied);
}

#[test]
fn one_denied_value_is_enough_to_tell() {
    let url = format!("/?a={SCRIPT}&b={SCRIPT}");
    let decision = shield("").check_request(&get(&url));
    assert_eq!(decision.ids(), ["XSS"]);
    let decision = shield(r#""mode": "report""#).check_request(&get(&url));
    assert!(!decision.denied);
    assert_eq!(decision.ids(), ["XSS", "XSS"]);
    assert!(decision.reasons.iter().all(|reason| reason.effect == "report"));
}

#[test]
fn report_mode_tells_no_more_than_a_few() {
    let url = format!("/?{}", format!("a={SCRIPT}&").repeat(100));
    let decision = shield(r#""mode": "report""#).check_request(&get(&url));
    assert_eq!(decision.reasons.len(), 8);
}

#[test]
fn sensitivity_and_mode_are_adjustable() {
    let request = get(&format!("/?a={SCRIPT}"));
    let mut guard = shield("");
    assert_eq!(guard.configure(&[(CONFIGURE_SHIELD_MODE, "report")]), 0);
    assert!(!guard.check_request(&request).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_MODE, "report"), (CONFIGURE_SHIELD_MODE, "enforce")]), 0);
    assert!(guard.check_request(&request).denied);
    assert_eq!(guard.configure(&[(CONFIGURE_SHIELD_SENSITIVITY, "paranoid")]), 1);
    let doubtful = get("/?q=select+name+from+users");
    let verdicts = ["strict", "relaxed"].map(|sensitivity| {
        assert_eq!(guard.configure(&[(CONFIGURE_SHIELD_SENSITIVITY, sensitivity)]), 0);
        guard.check_request(&doubtful).denied
    });
    assert_eq!(verdicts, [true, false]);
}

#[test]
fn exclusions_hold_by_path_by_parameter_and_by_kind() {
    let mut guard = shield(
        r#""exclude": [
            { "path": "/admin/*", "parameter": "content" },
            { "path": "/raw" },
            { "parameter": "a b", "kinds": ["xss"] },
            { "parameter": "User-Agent" },
            { "path": "/api/*/notes", "kinds": ["xss"] }
        ]"#,
    );
    for (path, query, denied) in [
        ("/admin/page", format!("content={SCRIPT}"), false),
        ("/admin/page", format!("con%74ent={SCRIPT}"), false),
        ("/admin/page", format!("title={SCRIPT}"), true),
        ("/admin", format!("content={SCRIPT}"), true),
        ("/administrator/x", format!("content={SCRIPT}"), true),
        ("/admin/%2e%2e/login", format!("content={SCRIPT}"), true),
        ("/admin/..;/login", format!("content={SCRIPT}"), true),
        ("/admin//x", format!("content={SCRIPT}"), true),
        ("/raw", format!("x={SCRIPT}"), false),
        ("/raw/", format!("x={SCRIPT}"), true),
        ("/", format!("a+b={SCRIPT}"), false),
        ("/", format!("a+b={}", SQL.replace(' ', "+")), true),
        ("/api/1/notes", format!("x={SCRIPT}"), false),
        ("/api/1/notes", format!("x={}", SQL.replace(' ', "+")), true),
    ] {
        let url = format!("https://a.example{path}?{query}");
        assert_eq!(guard.check_request(&get(&url)).denied, denied, "{url}");
    }
    assert!(!guard.check_request(&get("/").with("user-agent", SCRIPT)).denied);
    assert!(guard.check_request(&get("/").with("origin", SCRIPT)).denied);
    let json = format!(r#"{{"content": "{SCRIPT}"}}"#);
    let in_path = |path: &str| get(path).with("content-type", "application/json").with(BODY, &json);
    assert!(!guard.check_request(&in_path("/admin/x")).denied);
    assert!(guard.check_request(&in_path("/x")).denied);
}

#[test]
fn a_body_that_was_cut_off_is_noted() {
    let mut guard = shield("");
    let mut slots = vec![None; 3 + HEADERS.len() + 1];
    slots[1] = Some(&b"/"[..]);
    slots[3 + HEADERS.len()] = Some(&b"a=b"[..]);
    let decision = guard.check_flagged(&slots, FLAG_TRUNCATED);
    assert_eq!((decision.denied, decision.ids()), (false, vec!["BODY_TRUNCATED"]));
    let reason = &decision.reasons[0];
    assert_eq!((reason.rule, reason.effect, reason.place), ("request", "note", Some((15, 3, 3))));
    assert_eq!(guard.check_flagged(&slots, 0), Decision::default());
}

#[test]
fn a_request_that_leaves_no_room_to_decode_is_oversized() {
    let long = "%41".repeat((CAPACITY_INPUT_BYTES - 4000) / 3);
    let decision = shield("").check_request(&get(&format!("/?a={long}")));
    assert_eq!((decision.denied, decision.status, decision.ids()), (true, 431, vec!["OVERSIZED"]));
    let long = "%41".repeat((CAPACITY_INPUT_BYTES - 5000) / 3);
    assert_eq!(shield("").check_request(&get(&format!("/?a={long}"))), Decision::default());
}

#[test]
fn rules_before_it_spare_its_work() {
    let mut guard =
        Guard::new(r#"{"bots": {}, "filters": {"deny": ["http.request.uri.path == \"/x\""]}, "shield": {}}"#);
    let request = |path: &str, agent: &str| get(&format!("{path}?a={SCRIPT}")).with("user-agent", agent);
    let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    assert_eq!(guard.check_request(&request("/x", browser)).ids(), ["deny[0]"]);
    assert_eq!(guard.check_request(&request("/", "curl/8.1")).ids(), ["CURL"]);
    assert_eq!(guard.check_request(&request("/", browser)).ids(), ["XSS"]);
}

#[test]
fn headers_stand_before_facts_whatever_filters_read() {
    let mut guard = Guard::new(
        r#"{"filters": {"deny": ["ip.src.country == \"FR\" and http.request.headers[\"x-a\"] == \"b\" and http.request.cookies[\"c\"] == \"d\""]}, "shield": {}}"#,
    );
    let request = get("/").with(":ip.src.country", "FR").with("x-a", "b").with("cookie", "c=d");
    assert_eq!(guard.check_request(&request).ids(), ["deny[0]"]);
    assert_eq!(guard.check_request(&get("/").with("x-a", SCRIPT)).ids(), Vec::<&str>::new());
    assert_eq!(guard.check_request(&get("/").with("cookie", SCRIPT)).ids(), ["XSS"]);
}

/// Pieces of attacks and encodings.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<Vec<u8>>(),
        prop::sample::select(vec![
            "'",
            "\"",
            "<",
            ">",
            "%27",
            "%2527",
            "&",
            "=",
            ";",
            "#",
            "?",
            "/",
            "..",
            "\\u0027",
            "&#39;",
            "{",
            "}",
            "[",
            "]",
            ":",
            "--x",
            "\r\n",
            "Content-Disposition: form-data; name=a",
            "union select",
            "script",
            "${jndi:",
            "$ne",
            "\0",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn nothing_makes_it_panic_and_every_place_is_inside_its_part(
        url in hostile(), cookie in hostile(), body in hostile(), kind in 0..5usize, report in any::<bool>(),
    ) {
        let content_type = ["application/json", "", "multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded"][kind];
        let mut request = Request::get(&url, "").with("cookie", &cookie).with("content-type", content_type);
        request = request.with(BODY, &body);
        let mut guard = shield(if report { r#""mode": "report", "sensitivity": "strict""# } else { r#""sensitivity": "strict""# });
        let decision = guard.check_request(&request);
        prop_assert!(decision.reasons.len() <= 16);
        for reason in decision.reasons {
            let (slot, start, end) = reason.place.unwrap();
            let text = match slot { 1 => &url, 3 => &cookie, 15 => &body, _ => continue };
            prop_assert!(start <= end && end as usize <= text.len(), "{reason:?}");
        }
    }
}

#[test]
fn json_is_judged_whatever_its_type() {
    let mut guard = shield("");
    for content_type in [
        "application/json",
        "image/png",
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data; boundary=x",
    ] {
        for start in ["", " \r\n", "\u{feff}", "\u{feff} "] {
            let body = format!(r#"{start}{{"b":"=&","a":"{SQL}"}}"#);
            assert!(guard.check_request(&post(content_type, &body)).denied, "{content_type} {start:?}");
        }
    }
    assert!(!guard.check_request(&post("image/png", &format!("\u{89}PNG{{\"a\":\"{SQL}\"}}"))).denied);
}

#[test]
fn what_only_begins_like_json_is_judged_as_its_type_says() {
    let mut guard = shield("");
    for (content_type, start) in
        [("text/plain", "["), ("text/plain", "{\"a\\\"b\": 1}\n"), ("", "[a]="), ("application/json", "a")]
    {
        let body = format!("{start}{SCRIPT}");
        assert!(guard.check_request(&post(content_type, &body)).denied, "{content_type} {body}");
    }
}

#[test]
fn files_are_those_of_the_boundary_that_every_server_reads() {
    let mut guard = shield("");
    for (given, ours, theirs) in [("a,b", "a", "a,b"), ("a b", "a", "a b"), ("\"a\\b\"", "a\\b", "ab")] {
        let file = format!("--{ours}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n");
        let field = format!(
            "--{theirs}\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\n{SCRIPT}\r\n--{theirs}--\r\n"
        );
        let body = format!("{file}{field}--{ours}--");
        let content_type = format!("multipart/form-data; boundary={given}");
        assert!(guard.check_request(&post(&content_type, &body)).denied, "{given}");
    }
}

#[test]
fn an_exclusion_covers_only_what_every_server_takes_for_its_parameter() {
    let mut guard = shield(r#""exclude": [{"parameter": "content"}]"#);
    let form = "application/x-www-form-urlencoded";
    let part = |disposition: &str| {
        format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{SCRIPT}\r\n--x--\r\n")
    };
    let multipart = "multipart/form-data; boundary=x";
    for (content_type, body) in [
        ("application/json", format!(r#"{{"b":[{{"content":1}},"{SCRIPT}"]}}"#)),
        ("application/json", format!(r#"{{"b":[{{"content":"<b>"}},"<i>","{SCRIPT}"]}}"#)),
        (form, format!("content=1;b={SCRIPT}")),
        (multipart, part("name=content; name=b")),
        (multipart, part("x=\"; name=content; y=\"; name=b")),
    ] {
        assert!(guard.check_request(&post(content_type, &body)).denied, "{body}");
    }
    for (content_type, body) in [
        ("application/json", format!(r#"{{"b":[{{"a":1}}],"content":["}}\"","<b>}}",["<i>"],"{SCRIPT}"]}}"#)),
        ("application/json", format!(r#"{{"content":"{SCRIPT}"}}"#)),
        (form, format!("content={SCRIPT}&b=1;2")),
        (multipart, part("name=content")),
        (multipart, part("name=\"content\"; filename=\"f\"")),
    ] {
        assert!(!guard.check_request(&post(content_type, &body)).denied, "{body}");
    }
}
