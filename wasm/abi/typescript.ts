import type { AbiDefinition } from "./definition.ts";

/** The formatter's line width. */
const lineWidth = 100;

function object(doc: string, name: string, entries: readonly (readonly [string, unknown])[]) {
  const lines = entries.map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  return `/** ${doc} */\nexport const ${name} = {\n${lines.join("\n")}\n} as const;`;
}

function indexes(doc: string, name: string, words: readonly string[]): string {
  return object(
    doc,
    name,
    words.map((word, index) => [word, index] as const),
  );
}

function names(doc: string, name: string, type: string, items: readonly string[]): string {
  const quoted = items.map((item) => JSON.stringify(item));
  const oneLine = `export const ${name} = [${quoted.join(", ")}] as const;`;
  const declaration =
    oneLine.length <= lineWidth
      ? oneLine
      : `export const ${name} = [\n${quoted.map((item) => `  ${item},`).join("\n")}\n] as const;`;
  return `/** ${doc} */\n${declaration}\n\n/** One of {@link ${name}}. */\nexport type ${type} = (typeof ${name})[number];`;
}

function number(doc: string, name: string, value: number | string): string {
  return `/** ${doc} */\nexport const ${name} = ${value};`;
}

/**
 * Renders the type of the facts that a platform may know about a request:
 * `packages/core/src/types/platform-facts.ts`.
 */
export function renderPlatformFacts(abi: AbiDefinition): string {
  const lines = Object.entries(abi.facts).map(([name, { type, doc }]) => {
    const valueType = type === "integer" ? "number" : type === "text" ? "string" : type;
    return `  /** ${doc} */\n  readonly ${JSON.stringify(name)}?: ${valueType} | null | undefined;`;
  });
  return [
    "// Generated from `wasm/abi/abi.json` by `npm run generate:abi`.\n",
    "/**\n * What a platform may know about a request in addition to what the client sent. Omitted or `null`" +
      "\n * means unknown, which a policy can test for.\n */",
    "export interface PlatformFacts {",
    ...lines,
    "}\n",
  ].join("\n");
}

/** Renders the host's half of the ABI: `packages/core/src/abi.ts`. */
export function renderTypeScript(abi: AbiDefinition): string {
  const hex = (value: number) => `0x${value.toString(16)}`;
  const blocks = [
    "/**\n * What host and guest share. Generated from `wasm/abi/abi.json` by `npm run generate:abi`.\n *\n" +
      " * Words are little-endian u32. An object maps a word's name to its index; a list's order gives the\n" +
      " * values that stand for its names.\n *\n * @module\n */",
    number(
      "First layout word of every Snapwall module: `SNAP` in memory order.",
      "MAGIC",
      hex(abi.magic),
    ),
    number(
      "Version of the ABI; a host refuses a module of another version.",
      "VERSION",
      abi.version,
    ),
    number('Means "no such slot" or "not given".', "ABSENT", hex(abi.absent)),
    number(
      "Name of the custom section that describes a module.",
      "CUSTOM_SECTION",
      JSON.stringify(abi.customSection),
    ),
    object("Names of the exports of a shipped module.", "EXPORTS", Object.entries(abi.exports)),
    object(
      "Names of the exports that a module has only if its policy uses the rule of that name.",
      "OPTIONAL_EXPORTS",
      Object.entries(abi.optionalExports),
    ),
    object(
      "Capacities of the fixed buffers; those named `Bytes` are in bytes.",
      "CAPACITY",
      Object.entries(abi.capacity),
    ),
    indexes(
      "Words of the layout, at the address in the global `layout`.",
      "LAYOUT",
      abi.layoutWords,
    ),
    number("Number of words in the layout.", "LAYOUT_WORDS", abi.layoutWords.length),
    indexes("Words at the start of the input of `check`.", "INPUT", abi.inputWords),
    number("Number of words before the slots' lengths.", "INPUT_WORDS", abi.inputWords.length),
    object("Bits of the input word `flags`.", "INPUT_FLAGS", Object.entries(abi.inputFlags)),
    names("Slots of every request; the policy's parts follow.", "SLOTS", "FixedSlot", abi.slots),
    indexes("Words at the start of the answer of `check`.", "OUTPUT", abi.outputWords),
    number("Number of words before the reasons.", "OUTPUT_WORDS", abi.outputWords.length),
    indexes("Words of one reason.", "REASON", abi.reasonWords),
    number("Number of words in a reason.", "REASON_WORDS", abi.reasonWords.length),
    indexes(
      "Words of the client's address, after the space for all reasons; its text starts at the last.",
      "CLIENT",
      abi.clientWords,
    ),
    number(
      "Length of a fingerprint's text, which is at the start of the output buffer.",
      "FINGERPRINT_TEXT_BYTES",
      abi.fingerprintTextBytes,
    ),
    indexes(
      "Words at the start of the input of `email` and `sensitive`.",
      "CONTENT",
      abi.contentInputWords,
    ),
    number("Number of words before the content.", "CONTENT_WORDS", abi.contentInputWords.length),
    object(
      "Bits of the content's word `flags`.",
      "CONTENT_FLAGS",
      Object.entries(abi.contentFlags),
    ),
    object(
      "Bits of the layout word `contentRules`.",
      "CONTENT_RULES",
      Object.entries(abi.contentRules),
    ),
    indexes("Words of the answer to `fields`.", "FIELDS", abi.fieldsWords),
    indexes(
      "Words of the answer of `email`; the domain starts at the last, followed by the suggested one.",
      "EMAIL",
      abi.emailWords,
    ),
    names(
      "Reasons that `email` reports about an address, by bit number.",
      "EMAIL_REASONS",
      "EmailReason",
      abi.emailReasons,
    ),
    names("Profiles of email address syntax.", "EMAIL_PROFILES", "EmailProfile", abi.emailProfiles),
    indexes("Words at the start of the answer of `sensitive`.", "SENSITIVE", abi.sensitiveWords),
    number("Number of words before the findings.", "SENSITIVE_WORDS", abi.sensitiveWords.length),
    indexes("Words of one finding.", "FINDING", abi.findingWords),
    number("Number of words in a finding.", "FINDING_WORDS", abi.findingWords.length),
    names("What happens to the request.", "ACTIONS", "Action", abi.actions),
    names("How a reason affected the decision.", "EFFECTS", "Effect", abi.effects),
    names("The rules that can give a reason.", "RULES", "RuleName", abi.rules),
    names("How a rule acts: it enforces, or only reports.", "MODES", "Mode", abi.modes),
    names(
      "How much evidence the rule `shield` requires to report an attack.",
      "SENSITIVITIES",
      "Sensitivity",
      abi.sensitivities,
    ),
    names("Operations of `configure`.", "CONFIGURE_OPS", "ConfigureOp", abi.configureOps),
    indexes("Value of each operation of `configure`.", "CONFIGURE", abi.configureOps),
  ];
  return `${blocks.join("\n\n")}\n`;
}
