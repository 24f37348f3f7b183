//! The request rule: what is not a request is denied, whatever else the policy says.

mod judge;

use judge::{Guard, Slots};
use snapwall_abi::{FLAG_OVERSIZED, FLAG_VOUCHED};

const BROWSER: &[u8] = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn request<'a>(method: &'a str, url: &'a str, ip: &'a str) -> Slots<'a> {
    [Some(method.as_bytes()), Some(url.as_bytes()), Some(ip.as_bytes()), Some(BROWSER), None, None]
}

#[test]
fn a_well_formed_request_of_a_browser_has_nothing_to_report() {
    let mut guard = Guard::new("");
    assert_eq!(guard.check(request("GET", "https://a.example/b?c=d", "2001:db8::1")).ids(), [] as [&str; 0]);
}

#[test]
fn what_cannot_be_read_is_denied_with_its_place() {
    let mut guard = Guard::new("");
    for (method, url, id, slot) in [
        ("", "/", "INVALID_METHOD", 0),
        ("G T", "/", "INVALID_METHOD", 0),
        ("GET", "http://[::bad", "INVALID_URL", 1),
    ] {
        let decision = guard.check(request(method, url, "1.2.3.4"));
        assert_eq!((decision.denied, decision.status, decision.ids()), (true, 400, vec![id]));
        assert_eq!(decision.reasons[0].place.unwrap().0, slot);
    }
}

#[test]
fn method_and_url_that_the_platform_vouches_for_are_not_judged_and_the_address_is() {
    let mut guard = Guard::new("");
    assert!(!guard.check_flagged(request("", "", "1.2.3.4"), FLAG_VOUCHED).denied);
    assert_eq!(guard.check_flagged(request("", "", "banana"), FLAG_VOUCHED).ids(), ["INVALID_ADDRESS"]);
}

#[test]
fn an_address_that_is_none_is_noted_and_not_used() {
    let decision = Guard::new("").check(request("GET", "/", "banana"));
    assert_eq!((decision.denied, decision.ids()), (false, vec!["INVALID_ADDRESS"]));
    assert_eq!(decision.reasons[0].effect, "note");
}

#[test]
fn what_did_not_fit_is_denied_never_allowed_unseen() {
    let decision = Guard::new("{}").check_flagged([None; 6], FLAG_OVERSIZED);
    assert_eq!((decision.denied, decision.status, decision.ids()), (true, 431, vec!["OVERSIZED"]));
}

#[test]
fn report_mode_reports_and_lets_through() {
    let decision = Guard::new(r#"{"mode":"report"}"#).check(request("", "", "1.2.3.4"));
    assert_eq!((decision.denied, decision.status), (false, 0));
    assert!(decision.reasons.iter().all(|reason| reason.effect == "report"));
}

#[test]
#[should_panic]
fn a_length_beyond_the_buffer_traps() {
    let mut input = [0; 64];
    input[1] = 6;
    input[2] = 300;
    snapwall_matcher::check(
        Guard::new("").block(),
        &mut input,
        &mut [0; snapwall_abi::CAPACITY_OUTPUT_BYTES / 4],
    );
}
