//! What literals stand for.

use std::net::IpAddr;

use snapwall_tables::filters::MAPPED_IPV4;

use super::fault::{Outcome, syntax};
use super::token::{Kind, Token};

/// The longest string literal in bytes: work per literal is bounded, and a place in it is a single byte.
pub const TEXT_MAX_BYTES: usize = 255;

/// The bytes of a string.
pub fn text(token: &Token) -> Outcome<Vec<u8>> {
    let bytes = match token.kind {
        Kind::Raw => token.text.as_bytes().to_vec(),
        _ => unescape(token)?,
    };
    if bytes.len() > TEXT_MAX_BYTES {
        let message = format!("A string of {} bytes; at most {TEXT_MAX_BYTES} fit", bytes.len());
        return super::fault::fault("limit", token.offset, message);
    }
    Ok(bytes)
}

fn unescape(token: &Token) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = token.text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        // Behind the opening quotation mark.
        let offset = token.offset + 1 + (token.text.len() - rest.len()) + at;
        let escape = &rest[at + 1..];
        let kind = escape.chars().next().unwrap_or('\\');
        rest = &escape[kind.len_utf8().min(escape.len())..];
        match kind {
            '"' | '\\' => bytes.push(kind as u8),
            'n' => bytes.push(b'\n'),
            'r' => bytes.push(b'\r'),
            't' => bytes.push(b'\t'),
            'x' => {
                let digits = rest.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let Some(byte) = digits else {
                    return syntax(offset, "Expected two hexadecimal digits behind \\x");
                };
                bytes.push(byte);
                rest = &rest[2..];
            }
            _ => {
                let message = format!("Unknown escape \\{kind}; write \\\\{kind}, or a raw string r\"…\"");
                return syntax(offset, message);
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

/// The text of a regular expression: only `\"` is an escape of the string, all others are the expression's.
pub fn regex(token: &Token) -> String {
    match token.kind {
        Kind::Raw => token.text.to_owned(),
        _ => token.text.replace("\\\"", "\""),
    }
}

/// An integer: decimal, or hexadecimal behind `0x`.
pub fn integer(text: &str) -> Option<i64> {
    match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        // A sign would be accepted here.
        Some(digits) if digits.starts_with(|c: char| c.is_ascii_hexdigit()) => {
            i64::from_str_radix(digits, 16).ok()
        }
        Some(_) => None,
        None => text.parse().ok(),
    }
}

/// The first and the last address of `192.0.2.7`, `10.0.0.0/8` or `10.0.0.1..10.0.0.9`.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn addresses(text: &str) -> Result<(u128, u128), String> {
    if let Some((low, high)) = text.split_once("..") {
        return address_range(low, high);
    }
    let Some((address, bits)) = text.split_once('/') else {
        let address = number(parse(text)?);
        return Ok((address, address));
    };
    let address = parse(address)?;
    let width = if address.is_ipv4() { 32 } else { 128 };
    let is_number = !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit());
    let bits = bits.parse::<u32>().ok().filter(|bits| is_number && *bits <= width);
    let Some(bits) = bits else {
        return Err(format!("Expected a prefix of 0 to {width} bits behind \"/\" in {text}"));
    };
    let host = u128::MAX.checked_shr(128 - width + bits).unwrap_or(0);
    let low = number(address);
    if low & host != 0 {
        let first = show(low & !host, address.is_ipv4());
        return Err(format!("{text} has bits behind its prefix; the block is {first}/{bits}"));
    }
    Ok((low, low | host))
}

/// The first and the last address of a range.
///
/// # Errors
/// A sentence on what is wrong with it.
pub fn address_range(low: &str, high: &str) -> Result<(u128, u128), String> {
    let (first, last) = (parse(low)?, parse(high)?);
    if first.is_ipv4() != last.is_ipv4() {
        return Err(format!("{low}..{high} goes from one family of addresses to the other"));
    }
    if first > last {
        return Err(format!("{low}..{high} ends before it starts"));
    }
    Ok((number(first), number(last)))
}

fn parse(text: &str) -> Result<IpAddr, String> {
    text.parse().map_err(|_| format!("{text} is no IP address"))
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => MAPPED_IPV4 | u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

fn show(address: u128, is_ipv4: bool) -> IpAddr {
    if is_ipv4 { IpAddr::from((address as u32).to_be_bytes()) } else { IpAddr::from(address.to_be_bytes()) }
}
