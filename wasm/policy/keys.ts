import { isAvailable, type PolicyDefinition, resolve, type Schema } from "./definition.ts";

const notice = "Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.";

/** The formatter's line width. */
const lineWidth = 100;

function list(name: string, items: readonly string[]): string {
  const quoted = items.map((item) => JSON.stringify(item));
  const line = `  ${name}: [${quoted.join(", ")}],`;
  if (line.length <= lineWidth) return line;
  return `  ${name}: [\n${quoted.map((item) => `    ${item},`).join("\n")}\n  ],`;
}

function keys(doc: string, name: string, lists: readonly string[]): string {
  return `/** ${doc} */\nexport const ${name} = {\n${lists.join("\n")}\n} as const;`;
}

const isOption = (schema: Schema) => isAvailable(schema) && schema["x-runTime"] === true;

/** Lists an object and the nested objects that options can reach, by their keys. */
function listOptionObjects(
  definition: PolicyDefinition,
  name: string,
  object: Schema,
): [name: string, object: Schema][] {
  const inside = Object.entries(object.properties ?? {}).flatMap(([key, schema]) => {
    const part = resolve(definition, schema);
    const isReached = isOption(part) && part.properties !== undefined;
    return isReached ? listOptionObjects(definition, key, part) : [];
  });
  return [[name, object], ...inside];
}

/**
 * Renders which keys of a policy are options of a guard:
 * `packages/core/src/options/policy-keys.ts`.
 */
export function renderOptionKeys(definition: PolicyDefinition): string {
  const objects = listOptionObjects(definition, "policy", definition);
  const select = (wanted: (key: string, schema: Schema) => boolean) => {
    return objects.map(([name, { properties = {} }]) => {
      const chosen = Object.entries(properties).filter(([key, schema]) => wanted(key, schema));
      return list(
        name,
        chosen.map(([key]) => key),
      );
    });
  };
  const blocks = [
    `/**\n * Which keys of a policy are options of a guard.\n * ${notice}\n *\n * @module\n */`,
    keys(
      "Keys that a guard's options may change without compilation.",
      "OPTION_KEYS",
      select((_, schema) => isOption(schema)),
    ),
    keys(
      "Keys that are compiled into a snapshot and cannot be changed at run time.",
      "COMPILED_KEYS",
      select((key, schema) => key !== "$schema" && !isOption(schema)),
    ),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Renders the limits that the command line checks before it reads a policy. */
export function renderLimits(definition: PolicyDefinition): string {
  const blocks = [
    `/**\n * Limits of a policy. ${notice}\n *\n * @module\n */`,
    `/** A longer policy is refused. */\nexport const POLICY_MAX_BYTES = ${definition["x-maxBytes"]};`,
  ];
  return `${blocks.join("\n\n")}\n`;
}
