/**
 * What host and guest share. Generated from `wasm/abi/abi.json` by `npm run generate:abi`.
 *
 * Words are little-endian u32. An object maps a word's name to its index; a list's order gives the
 * values that stand for its names.
 *
 * @module
 */

/** First layout word of every Snapwall module: `SNAP` in memory order. */
export const MAGIC = 0x50414e53;

/** Version of the ABI; a host refuses a module of another version. */
export const VERSION = 3;

/** Means "no such slot" or "not given". */
export const ABSENT = 0xffffffff;

/** Name of the custom section that describes a module. */
export const CUSTOM_SECTION = "snapwall";

/** Names of the exports of a shipped module. */
export const EXPORTS = {
  memory: "memory",
  layout: "layout",
  check: "check",
  configure: "configure",
} as const;

/** Names of the exports that a module has only if its policy uses the rule of that name. */
export const OPTIONAL_EXPORTS = {
  fingerprint: "fingerprint",
  email: "email",
  sensitive: "sensitive",
} as const;

/** Capacities of the fixed buffers; those named `Bytes` are in bytes. */
export const CAPACITY = {
  inputBytes: 65536,
  outputBytes: 704,
  reasons: 16,
  slots: 64,
  bodyBytes: 32768,
  addressBytes: 4096,
  contextBytes: 256,
  findingBytes: 8192,
  findings: 1024,
} as const;

/** Words of the layout, at the address in the global `layout`. */
export const LAYOUT = {
  magic: 0,
  abi: 1,
  ready: 2,
  inputAddress: 3,
  inputBytes: 4,
  outputAddress: 5,
  outputBytes: 6,
  partsAddress: 7,
  partsBytes: 8,
  onError: 9,
  reads: 10,
  clientSlot: 11,
  fingerprintPartsAddress: 12,
  fingerprintPartsBytes: 13,
  fingerprintReads: 14,
  contentRules: 15,
} as const;

/** Number of words in the layout. */
export const LAYOUT_WORDS = 16;

/** Words at the start of the input of `check`. */
export const INPUT = {
  flags: 0,
  slots: 1,
} as const;

/** Number of words before the slots' lengths. */
export const INPUT_WORDS = 2;

/** Bits of the input word `flags`. */
export const INPUT_FLAGS = {
  oversized: 1,
  vouched: 2,
  truncated: 4,
} as const;

/** Slots of every request; the policy's parts follow. */
export const SLOTS = ["method", "url", "ip"] as const;

/** One of {@link SLOTS}. */
export type FixedSlot = (typeof SLOTS)[number];

/** Words at the start of the answer of `check`. */
export const OUTPUT = {
  action: 0,
  status: 1,
  decidedBy: 2,
  reasons: 3,
} as const;

/** Number of words before the reasons. */
export const OUTPUT_WORDS = 4;

/** Words of one reason. */
export const REASON = {
  rule: 0,
  effect: 1,
  idAddress: 2,
  idBytes: 3,
  categoryAddress: 4,
  categoryBytes: 5,
  slot: 6,
  start: 7,
  end: 8,
  weight: 9,
} as const;

/** Number of words in a reason. */
export const REASON_WORDS = 10;

/** Words of the client's address, after the space for all reasons; its text starts at the last. */
export const CLIENT = {
  hop: 0,
  bytes: 1,
  text: 2,
} as const;

/** Length of a fingerprint's text, which is at the start of the output buffer. */
export const FINGERPRINT_TEXT_BYTES = 64;

/** Words at the start of the input of `email` and `sensitive`. */
export const CONTENT = {
  flags: 0,
  bytes: 1,
  from: 2,
} as const;

/** Number of words before the content. */
export const CONTENT_WORDS = 3;

/** Bits of the content's word `flags`. */
export const CONTENT_FLAGS = {
  report: 1,
  enforce: 2,
  malformed: 4,
  noMxRecords: 8,
  starts: 16,
  ends: 32,
  fields: 64,
  units: 128,
} as const;

/** Bits of the layout word `contentRules`. */
export const CONTENT_RULES = {
  email: 1,
  sensitive: 2,
  fields: 4,
} as const;

/** Words of the answer to `fields`. */
export const FIELDS = {
  address: 0,
  bytes: 1,
} as const;

/** Words of the answer of `email`; the domain starts at the last, followed by the suggested one. */
export const EMAIL = {
  action: 0,
  found: 1,
  deniedBy: 2,
  at: 3,
  domainBytes: 4,
  suggestionBytes: 5,
  text: 6,
} as const;

/** Reasons that `email` reports about an address, by bit number. */
export const EMAIL_REASONS = [
  "invalid",
  "disposable",
  "free",
  "role",
  "noTld",
  "typo",
  "blocked",
  "noMxRecords",
] as const;

/** One of {@link EMAIL_REASONS}. */
export type EmailReason = (typeof EMAIL_REASONS)[number];

/** Profiles of email address syntax. */
export const EMAIL_PROFILES = ["strict", "html5", "rfc5321", "rfc5322"] as const;

/** One of {@link EMAIL_PROFILES}. */
export type EmailProfile = (typeof EMAIL_PROFILES)[number];

/** Words at the start of the answer of `sensitive`. */
export const SENSITIVE = {
  action: 0,
  wouldDeny: 1,
  findings: 2,
  resume: 3,
  resumeUnits: 4,
} as const;

/** Number of words before the findings. */
export const SENSITIVE_WORDS = 5;

/** Words of one finding. */
export const FINDING = {
  typeAddress: 0,
  typeBytes: 1,
  ruleAddress: 2,
  ruleBytes: 3,
  start: 4,
  end: 5,
  startUnits: 6,
  endUnits: 7,
  confidence: 8,
  denied: 9,
} as const;

/** Number of words in a finding. */
export const FINDING_WORDS = 10;

/** What happens to the request. */
export const ACTIONS = ["allow", "deny"] as const;

/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

/** How a reason affected the decision. */
export const EFFECTS = ["note", "deny", "allow", "report"] as const;

/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

/** The rules that can give a reason. */
export const RULES = [
  "request",
  "bots",
  "filters",
  "client",
  "shield",
  "email",
  "sensitive",
] as const;

/** One of {@link RULES}. */
export type RuleName = (typeof RULES)[number];

/** How a rule acts: it enforces, or only reports. */
export const MODES = ["enforce", "report"] as const;

/** One of {@link MODES}. */
export type Mode = (typeof MODES)[number];

/** How much evidence the rule `shield` requires to report an attack. */
export const SENSITIVITIES = ["strict", "balanced", "relaxed"] as const;

/** One of {@link SENSITIVITIES}. */
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Operations of `configure`. */
export const CONFIGURE_OPS = [
  "mode",
  "botsMode",
  "botsMissingUserAgent",
  "botsClearDeny",
  "botsClearAllow",
  "botsDeny",
  "botsAllow",
  "filtersMode",
  "shieldMode",
  "shieldSensitivity",
  "clientClearProxies",
  "clientTrust",
  "botsSpoofed",
  "impersonationMode",
  "impersonationScore",
] as const;

/** One of {@link CONFIGURE_OPS}. */
export type ConfigureOp = (typeof CONFIGURE_OPS)[number];

/** Value of each operation of `configure`. */
export const CONFIGURE = {
  mode: 0,
  botsMode: 1,
  botsMissingUserAgent: 2,
  botsClearDeny: 3,
  botsClearAllow: 4,
  botsDeny: 5,
  botsAllow: 6,
  filtersMode: 7,
  shieldMode: 8,
  shieldSensitivity: 9,
  clientClearProxies: 10,
  clientTrust: 11,
  botsSpoofed: 12,
  impersonationMode: 13,
  impersonationScore: 14,
} as const;
