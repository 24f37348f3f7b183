//! SHA-256 (FIPS 180-4), optimised for code size rather than speed.

const BLOCK_BYTES: usize = 64;
const LENGTH_BYTES: usize = 8;

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
static CONSTANTS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

/// The first 32 bits of the fractional parts of the square roots of the first 8 primes.
static START: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

/// An incremental hash.
///
/// ```
/// let mut hash = snapwall_digest::Sha256::new();
/// hash.update(b"abc");
/// assert_eq!(hash.finish()[..4], [0xba, 0x78, 0x16, 0xbf]);
/// ```
pub struct Sha256 {
    state: [u32; 8],
    block: [u8; BLOCK_BYTES],
    /// The number of bytes so far.
    len: u64,
}

impl Default for Sha256 {
    fn default() -> Self {
        Sha256::new()
    }
}

impl Sha256 {
    pub fn new() -> Self {
        Sha256 { state: START, block: [0; BLOCK_BYTES], len: 0 }
    }

    /// Adds bytes.
    pub fn update(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let at = self.len as usize % BLOCK_BYTES;
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK_BYTES - at));
            self.block[at..at + now.len()].copy_from_slice(now);
            self.len += now.len() as u64;
            if at + now.len() == BLOCK_BYTES {
                self.compress();
            }
            bytes = later;
        }
    }

    /// Adds one byte.
    #[inline(never)]
    pub fn push(&mut self, byte: u8) {
        self.block[self.len as usize % BLOCK_BYTES] = byte;
        self.len += 1;
        if self.len.is_multiple_of(BLOCK_BYTES as u64) {
            self.compress();
        }
    }

    /// The hash of all bytes. Wipes the bytes hashed last from memory, in place: taking `self` by value would leave a
    /// copy behind. Nothing may be added afterwards.
    pub fn finish(&mut self) -> [u8; 32] {
        let bits = self.len * 8;
        self.push(0x80);
        while self.len as usize % BLOCK_BYTES != BLOCK_BYTES - LENGTH_BYTES {
            self.push(0);
        }
        self.update(&bits.to_be_bytes());
        let mut hash = [0; 32];
        for (bytes, word) in hash.chunks_exact_mut(4).zip(self.state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        wipe(&mut self.block);
        hash
    }

    #[inline(never)]
    fn compress(&mut self) {
        let mut words = [0u32; 64];
        for (word, bytes) in words.iter_mut().zip(self.block.chunks_exact(4)) {
            *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        for t in 16..64 {
            let (a, b) = (words[t - 15], words[t - 2]);
            let sigma0 = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let sigma1 = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            words[t] = words[t - 16].wrapping_add(sigma0).wrapping_add(words[t - 7]).wrapping_add(sigma1);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = self.state;
        for (constant, word) in CONSTANTS.iter().zip(words.iter()) {
            let sum1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = e & f ^ !e & g;
            let first = h.wrapping_add(sum1).wrapping_add(choice).wrapping_add(*constant).wrapping_add(*word);
            let sum0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = a & b ^ a & c ^ b & c;
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(sum0).wrapping_add(majority));
        }
        for (word, add) in self.state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(add);
        }
        wipe(&mut words);
    }
}

/// Zeroes data that is never read again, which an optimiser would otherwise skip.
fn wipe<T: Default + Copy>(dead: &mut [T]) {
    dead.fill(T::default());
    core::hint::black_box(dead);
}
