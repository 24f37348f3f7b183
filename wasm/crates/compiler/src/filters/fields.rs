//! The fields that an expression can refer to.

use snapwall_abi::FACTS;

use super::fault::{Outcome, unknown, wrong_type};
use super::tree::{Step, Type, Value};
use crate::parts::{LOCAL, is_key, is_token};

/// The part that holds the size of the body, in bytes.
const BODY_SIZE: &str = "http.request.body.size";

/// The fields without a key.
const PLAIN: [&str; 12] = [
    "ip.src",
    "http.host",
    "http.cookie",
    "http.referer",
    "http.user_agent",
    "http.request.method",
    "http.request.uri",
    "http.request.uri.path",
    "http.request.uri.query",
    "http.request.uri.args.names",
    "http.request.uri.args.values",
    BODY_SIZE,
];

/// The fields that are followed by a key in brackets.
const KEYED: [&str; 6] = [
    "http.request.uri.args",
    "http.request.headers",
    "http.request.cookies",
    "http.request.cookie",
    "http.cookies",
    "local",
];

/// Names for a field that other products use or that users may guess.
const OTHER_NAMES: [(&str, &str); 8] = [
    ("http.request.full_uri", "http.request.uri"),
    ("http.request.path", "http.request.uri.path"),
    ("http.request.query", "http.request.uri.query"),
    ("http.request.host", "http.host"),
    ("http.request.ip", "ip.src"),
    ("ip.geoip.country", "ip.src.country"),
    ("ip.geoip.asnum", "ip.src.asnum"),
    ("cf.tls_version", "tls.version"),
];

/// Whether this name must be followed by a key in brackets.
pub fn is_keyed(name: &str) -> bool {
    KEYED.contains(&name)
}

/// The field with this name.
pub fn plain(name: &str, offset: usize) -> Outcome<Value> {
    let part = |name: &str| vec![Step::Part(name.to_owned())];
    let (steps, kind, is_many) = match name {
        "ip.src" => (vec![Step::Ip], Type::Address, false),
        // Host names are case-insensitive (RFC 9110 section 4.2.3).
        "http.host" => (vec![Step::Host, Step::Lower], Type::Text, false),
        "http.cookie" => (part("cookie"), Type::Text, false),
        "http.referer" => (part("referer"), Type::Text, false),
        "http.user_agent" => (part("user-agent"), Type::Text, false),
        "http.request.method" => (vec![Step::Method], Type::Text, false),
        "http.request.uri" => (vec![Step::Uri], Type::Text, false),
        "http.request.uri.path" => (vec![Step::Path], Type::Text, false),
        "http.request.uri.query" => (vec![Step::Query], Type::Text, false),
        "http.request.uri.args.names" => (vec![Step::ArgNames], Type::Text, true),
        "http.request.uri.args.values" => (vec![Step::ArgValues], Type::Text, true),
        BODY_SIZE => (vec![Step::Part(format!(":{BODY_SIZE}")), Step::Integer], Type::Integer, false),
        _ => match FACTS.iter().find(|(fact, _)| *fact == name) {
            Some((_, true)) => (vec![Step::Part(format!(":{name}")), Step::Integer], Type::Integer, false),
            Some((_, false)) => (part(&format!(":{name}")), Type::Text, false),
            None => return missing(name, offset),
        },
    };
    Ok(Value { steps, kind, is_many, is_starred: false, is_literal: false, offset })
}

fn missing<T>(name: &str, offset: usize) -> Outcome<T> {
    if is_keyed(name) {
        return super::fault::syntax(
            offset,
            format!("Expected a key in brackets behind {name}: {name}[\"…\"]"),
        );
    }
    if name.starts_with("http.request.headers.") {
        let message = "Lists of all headers do not exist: a host sends the headers that a policy names";
        return wrong_type(offset, message);
    }
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, field)| *field);
    if let Some(field) = other {
        let mut error = unknown::<T>(offset, "field", name, [field]);
        if let Err(fault) = &mut error {
            fault.message = format!("Unknown field {name}; did you mean {field}?");
            fault.suggestion = Some(field.to_owned());
        }
        return error;
    }
    let all = PLAIN.into_iter().chain(KEYED).chain(FACTS.map(|(name, _)| name));
    unknown(offset, "field", name, all)
}

/// The field with this name and key.
pub fn keyed(name: &str, offset: usize, key: &[u8], key_offset: usize) -> Outcome<Value> {
    let (steps, is_many) = match name {
        "http.request.uri.args" => (vec![Step::Arg(key.to_vec())], true),
        "http.request.headers" => (vec![Step::Part(header_name(key, key_offset)?)], false),
        "local" => (vec![Step::Part(local_name(key, key_offset)?)], false),
        _ => (vec![Step::Cookie(key.to_vec())], true),
    };
    Ok(Value { steps, kind: Type::Text, is_many, is_starred: false, is_literal: false, offset })
}

/// The name of a header in the form that the host is asked for.
fn header_name(key: &[u8], offset: usize) -> Outcome<String> {
    if !is_token(key) {
        return wrong_type(offset, "Expected the name of a header");
    }
    Ok(String::from_utf8_lossy(key).to_ascii_lowercase())
}

fn local_name(key: &[u8], offset: usize) -> Outcome<String> {
    if !is_key(key) {
        return wrong_type(offset, "Expected a key of printable ASCII without spaces");
    }
    Ok(format!("{LOCAL}{}", String::from_utf8_lossy(key)))
}
