//! The text that patterns and names are slices of.

/// Collects texts, stores each but once, and none that is part of another.
pub struct Pool {
    text: Vec<u8>,
}

impl Pool {
    /// Packs `texts`, longest first, so that a text inside a longer one costs nothing.
    pub fn pack(mut texts: Vec<&str>) -> Self {
        texts.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        let mut pool = Pool { text: Vec::new() };
        for text in texts {
            pool.intern(text.as_bytes());
        }
        pool
    }

    /// Where `text` stands; added at the end, over what the end already has of it, when it stands nowhere.
    pub fn intern(&mut self, text: &[u8]) -> usize {
        if let Some(at) = find(&self.text, text) {
            return at;
        }
        let overlap = (0..text.len()).rev().find(|len| self.text.ends_with(&text[..*len])).unwrap_or(0);
        self.text.extend_from_slice(&text[overlap..]);
        self.text.len() - text.len()
    }

    /// Where a slice stands whose characters, seen through `view`, are `wanted`.
    pub fn find_viewed(&self, wanted: &[u8], view: impl Fn(u8) -> u8) -> Option<usize> {
        self.text
            .windows(wanted.len())
            .position(|slice| slice.iter().zip(wanted).all(|(byte, wanted)| view(*byte) == *wanted))
    }

    pub fn bytes(&self) -> &[u8] {
        &self.text
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|slice| slice == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_inside_another_costs_nothing() {
        let mut pool = Pool::pack(vec!["bot", "googlebot", "botany"]);
        assert_eq!(pool.bytes(), b"googlebotany");
        assert_eq!(pool.intern(b"bot"), 6);
    }

    #[test]
    fn a_name_is_found_through_a_view() {
        let pool = Pool::pack(vec!["python-requests"]);
        let view = |byte: u8| if byte == b'-' { b'_' } else { byte };
        assert_eq!(pool.find_viewed(b"python_requests", view), Some(0));
        assert_eq!(pool.find_viewed(b"python_requests", |byte| byte), None);
    }
}
