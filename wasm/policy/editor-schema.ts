import type { BotNames } from "./bot-names.ts";
import { isAvailable, type PolicyDefinition, refuse, resolve, type Schema } from "./definition.ts";

/** A schema under construction, with any keywords: ours and those of editors. */
type Keywords = Record<string, unknown>;

const maps = ["properties", "$defs"];
const lists = ["anyOf", "oneOf"];
const single = ["items", "additionalProperties"];

/** Converts Markdown for tooltips that show plain text. */
const plain = (markdown: string) => markdown.replaceAll("`", "");

/** A case-insensitive pattern. Patterns in JSON Schema have no flags. */
const inAnyCase = (text: string) => {
  return text.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
};

function rewrite(definition: PolicyDefinition, key: string, schema: Schema): Keywords {
  // Editors ignore keywords next to a `$ref`, so the key's own description would be lost.
  const isPlain = schema.$ref === undefined || Object.keys(schema).length === 1;
  const { $ref, ...resolved } = resolve(definition, schema);
  const result: Keywords = {};
  for (const [keyword, value] of Object.entries(isPlain ? schema : resolved)) {
    if (keyword.startsWith("x-") || keyword === "$comment") continue;
    result[keyword] = rewriteKeyword(definition, key, keyword, value);
    if (keyword === "description") {
      result.description = plain(value as string);
      result.markdownDescription = value;
    }
  }
  return isAvailable(schema) ? result : markUnavailable(key, result);
}

function rewriteKeyword(
  definition: PolicyDefinition,
  key: string,
  keyword: string,
  value: unknown,
): unknown {
  if (maps.includes(keyword)) {
    const entries = Object.entries(value as Record<string, Schema>);
    return Object.fromEntries(
      entries.map(([name, part]) => [name, rewrite(definition, name, part)]),
    );
  }
  if (lists.includes(keyword))
    return (value as Schema[]).map((part) => rewrite(definition, key, part));
  const isSchema = single.includes(keyword) && typeof value === "object";
  return isSchema ? rewrite(definition, key, value as Schema) : value;
}

/**
 * Editors do not suggest the key, explain why it is refused, and still show what it will mean.
 * `doNotSuggest` and `errorMessage` are keywords of vscode-json-languageservice.
 */
function markUnavailable(key: string, { title, ...schema }: Keywords): Keywords {
  const message = refuse(key);
  const note = ` ${message}.`;
  return {
    title,
    description: `${schema.description}${note}`,
    markdownDescription: `${schema.markdownDescription}${note}`,
    examples: schema.examples,
    not: {},
    errorMessage: message,
    doNotSuggest: true,
  };
}

/** The names that are valid selectors, which change with the rule data. */
function describeNames({ categories, bots }: BotNames, definition: PolicyDefinition): Keywords {
  const meanings = definition.$defs.Category?.enumDescriptions ?? [];
  const selectors = {
    enum: ["*", ...categories.map((name) => `category:${name}`)],
    enumDescriptions: ["every automated client", ...meanings],
  };
  const ids = {
    enum: bots.map(({ id }) => id),
    enumDescriptions: bots.map((bot) => bot.categories.join(", ")),
  };
  return { anyOf: [selectors, ids] };
}

/** Completes those names. What else is valid depends on the keys next to the list. */
const selector: Keywords = { anyOf: [{ $ref: "#/$defs/BotName" }, { type: "string" }] };

/** Accepts those names, ignoring case, and ids of the given form. */
function describeSelector({ categories }: BotNames, id: string): Keywords {
  const category = `${inAnyCase("category")}:(?:${categories.map(inAnyCase).join("|")})`;
  return {
    if: { $ref: "#/$defs/BotName" },
    // A single sentence, where a failed enumeration would list every valid name.
    else: {
      type: "string",
      pattern: `^(?:${category}|${id})$`,
      errorMessage: "No bot or category has this name",
    },
  };
}

/** What the lists of bots may contain. In a policy with custom bots, any id. */
function describeLists(names: BotNames): Keywords {
  const listing = (id: string) => {
    const list = { type: "array", items: describeSelector(names, id) };
    return { properties: { deny: list, allow: list } };
  };
  return {
    if: { required: ["custom"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: listing("[A-Za-z0-9_]+"),
    else: listing("(?=.*[a-z])[A-Za-z0-9_]+"),
  };
}

/** Keeps the types that something refers to; the others have been inlined. */
function keepReferredTo(types: Record<string, Keywords>, schema: Keywords): typeof types {
  const text = JSON.stringify([schema, types]);
  return Object.fromEntries(
    Object.entries(types).filter(([name]) => text.includes(`"#/$defs/${name}"`)),
  );
}

/** Renders the schema for editors: `packages/cli/policy.schema.json`. */
export function renderEditorSchema(definition: PolicyDefinition, names: BotNames): string {
  const { $schema, $defs, ...schema } = rewrite(definition, "", definition);
  const types = $defs as Record<string, Keywords>;
  Object.assign(types.BotSelector ?? {}, selector);
  const { bots } = schema.properties as Record<string, Keywords>;
  Object.assign(bots ?? {}, describeLists(names));
  types.BotName = describeNames(names, definition);
  const result = {
    $comment: "Generated from wasm/policy/policy.schema.json by `npm run generate:policy`.",
    $schema,
    // Without these two, editors would flag syntax that the compiler accepts.
    allowComments: true,
    allowTrailingCommas: true,
    ...schema,
    $defs: keepReferredTo(types, schema),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
