//! The members `email` and `sensitive` of a policy: rules for content.

mod custom;
mod email;
mod fields;
mod sensitive;

pub use email::EmailPolicy;
pub use sensitive::SensitivePolicy;
