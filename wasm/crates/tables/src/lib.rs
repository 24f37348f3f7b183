//! The dense block that the compiler half writes and the matcher half reads.
//!
//! The block starts with a [`Header`]; sections follow, each found through a [`Span`]. Everything in it is
//! position-independent (offsets from the block's start), aligned to four bytes and little-endian, so the bytes that a
//! native test builds are the bytes in the snapshot.
#![no_std]

mod address;
pub mod automata;
mod block;
pub mod claims;
pub mod content;
pub mod filters;
pub mod fingerprint;
mod gram;
mod layout;
mod name;
mod plain;
pub mod regexes;
mod runs;
pub mod shield;

pub use address::{
    ADDRESS_TEXT_MAX_BYTES, AddressRange, MAPPED_IPV4, holds_address, host_bits, insert_range, is_address,
    is_ipv4, leave_out_ipv4, parse_address, parse_block, parse_dotted, prefix_max, write_address,
};
pub use block::{Block, BlockMut};
pub use gram::{BOUNDARIES, BUCKETS, Fold, Gram, WINDOW};
pub use layout::{
    BENIGN, BOTS_HEADERS, Class, ClientRule, ENDS_AGENT, ENDS_WORD, Entry, HEADER_FORWARDED, HEADER_LIST,
    HEADER_SINGLE, Header, PATTERNS_MAX, STARTS_AGENT, STARTS_WORD, Span, TRUSTED_ROOM_MIN, WINDOWS_MAX,
    Words,
};
pub use name::name_characters;
pub use plain::{Plain, bytes_of, bytes_of_mut};
pub use runs::{Runs, STRIDE};
