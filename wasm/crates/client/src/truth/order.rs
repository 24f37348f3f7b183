//! The order of headers, where a platform preserves it.
//!
//! Only orders that hold for every kind of request of a family: its network stack writes these headers in this order,
//! whatever the page adds before them. HTTP/1, 2 and 3 agree on it.

use crate::node::trim;
use crate::truth::agent::Family;

/// Header names in the one order in which each family sends them. Safari has had several orders.
fn known_order(family: Family) -> &'static [&'static [u8]] {
    match family {
        Family::Chromium => &[b"user-agent", b"accept-encoding", b"accept-language"],
        Family::Firefox => &[b"user-agent", b"accept", b"accept-language", b"accept-encoding"],
        Family::Safari => &[],
    }
}

/// Whether the names, separated by `\n`, are in an order in which the family does not send them.
///
/// A list in alphabetical order proves nothing: the platform has sorted it.
#[inline(never)]
pub fn is_impossible(order: &[u8], family: Family) -> bool {
    let known = known_order(family);
    let mut furthest = 0;
    let mut is_out_of_order = false;
    let mut is_sorted = true;
    let mut before: &[u8] = b"";
    for name in order.split(|byte| *byte == b'\n').map(trim) {
        if let Some(rank) = known.iter().position(|known| name.eq_ignore_ascii_case(known)) {
            is_out_of_order |= rank < furthest;
            furthest = furthest.max(rank);
        }
        is_sorted &= !is_below(name, before);
        before = name;
    }
    is_out_of_order && !is_sorted
}

/// Whether a name comes before another alphabetically.
fn is_below(name: &[u8], other: &[u8]) -> bool {
    name.iter().map(u8::to_ascii_lowercase).lt(other.iter().map(u8::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_has_its_order_and_a_sorted_list_has_none() {
        for (names, chromium, firefox) in [
            ("Host User-Agent Accept Accept-Encoding Accept-Language", false, true),
            ("Host User-Agent Accept Accept-Language Accept-Encoding", true, false),
            ("host accept user-agent accept-encoding accept-language cookie", false, true),
            ("accept-encoding user-agent host", true, true),
            // As a map of headers would list them.
            ("Accept accept-encoding Accept-Language cookie host user-agent", false, false),
            ("user-agent", false, false),
            ("", false, false),
        ] {
            let order = names.replace(' ', "\n");
            assert_eq!(is_impossible(order.as_bytes(), Family::Chromium), chromium, "{names}");
            assert_eq!(is_impossible(order.as_bytes(), Family::Firefox), firefox, "{names}");
            assert!(!is_impossible(order.as_bytes(), Family::Safari), "{names}");
        }
    }
}
