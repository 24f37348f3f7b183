//! IP addresses: parsing, formatting, and look-up in sorted ranges.
//!
//! An address is a `u128`, the sixteen bytes of an IPv6 address in network order. An IPv4 address is its IPv4-mapped IPv6
//! address (RFC 4291 section 2.5.5.2), so `1.2.3.4` and `::ffff:1.2.3.4` are the same.

/// The prefix above the 32 bits of an IPv4-mapped address.
pub const MAPPED_IPV4: u128 = 0xFFFF << 32;

/// The last IPv4-mapped address.
const MAPPED_IPV4_END: u128 = MAPPED_IPV4 | 0xFFFF_FFFF;

/// Whether an address is an IPv4 address.
pub fn is_ipv4(address: u128) -> bool {
    address >> 32 == MAPPED_IPV4 >> 32
}

/// Addresses from `low` to `high`, both inclusive, lowest words first.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddressRange {
    low: [u32; 4],
    high: [u32; 4],
}

impl AddressRange {
    pub fn new(low: u128, high: u128) -> Self {
        let words = |value: u128| core::array::from_fn(|word| (value >> (32 * word)) as u32);
        AddressRange { low: words(low), high: words(high) }
    }

    pub fn low(&self) -> u128 {
        join(self.low)
    }

    pub fn high(&self) -> u128 {
        join(self.high)
    }
}

fn join([a, b, c, d]: [u32; 4]) -> u128 {
    u128::from(d) << 96 | u128::from(c) << 64 | u128::from(b) << 32 | u128::from(a)
}

/// Whether an address is in one of `ranges`, which are sorted and disjoint.
pub fn holds_address(ranges: &[AddressRange], address: u128) -> bool {
    let after = ranges.partition_point(|range| range.low() <= address);
    after > 0 && address <= ranges[after - 1].high()
}

/// The first and last address of a block (`10.0.0.0/8`), or a single address twice.
pub fn parse_block(text: &[u8]) -> Option<(u128, u128)> {
    let Some(slash) = text.iter().position(|byte| *byte == b'/') else {
        return parse_address(text).map(|address| (address, address));
    };
    let (address, bits) = (parse_address(&text[..slash])?, &text[slash + 1..]);
    let width = prefix_max(&text[..slash]);
    let bits = digits(bits, 10).filter(|number| bits.len() <= 3 && *number <= width)?;
    let host = host_bits(width, bits);
    (address & host == 0).then_some((address, address | host))
}

/// The longest prefix that a block can have, in bits, by how its address is written.
pub fn prefix_max(address: &[u8]) -> u32 {
    if address.contains(&b':') { 128 } else { 32 }
}

/// A mask of the bits after a prefix of `bits` in an address of `width` bits.
pub fn host_bits(width: u32, bits: u32) -> u128 {
    u128::MAX.checked_shr(128 - width + bits).unwrap_or(0)
}

/// The range without the IPv4-mapped addresses, if it is an IPv6 range around them: whoever writes `::/0` has said nothing
/// about IPv4.
pub fn leave_out_ipv4(low: u128, high: u128) -> [Option<(u128, u128)>; 2] {
    if is_ipv4(low) && is_ipv4(high) || high < MAPPED_IPV4 || MAPPED_IPV4_END < low {
        return [Some((low, high)), None];
    }
    let below = (low < MAPPED_IPV4).then_some((low, MAPPED_IPV4 - 1));
    let above = (MAPPED_IPV4_END < high).then_some((MAPPED_IPV4_END + 1, high));
    [below, above]
}

/// Adds a range to the first `count` of `ranges`, which are sorted and disjoint and stay so. Returns their new count, or
/// `None` when there is no room.
pub fn insert_range(ranges: &mut [AddressRange], count: usize, low: u128, high: u128) -> Option<usize> {
    let kept = &ranges[..count];
    let from = kept.partition_point(|range| range.high() < low);
    let to = kept.partition_point(|range| range.low() <= high);
    let (mut low, mut high) = (low, high);
    if from < to {
        (low, high) = (low.min(kept[from].low()), high.max(kept[to - 1].high()));
    }
    let joined = count - (to - from) + 1;
    if joined > ranges.len() {
        return None;
    }
    ranges.copy_within(to..count, from + 1);
    ranges[from] = AddressRange::new(low, high);
    Some(joined)
}

/// Parses an address: IPv4 in dotted decimal or IPv6 (RFC 4291 section 2.2), without port, brackets or zone.
///
/// Strict where parsers disagree: a number with a leading zero (octal to some) is rejected.
pub fn parse_address(text: &[u8]) -> Option<u128> {
    parse_dotted(text).or_else(|| parse_ipv6(text))
}

/// Parses an address in dotted decimal.
#[inline(always)]
pub fn parse_dotted(text: &[u8]) -> Option<u128> {
    parse_ipv4(text).map(|v4| MAPPED_IPV4 | u128::from(v4))
}

/// A separate function: most requests come from a dotted-decimal address, and a first request waits for all code it calls
/// to be compiled.
#[inline(never)]
fn parse_ipv6(text: &[u8]) -> Option<u128> {
    let mut halves = Halves::default();
    walk_ipv6(text, &mut halves).then(|| halves.join())
}

/// Whether [`parse_address`] accepts `text`. A separate function, since most modules need nothing more and a first request
/// waits for all code it calls to be compiled.
pub fn is_address(text: &[u8]) -> bool {
    parse_ipv4(text).is_some() || walk_ipv6(text, &mut ())
}

/// Few branches, since a first request waits for each to be compiled: faults are accumulated and checked at the end.
fn parse_ipv4(text: &[u8]) -> Option<u32> {
    if text.len() > IPV4_TEXT_MAX_BYTES {
        return None;
    }
    let (mut address, mut number, mut len, mut dots, mut is_valid) = (0u32, 0u32, 0, 0, true);
    for byte in text {
        if *byte == b'.' {
            is_valid &= len != 0;
            address = address << 8 | number;
            (number, len, dots) = (0, 0, dots + 1);
        } else {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            let is_padded = number == 0 && len != 0;
            number = number.wrapping_mul(10).wrapping_add(digit);
            len += 1;
            is_valid &= (digit < 10) & !is_padded & (number <= 255);
        }
    }
    (is_valid & (dots == 3) & (len != 0)).then_some(address << 8 | number)
}

/// Receives the groups of an IPv6 address from left to right.
trait Groups {
    /// Adds one group of 16 bits, or two as one number of 32 bits.
    fn push(&mut self, bits: u32, number: u32);
    /// Marks the place of `::`.
    fn gap(&mut self);
}

/// For validation alone, without the number.
impl Groups for () {
    fn push(&mut self, _: u32, _: u32) {}
    fn gap(&mut self) {}
}

/// The groups before `::`, shifted up to their place, and those after it.
#[derive(Default)]
struct Halves {
    left: u128,
    right: u128,
    left_bits: u32,
}

impl Groups for Halves {
    fn push(&mut self, bits: u32, number: u32) {
        self.right = self.right << bits | u128::from(number);
        self.left_bits += bits;
    }

    fn gap(&mut self) {
        // Without groups before `::` there is nothing to shift; shifting by all 128 bits would overflow.
        self.left = self.right.checked_shl(128 - self.left_bits).unwrap_or(0);
        self.right = 0;
    }
}

impl Halves {
    fn join(self) -> u128 {
        self.left | self.right
    }
}

/// Parses an IPv6 address. Returns whether it is one.
fn walk_ipv6(text: &[u8], groups: &mut impl Groups) -> bool {
    // The longest form is six groups and a full IPv4 address.
    if text.len() > 45 {
        return false;
    }
    let (mut count, mut has_gap) = (0, false);
    let mut rest = text;
    if let Some(after) = rest.strip_prefix(b"::") {
        (has_gap, rest) = (true, after);
    }
    while !rest.is_empty() {
        let len = rest.iter().position(|byte| *byte == b':').unwrap_or(rest.len());
        let (group, after) = rest.split_at(len);
        let is_ipv4 = after.is_empty() && group.contains(&b'.');
        let number = if is_ipv4 { parse_ipv4(group) } else { digits(group, 16).filter(|_| len <= 4) };
        let Some(number) = number else { return false };
        let taken = if is_ipv4 { 2 } else { 1 };
        count += taken;
        if count > GROUPS {
            return false;
        }
        groups.push(16 * taken as u32, number);
        rest = match after {
            [] => after,
            [b':', b':', after @ ..] if !has_gap => {
                has_gap = true;
                groups.gap();
                after
            }
            [b':', after @ ..] if !after.is_empty() => after,
            _ => return false,
        };
    }
    // `::` stands for at least one group of zeros.
    if has_gap { count < GROUPS } else { count == GROUPS }
}

/// The value of the digits. `None` for anything else, and for more than eight digits.
fn digits(text: &[u8], radix: u32) -> Option<u32> {
    if !matches!(text.len(), 1..=8) {
        return None;
    }
    text.iter()
        .try_fold(0u32, |number, byte| Some(number.wrapping_mul(radix) + char::from(*byte).to_digit(radix)?))
}

/// Four numbers of three digits, and three dots.
const IPV4_TEXT_MAX_BYTES: usize = 15;

/// The same with a trailing dot, as they are written. A power of two: an index modulo this is never out of bounds.
const IPV4_ROOM_BYTES: usize = 16;

/// Eight groups of sixteen bits.
const GROUPS: usize = 8;

/// The longest text that [`write_address`] writes, in bytes.
pub const ADDRESS_TEXT_MAX_BYTES: usize = 39;

/// Writes an address as text, as RFC 5952 has it, and returns the part of `out` that holds it.
///
/// Lower case; `::` replaces the first of the longest runs of two or more zero groups. IPv4 is written in dotted
/// decimal.
pub fn write_address(address: u128, out: &mut [u8; ADDRESS_TEXT_MAX_BYTES]) -> &[u8] {
    let mut writer = Writer { out, len: 0 };
    if is_ipv4(address) {
        writer.ipv4(address as u32);
    } else {
        writer.ipv6(address);
    }
    let Writer { out, len } = writer;
    &out[..len]
}

struct Writer<'a> {
    out: &'a mut [u8; ADDRESS_TEXT_MAX_BYTES],
    len: usize,
}

impl Writer<'_> {
    fn push(&mut self, byte: u8) {
        self.out[self.len] = byte;
        self.len += 1;
    }

    /// Writes every digit, but advances only past the significant ones.
    #[inline(always)]
    fn ipv4(&mut self, address: u32) {
        for byte in address.to_be_bytes() {
            for (unit, counts) in [(100, byte > 99), (10, byte > 9), (1, true)] {
                self.out[self.len % IPV4_ROOM_BYTES] = b'0' + byte / unit % 10;
                self.len += usize::from(counts);
            }
            self.out[self.len % IPV4_ROOM_BYTES] = b'.';
            self.len += 1;
        }
        self.len -= 1;
    }

    /// Writes a number without leading zeros; `unit` is the place value of its highest possible digit.
    fn number(&mut self, mut number: u32, radix: u32, mut unit: u32) {
        let mut is_leading = true;
        while unit > 0 {
            let digit = number / unit;
            is_leading &= digit == 0 && unit > 1;
            if !is_leading {
                self.push(b"0123456789abcdef"[digit as usize % 16]);
            }
            number %= unit;
            unit /= radix;
        }
    }

    #[inline(never)]
    fn ipv6(&mut self, address: u128) {
        let bytes = address.to_be_bytes();
        let groups: [u16; GROUPS] =
            core::array::from_fn(|index| u16::from_be_bytes([bytes[2 * index], bytes[2 * index + 1]]));
        let (mut gap, mut zeros, mut run) = (0, 1, 0);
        for (index, group) in groups.iter().enumerate() {
            run = if *group == 0 { run + 1 } else { 0 };
            if run > zeros {
                (gap, zeros) = (index + 1 - run, run);
            }
        }
        let mut index = 0;
        while index < GROUPS {
            if zeros > 1 && index == gap {
                self.push(b':');
                index += zeros;
                if index == GROUPS {
                    self.push(b':');
                }
                continue;
            }
            if index > 0 {
                self.push(b':');
            }
            self.number(u32::from(groups[index]), 16, 0x1000);
            index += 1;
        }
    }
}
