//! Takes a request's parts apart into names and values, as they were sent and without copying.

mod json;
mod multipart;
mod pairs;

pub use json::{JsonItem, JsonStrings};
pub use multipart::{Multipart, MultipartPart, multipart_boundary};
pub use pairs::{Cookies, Pair, Pairs};
