//! How an id is made from text: upper case, one `_` for each byte that is no letter or digit, none at the ends.
//!
//! Most ids are derived from their bot's own pattern and so take no memory.

/// The characters of the id derived from `text`.
pub fn name_characters(text: &[u8]) -> impl Iterator<Item = u8> {
    let start = text.iter().position(u8::is_ascii_alphanumeric).unwrap_or(text.len());
    let end = text.iter().rposition(u8::is_ascii_alphanumeric).map_or(start, |last| last + 1);
    text[start..end].iter().map(|byte| match byte {
        byte if byte.is_ascii_alphanumeric() => byte.to_ascii_uppercase(),
        _ => b'_',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_text_in_capitals_between_its_outer_delimiters() {
        let made = |text: &str, id: &str| name_characters(text.as_bytes()).eq(id.bytes());
        assert!(made("GPTBot", "GPTBOT"));
        assert!(made("/python-requests/", "PYTHON_REQUESTS"));
        assert!(made("a - b", "A___B"));
        assert!(made(" / ", ""));
        assert!(made("", ""));
    }
}
