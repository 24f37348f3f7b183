//! Phone numbers, international and national.

mod plans;

pub use plans::PHONE_REGIONS;
