//! The rules for content: one email address, or one piece of a text.
//!
//! They are asked by exports of their own, over the buffers of `check`. What they read beside their settings stands in the
//! second block, which a judgement brings into memory first.

mod custom;
mod email;
mod input;
mod sensitive;
mod units;

pub use email::email;
pub use sensitive::{Workspace, sensitive};
