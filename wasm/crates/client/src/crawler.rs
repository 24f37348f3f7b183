//! Whether a crawler is the one that its User-Agent names.

use snapwall_tables::{AddressRange, holds_address};

/// What is known about a crawler besides its claim.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// The client's address, if it is known and not a proxy's.
    pub address: Option<u128>,
    /// The addresses that the policy gives for the crawler, sorted and disjoint. Empty when it gives none.
    pub ranges: &'a [AddressRange],
    /// Whether the platform has verified this request's crawler; `None` when the platform says nothing.
    pub platform: Option<bool>,
    /// Whether the policy says that the platform knows this crawler: then its "yes" proves the name and its "no" refutes it.
    pub asks_platform: bool,
}

/// What the evidence says about a crawler's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crawler {
    /// It is the one it claims to be.
    Verified,
    /// It is not: everything that the policy would accept as proof speaks against it.
    Spoofed,
    /// Nothing proves it, and some evidence that could is missing.
    Unknown,
}

/// Judges a crawler's claim.
///
/// The address alone verifies it, and so does the platform if the policy asks it. To call it a forgery, every kind of evidence
/// that the policy names must be known and negative: a request without a known address is never called one.
pub fn judge_crawler(evidence: &Evidence) -> Crawler {
    let is_inside = evidence.address.map(|address| holds_address(evidence.ranges, address));
    let vouches = evidence.platform.filter(|_| evidence.asks_platform);
    if vouches == Some(true) || is_inside == Some(true) {
        return Crawler::Verified;
    }
    let has_ranges = !evidence.ranges.is_empty();
    let is_clear = (!has_ranges || is_inside.is_some()) && (!evidence.asks_platform || vouches.is_some());
    if (has_ranges || evidence.asks_platform) && is_clear { Crawler::Spoofed } else { Crawler::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapwall_tables::parse_address;

    #[test]
    fn every_combination_of_evidence_has_its_verdict() {
        let ranges = [AddressRange::new(
            parse_address(b"66.249.64.0").unwrap(),
            parse_address(b"66.249.95.255").unwrap(),
        )];
        let (inside, outside) = (Some("66.249.66.1"), Some("192.0.2.1"));
        use Crawler::{Spoofed, Unknown, Verified};
        for (address, has_ranges, platform, asks_platform, verdict) in [
            (inside, true, None, false, Verified),
            (outside, true, None, false, Spoofed),
            (None, true, None, false, Unknown),
            (inside, false, None, false, Unknown),
            (outside, true, Some(true), true, Verified),
            (outside, true, Some(true), false, Spoofed),
            (inside, true, Some(false), true, Verified),
            (outside, true, Some(false), true, Spoofed),
            // The platform could still confirm it.
            (outside, true, None, true, Unknown),
            (None, true, Some(false), true, Unknown),
            (None, false, Some(false), true, Spoofed),
            (None, false, None, true, Unknown),
            // A platform that has never heard of the crawler also says "no".
            (inside, false, Some(false), false, Unknown),
            (None, false, Some(true), true, Verified),
            (None, false, Some(true), false, Unknown),
            (None, false, None, false, Unknown),
        ] {
            let address = address.map(|text| parse_address(text.as_bytes()).unwrap());
            let ranges = if has_ranges { &ranges[..] } else { &[] };
            let evidence = Evidence { address, ranges, platform, asks_platform };
            assert_eq!(judge_crawler(&evidence), verdict, "{evidence:?}");
        }
    }
}
