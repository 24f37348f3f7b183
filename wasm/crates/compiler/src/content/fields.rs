//! The fields of bodies that a rule reads.

use crate::error::PolicyError;
use crate::reader::Node;

/// The maximum length of a field's name, in bytes.
const FIELD_MAX_BYTES: usize = 255;

/// Reads a list of fields, at most `max`.
///
/// # Errors
/// The first mistake, with its place.
pub fn read_fields(node: &Node, max: usize) -> Result<Vec<String>, PolicyError> {
    node.elements(max)?.map(|element| read_field(&element)).collect()
}

fn read_field(node: &Node) -> Result<String, PolicyError> {
    let field = node.text()?;
    if field.is_empty() || field.len() > FIELD_MAX_BYTES {
        let message = format!("Expected 1 to {FIELD_MAX_BYTES} bytes, got {}", field.len());
        return Err(node.error("limit", message));
    }
    // The host receives the names separated by line feeds.
    if field.contains(char::is_control) {
        return Err(node.error("syntax", "Expected the name of a field, got control characters".to_owned()));
    }
    Ok(field.to_owned())
}
