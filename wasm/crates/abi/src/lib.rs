//! What host and guest share. Generated from `wasm/abi/abi.json` by `npm run generate:abi`.
//! Words are little-endian `u32`; `usize` constants index words, `u32` constants are values.
#![no_std]

/// First layout word: `SNAP` in memory order.
pub const MAGIC: u32 = 0x5041_4e53;

/// The ABI's version.
pub const VERSION: u32 = 2;

/// "No such slot", "not given".
pub const ABSENT: u32 = 0xffff_ffff;

/// Name of the custom section that describes a module.
pub const CUSTOM_SECTION: &str = "snapwall";

// Capacities of the fixed buffers.
pub const CAPACITY_INPUT_BYTES: usize = 65536;
pub const CAPACITY_OUTPUT_BYTES: usize = 704;
pub const CAPACITY_REASONS: usize = 16;
pub const CAPACITY_SLOTS: usize = 64;
pub const CAPACITY_BODY_BYTES: usize = 32768;

// Words of the layout.
pub const LAYOUT_MAGIC: usize = 0;
pub const LAYOUT_ABI: usize = 1;
pub const LAYOUT_READY: usize = 2;
pub const LAYOUT_INPUT_ADDRESS: usize = 3;
pub const LAYOUT_INPUT_BYTES: usize = 4;
pub const LAYOUT_OUTPUT_ADDRESS: usize = 5;
pub const LAYOUT_OUTPUT_BYTES: usize = 6;
pub const LAYOUT_PARTS_ADDRESS: usize = 7;
pub const LAYOUT_PARTS_BYTES: usize = 8;
pub const LAYOUT_ON_ERROR: usize = 9;
pub const LAYOUT_READS: usize = 10;
pub const LAYOUT_CLIENT_SLOT: usize = 11;
pub const LAYOUT_FINGERPRINT_PARTS_ADDRESS: usize = 12;
pub const LAYOUT_FINGERPRINT_PARTS_BYTES: usize = 13;
pub const LAYOUT_FINGERPRINT_READS: usize = 14;

/// How many words the layout has.
pub const LAYOUT_WORDS: usize = 15;

// Words at the start of the input of `check`.
pub const INPUT_FLAGS: usize = 0;
pub const INPUT_SLOTS: usize = 1;

/// How many words come before the slots' lengths.
pub const INPUT_WORDS: usize = 2;

// Bits of the input word `flags`.
pub const FLAG_OVERSIZED: u32 = 1;
pub const FLAG_VOUCHED: u32 = 2;
pub const FLAG_TRUNCATED: u32 = 4;

// Slots that every request has; the policy's parts follow.
pub const SLOT_METHOD: u32 = 0;
pub const SLOT_URL: u32 = 1;
pub const SLOT_IP: u32 = 2;

/// How many slots come before the policy's parts.
pub const FIXED_SLOTS: usize = 3;

/// What a platform may know of a request: the part's name without its colon, and whether it is an integer.
pub const FACTS: [(&str, bool); 15] = [
    // Whether the platform has verified that the client is the crawler that it says it is.
    ("bot.verified", false),
    // `Accept-Encoding` as the client sent it, where the platform puts its own in that place.
    ("http.request.accept_encoding", false),
    // Names of the headers in the order in which they came, with line feeds between them.
    ("http.request.header_order", false),
    // Protocol of the request: `HTTP/1.1`, `HTTP/2`, `HTTP/3`.
    ("http.request.version", false),
    // Number of the autonomous system that the address belongs to.
    ("ip.src.asnum", true),
    // City of the address, in English: `Paris`.
    ("ip.src.city", false),
    // Continent of the address: `AF AN AS EU NA OC SA`, or `T1` for Tor.
    ("ip.src.continent", false),
    // Country of the address, ISO 3166-1 alpha-2: `FR`.
    ("ip.src.country", false),
    // Latitude of the address in degrees.
    ("ip.src.latitude", false),
    // Longitude of the address in degrees.
    ("ip.src.longitude", false),
    // Postal code of the address.
    ("ip.src.postal_code", false),
    // Region of the address, the second part of ISO 3166-2: `IDF`.
    ("ip.src.region", false),
    // Time zone of the address, as in the tz database: `Europe/Paris`.
    ("ip.src.timezone", false),
    // Cipher of the connection, by the platform's name for it.
    ("tls.cipher", false),
    // TLS version of the connection: `TLSv1.3`.
    ("tls.version", false),
];

// Words at the start of the answer.
pub const OUTPUT_ACTION: usize = 0;
pub const OUTPUT_STATUS: usize = 1;
pub const OUTPUT_DECIDED_BY: usize = 2;
pub const OUTPUT_REASONS: usize = 3;

/// How many words come before the reasons.
pub const OUTPUT_WORDS: usize = 4;

// Words of one reason.
pub const REASON_RULE: usize = 0;
pub const REASON_EFFECT: usize = 1;
pub const REASON_ID_ADDRESS: usize = 2;
pub const REASON_ID_BYTES: usize = 3;
pub const REASON_CATEGORY_ADDRESS: usize = 4;
pub const REASON_CATEGORY_BYTES: usize = 5;
pub const REASON_SLOT: usize = 6;
pub const REASON_START: usize = 7;
pub const REASON_END: usize = 8;
pub const REASON_WEIGHT: usize = 9;

/// How many words a reason has.
pub const REASON_WORDS: usize = 10;

// Words of the client's address, behind room for all reasons; the last is where its text starts.
pub const CLIENT_HOP: usize = 0;
pub const CLIENT_BYTES: usize = 1;
pub const CLIENT_TEXT: usize = 2;

/// How long the text of a fingerprint is, which stands at the start of the output buffer.
pub const FINGERPRINT_TEXT_BYTES: usize = 64;

// Actions.
pub const ACTION_ALLOW: u32 = 0;
pub const ACTION_DENY: u32 = 1;

/// Names of the actions, by index.
pub const ACTIONS: [&str; 2] = ["allow", "deny"];

// Effects of a reason.
pub const EFFECT_NOTE: u32 = 0;
pub const EFFECT_DENY: u32 = 1;
pub const EFFECT_ALLOW: u32 = 2;
pub const EFFECT_REPORT: u32 = 3;

/// Names of the effects, by index.
pub const EFFECTS: [&str; 4] = ["note", "deny", "allow", "report"];

// Rules.
pub const RULE_REQUEST: u32 = 0;
pub const RULE_BOTS: u32 = 1;
pub const RULE_FILTERS: u32 = 2;
pub const RULE_CLIENT: u32 = 3;
pub const RULE_SHIELD: u32 = 4;

/// Names of the rules, by index.
pub const RULES: [&str; 5] = ["request", "bots", "filters", "client", "shield"];

// Modes of a rule.
pub const MODE_ENFORCE: u32 = 0;
pub const MODE_REPORT: u32 = 1;

/// Names of the modes, by index.
pub const MODES: [&str; 2] = ["enforce", "report"];

// Sensitivities of the rule `shield`.
pub const SENSITIVITY_STRICT: u32 = 0;
pub const SENSITIVITY_BALANCED: u32 = 1;
pub const SENSITIVITY_RELAXED: u32 = 2;

/// Names of the sensitivities, by index.
pub const SENSITIVITIES: [&str; 3] = ["strict", "balanced", "relaxed"];

// Operations of `configure`.
pub const CONFIGURE_MODE: u32 = 0;
pub const CONFIGURE_BOTS_MODE: u32 = 1;
pub const CONFIGURE_BOTS_MISSING_USER_AGENT: u32 = 2;
pub const CONFIGURE_BOTS_CLEAR_DENY: u32 = 3;
pub const CONFIGURE_BOTS_CLEAR_ALLOW: u32 = 4;
pub const CONFIGURE_BOTS_DENY: u32 = 5;
pub const CONFIGURE_BOTS_ALLOW: u32 = 6;
pub const CONFIGURE_FILTERS_MODE: u32 = 7;
pub const CONFIGURE_SHIELD_MODE: u32 = 8;
pub const CONFIGURE_SHIELD_SENSITIVITY: u32 = 9;
pub const CONFIGURE_CLIENT_CLEAR_PROXIES: u32 = 10;
pub const CONFIGURE_CLIENT_TRUST: u32 = 11;
pub const CONFIGURE_BOTS_SPOOFED: u32 = 12;
pub const CONFIGURE_IMPERSONATION_MODE: u32 = 13;
pub const CONFIGURE_IMPERSONATION_SCORE: u32 = 14;
