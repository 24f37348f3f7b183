//! Bech32 and bech32m (BIP-173, BIP-350).

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS: [u32; 5] = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/// The residues of valid checksums: of bech32, and of bech32m.
const RESIDUES: [u32; 2] = [1, 0x2bc830a3];

/// The prefixes of such addresses.
const PREFIXES: &[u8] =
    b"bc|BC|tb|ltc|addr|stake|cosmos|osmo|inj|juno|celestia|terra|kava|sei|dydx|axelar|akash|noble|thor|bnb";

/// The length of the longest prefix; most words are longer.
const PREFIX_BYTES_MAX: usize = "celestia".len();

#[inline(never)]
fn step(state: u32, value: u8) -> u32 {
    let top = state >> 25;
    let mut state = (state & 0x1ff_ffff) << 5 ^ u32::from(value);
    for (bit, generator) in GENERATORS.iter().enumerate() {
        if top >> bit & 1 != 0 {
            state ^= generator;
        }
    }
    state
}

/// The prefix of a word whose checksum is valid.
pub fn read_prefix(word: &[u8]) -> Option<&[u8]> {
    let one = word.iter().rposition(|byte| *byte == b'1')?;
    let (prefix, data) = (&word[..one], &word[one + 1..]);
    if data.len() < 8
        || prefix.len() > PREFIX_BYTES_MAX
        || !PREFIXES.split(|byte| *byte == b'|').any(|known| known == prefix)
    {
        return None;
    }
    let is_upper = prefix[0].is_ascii_uppercase();
    let mut state = 1;
    for byte in prefix {
        state = step(state, byte.to_ascii_lowercase() >> 5);
    }
    state = step(state, 0);
    for byte in prefix {
        state = step(state, byte.to_ascii_lowercase() & 31);
    }
    for byte in data {
        if byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() != is_upper {
            return None;
        }
        let value = ALPHABET.iter().position(|letter| *letter == byte.to_ascii_lowercase())?;
        state = step(state, value as u8);
    }
    RESIDUES.contains(&state).then_some(prefix)
}
