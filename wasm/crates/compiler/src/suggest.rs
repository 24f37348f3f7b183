//! The nearest valid spelling.

/// Longer names are not slips, and comparing them with every bot would take too long.
const GIVEN_MAX_BYTES: usize = 100;

/// The candidate nearest to `given`, ignoring case, if it is near enough to have been meant.
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if given.len() > GIVEN_MAX_BYTES {
        return None;
    }
    let given = given.to_ascii_lowercase();
    // One slip per three characters is still a slip; more is another word.
    let limit = (given.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&given, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_owned())
}

/// `given` as quoted in a message, truncated when long.
pub fn quoted(given: &str) -> String {
    match given.char_indices().nth(GIVEN_MAX_BYTES) {
        Some((end, _)) => format!("\"{}…\"", &given[..end]),
        None => format!("\"{given}\""),
    }
}
