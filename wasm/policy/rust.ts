import type { AbiDefinition } from "../abi/definition.ts";
import {
  isAvailable,
  listObjects,
  listReachable,
  type PolicyDefinition,
  type PolicyObject,
  type Schema,
  typeName,
} from "./definition.ts";

/** Must equal the width in wasm/rustfmt.toml. */
const lineWidth = 110;

const screaming = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase();
const pascal = (key: string) => key.replace(/^\$?(.)/, (_, letter: string) => letter.toUpperCase());

/** Types whose values are numbered in the ABI: the prefix of their constants, and their list. */
const numbered: Readonly<Record<string, { prefix: string; list: keyof AbiDefinition }>> = {
  Mode: { prefix: "MODE", list: "modes" },
  Action: { prefix: "ACTION", list: "actions" },
  Sensitivity: { prefix: "SENSITIVITY", list: "sensitivities" },
  EmailProfile: { prefix: "EMAIL_PROFILE", list: "emailProfiles" },
};

function checkNumbered(definition: PolicyDefinition, abi: AbiDefinition): void {
  for (const [name, { list }] of Object.entries(numbered)) {
    const [ours, abis] = [definition.$defs[name]?.enum, abi[list]].map((x) => JSON.stringify(x));
    if (ours !== abis) throw new RangeError(`"${name}" expected the ABI's ${abis}, got ${ours}`);
  }
}

/** Lays a table out as rustfmt does. */
function renderTable(head: string, entries: readonly string[]): string {
  const list = `[${entries.join(", ")}];`;
  if (head.length + list.length < lineWidth) return `${head} ${list}`;
  if (list.length + 4 <= lineWidth) return `${head}\n    ${list}`;
  return `${head} [\n${entries.map((entry) => `    ${entry},`).join("\n")}\n];`;
}

function renderKeys({ name, properties }: PolicyObject): string {
  const keys = Object.entries(properties);
  const type = `${name}Key`;
  const variants = keys
    .filter(([, part]) => isAvailable(part))
    .map(([key]) => `    ${pascal(key)},`);
  const entries = keys.map(([key, part]) => {
    const value = isAvailable(part) ? `Some(${type}::${pascal(key)})` : "None";
    return `(${JSON.stringify(key)}, ${value})`;
  });
  return `/// A key of \`${name}\`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ${type} {
${variants.join("\n")}
}

/// Every key, with \`None\` for those that this version cannot compile.
${renderTable(`pub const ${screaming(name)}_KEYS: [Key<${type}>; ${keys.length}] =`, entries)}`;
}

function renderDefault(name: string, schema: Schema): string[] {
  const { default: value } = schema;
  if (isAvailable(schema) && schema.type === "string" && value !== undefined) {
    return [`pub const ${name}: &str = ${JSON.stringify(value)};`];
  }
  const abi = numbered[typeName(schema) ?? ""];
  if (!isAvailable(schema) || value === undefined) return [];
  if (typeof value === "number") return [`pub const ${name}: u32 = ${value};`];
  if (abi !== undefined)
    return [`pub const ${name}: u32 = ${abi.prefix}_${screaming(String(value))};`];
  if (!Array.isArray(value) || value.length === 0) return [];
  return [`pub const ${name}: [&str; ${value.length}] = ${JSON.stringify(value)};`];
}

function renderLimit(name: string, schema: Schema): string[] {
  const isLimited = isAvailable(schema) && schema.maxItems !== undefined;
  return isLimited ? [`pub const ${name}: usize = ${schema.maxItems};`] : [];
}

/**
 * Renders the tables of the compiler half: `wasm/crates/compiler/src/policy_schema.rs`.
 *
 * The keys of an object are an enum, so that the Rust reader does not compile until it handles
 * every key.
 *
 * @throws {RangeError} when the definition and the ABI have different modes or actions
 */
export function renderRust(definition: PolicyDefinition, abi: AbiDefinition): string {
  checkNumbered(definition, abi);
  const reachable = listReachable(definition);
  const objects = listObjects(definition).filter(({ name }) => reachable.has(name));
  const each = (suffix: string, render: (name: string, schema: Schema) => string[]) => {
    return objects.flatMap(({ name, properties }) => {
      return Object.entries(properties).flatMap(([key, part]) => {
        return render(`${screaming(name)}_${screaming(key.replace("$", ""))}_${suffix}`, part);
      });
    });
  };
  const defaults = each("DEFAULT", renderDefault);
  const limits = each("MAX", renderLimit);
  const used = [
    ...new Set(defaults.join("\n").match(/(?:MODE|ACTION|SENSITIVITY|EMAIL_PROFILE)_\w+(?=;)/g)),
  ].sort();
  const blocks = [
    "//! What a policy may contain. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.",
    `use snapwall_abi::{${used.join(", ")}};`,
    "/// A key's name and its variant; `None` if this version cannot compile it.\npub type Key<K> = (&'static str, Option<K>);",
    `/// The policy that an empty file stands for.\npub const POLICY_DEFAULT: &str = r#"${JSON.stringify(definition.default)}"#;`,
    `/// The maximum length of a policy in bytes.\npub const POLICY_MAX_BYTES: usize = ${definition["x-maxBytes"]};`,
    `/// The maximum nesting depth of a policy: the parser recurses, and the guest's stack is small.\npub const POLICY_MAX_DEPTH: usize = ${definition["x-maxDepth"]};`,
    `// Default values of keys.\n${defaults.join("\n")}`,
    `// Maximum numbers of list elements.\n${limits.join("\n")}`,
    ...objects.map(renderKeys),
  ];
  return `${blocks.join("\n\n")}\n`;
}
