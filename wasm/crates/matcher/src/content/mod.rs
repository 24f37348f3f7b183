//! The rules for content: one email address, or one piece of a text.
//!
//! They have exports of their own and share the buffers of `check`. Everything they read except their settings is in the
//! second block, which a judgement loads into memory first.

mod custom;
mod email;
mod input;
mod sensitive;
mod units;

pub use email::email;
pub use sensitive::{Workspace, sensitive};
