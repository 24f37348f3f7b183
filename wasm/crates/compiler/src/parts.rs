//! The parts of a request that a policy reads, in the order of their slots.

/// Puts headers before parts whose name starts with a colon, as the ABI requires, and otherwise keeps the order.
///
/// Returns the parts in their new order and, for each old index, the new one.
pub fn arrange(parts: &[String]) -> (Vec<String>, Vec<usize>) {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| parts[*index].starts_with(':'));
    let mut moved = vec![0; parts.len()];
    for (new, old) in order.iter().enumerate() {
        moved[*old] = new;
    }
    (order.into_iter().map(|old| parts[old].clone()).collect(), moved)
}

/// The prefix of the names of the application's own parts.
pub const LOCAL: &str = ":local.";

/// Whether `text` can be the name of a header (a token, RFC 9110 section 5.6.2).
pub fn is_token(text: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !text.is_empty() && text.iter().all(is_part)
}

/// Whether `text` can be a key chosen by the application: printable ASCII without spaces.
pub fn is_key(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_graphic)
}

#[cfg(test)]
mod tests {
    use super::arrange;

    #[test]
    fn headers_come_first() {
        let parts = ["a", ":b", "c", ":d"].map(str::to_owned);
        let (arranged, moved) = arrange(&parts);
        assert_eq!(arranged, ["a", "c", ":b", ":d"]);
        assert_eq!(moved, [0, 2, 1, 3]);
    }
}
