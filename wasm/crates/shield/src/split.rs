//! Splits a request's parts into names and values, still encoded and without copying.

mod json;
mod multipart;
mod pairs;

pub use json::{JsonItem, JsonStrings, ends_object, has_foreign};
pub use multipart::{Multipart, MultipartPart, multipart_boundary};
pub use pairs::{Cookies, Pair, Pairs};
