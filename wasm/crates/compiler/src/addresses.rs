//! Sets of addresses as a policy writes them: addresses, blocks, ranges, and names for those that are known.

use std::sync::LazyLock;

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use snapwall_tables::{
    ADDRESS_TEXT_MAX_BYTES, AddressRange, MAPPED_IPV4, is_ipv4, parse_address, write_address,
};

use crate::filters::sets;

/// The first and the last address of a range.
pub type Bounds = (u128, u128);

/// What is wrong with an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It looks like a name, and none of [`address_names`] is it.
    UnknownName,
    /// A sentence on what is wrong.
    Invalid(String),
}

static NAMED: LazyLock<Vec<(String, Vec<Bounds>)>> = LazyLock::new(read_named);

/// The names that stand for addresses: `loopback`, `private`, `cloudflare`, …
pub fn address_names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| name.as_str())
}

/// What `192.0.2.7`, `10.0.0.0/8`, `10.0.0.1..10.0.0.9` or a name stands for.
///
/// # Errors
/// When it is none of these.
pub fn read_addresses(text: &str) -> Result<Vec<Bounds>, AddressFault> {
    if let Some((_, ranges)) = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Ok(ranges.clone());
    }
    // Every address has a dot or a colon, and no name has.
    if !text.contains(['.', ':', '/']) {
        return Err(AddressFault::UnknownName);
    }
    read_range(text).map(|range| vec![range]).map_err(AddressFault::Invalid)
}

/// The first and the last address of `192.0.2.7`, `10.0.0.0/8` or `10.0.0.1..10.0.0.9`.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read_range(text: &str) -> Result<Bounds, String> {
    if let Some((low, high)) = text.split_once("..") {
        return read_bounds(low, high);
    }
    let Some((address, bits)) = text.split_once('/') else {
        let address = read_one(text)?;
        return Ok((address, address));
    };
    let width = if address.contains(':') { 128 } else { 32 };
    let low = read_one(address)?;
    let is_number = !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit());
    let bits = bits.parse::<u32>().ok().filter(|bits| is_number && *bits <= width);
    let Some(bits) = bits else {
        return Err(format!("Expected a prefix of 0 to {width} bits behind \"/\" in {text}"));
    };
    let host = u128::MAX.checked_shr(128 - width + bits).unwrap_or(0);
    if low & host != 0 {
        return Err(format!("{text} has bits behind its prefix; the block is {}/{bits}", show(low & !host)));
    }
    Ok((low, low | host))
}

/// The first and the last address of a range, from the texts of both.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn read_bounds(low: &str, high: &str) -> Result<Bounds, String> {
    let (first, last) = (read_one(low)?, read_one(high)?);
    if is_ipv4(first) != is_ipv4(last) {
        return Err(format!("{low}..{high} goes from one family of addresses to the other"));
    }
    if first > last {
        return Err(format!("{low}..{high} ends before it starts"));
    }
    Ok((first, last))
}

fn read_one(text: &str) -> Result<u128, String> {
    parse_address(text.as_bytes()).ok_or_else(|| format!("{text} is no IP address"))
}

fn show(address: u128) -> String {
    let mut out = [0; ADDRESS_TEXT_MAX_BYTES];
    String::from_utf8_lossy(write_address(address, &mut out)).into_owned()
}

/// The set as the block holds it: sorted, disjoint, ranges that overlap or touch joined.
///
/// A range of IPv6 addresses around the place where IPv4 addresses are mapped to leaves them out: whoever trusts `::/0`
/// has not said a word about IPv4.
pub fn join_ranges(ranges: &[Bounds]) -> Vec<AddressRange> {
    let mapped = (MAPPED_IPV4, MAPPED_IPV4 | 0xFFFF_FFFF);
    let mut apart: Vec<Bounds> = Vec::new();
    for (low, high) in ranges.iter().copied() {
        if is_ipv4(low) && is_ipv4(high) || high < mapped.0 || mapped.1 < low {
            apart.push((low, high));
            continue;
        }
        apart.extend((low < mapped.0).then(|| (low, mapped.0 - 1)));
        apart.extend((mapped.1 < high).then(|| (mapped.1 + 1, high)));
    }
    let joined = sets::join(apart, |end| end.checked_add(1));
    joined.into_iter().map(|(low, high)| AddressRange::new(low, high)).collect()
}

/// Reads `wasm/data/proxies.json`.
fn read_named() -> Vec<(String, Vec<Bounds>)> {
    let text = include_str!("../../../data/proxies.json");
    let parsed =
        parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).expect("valid JSON");
    let Some(Value::Object(root)) = parsed.value else { panic!("an object") };
    let names = &root.get_array("names").expect("names").elements;
    let read = |entry: &Value| {
        let entry = entry.as_object().expect("an entry is an object");
        let ranges = &entry.get_array("ranges").expect("ranges").elements;
        let ranges = ranges.iter().map(|range| {
            read_range(&range.as_string_lit().expect("a range is text").value)
                .expect("a range without mistakes")
        });
        (entry.get_string("name").expect("a name").value.to_string(), ranges.collect())
    };
    names.iter().map(read).collect()
}
