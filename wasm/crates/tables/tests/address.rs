//! Compares parsing and formatting of addresses with the standard library's.

use std::net::{IpAddr, Ipv6Addr};

use proptest::prelude::*;
use snapwall_tables::{
    ADDRESS_TEXT_MAX_BYTES, AddressRange, MAPPED_IPV4, holds_address, is_address, is_ipv4, parse_address,
    write_address,
};

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_ipv6_mapped()),
        IpAddr::V6(address) => u128::from(address),
    }
}

fn show(address: u128) -> String {
    let mut out = [0; ADDRESS_TEXT_MAX_BYTES];
    String::from_utf8(write_address(address, &mut out).to_vec()).unwrap()
}

/// What the standard library parses; it rejects leading zeros as we do.
fn expected(text: &[u8]) -> Option<u128> {
    std::str::from_utf8(text).ok()?.parse().ok().map(number)
}

#[test]
fn agrees_with_the_standard_library_on_a_table() {
    for text in [
        "1.2.3.4",
        "255.255.255.255",
        "0.0.0.0",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3",
        "1.2.3.4.5",
        "1..2.3",
        "",
        ".",
        "::",
        "::1",
        "1::",
        "1::2",
        ":::",
        "1:::2",
        "1::2::3",
        "::ffff:1.2.3.4",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4::",
        "12345::",
        "g::",
        ":1",
        "1:",
        "fe80::1%eth0",
        "[::1]",
        "1.2.3.4:80",
        "::1.2.3",
        "banana",
        "1:2:3:4:5:6:7:",
        "::1:",
        "1::2:3:4:5:6:7:8",
        "::1:2:3:4:5:6:7:8",
        "::ffff:0:0",
        "::FFFF:255.255.255.255",
        "ABCD:ef01:2345:6789:abcd:EF01:2345:6789",
        "0000:0000:0000:0000:0000:0000:0000:00001",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5:6:7:8:1.2.3.4",
        "1::1.2.3.4:5",
        "999999999999999999999.1.1.1",
        "1.2.3.4 ",
        "+1.2.3.4",
    ] {
        assert_eq!(parse_address(text.as_bytes()), expected(text.as_bytes()), "{text:?}");
        assert_eq!(is_address(text.as_bytes()), expected(text.as_bytes()).is_some(), "{text:?}");
    }
}

#[test]
fn an_address_is_written_as_rfc_5952_has_it() {
    for (text, written) in [
        ("0.0.0.0", "0.0.0.0"),
        ("255.100.10.1", "255.100.10.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::", "::"),
        ("::1", "::1"),
        ("1::", "1::"),
        ("2001:DB8::0001", "2001:db8::1"),
        // Section 4.2.2: a single group of zeros is not shortened.
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        // Section 4.2.3: the longest run, and the first of equal ones.
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
        ("fedc:ba98:7654:3210:fedc:ba98:7654:3210", "fedc:ba98:7654:3210:fedc:ba98:7654:3210"),
    ] {
        assert_eq!(show(parse_address(text.as_bytes()).unwrap()), written, "{text}");
    }
}

#[test]
fn a_mapped_address_is_the_ipv4_address() {
    assert_eq!(parse_address(b"::ffff:1.2.3.4"), parse_address(b"1.2.3.4"));
    assert!(is_ipv4(MAPPED_IPV4) && is_ipv4(MAPPED_IPV4 | 0xFFFF_FFFF));
    assert!(!is_ipv4(MAPPED_IPV4 - 1) && !is_ipv4((MAPPED_IPV4 | 0xFFFF_FFFF) + 1) && !is_ipv4(0x0102_0304));
}

#[test]
fn no_range_holds_anything_when_there_is_none() {
    assert!(!holds_address(&[], 0) && !holds_address(&[], u128::MAX));
}

/// Addresses with zero groups in them, and IPv4 ones.
fn addresses() -> impl Strategy<Value = u128> {
    let group = prop_oneof![3 => Just(0u16), 1 => 0..16u16, 1 => any::<u16>()];
    let groups = prop::array::uniform8(group).prop_map(|groups| u128::from(Ipv6Addr::from(groups)));
    prop_oneof![groups, any::<u32>().prop_map(|v4| MAPPED_IPV4 | u128::from(v4)), any::<u128>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn agrees_with_the_standard_library_on_random_text(
        picks in prop::collection::vec(prop::sample::select(b"0123456789afF:::::....%[] ".to_vec()), 0..24),
    ) {
        prop_assert_eq!(parse_address(&picks), expected(&picks));
        prop_assert_eq!(is_address(&picks), expected(&picks).is_some());
    }

    #[test]
    fn agrees_with_the_standard_library_on_what_is_nearly_an_address(
        address in addresses(), at in any::<prop::sample::Index>(), byte in any::<u8>(), insert in any::<bool>(),
    ) {
        let mut text = Ipv6Addr::from(address).to_string().into_bytes();
        let at = at.index(text.len());
        if insert { text.insert(at, byte) } else { text[at] = byte }
        prop_assert_eq!(parse_address(&text), expected(&text));
        prop_assert_eq!(is_address(&text), expected(&text).is_some());
    }

    #[test]
    fn text_is_the_standard_library_s_and_reads_back(address in addresses()) {
        let standard = match Ipv6Addr::from(address).to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => Ipv6Addr::from(address).to_string(),
        };
        // RFC 5952 section 4.3 requires no dotted form elsewhere, and the standard library writes none.
        prop_assert_eq!(show(address), standard.clone());
        prop_assert_eq!(parse_address(standard.as_bytes()), Some(address));
    }

    #[test]
    fn an_address_is_in_ranges_when_it_is_in_one_of_them(
        mut bounds in prop::collection::vec(any::<u8>(), 0..20), looked_up in any::<u8>(), high in any::<bool>(),
    ) {
        bounds.sort_unstable();
        bounds.dedup();
        // At the top of the address space, where a word left out of the comparison would show.
        let place = |byte: u8| if high { u128::MAX - 255 + u128::from(byte) } else { u128::from(byte) << 64 };
        let pairs: Vec<(u128, u128)> = bounds.chunks_exact(2).map(|pair| (place(pair[0]), place(pair[1]))).collect();
        let ranges: Vec<AddressRange> = pairs.iter().map(|(low, high)| AddressRange::new(*low, *high)).collect();
        for (range, (low, high)) in ranges.iter().zip(&pairs) {
            prop_assert_eq!((range.low(), range.high()), (*low, *high));
        }
        let address = place(looked_up);
        let is_inside = pairs.iter().any(|(low, high)| (*low..=*high).contains(&address));
        prop_assert_eq!(holds_address(&ranges, address), is_inside);
    }
}
