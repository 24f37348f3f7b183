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

/** The ABI's version; a host refuses a module of another one. */
export const VERSION = 2;

/** "No such slot", "not given". */
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

/** Names of the exports that a module has only when its policy uses the rule of that name. */
export const OPTIONAL_EXPORTS = {
  fingerprint: "fingerprint",
} as const;

/** Capacities of the fixed buffers. */
export const CAPACITY = {
  inputBytes: 65536,
  outputBytes: 704,
  reasons: 16,
  slots: 64,
  bodyBytes: 32768,
} as const;

/** Words of the layout, at the address that the global `layout` holds. */
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
} as const;

/** How many words the layout has. */
export const LAYOUT_WORDS = 15;

/** Words at the start of the input of `check`. */
export const INPUT = {
  flags: 0,
  slots: 1,
} as const;

/** How many words come before the slots' lengths. */
export const INPUT_WORDS = 2;

/** Bits of the input word `flags`. */
export const INPUT_FLAGS = {
  oversized: 1,
  vouched: 2,
  truncated: 4,
} as const;

/** Slots that every request has; the policy's parts follow. */
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

/** How many words come before the reasons. */
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

/** How many words a reason has. */
export const REASON_WORDS = 10;

/** Words of the client's address, behind room for all reasons; the last is where its text starts. */
export const CLIENT = {
  hop: 0,
  bytes: 1,
  text: 2,
} as const;

/** How long the text of a fingerprint is, which stands at the start of the output buffer. */
export const FINGERPRINT_TEXT_BYTES = 64;

/** What a decision does with the request. */
export const ACTIONS = ["allow", "deny"] as const;

/** One of {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

/** What a reason did to the decision. */
export const EFFECTS = ["note", "deny", "allow", "report"] as const;

/** One of {@link EFFECTS}. */
export type Effect = (typeof EFFECTS)[number];

/** The rules that can give a reason. */
export const RULES = ["request", "bots", "filters", "client", "shield"] as const;

/** One of {@link RULES}. */
export type RuleName = (typeof RULES)[number];

/** How a rule acts: for real, or only reporting. */
export const MODES = ["enforce", "report"] as const;

/** One of {@link MODES}. */
export type Mode = (typeof MODES)[number];

/** How much evidence the rule `shield` takes for an attack. */
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
