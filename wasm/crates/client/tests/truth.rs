//! What browsers send is believed; what programs send under their names is not.

use proptest::prelude::*;
use snapwall_client::{Facts, REASONS, SCORE_MAX, Signs, judge_truth};
use snapwall_tables::claims::CLAIM_HEADERS;

/// The score from which on a policy does not believe a claim by default.
const SCORE_DEFAULT: u32 = 60;

const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36";
const PHONE: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Mobile Safari/537.36";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.4 \
                      Safari/605.1.15";
const BROWSERS: [&str; 4] = [CHROME, PHONE, FIREFOX, SAFARI];

const BRANDS: &str = r#""Google Chrome";v="147", "Not.A/Brand";v="8", "Chromium";v="147""#;
const PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Headers by name, in the order they are sent.
#[derive(Clone, Debug, Default)]
struct Request(Vec<(&'static str, String)>);

impl Request {
    fn of(agent: &str) -> Self {
        Request::default().with("user-agent", agent)
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| *other != name);
        self
    }

    fn judge_over(&self, is_secure: Option<bool>, knows_order: bool) -> Signs {
        let value =
            |name: &str| self.0.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_bytes());
        let names: Vec<&str> = self.0.iter().map(|(name, _)| *name).collect();
        let order = names.join("\n");
        let order = knows_order.then_some(order.as_bytes());
        judge_truth(&Facts { headers: CLAIM_HEADERS.map(value), is_secure, order })
    }

    fn judge(&self) -> Signs {
        self.judge_over(Some(true), true)
    }

    fn ids(&self) -> Vec<&'static str> {
        self.judge().reasons().map(|reason| reason.id).collect()
    }
}

/// A navigation as each browser sends it over TLS.
fn navigation(agent: &str) -> Request {
    let fetch =
        |request: Request| request.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document");
    match agent {
        FIREFOX => fetch(
            Request::of(agent)
                .with("accept", PAGE)
                .with("accept-language", "fr,en;q=0.5")
                .with("accept-encoding", "gzip, deflate, br, zstd"),
        ),
        SAFARI => fetch(Request::default())
            .with("accept", PAGE)
            .with("user-agent", agent)
            .with("accept-language", "fr-FR")
            .with("accept-encoding", "gzip, deflate, br"),
        _ => {
            let is_phone = agent == PHONE;
            let hints = Request::default()
                .with("sec-ch-ua", BRANDS)
                .with("sec-ch-ua-mobile", if is_phone { "?1" } else { "?0" })
                .with("sec-ch-ua-platform", if is_phone { "\"Android\"" } else { "\"Windows\"" });
            fetch(hints.with("user-agent", agent).with("accept", PAGE))
                .with("accept-encoding", "gzip, deflate, br, zstd")
                .with("accept-language", "fr-FR,fr;q=0.9")
        }
    }
}

#[test]
fn nothing_is_found_of_a_navigation() {
    for agent in BROWSERS {
        assert_eq!(navigation(agent).judge(), Signs::default(), "{agent}");
    }
}

#[test]
fn what_pages_and_browsers_ask_for_besides_stays_under_the_score() {
    for agent in BROWSERS {
        let page = navigation(agent);
        let script = |mode, dest| {
            page.clone().with("accept", "*/*").with("sec-fetch-mode", mode).with("sec-fetch-dest", dest)
        };
        for (what, request) in [
            ("fetch()", script("cors", "empty")),
            ("fetch() that names any language", script("cors", "empty").with("accept-language", "*")),
            ("an image", script("no-cors", "image").with("accept", "image/avif,image/webp,*/*;q=0.8")),
            ("a favicon", script("no-cors", "image").with("accept", "image/*")),
            ("a service worker's script", script("same-origin", "serviceworker")),
            ("a navigation through a service worker", script("navigate", "empty")),
            ("a navigation that a service worker repeats", script("same-origin", "document")),
            ("a prefetched page", script("no-cors", "document")),
            ("a frame", page.clone().with("sec-fetch-dest", "iframe")),
            ("a range of a video", script("no-cors", "video").with("accept-encoding", "identity;q=1, *;q=0")),
            ("a range without an encoding", script("no-cors", "audio").without("accept-encoding")),
            (
                "a preflight without hints",
                script("cors", "empty")
                    .without("sec-ch-ua")
                    .without("sec-ch-ua-mobile")
                    .without("sec-ch-ua-platform"),
            ),
            (
                "a report that no page asked for",
                Request::of(agent).with("accept-encoding", "gzip, deflate, br").with("accept-language", "fr"),
            ),
            (
                "a WebSocket",
                Request::of(agent)
                    .with("upgrade", "websocket")
                    .with("accept-encoding", "gzip, deflate, br")
                    .with("accept-language", "fr"),
            ),
        ] {
            let signs = request.judge();
            let found: Vec<_> = signs.reasons().collect();
            // Firefox has its own order, which not all rows above keep.
            let is_reordered = agent == FIREFOX && request.ids().contains(&"HEADER_ORDER");
            assert!(signs.score < SCORE_DEFAULT || is_reordered, "{what} of {agent}: {found:?}");
            assert!(
                request.judge_over(Some(true), false).score < SCORE_DEFAULT,
                "{what} of {agent}: {found:?}"
            );
        }
    }
    let safari = Request::of(SAFARI).with("upgrade", "WebSocket");
    assert!(safari.judge().score < SCORE_DEFAULT, "Safari's WebSocket says nothing else");
}

#[test]
fn one_thing_that_a_network_takes_out_or_an_extension_changes_is_not_enough() {
    for agent in BROWSERS {
        let page = navigation(agent);
        for name in ["accept", "accept-language", "accept-encoding"] {
            let request = page.clone().without(name);
            assert!(request.judge().score < SCORE_DEFAULT, "{agent} without {name}: {:?}", request.ids());
        }
        let hints = ["sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform"];
        let without = |names: &[&str]| names.iter().fold(page.clone(), |request, name| request.without(name));
        assert!(without(&hints).judge().score < SCORE_DEFAULT);
        assert!(without(&["sec-fetch-mode", "sec-fetch-dest"]).judge().score < SCORE_DEFAULT);
        // Over plain HTTP neither is sent, and no more than two encodings.
        let plain = without(&[&hints[..], &["sec-fetch-mode", "sec-fetch-dest"]].concat());
        let plain = plain.with("accept-encoding", "gzip, deflate");
        assert_eq!(plain.judge_over(Some(false), false).score, 0, "{agent}");
        assert_eq!(plain.judge_over(None, false).score, 0, "{agent}");
        // An extension that swaps the User-Agent leaves the rest as it is.
        for other in BROWSERS.iter().filter(|other| !other.contains("Android") && !agent.contains("Android"))
        {
            let request = page.clone().with("user-agent", other);
            let score = request.judge_over(Some(true), false).score;
            assert!(score < SCORE_DEFAULT, "{agent} as {other}: {:?}", request.ids());
        }
    }
}

#[test]
fn browsers_of_other_makes_and_views_in_apps_stay_under_the_score() {
    let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
    let bare = |agent: &str| {
        let accept = Request::of(agent).with("accept", PAGE);
        accept.with("accept-encoding", "gzip, deflate, br").with("accept-language", "fr")
    };
    for agent in [
        format!("Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) {webkit} Version/4.0 Chrome/116.0 Mobile Safari/537.36"),
        format!("Mozilla/5.0 (Linux; Android 10; K) {webkit} Version/4.0 Chrome/119.0 Mobile DuckDuckGo/5 Safari/537.36"),
        format!("Mozilla/5.0 (Linux; U; Android 12; M2101) {webkit} Version/4.0 Chrome/100.0 Mobile Safari/537.36 XiaoMi/Mi"),
        format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} QtWebEngine/6.5 Chrome/108.0 Safari/537.36"),
        format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/106.0 Atom/26.0 Safari/537.36"),
        format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/64.0 Safari/537.36 Edge/17.17134"),
        format!("Mozilla/5.0 (Windows NT 6.1) {webkit} Chrome/49.0.2623.112 Safari/537.36"),
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/147.0 \
         Mobile/15E148 Safari/604.1"
            .to_owned(),
        "Mozilla/5.0 (Windows NT 10.0; rv:52.0) Gecko/20100101 Firefox/52.0".to_owned(),
    ] {
        assert!(bare(&agent).judge_over(Some(true), false).score < SCORE_DEFAULT, "{agent}");
    }
    for (brands, platform, agent) in [
        // Brave; DuckDuckGo on Windows; Android WebView; a phone in desktop mode.
        (r#""Brave";v="147", "Not.A/Brand";v="8", "Chromium";v="147""#, "\"Windows\"", CHROME),
        (r#""Chromium";v="147", "DuckDuckGo";v="147", "Not:A-Brand";v="24""#, "\"Windows\"", CHROME),
        (r#""Chromium";v="147", "Google Chrome";v="147", "Not=A?Brand";v="8""#, "\"Android\"", CHROME),
        (r#""Not=A?Brand";v="99", "Android WebView";v="147", "Chromium";v="147""#, "\"Android\"", PHONE),
        (BRANDS, "\"\"", CHROME),
        (BRANDS, "\"Unknown\"", CHROME),
    ] {
        let request = navigation(agent).with("sec-ch-ua", brands).with("sec-ch-ua-platform", platform);
        assert_eq!(request.judge_over(Some(true), false).score, 0, "{brands} {platform}");
    }
}

#[test]
fn http_clients_under_a_browser_s_name_are_not_believed() {
    for agent in BROWSERS {
        for (client, request) in [
            ("nothing but the name", Request::of(agent)),
            ("Accept of everything", Request::of(agent).with("accept", "*/*")),
            (
                "encodings and Accept of everything",
                Request::of(agent).with("accept-encoding", "gzip, deflate, br").with("accept", "*/*"),
            ),
            (
                "a page's Accept",
                Request::of(agent).with("accept", PAGE).with("accept-encoding", "gzip, deflate, br, zstd"),
            ),
            (
                "an API client's Accept",
                Request::default()
                    .with("accept", "application/json, text/plain, */*")
                    .with("user-agent", agent)
                    .with("accept-encoding", "gzip, compress, deflate, br"),
            ),
            (
                "fetch() outside a browser",
                Request::default()
                    .with("accept", "*/*")
                    .with("accept-language", "*")
                    .with("sec-fetch-mode", "cors")
                    .with("user-agent", agent)
                    .with("accept-encoding", "gzip, deflate"),
            ),
        ] {
            for is_secure in [None, Some(false), Some(true)] {
                for knows_order in [false, true] {
                    let signs = request.judge_over(is_secure, knows_order);
                    assert!(signs.score >= SCORE_DEFAULT, "{client} as {agent}: {:?}", request.ids());
                }
            }
        }
    }
}

#[test]
fn a_program_that_copies_a_page_s_headers_but_not_the_browser_s_own_is_not_believed() {
    let copied = Request::of(CHROME)
        .with("accept", PAGE)
        .with("accept-language", "en-US,en;q=0.9")
        .with("accept-encoding", "gzip, deflate, br");
    assert_eq!(copied.ids(), ["HINTS_MISSING", "FETCH_MISSING", "HEADER_ORDER"]);
    assert!(copied.judge_over(Some(true), false).score >= SCORE_DEFAULT);
    // Over plain HTTP this is what a browser sends.
    assert_eq!(copied.judge_over(Some(false), false).score, 0);
}

#[test]
fn every_reason_is_found_where_its_sign_is() {
    let page = navigation(CHROME);
    for (id, request) in [
        ("AUTOMATED_BROWSER", page.clone().with("sec-ch-ua", &BRANDS.replace("Google", "Headless"))),
        ("FOREIGN_HINTS", navigation(FIREFOX).with("sec-ch-ua", BRANDS)),
        ("FOREIGN_HINTS", navigation(SAFARI).with("sec-ch-ua", BRANDS)),
        ("BRANDS_VERSION", page.clone().with("sec-ch-ua", &BRANDS.replace("147", "120"))),
        ("BRANDS_INVALID", page.clone().with("sec-ch-ua", r#""Google Chrome";v="147""#)),
        ("BRANDS_INVALID", page.clone().with("sec-ch-ua", "")),
        ("PLATFORM_MISMATCH", page.clone().with("sec-ch-ua-platform", "\"Linux\"")),
        (
            "PLATFORM_MISMATCH",
            navigation(PHONE).with("sec-ch-ua-platform", "\"macOS\"").with("sec-ch-ua-mobile", "?1"),
        ),
        ("MOBILE_MISMATCH", page.clone().with("sec-ch-ua-mobile", "?1")),
        ("HINTS_INCOMPLETE", page.clone().without("sec-ch-ua-mobile")),
        ("FETCH_INCOMPLETE", page.clone().without("sec-fetch-dest")),
        ("FETCH_INCOMPLETE", navigation(SAFARI).without("sec-fetch-mode")),
        ("FETCH_IMPOSSIBLE", page.clone().with("sec-fetch-mode", "cors")),
        ("FETCH_IMPOSSIBLE", page.clone().with("sec-fetch-dest", "script")),
        ("FETCH_IMPOSSIBLE", page.clone().with("sec-fetch-mode", "websocket")),
        ("LANGUAGE_MISSING", page.clone().with("accept-language", " ")),
        ("LANGUAGE_ANY", page.clone().with("accept-language", "*")),
        ("ACCEPT_MISSING", page.clone().without("accept")),
        ("ACCEPT_UNLIKELY", page.clone().with("accept", "*/*")),
        ("ENCODING_MISSING", page.clone().with("accept-encoding", "")),
        ("ENCODING_UNLIKELY", page.clone().with("accept-encoding", "gzip, compress")),
        ("HEADER_ORDER", page.clone().with("user-agent", CHROME)),
    ] {
        let ids = request
            .judge_over(Some(true), id == "HEADER_ORDER")
            .reasons()
            .map(|reason| reason.id)
            .collect::<Vec<_>>();
        assert_eq!(ids, [id], "{request:?}");
    }
}

#[test]
fn who_claims_no_browser_is_not_judged() {
    for agent in
        ["curl/8.7.1", "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"]
    {
        assert_eq!(Request::of(agent).judge(), Signs::default());
    }
    assert_eq!(Request::default().with("sec-ch-ua", BRANDS).judge(), Signs::default());
}

#[test]
fn reasons_have_ids_and_weights_that_a_policy_can_show() {
    for reason in &REASONS {
        assert!(reason.id.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'), "{}", reason.id);
        assert!((1..=SCORE_MAX).contains(&reason.weight.into()));
        assert!(usize::from(reason.header) < CLAIM_HEADERS.len());
    }
}

/// A value of any known header, or an unrelated one.
fn values() -> impl Strategy<Value = Option<Vec<u8>>> {
    let known = [
        CHROME,
        PHONE,
        FIREFOX,
        SAFARI,
        BRANDS,
        PAGE,
        "?1",
        "\"Linux\"",
        "navigate",
        "document",
        "cors",
        "*",
        "",
    ];
    let known = prop::sample::select(known.map(|text| text.as_bytes().to_vec()).to_vec());
    let cut = (known.clone(), any::<prop::sample::Index>())
        .prop_map(|(text, at)| text[..at.index(text.len() + 1)].to_vec());
    prop_oneof![1 => Just(None), 3 => known.prop_map(Some), 1 => cut.prop_map(Some), 1 => any::<Vec<u8>>().prop_map(Some)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn the_score_is_the_sum_of_the_reasons_whatever_is_sent(
        values in prop::array::uniform10(values()), is_secure in any::<Option<bool>>(), order in values(),
    ) {
        let headers = std::array::from_fn(|index| values[index].as_deref());
        let signs = judge_truth(&Facts { headers, is_secure, order: order.as_deref() });
        let sum: u32 = signs.reasons().map(|reason| u32::from(reason.weight)).sum();
        prop_assert_eq!(signs.score, sum.min(SCORE_MAX));
    }

    #[test]
    fn a_score_does_not_depend_on_bytes_around_a_value(pad in "[ \t]{0,3}", agent in prop::sample::select(BROWSERS.to_vec())) {
        let mut request = navigation(agent);
        for (name, value) in &mut request.0 {
            if *name != "user-agent" {
                *value = format!("{pad}{value}{pad}");
            }
        }
        prop_assert_eq!(request.judge(), Signs::default());
    }
}
