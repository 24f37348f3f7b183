//! Compares the client's address with a walk that is written to be obviously correct.

use std::net::{IpAddr, Ipv4Addr};

use proptest::prelude::*;
use snapwall_client::{Client, HOPS_MAX, Header, Refusal, find_client};
use snapwall_tables::{ADDRESS_TEXT_MAX_BYTES, AddressRange, parse_address, write_address};

/// `10.0.0.0/8`, `2001:db8:1::/48` and `::1`.
fn trusted() -> Vec<AddressRange> {
    let ends = [
        ("::1", "::1"),
        ("10.0.0.0", "10.255.255.255"),
        ("2001:db8:1::", "2001:db8:1:ffff:ffff:ffff:ffff:ffff"),
    ];
    let number = |text: &str| parse_address(text.as_bytes()).unwrap();
    ends.map(|(low, high)| AddressRange::new(number(low), number(high))).to_vec()
}

/// `address hop place refusal`, with the place shown as its text.
fn show(client: &Client, value: &str) -> String {
    let mut out = [0; ADDRESS_TEXT_MAX_BYTES];
    let address = client.address.map(|address| write_address(address, &mut out).to_vec());
    let address = address.map_or("none".into(), |text| String::from_utf8(text).unwrap());
    let refusal = client.refusal.map_or(String::new(), |refusal| format!(" {refusal:?}"));
    format!("{address} {} <{}>{refusal}", client.hop, &value[client.place.clone()])
}

fn list(connection: &str, value: &str) -> String {
    let client =
        find_client(Some(connection.as_bytes()), || Some(Header::List(value.as_bytes())), &trusted(), false);
    show(&client, value)
}

fn forwarded(connection: &str, value: &str) -> String {
    let header = Header::Forwarded(value.as_bytes());
    show(&find_client(Some(connection.as_bytes()), || Some(header), &trusted(), false), value)
}

#[test]
fn a_connection_that_is_no_trusted_proxy_is_the_client_whatever_it_claims() {
    assert_eq!(list("192.0.2.1", "198.51.100.1"), "192.0.2.1 0 <>");
    assert_eq!(list("192.0.2.1", "10.0.0.1, garbage"), "192.0.2.1 0 <>");
    assert_eq!(forwarded("192.0.2.1", "for=198.51.100.1"), "192.0.2.1 0 <>");
}

#[test]
fn the_right_most_address_that_is_no_trusted_proxy_is_the_client() {
    assert_eq!(list("10.0.0.1", "198.51.100.1"), "198.51.100.1 1 <198.51.100.1>");
    assert_eq!(list("10.0.0.1", "6.6.6.6, 198.51.100.1"), "198.51.100.1 1 <198.51.100.1>");
    assert_eq!(
        list("10.0.0.1", "6.6.6.6,198.51.100.1 , 10.0.0.2\t,10.0.0.3"),
        "198.51.100.1 3 <198.51.100.1>"
    );
    assert_eq!(list("::1", "2001:DB8::1, 2001:db8:1::9"), "2001:db8::1 2 <2001:DB8::1>");
    assert_eq!(list("10.0.0.1", "[2001:db8::1]:99"), "2001:db8::1 1 <[2001:db8::1]:99>");
    // An attacker prepends what it has guessed about the network; only what is to the right of it counts.
    assert_eq!(
        list("10.0.0.1", "127.0.0.1, 10.0.0.9, 198.51.100.1, 10.0.0.2"),
        "198.51.100.1 2 <198.51.100.1>"
    );
}

#[test]
fn both_forms_of_an_ipv4_address_are_the_same_proxy() {
    assert_eq!(list("::ffff:10.0.0.1", "192.0.2.9, ::ffff:a00:2"), "192.0.2.9 2 <192.0.2.9>");
    assert_eq!(list("10.0.0.1", "::ffff:192.0.2.9"), "192.0.2.9 1 <::ffff:192.0.2.9>");
}

#[test]
fn without_an_address_on_its_left_the_last_proxy_is_the_client() {
    assert_eq!(list("10.0.0.1", ""), "10.0.0.1 0 <>");
    assert_eq!(list("10.0.0.1", " \t"), "10.0.0.1 0 <>");
    assert_eq!(list("10.0.0.1", "10.0.0.2"), "10.0.0.2 1 <10.0.0.2>");
    let client = find_client(Some(b"10.0.0.1"), || None, &trusted(), false);
    assert_eq!(show(&client, ""), "10.0.0.1 0 <>");
}

#[test]
fn what_cannot_be_read_stops_the_walk_and_is_told() {
    assert_eq!(list("10.0.0.1", "198.51.100.1, garbage"), "10.0.0.1 0 <> Malformed");
    assert_eq!(list("10.0.0.1", "198.51.100.1, garbage, 10.0.0.2"), "10.0.0.2 1 <10.0.0.2> Malformed");
    assert_eq!(list("10.0.0.1", "198.51.100.1, , 10.0.0.2"), "10.0.0.2 1 <10.0.0.2> Malformed");
    assert_eq!(list("10.0.0.1", "198.51.100.1,"), "10.0.0.1 0 <> Malformed");
    assert_eq!(list("10.0.0.1", ","), "10.0.0.1 0 <> Malformed");
    assert_eq!(list("10.0.0.1", "198.51.100.1, unknown"), "10.0.0.1 0 <> Hidden");
    // Nothing beyond the client is read.
    assert_eq!(list("10.0.0.1", "garbage, 198.51.100.1"), "198.51.100.1 1 <198.51.100.1>");
}

#[test]
fn nothing_is_built_on_a_connection_that_cannot_be_read() {
    assert_eq!(list("garbage", "198.51.100.1"), "none 0 <> Malformed");
    assert_eq!(list("", "198.51.100.1"), "none 0 <> Malformed");
    assert_eq!(list("unknown", "198.51.100.1"), "none 0 <> Hidden");
}

#[test]
fn a_connection_without_an_address_is_trusted_only_where_the_policy_says_so() {
    let header = Some(Header::List(b"6.6.6.6, 198.51.100.1"));
    assert_eq!(find_client(None, || header, &trusted(), false).address, None);
    let client = find_client(None, || header, &trusted(), true);
    assert_eq!(show(&client, "6.6.6.6, 198.51.100.1"), "198.51.100.1 1 <198.51.100.1>");
    assert_eq!(find_client(None, || None, &trusted(), true).address, None);
    // Trusting sockets does not extend to a connection with a stranger's address.
    assert_eq!(find_client(Some(b"192.0.2.1"), || header, &trusted(), true).hop, 0);
}

#[test]
fn forwarded_is_read_as_rfc_7239_has_it() {
    let value = "for=\"_gazonk\", For=\"[2001:db8:cafe::17]:4711\", for=10.0.0.2;proto=http;by=10.0.0.1";
    assert_eq!(forwarded("10.0.0.1", value), "2001:db8:cafe::17 2 <For=\"[2001:db8:cafe::17]:4711\">");
    assert_eq!(forwarded("10.0.0.1", "for=192.0.2.43, for=_hidden"), "10.0.0.1 0 <> Hidden");
    assert_eq!(forwarded("10.0.0.1", "for=192.0.2.43, for=unknown;by=x"), "10.0.0.1 0 <> Hidden");
    assert_eq!(forwarded("10.0.0.1", "for=192.0.2.43, by=10.0.0.1"), "10.0.0.1 0 <> Malformed");
    assert_eq!(forwarded("10.0.0.1", "for=192.0.2.43, 192.0.2.44"), "10.0.0.1 0 <> Malformed");
    assert_eq!(
        forwarded("10.0.0.1", "for=192.0.2.43;host=\"a, for=6.6.6.6\""),
        "192.0.2.43 1 <for=192.0.2.43;host=\"a, for=6.6.6.6\">"
    );
}

#[test]
fn a_quotation_mark_left_open_swallows_no_hop() {
    for claim in ["for=\"6.6.6.6", "for=\"6.6.6.6\\", "\"", "host=\"\\\"", "for=\"6.6.6.6;x=\"\""] {
        let value = format!("{claim}, for=198.51.100.1");
        assert_eq!(forwarded("10.0.0.1", &value), "198.51.100.1 1 <for=198.51.100.1>", "{claim}");
        let value = format!("{claim}, for=10.0.0.2");
        assert_eq!(forwarded("10.0.0.1", &value), "10.0.0.2 1 <for=10.0.0.2> Malformed", "{claim}");
    }
}

#[test]
fn a_header_with_one_address_is_one_hop() {
    let single = |connection: &str, value: &str| {
        let header = Some(Header::Single(value.as_bytes()));
        show(&find_client(Some(connection.as_bytes()), || header, &trusted(), false), value)
    };
    assert_eq!(single("10.0.0.1", "198.51.100.1"), "198.51.100.1 1 <198.51.100.1>");
    assert_eq!(single("192.0.2.1", "198.51.100.1"), "192.0.2.1 0 <>");
    assert_eq!(single("10.0.0.1", "10.0.0.2"), "10.0.0.2 1 <10.0.0.2>");
    assert_eq!(single("10.0.0.1", "6.6.6.6, 198.51.100.1"), "10.0.0.1 0 <> Malformed");
}

#[test]
fn the_walk_ends_after_the_most_hops_that_are_looked_at() {
    let hops = |count: u32| vec!["10.0.0.2"; count as usize].join(", ");
    assert_eq!(list("10.0.0.1", &hops(HOPS_MAX)), format!("10.0.0.2 {HOPS_MAX} <10.0.0.2>"));
    assert_eq!(list("10.0.0.1", &hops(HOPS_MAX + 1)), format!("10.0.0.2 {HOPS_MAX} <10.0.0.2> TooMany"));
    let beyond = format!("198.51.100.1, {}", hops(HOPS_MAX));
    assert_eq!(list("10.0.0.1", &beyond), format!("10.0.0.2 {HOPS_MAX} <10.0.0.2> TooMany"));
}

/// The address of a hop without ports and brackets, as the standard library reads it.
fn read_plain(text: &str) -> Option<IpAddr> {
    let address: IpAddr = text.trim_matches([' ', '\t']).parse().ok()?;
    Some(address.to_canonical())
}

/// The walk over a list of plain addresses.
fn walk(connection: &str, value: &str) -> (Option<IpAddr>, u32, bool) {
    let is_trusted = |address: IpAddr| match address {
        IpAddr::V4(address) => address.octets()[0] == 10,
        IpAddr::V6(address) => address.segments()[..3] == [0x2001, 0xdb8, 1] || address.is_loopback(),
    };
    let Some(mut client) = read_plain(connection) else { return (None, 0, true) };
    let elements: Vec<&str> =
        if value.trim_matches([' ', '\t']).is_empty() { vec![] } else { value.split(',').collect() };
    for (index, element) in elements.iter().rev().enumerate() {
        if !is_trusted(client) {
            return (Some(client), index as u32, false);
        }
        if index as u32 == HOPS_MAX {
            return (Some(client), index as u32, true);
        }
        match read_plain(element) {
            Some(address) => client = address,
            None => return (Some(client), index as u32, true),
        }
    }
    (Some(client), elements.len() as u32, false)
}

fn canonical(address: u128) -> IpAddr {
    IpAddr::from(address.to_be_bytes()).to_canonical()
}

fn hop() -> impl Strategy<Value = String> {
    let text = prop::sample::select(vec!["", " ", "x", "10.0.0.256", "::g", "10.0.0.1, ", "2001:db8:1::"]);
    prop_oneof![
        8 => any::<u16>().prop_map(|low| format!("10.0.{}.{}", low >> 8, low & 255)),
        2 => any::<u32>().prop_map(|v4| Ipv4Addr::from(v4).to_string()),
        1 => any::<u16>().prop_map(|low| format!("::ffff:10.0.{}.{}", low >> 8, low & 255)),
        1 => any::<u16>().prop_map(|low| format!("2001:db8:1::{low:x}")),
        1 => any::<u16>().prop_map(|low| format!("2001:db8:2::{low:X}")),
        1 => text.prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn a_list_is_walked_as_the_naive_walk_does(
        connection in hop(),
        hops in prop::collection::vec(hop(), 0..40),
        separator in prop::sample::select(vec![",", ", ", " ,\t"]),
    ) {
        let value = hops.join(separator);
        let client = find_client(Some(connection.as_bytes()), || Some(Header::List(value.as_bytes())), &trusted(), false);
        let (address, hop, is_refused) = walk(&connection, &value);
        prop_assert_eq!(client.address.map(canonical), address);
        prop_assert_eq!((client.hop, client.refusal.is_some()), (hop, is_refused));
        // The place is where the address is.
        if hop > 0 {
            prop_assert_eq!(read_plain(&value[client.place]), address);
        }
    }

    #[test]
    fn forwarded_says_the_same_as_a_list(connection in hop(), hops in prop::collection::vec(hop(), 1..40)) {
        let hops: Vec<String> = hops.into_iter().filter(|hop| !hop.contains(',')).collect();
        let list = hops.join(",");
        let quoted: Vec<String> = hops.iter().map(|hop| format!("proto=http;for=\"{hop}\"")).collect();
        let connection = Some(connection.as_bytes());
        let quoted = quoted.join(", ");
        let one = find_client(connection, || Some(Header::List(list.as_bytes())), &trusted(), false);
        let other = find_client(connection, || Some(Header::Forwarded(quoted.as_bytes())), &trusted(), false);
        // One blank hop makes an empty list, but it is an element of `Forwarded`.
        if !list.trim().is_empty() {
            prop_assert_eq!((one.address, one.hop, one.refusal), (other.address, other.hop, other.refusal));
        }
    }

    #[test]
    fn what_an_attacker_puts_on_the_left_changes_nothing(
        claim in "[0-9a-f.:,;=\" \\\\\\[\\]for]{0,40}", proxies in 0..4usize, is_list in any::<bool>(),
    ) {
        let header = |value| if is_list { Header::List(value) } else { Header::Forwarded(value) };
        let own = if is_list { "198.51.100.1" } else { "for=198.51.100.1" };
        let added = [vec![own], vec![if is_list { "10.0.0.2" } else { "for=\"10.0.0.2:80\"" }; proxies]].concat().join(", ");
        let attacked = format!("{claim}, {added}");
        let honest = find_client(Some(b"10.0.0.1"), || Some(header(added.as_bytes())), &trusted(), false);
        let attacked = find_client(Some(b"10.0.0.1"), || Some(header(attacked.as_bytes())), &trusted(), false);
        prop_assert_eq!((attacked.address, attacked.hop, attacked.refusal), (honest.address, honest.hop, honest.refusal));
        prop_assert_eq!(attacked.address.map(canonical), "198.51.100.1".parse().ok());
    }

    #[test]
    fn any_bytes_are_walked_without_a_fault(connection in any::<Vec<u8>>(), value in any::<Vec<u8>>()) {
        for header in [Header::List(&value), Header::Forwarded(&value), Header::Single(&value)] {
            for connection in [None, Some(&b"10.0.0.1"[..]), Some(&connection[..])] {
                let client = find_client(connection, || Some(header), &trusted(), true);
                prop_assert!(client.place.end <= value.len());
                prop_assert!(client.refusal != Some(Refusal::TooMany) || client.hop == HOPS_MAX);
            }
        }
    }
}
