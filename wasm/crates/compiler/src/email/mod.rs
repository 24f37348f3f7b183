//! The lists of the rule `email`, in the layout that the crate `email` reads.

mod data;
mod ribbon;
mod write;

pub use data::EmailLists;
pub use write::build_email_lists;

use snapwall_email::{DomainText, Fault, Profile, read_domain};

/// The DNS form of a domain in a policy: `M\u{fc}ller.DE` is `xn--mller-kva.de`.
///
/// # Errors
/// What is wrong with it.
pub fn read_listed_domain(text: &str) -> Result<String, Fault> {
    let mut room = DomainText::new();
    match read_domain(text.as_bytes(), Profile::Rfc5321, &mut room) {
        Some(fault) => Err(fault),
        None => Ok(String::from_utf8_lossy(room.as_bytes()).into_owned()),
    }
}
