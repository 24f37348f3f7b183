//! Compares SHA-256 with published vectors and with another crate.

use proptest::prelude::*;
use sha2::Digest;
use snapwall_digest::Sha256;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_hash_of_the_published_vectors_is_the_published_one() {
    // FIPS 180-4's examples, and NIST's short and long messages around block boundaries.
    for (message, digest) in [
        (vec![], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc".to_vec(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".to_vec(),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
        (
            b"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"
                .to_vec(),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
        ),
        (vec![0xD3], "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
        (vec![b'a'; 1_000_000], "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ] {
        let mut hash = Sha256::new();
        hash.update(&message);
        assert_eq!(hex(&hash.finish()), digest, "{} bytes", message.len());
    }
}

#[test]
fn messages_of_every_length_around_a_block_hash_as_the_crate_hashes_them() {
    let message: Vec<u8> = (0..300u32).map(|n| (n * 7) as u8).collect();
    for len in 0..message.len() {
        let mut hash = Sha256::default();
        hash.update(&message[..len]);
        assert_eq!(hash.finish()[..], sha2::Sha256::digest(&message[..len])[..], "{len}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

    #[test]
    fn any_bytes_hash_as_the_crate_hashes_them(parts in prop::collection::vec(any::<Vec<u8>>(), 0..6)) {
        let mut hash = Sha256::new();
        for part in &parts {
            hash.update(part);
        }
        prop_assert_eq!(hash.finish()[..].to_vec(), sha2::Sha256::digest(parts.concat())[..].to_vec());
    }
}
