//! Sets of addresses as written in a policy.

use proptest::prelude::*;
use snapwall_compiler::{AddressFault, address_names, join_ranges, read_addresses, read_range};
use snapwall_tables::{MAPPED_IPV4, holds_address, parse_address};

fn number(text: &str) -> u128 {
    parse_address(text.as_bytes()).unwrap()
}

fn holds(set: &[&str], address: &str) -> bool {
    let ranges: Vec<_> = set.iter().flat_map(|text| read_addresses(text).unwrap()).collect();
    holds_address(&join_ranges(&ranges), number(address))
}

#[test]
fn an_address_a_block_and_a_range_have_their_ends() {
    for (text, low, high) in [
        ("192.0.2.7", "192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"),
        ("192.0.2.7/32", "192.0.2.7", "192.0.2.7"),
        ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"),
        ("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ("::1/128", "::1", "::1"),
        ("10.0.0.1..10.0.0.9", "10.0.0.1", "10.0.0.9"),
        ("::ffff:10.0.0.0/104", "10.0.0.0", "10.255.255.255"),
    ] {
        assert_eq!(read_range(text), Ok((number(low), number(high))), "{text}");
    }
}

#[test]
fn a_mistake_is_told_in_a_sentence() {
    for (text, message) in [
        ("10.0.0.1/8", "10.0.0.1/8 has bits behind its prefix; the block is 10.0.0.0/8"),
        ("2001:db8::1/32", "2001:db8::1/32 has bits behind its prefix; the block is 2001:db8::/32"),
        ("10.0.0.0/33", "Expected a prefix of 0 to 32 bits behind \"/\" in 10.0.0.0/33"),
        ("10.0.0.0/", "Expected a prefix of 0 to 32 bits behind \"/\" in 10.0.0.0/"),
        ("::/+1", "Expected a prefix of 0 to 128 bits behind \"/\" in ::/+1"),
        ("::/129", "Expected a prefix of 0 to 128 bits behind \"/\" in ::/129"),
        ("10.0.0.256", "10.0.0.256 is no IP address"),
        ("example.com", "example.com is no IP address"),
        ("10.0.0.9..10.0.0.1", "10.0.0.9..10.0.0.1 ends before it starts"),
        ("10.0.0.1..::1", "10.0.0.1..::1 goes from one family of addresses to the other"),
        ("..", " is no IP address"),
    ] {
        assert_eq!(read_addresses(text), Err(AddressFault::Invalid(message.to_owned())), "{text}");
    }
    for text in ["", "cloudfare", "vercel", "10", "*"] {
        assert_eq!(read_addresses(text), Err(AddressFault::UnknownName), "{text}");
    }
}

#[test]
fn known_networks_have_names() {
    assert_eq!(
        address_names().collect::<Vec<_>>(),
        ["loopback", "private", "linkLocal", "shared", "cloudflare"]
    );
    for (name, inside, outside) in [
        ("loopback", "127.0.0.53", "128.0.0.1"),
        ("Loopback", "::1", "::2"),
        ("private", "172.31.255.255", "172.32.0.0"),
        ("private", "fd00::1", "fe00::1"),
        ("linkLocal", "169.254.1.1", "169.253.1.1"),
        ("linklocal", "febf::1", "fec0::1"),
        ("shared", "100.127.255.255", "100.128.0.0"),
        ("cloudflare", "104.27.255.255", "104.28.0.0"),
        ("cloudflare", "2a06:98c7::1", "2a06:98c8::1"),
    ] {
        assert!(holds(&[name], inside), "{name} has {inside}");
        assert!(!holds(&[name], outside), "{name} has not {outside}");
    }
}

#[test]
fn ranges_that_overlap_or_touch_are_one() {
    let ranges = ["10.0.0.0/9", "10.128.0.0/9", "10.0.0.5", "11.0.0.0..11.0.0.9", "192.0.2.0/24"];
    let ranges: Vec<_> = ranges.iter().map(|text| read_range(text).unwrap()).collect();
    let joined = join_ranges(&ranges);
    assert_eq!(joined.len(), 2);
    assert_eq!((joined[0].low(), joined[0].high()), (number("10.0.0.0"), number("11.0.0.9")));
}

#[test]
fn all_of_ipv6_leaves_out_all_of_ipv4() {
    assert!(!holds(&["::/0"], "192.0.2.1"));
    assert!(
        holds(&["::/0"], "::1") && holds(&["::/0"], "2001:db8::1") && holds(&["::/0"], "::fffe:ffff:ffff")
    );
    assert!(holds(&["::/0", "0.0.0.0/0"], "192.0.2.1"));
    let all = [read_range("::/0").unwrap(), read_range("0.0.0.0/0").unwrap()];
    assert_eq!(join_ranges(&all).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn a_set_holds_what_one_of_its_ranges_holds(
        ends in prop::collection::vec((any::<u8>(), any::<u8>()), 0..12), looked_up in any::<u8>(), is_v4 in any::<bool>(),
    ) {
        let place = |byte: u8| if is_v4 { MAPPED_IPV4 | u128::from(byte) } else { u128::MAX - u128::from(byte) };
        let ranges: Vec<_> = ends.iter().map(|(a, b)| (place(*a).min(place(*b)), place(*a).max(place(*b)))).collect();
        let joined = join_ranges(&ranges);
        let address = place(looked_up);
        prop_assert_eq!(holds_address(&joined, address), ranges.iter().any(|(low, high)| (*low..=*high).contains(&address)));
        prop_assert!(joined.windows(2).all(|pair| pair[0].high() + 1 < pair[1].low()));
    }

    #[test]
    fn any_text_is_read_without_a_fault(text in "[0-9a-f./:]{0,24}") {
        let _ = read_addresses(&text);
    }
}
