//! Ranges that a guard's options add one by one stay sorted and disjoint.

use proptest::prelude::*;
use snapwall_tables::{AddressRange, holds_address, insert_range, parse_block};

proptest! {
    #[test]
    fn what_was_inserted_is_held_and_nothing_else(
        inserted in prop::collection::vec((0u128..60, 0u128..9), 0..12),
        room in 4usize..12,
    ) {
        let mut ranges = vec![AddressRange::default(); room];
        let mut count = 0;
        let mut held = [false; 80];
        for (low, len) in inserted {
            let Some(more) = insert_range(&mut ranges, count, low, low + len) else {
                prop_assert_eq!(count, room);
                break;
            };
            count = more;
            held[low as usize..=(low + len) as usize].fill(true);
        }
        for (address, is_held) in held.into_iter().enumerate() {
            prop_assert_eq!(holds_address(&ranges[..count], address as u128), is_held, "{}", address);
        }
        prop_assert!(ranges[..count].windows(2).all(|pair| pair[0].high() < pair[1].low()));
    }
}

#[test]
fn a_block_stands_with_its_own_bits_only() {
    let mapped = 0xFFFF_0000_0000u128;
    for (text, block) in [
        ("10.0.0.0/8", Some((mapped | 0x0A00_0000, mapped | 0x0AFF_FFFF))),
        ("0.0.0.0/0", Some((mapped, mapped | 0xFFFF_FFFF))),
        ("192.0.2.1", Some((mapped | 0xC000_0201, mapped | 0xC000_0201))),
        ("192.0.2.1/32", Some((mapped | 0xC000_0201, mapped | 0xC000_0201))),
        ("::/0", Some((0, u128::MAX))),
        ("::ffff:10.0.0.0/104", Some((mapped | 0x0A00_0000, mapped | 0x0AFF_FFFF))),
        ("10.0.0.1/8", None),
        ("10.0.0.0/33", None),
        ("10.0.0.0/", None),
        ("10.0.0.0/+8", None),
        ("10.0.0.0/0008", None),
        ("/8", None),
        ("private", None),
    ] {
        assert_eq!(parse_block(text.as_bytes()), block, "{text}");
    }
}
