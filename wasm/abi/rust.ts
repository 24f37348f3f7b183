import type { AbiDefinition } from "./definition.ts";

/** Must equal the width in wasm/rustfmt.toml. */
const lineWidth = 110;

const screaming = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase();

const hex = (value: number) => `0x${value.toString(16).replace(/(?=(?:.{4})+$)(?<=.)/g, "_")}`;

function indexes(doc: string, prefix: string, type: string, names: readonly string[]): string {
  const lines = names.map((name, index) => {
    return `pub const ${prefix}_${screaming(name)}: ${type} = ${index};`;
  });
  return [`// ${doc}`, ...lines].join("\n");
}

function values(doc: string, prefix: string, type: string, map: Record<string, number>): string {
  const lines = Object.entries(map).map(([name, value]) => {
    return `pub const ${prefix}_${screaming(name)}: ${type} = ${value};`;
  });
  return [`// ${doc}`, ...lines].join("\n");
}

function count(doc: string, name: string, value: number): string {
  return `/// ${doc}\npub const ${name}: usize = ${value};`;
}

function list(doc: string, name: string, items: readonly string[]): string {
  const head = `pub const ${name}: [&str; ${items.length}] =`;
  const text = `[${items.map((item) => JSON.stringify(item)).join(", ")}];`;
  // Formatted as by rustfmt.
  const fits = head.length + 1 + text.length <= lineWidth;
  return `/// ${doc}\n${head}${fits ? " " : "\n    "}${text}`;
}

function facts(abi: AbiDefinition): string {
  const lines = Object.entries(abi.facts).map(([name, { type, doc }]) => {
    return `    // ${doc}\n    (${JSON.stringify(name)}, ${type === "integer"}),`;
  });
  return [
    "/// Facts that a platform may know about a request: the name without its colon, and whether it is an integer.",
    `pub const FACTS: [(&str, bool); ${lines.length}] = [`,
    ...lines,
    "];",
  ].join("\n");
}

/** Renders the guest's half of the ABI: `wasm/crates/abi/src/lib.rs`. */
export function renderRust(abi: AbiDefinition): string {
  const blocks = [
    "//! What host and guest share. Generated from `wasm/abi/abi.json` by `npm run generate:abi`.\n" +
      "//! Words are little-endian `u32`; `usize` constants index words, `u32` constants are values.\n" +
      "#![no_std]",
    `/// First layout word: \`SNAP\` in memory order.\npub const MAGIC: u32 = ${hex(abi.magic)};`,
    `/// Version of the ABI; a host refuses a module of another version.\npub const VERSION: u32 = ${abi.version};`,
    `/// Means "no such slot" or "not given".\npub const ABSENT: u32 = ${hex(abi.absent)};`,
    `/// Name of the custom section that describes a module.\npub const CUSTOM_SECTION: &str = ${JSON.stringify(abi.customSection)};`,
    values(
      "Capacities of the fixed buffers; those named `BYTES` are in bytes.",
      "CAPACITY",
      "usize",
      abi.capacity,
    ),
    indexes("Words of the layout.", "LAYOUT", "usize", abi.layoutWords),
    count("Number of words in the layout.", "LAYOUT_WORDS", abi.layoutWords.length),
    indexes("Words at the start of the input of `check`.", "INPUT", "usize", abi.inputWords),
    count("Number of words before the slots' lengths.", "INPUT_WORDS", abi.inputWords.length),
    values("Bits of the input word `flags`.", "FLAG", "u32", abi.inputFlags),
    indexes("Slots that every request has; the policy's parts follow.", "SLOT", "u32", abi.slots),
    count("Number of slots before the policy's parts.", "FIXED_SLOTS", abi.slots.length),
    facts(abi),
    indexes("Words at the start of the answer of `check`.", "OUTPUT", "usize", abi.outputWords),
    count("Number of words before the reasons.", "OUTPUT_WORDS", abi.outputWords.length),
    indexes("Words of one reason.", "REASON", "usize", abi.reasonWords),
    count("Number of words in a reason.", "REASON_WORDS", abi.reasonWords.length),
    indexes(
      "Words of the client's address, after the space for all reasons; its text starts at the last.",
      "CLIENT",
      "usize",
      abi.clientWords,
    ),
    count(
      "Length of a fingerprint's text, which is at the start of the output buffer.",
      "FINGERPRINT_TEXT_BYTES",
      abi.fingerprintTextBytes,
    ),
    indexes(
      "Words at the start of the input of `email` and `sensitive`.",
      "CONTENT",
      "usize",
      abi.contentInputWords,
    ),
    count("Number of words before the content.", "CONTENT_WORDS", abi.contentInputWords.length),
    values("Bits of the content's word `flags`.", "CONTENT_FLAG", "u32", abi.contentFlags),
    values("Bits of the layout word `contentRules`.", "CONTENT_RULE", "u32", abi.contentRules),
    indexes("Words of the answer to `fields`.", "FIELDS", "usize", abi.fieldsWords),
    indexes(
      "Words of the answer of `email`; the domain starts at the last, followed by the suggested one.",
      "EMAIL",
      "usize",
      abi.emailWords,
    ),
    indexes(
      "Reasons that `email` reports about an address: bit numbers.",
      "EMAIL_REASON",
      "u32",
      abi.emailReasons,
    ),
    list("Names of these reasons, by bit number.", "EMAIL_REASONS", abi.emailReasons),
    indexes("Profiles of email address syntax.", "EMAIL_PROFILE", "u32", abi.emailProfiles),
    list("Names of the profiles, by index.", "EMAIL_PROFILES", abi.emailProfiles),
    indexes(
      "Words at the start of the answer of `sensitive`.",
      "SENSITIVE",
      "usize",
      abi.sensitiveWords,
    ),
    count("Number of words before the findings.", "SENSITIVE_WORDS", abi.sensitiveWords.length),
    indexes("Words of one finding.", "FINDING", "usize", abi.findingWords),
    count("Number of words in a finding.", "FINDING_WORDS", abi.findingWords.length),
    indexes("What happens to the request.", "ACTION", "u32", abi.actions),
    list("Names of the actions, by index.", "ACTIONS", abi.actions),
    indexes("How a reason affected the decision.", "EFFECT", "u32", abi.effects),
    list("Names of the effects, by index.", "EFFECTS", abi.effects),
    indexes("Rules that can give a reason.", "RULE", "u32", abi.rules),
    list("Names of the rules, by index.", "RULES", abi.rules),
    indexes("How a rule acts: it enforces, or only reports.", "MODE", "u32", abi.modes),
    list("Names of the modes, by index.", "MODES", abi.modes),
    indexes(
      "How much evidence the rule `shield` requires to report an attack.",
      "SENSITIVITY",
      "u32",
      abi.sensitivities,
    ),
    list("Names of the sensitivities, by index.", "SENSITIVITIES", abi.sensitivities),
    indexes("Operations of `configure`.", "CONFIGURE", "u32", abi.configureOps),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Renders the manifest of the generated crate: `wasm/crates/abi/Cargo.toml`. */
export function renderCargoToml(): string {
  return `# Generated by \`npm run generate:abi\`.
[package]
name = "snapwall-abi"
description = "What Snapwall's host and guest share"
version = "0.1.0"
edition = "2024"
license = "Apache-2.0"
publish = false
`;
}
