//! The table of kinds, as the compiler half lays it out: little-endian, positions in bytes from its start.

/// Bits of a hashed window, which are the bits of a gate.
const GATE_BITS: u32 = 13;

/// Bytes of a gate: one bit for each hash.
pub const GATE_BYTES: usize = 1 << (GATE_BITS - 3);

/// Buckets behind a gate: hashes that share the highest bits share one.
pub const BUCKETS: usize = 1 << 8;

/// Bytes of what is filed in a bucket: a number, and the print of the window's hash.
pub const ENTRY_BYTES: usize = 3;

/// Bytes of an alphabet: one bit for each ASCII byte.
pub const ALPHABET_BYTES: usize = 16;

/// Bytes of a rule's record: position (a `u16`) and length of its id, confidence, least entropy in sixteenths of a bit,
/// checksum, flags, and one that is 0.
pub const RULE_BYTES: usize = 8;

/// Tables without a rule.
pub static EMPTY: [u8; GATE_BYTES] = [0; GATE_BYTES];

/// What stands where. Each is one `u16` of the table's head.
#[derive(Clone, Copy)]
pub enum Section {
    Rules,
    RulesEnd,
    Alphabets,
    Shapes,
    AnchorOffsets,
    AnchorGate,
    AnchorBuckets,
    AnchorEntries,
    WordGate,
    WordBuckets,
    WordEntries,
    NameEnds,
    RuleShapes,
    Text,
}

/// How many of them there are.
pub const SECTIONS: usize = Section::Text as usize + 1;

/// What a shape's program is made of.
pub mod op {
    /// The end of the program.
    pub const END: u8 = 0;
    /// `length`, then as many bytes that must stand there.
    pub const LITERAL: u8 = 1;
    /// `alphabet`, then the least and the greatest number of its bytes, a `u16` each.
    pub const CLASS: u8 = 2;
}

/// Flags of a rule.
pub mod flag {
    /// The shape is nobody's own: a vendor's word must stand near.
    pub const NEAR: u8 = 1;
    /// The shape has something that is the vendor's own: its name is enough.
    pub const DISTINCT: u8 = 4;
    /// Letters and digits go on without a delimiter, as they do inside encoded data: `+`, `/`, `-`, `_`, `.` and `=` are
    /// no boundary either.
    pub const STRICT: u8 = 2;
    /// It is an identifier that belongs to a key, and called one.
    pub const ID: u8 = 8;
}

/// What a word says. Of those that say that a value is secret, the later ones are the stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Whose a token is, and nothing else.
    Vendor,
    /// In a value: it is a placeholder.
    Stop,
    /// A value that documentation has.
    Sample,
    /// In a name: the value is none, whatever else it says.
    Deny,
    /// Keys of many kinds.
    Weak,
    Secret,
    Password,
    /// Nothing else has this name.
    Certain,
    /// The value is a scheme and credentials.
    Header,
}

impl WordClass {
    /// All of them.
    pub const ALL: [WordClass; 9] = [
        WordClass::Vendor,
        WordClass::Stop,
        WordClass::Sample,
        WordClass::Deny,
        WordClass::Weak,
        WordClass::Secret,
        WordClass::Password,
        WordClass::Certain,
        WordClass::Header,
    ];

    /// The class of a number in the tables.
    pub fn of(number: u8) -> Self {
        Self::ALL[usize::from(number)]
    }
}

/// Flags of a word.
pub mod word_flag {
    /// No letter stands before it.
    pub const BEGINS: u8 = 1;
    /// No letter stands behind it.
    pub const ENDS: u8 = 2;
}

/// The kinds that are looked for.
///
/// Built by the crate `snapwall-compiler` from `wasm/data/secrets.json`; nobody else makes one, and it is trusted.
pub struct Tables<'a> {
    bytes: &'a [u8],
    /// Where shapes may be recognised, and where words may stand.
    pub(crate) anchors: Windows<'a>,
    pub(crate) words: Windows<'a>,
    /// How far anchors stand from the start of a run, other than there, and the least number of bytes such a run has; the
    /// shortest first.
    pub(crate) anchor_offsets: &'a [[u8; 2]],
    /// A gate for the last three letters of names.
    name_ends: &'a [u8; GATE_BYTES],
}

/// One rule, read.
#[derive(Clone, Copy)]
pub struct Rule {
    pub confidence: u8,
    pub entropy: u8,
    pub checksum: u8,
    pub flags: u8,
    id: u16,
    id_len: u8,
}

impl<'a> Tables<'a> {
    /// The tables in `bytes`. What every byte of a text is looked up in is found here, once.
    pub fn new(bytes: &'a [u8]) -> Self {
        let section = |section| read_section(bytes, section);
        let windows = |gate, buckets, entries| Windows {
            gate: bytes[section(gate)..].first_chunk().expect("a gate"),
            buckets: bytes[section(buckets)..].first_chunk().expect("buckets"),
            entries: &bytes[section(entries)..],
        };
        let offsets = section(Section::AnchorOffsets);
        Tables {
            bytes,
            anchors: windows(Section::AnchorGate, Section::AnchorBuckets, Section::AnchorEntries),
            words: windows(Section::WordGate, Section::WordBuckets, Section::WordEntries),
            anchor_offsets: bytes[offsets + 2..offsets + 2 + usize::from(bytes[offsets])].as_chunks().0,
            name_ends: bytes[section(Section::NameEnds)..].first_chunk().expect("a gate"),
        }
    }

    /// How many rules there are: a [`Secret`](crate::Secret)'s `rule` is less.
    pub fn rules(&self) -> usize {
        (self.section(Section::RulesEnd) - self.section(Section::Rules)) / RULE_BYTES
    }

    /// The name of a rule, such as `github-personal-access-token`; empty when there is no such rule.
    pub fn id(&self, rule: u16) -> &'a str {
        if usize::from(rule) >= self.rules() {
            return "";
        }
        let rule = self.rule(rule);
        let start = self.section(Section::Text) + usize::from(rule.id);
        core::str::from_utf8(&self.bytes[start..start + usize::from(rule.id_len)]).unwrap_or("")
    }

    pub(crate) fn rule(&self, rule: u16) -> Rule {
        let at = self.section(Section::Rules) + usize::from(rule) * RULE_BYTES;
        let record = &self.bytes[at..at + RULE_BYTES];
        Rule {
            id: u16::from_le_bytes([record[0], record[1]]),
            id_len: record[2],
            confidence: record[3],
            entropy: record[4],
            checksum: record[5],
            flags: record[6],
        }
    }

    fn section(&self, section: Section) -> usize {
        read_section(self.bytes, section)
    }

    fn word(&self, at: usize) -> usize {
        read_word(self.bytes, at)
    }

    /// The bytes of an alphabet.
    pub(crate) fn alphabet(&self, index: u8) -> Alphabet<'a> {
        let at = self.section(Section::Alphabets) + usize::from(index) * ALPHABET_BYTES;
        Alphabet { bits: &self.bytes[at..at + ALPHABET_BYTES] }
    }

    /// The shapes of a rule.
    pub(crate) fn shapes_of(&self, rule: u16) -> core::ops::Range<usize> {
        let at = self.section(Section::RuleShapes) + usize::from(rule) * 2;
        self.word(at)..self.word(at + 2)
    }

    /// Whether a name may say that its value is secret, by its last three letters.
    #[inline(always)]
    pub(crate) fn may_end_name(&self, window: [u8; 3]) -> bool {
        let bit = Hash::of(fold_window(window_of(window))).bit();
        self.name_ends[bit >> 3] >> (bit & 7) & 1 != 0
    }

    /// A word of names: its class, its flags, its length, how many rules look for it, its letters, the rules.
    pub(crate) fn word_record(&self, at: usize) -> &'a [u8] {
        &self.bytes[at..]
    }

    /// The program of a shape.
    pub(crate) fn program(&self, shape: usize) -> &'a [u8] {
        &self.bytes[self.word(self.section(Section::Shapes) + shape * 2)..]
    }
}

fn read_word(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

fn read_section(bytes: &[u8], section: Section) -> usize {
    read_word(bytes, section as usize * 2)
}

/// A set of ASCII bytes.
#[derive(Clone, Copy)]
pub(crate) struct Alphabet<'a> {
    bits: &'a [u8],
}

impl Alphabet<'_> {
    #[inline(always)]
    pub(crate) fn has(&self, byte: u8) -> bool {
        byte < 128 && self.bits[usize::from(byte >> 3)] >> (byte & 7) & 1 != 0
    }
}

/// The window of three bytes, the first the lowest.
#[inline(always)]
pub const fn window_of([first, second, third]: [u8; 3]) -> u32 {
    u32::from_le_bytes([first, second, third, 0])
}

/// A window of a word: the same for capitals and small letters, and for some signs.
#[inline(always)]
pub const fn fold_window(window: u32) -> u32 {
    window | 0x20_2020
}

/// A window, hashed.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl Hash {
    /// Hashes a window.
    #[inline(always)]
    pub const fn of(window: u32) -> Self {
        // Knuth's multiplicative hash: the top bits depend on all three bytes.
        Hash(window.wrapping_mul(0x9e37_79b1))
    }

    /// Its bit in a gate.
    #[inline(always)]
    pub const fn bit(self) -> usize {
        (self.0 >> (32 - GATE_BITS)) as usize
    }

    /// The bucket that it is filed in.
    #[inline(always)]
    pub const fn bucket(self) -> usize {
        (self.0 >> 24) as usize
    }

    /// What tells it from most others in its bucket.
    #[inline(always)]
    pub const fn print(self) -> u8 {
        (self.0 >> 12) as u8
    }
}

/// Windows that are looked for, and the numbers filed under each.
pub(crate) struct Windows<'a> {
    gate: &'a [u8; GATE_BYTES],
    buckets: &'a [u8; (BUCKETS + 1) * 2],
    entries: &'a [u8],
}

impl Windows<'_> {
    /// 1 if a window may be one of them, else 0.
    #[inline(always)]
    pub(crate) fn bit(&self, hash: Hash) -> u32 {
        u32::from(self.gate[hash.bit() >> 3] >> (hash.bit() & 7) & 1)
    }

    /// The numbers that are filed under the window.
    pub(crate) fn entries(&self, hash: Hash) -> impl Iterator<Item = usize> {
        let at = hash.bucket() * 2;
        let entries = &self.entries[read_word(self.buckets, at)..read_word(self.buckets, at + 2)];
        let of_window = move |entry: &&[u8; ENTRY_BYTES]| entry[2] == hash.print();
        entries.as_chunks().0.iter().filter(of_window).map(move |entry| read_word(entry, 0))
    }
}
