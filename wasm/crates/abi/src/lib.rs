//! What host and guest share. Generated from `wasm/abi/abi.json` by `npm run generate:abi`.
//! Words are little-endian `u32`; `usize` constants index words, `u32` constants are values.
#![no_std]

/// First layout word: `SNAP` in memory order.
pub const MAGIC: u32 = 0x5041_4e53;

/// Version of the ABI; a host refuses a module of another version.
pub const VERSION: u32 = 3;

/// Means "no such slot" or "not given".
pub const ABSENT: u32 = 0xffff_ffff;

/// Name of the custom section that describes a module.
pub const CUSTOM_SECTION: &str = "snapwall";

// Capacities of the fixed buffers; those named `BYTES` are in bytes.
pub const CAPACITY_INPUT_BYTES: usize = 65536;
pub const CAPACITY_OUTPUT_BYTES: usize = 704;
pub const CAPACITY_REASONS: usize = 16;
pub const CAPACITY_SLOTS: usize = 64;
pub const CAPACITY_BODY_BYTES: usize = 32768;
pub const CAPACITY_ADDRESS_BYTES: usize = 4096;
pub const CAPACITY_CONTEXT_BYTES: usize = 256;
pub const CAPACITY_FINDING_BYTES: usize = 8192;
pub const CAPACITY_FINDINGS: usize = 1024;

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
pub const LAYOUT_CONTENT_RULES: usize = 15;

/// Number of words in the layout.
pub const LAYOUT_WORDS: usize = 16;

// Words at the start of the input of `check`.
pub const INPUT_FLAGS: usize = 0;
pub const INPUT_SLOTS: usize = 1;

/// Number of words before the slots' lengths.
pub const INPUT_WORDS: usize = 2;

// Bits of the input word `flags`.
pub const FLAG_OVERSIZED: u32 = 1;
pub const FLAG_VOUCHED: u32 = 2;
pub const FLAG_TRUNCATED: u32 = 4;

// Slots that every request has; the policy's parts follow.
pub const SLOT_METHOD: u32 = 0;
pub const SLOT_URL: u32 = 1;
pub const SLOT_IP: u32 = 2;

/// Number of slots before the policy's parts.
pub const FIXED_SLOTS: usize = 3;

/// Facts that a platform may know about a request: the name without its colon, and whether it is an integer.
pub const FACTS: [(&str, bool); 15] = [
    // Whether the platform has verified that the client is the crawler that it claims to be.
    ("bot.verified", false),
    // The client's own `Accept-Encoding`, on platforms that replace that header.
    ("http.request.accept_encoding", false),
    // Header names in the order received, separated by line feeds.
    ("http.request.header_order", false),
    // HTTP version of the request: `HTTP/1.1`, `HTTP/2`, `HTTP/3`.
    ("http.request.version", false),
    // Autonomous system number (ASN) of the address.
    ("ip.src.asnum", true),
    // City of the address, in English: `Paris`.
    ("ip.src.city", false),
    // Continent of the address: `AF AN AS EU NA OC SA`, or `T1` for Tor.
    ("ip.src.continent", false),
    // Country of the address, ISO 3166-1 alpha-2: `FR`.
    ("ip.src.country", false),
    // Latitude of the address, in degrees.
    ("ip.src.latitude", false),
    // Longitude of the address, in degrees.
    ("ip.src.longitude", false),
    // Postal code of the address.
    ("ip.src.postal_code", false),
    // Region of the address, the second part of its ISO 3166-2 code: `IDF`.
    ("ip.src.region", false),
    // Time zone of the address, as named in the tz database: `Europe/Paris`.
    ("ip.src.timezone", false),
    // Cipher suite of the connection, as named by the platform.
    ("tls.cipher", false),
    // TLS version of the connection: `TLSv1.3`.
    ("tls.version", false),
];

// Words at the start of the answer of `check`.
pub const OUTPUT_ACTION: usize = 0;
pub const OUTPUT_STATUS: usize = 1;
pub const OUTPUT_DECIDED_BY: usize = 2;
pub const OUTPUT_REASONS: usize = 3;

/// Number of words before the reasons.
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

/// Number of words in a reason.
pub const REASON_WORDS: usize = 10;

// Words of the client's address, after the space for all reasons; its text starts at the last.
pub const CLIENT_HOP: usize = 0;
pub const CLIENT_BYTES: usize = 1;
pub const CLIENT_TEXT: usize = 2;

/// Length of a fingerprint's text, which is at the start of the output buffer.
pub const FINGERPRINT_TEXT_BYTES: usize = 64;

// Words at the start of the input of `email` and `sensitive`.
pub const CONTENT_FLAGS: usize = 0;
pub const CONTENT_BYTES: usize = 1;
pub const CONTENT_FROM: usize = 2;

/// Number of words before the content.
pub const CONTENT_WORDS: usize = 3;

// Bits of the content's word `flags`.
pub const CONTENT_FLAG_REPORT: u32 = 1;
pub const CONTENT_FLAG_ENFORCE: u32 = 2;
pub const CONTENT_FLAG_MALFORMED: u32 = 4;
pub const CONTENT_FLAG_NO_MX_RECORDS: u32 = 8;
pub const CONTENT_FLAG_STARTS: u32 = 16;
pub const CONTENT_FLAG_ENDS: u32 = 32;
pub const CONTENT_FLAG_FIELDS: u32 = 64;
pub const CONTENT_FLAG_UNITS: u32 = 128;

// Bits of the layout word `contentRules`.
pub const CONTENT_RULE_EMAIL: u32 = 1;
pub const CONTENT_RULE_SENSITIVE: u32 = 2;
pub const CONTENT_RULE_FIELDS: u32 = 4;

// Words of the answer to `fields`.
pub const FIELDS_ADDRESS: usize = 0;
pub const FIELDS_BYTES: usize = 1;

// Words of the answer of `email`; the domain starts at the last, followed by the suggested one.
pub const EMAIL_ACTION: usize = 0;
pub const EMAIL_FOUND: usize = 1;
pub const EMAIL_DENIED_BY: usize = 2;
pub const EMAIL_AT: usize = 3;
pub const EMAIL_DOMAIN_BYTES: usize = 4;
pub const EMAIL_SUGGESTION_BYTES: usize = 5;
pub const EMAIL_TEXT: usize = 6;

// Reasons that `email` reports about an address: bit numbers.
pub const EMAIL_REASON_INVALID: u32 = 0;
pub const EMAIL_REASON_DISPOSABLE: u32 = 1;
pub const EMAIL_REASON_FREE: u32 = 2;
pub const EMAIL_REASON_ROLE: u32 = 3;
pub const EMAIL_REASON_NO_TLD: u32 = 4;
pub const EMAIL_REASON_TYPO: u32 = 5;
pub const EMAIL_REASON_BLOCKED: u32 = 6;
pub const EMAIL_REASON_NO_MX_RECORDS: u32 = 7;

/// Names of these reasons, by bit number.
pub const EMAIL_REASONS: [&str; 8] =
    ["invalid", "disposable", "free", "role", "noTld", "typo", "blocked", "noMxRecords"];

// Profiles of email address syntax.
pub const EMAIL_PROFILE_STRICT: u32 = 0;
pub const EMAIL_PROFILE_HTML5: u32 = 1;
pub const EMAIL_PROFILE_RFC5321: u32 = 2;
pub const EMAIL_PROFILE_RFC5322: u32 = 3;

/// Names of the profiles, by index.
pub const EMAIL_PROFILES: [&str; 4] = ["strict", "html5", "rfc5321", "rfc5322"];

// Words at the start of the answer of `sensitive`.
pub const SENSITIVE_ACTION: usize = 0;
pub const SENSITIVE_WOULD_DENY: usize = 1;
pub const SENSITIVE_FINDINGS: usize = 2;
pub const SENSITIVE_RESUME: usize = 3;
pub const SENSITIVE_RESUME_UNITS: usize = 4;

/// Number of words before the findings.
pub const SENSITIVE_WORDS: usize = 5;

// Words of one finding.
pub const FINDING_TYPE_ADDRESS: usize = 0;
pub const FINDING_TYPE_BYTES: usize = 1;
pub const FINDING_RULE_ADDRESS: usize = 2;
pub const FINDING_RULE_BYTES: usize = 3;
pub const FINDING_START: usize = 4;
pub const FINDING_END: usize = 5;
pub const FINDING_START_UNITS: usize = 6;
pub const FINDING_END_UNITS: usize = 7;
pub const FINDING_CONFIDENCE: usize = 8;
pub const FINDING_DENIED: usize = 9;

/// Number of words in a finding.
pub const FINDING_WORDS: usize = 10;

// What happens to the request.
pub const ACTION_ALLOW: u32 = 0;
pub const ACTION_DENY: u32 = 1;

/// Names of the actions, by index.
pub const ACTIONS: [&str; 2] = ["allow", "deny"];

// How a reason affected the decision.
pub const EFFECT_NOTE: u32 = 0;
pub const EFFECT_DENY: u32 = 1;
pub const EFFECT_ALLOW: u32 = 2;
pub const EFFECT_REPORT: u32 = 3;

/// Names of the effects, by index.
pub const EFFECTS: [&str; 4] = ["note", "deny", "allow", "report"];

// Rules that can give a reason.
pub const RULE_REQUEST: u32 = 0;
pub const RULE_BOTS: u32 = 1;
pub const RULE_FILTERS: u32 = 2;
pub const RULE_CLIENT: u32 = 3;
pub const RULE_SHIELD: u32 = 4;
pub const RULE_EMAIL: u32 = 5;
pub const RULE_SENSITIVE: u32 = 6;

/// Names of the rules, by index.
pub const RULES: [&str; 7] = ["request", "bots", "filters", "client", "shield", "email", "sensitive"];

// How a rule acts: it enforces, or only reports.
pub const MODE_ENFORCE: u32 = 0;
pub const MODE_REPORT: u32 = 1;

/// Names of the modes, by index.
pub const MODES: [&str; 2] = ["enforce", "report"];

// How much evidence the rule `shield` requires to report an attack.
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
