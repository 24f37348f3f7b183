//! Sets of addresses as written in a policy: addresses, blocks, ranges, and names of known networks.

use std::sync::LazyLock;

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use snapwall_tables::{
    ADDRESS_TEXT_MAX_BYTES, AddressRange, host_bits, is_ipv4, leave_out_ipv4, parse_address, parse_block,
    prefix_max, write_address,
};

use crate::error::PolicyError;
use crate::filters::sets;
use crate::reader::{Node, suggesting};
use crate::suggest::quoted;

/// The first and the last address of a range.
pub type Bounds = (u128, u128);

/// What is wrong with an entry.
#[derive(Debug, PartialEq, Eq)]
pub enum AddressFault {
    /// It looks like a name, but is not one of [`address_names`].
    UnknownName,
    /// A sentence about what is wrong.
    Invalid(String),
}

static NAMED: LazyLock<Vec<(String, Vec<Bounds>)>> = LazyLock::new(read_named);

/// The names that stand for addresses: `loopback`, `private`, `cloudflare`, …
pub fn address_names() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|(name, _)| name.as_str())
}

/// The maximum length of an element's text.
const ELEMENT_MAX_CHARACTERS: usize = 255;

/// The addresses of an element of a policy's list, read by [`read_addresses`]. `None` for the word `own`, in any case,
/// which has a meaning of its own in that list.
///
/// # Errors
/// What is wrong with the element, and where.
pub fn read_element(node: &Node, own: &'static str) -> Result<Option<Vec<Bounds>>, PolicyError> {
    let text = node.text()?;
    if text.chars().count() > ELEMENT_MAX_CHARACTERS {
        let message = format!("At most {ELEMENT_MAX_CHARACTERS} characters fit");
        return Err(node.error("limit", message));
    }
    if text.eq_ignore_ascii_case(own) {
        return Ok(None);
    }
    read_addresses(text).map(Some).map_err(|fault| match fault {
        AddressFault::Invalid(message) => node.error("wrongType", message),
        AddressFault::UnknownName => {
            let error = node.error("unknownName", format!("Unknown name for addresses {}", quoted(text)));
            suggesting(error, text, address_names().chain([own]))
        }
    })
}

/// The addresses of `192.0.2.7`, `10.0.0.0/8`, `10.0.0.1..10.0.0.9` or a name.
///
/// # Errors
/// When it is none of these.
pub fn read_addresses(text: &str) -> Result<Vec<Bounds>, AddressFault> {
    if let Some((_, ranges)) = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Ok(ranges.clone());
    }
    // Every address contains a dot or a colon, and no name does.
    if !text.contains(['.', ':', '/']) {
        return Err(AddressFault::UnknownName);
    }
    read_range(text).map(|range| vec![range]).map_err(AddressFault::Invalid)
}

/// The first and last address of `192.0.2.7`, `10.0.0.0/8` or `10.0.0.1..10.0.0.9`.
///
/// # Errors
/// A sentence about what is wrong with it.
pub fn read_range(text: &str) -> Result<Bounds, String> {
    if let Some((low, high)) = text.split_once("..") {
        return read_bounds(low, high);
    }
    parse_block(text.as_bytes()).ok_or_else(|| explain_block(text))
}

/// What is wrong with a text that is neither an address nor a block.
fn explain_block(text: &str) -> String {
    let (address, bits) = text.split_once('/').unwrap_or((text, ""));
    let Ok(low) = read_one(address) else { return no_address(address) };
    let width = prefix_max(address.as_bytes());
    let is_number = bits.len() <= 3 && bits.bytes().all(|byte| byte.is_ascii_digit());
    match bits.parse().ok().filter(|bits| is_number && *bits <= width) {
        Some(bits) => {
            let block = show(low & !host_bits(width, bits));
            format!("{text} has bits behind its prefix; the block is {block}/{bits}")
        }
        None => format!("Expected a prefix of 0 to {width} bits behind \"/\" in {text}"),
    }
}

/// The first and last address of a range, from their texts.
///
/// # Errors
/// A sentence about what is wrong with it.
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
    parse_address(text.as_bytes()).ok_or_else(|| no_address(text))
}

fn no_address(text: &str) -> String {
    format!("{text} is no IP address")
}

fn show(address: u128) -> String {
    let mut out = [0; ADDRESS_TEXT_MAX_BYTES];
    String::from_utf8_lossy(write_address(address, &mut out)).into_owned()
}

/// The set in the form of the block: sorted and disjoint, with overlapping and adjacent ranges joined.
///
/// IPv6 ranges leave out IPv4, see [`leave_out_ipv4`].
pub fn join_ranges(ranges: &[Bounds]) -> Vec<AddressRange> {
    let apart = ranges.iter().flat_map(|(low, high)| leave_out_ipv4(*low, *high)).flatten().collect();
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
