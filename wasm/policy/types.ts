import {
  isAvailable,
  listObjects,
  listReachable,
  type PolicyDefinition,
  type PolicyObject,
  refuse,
  resolve,
  type Schema,
  typeName,
} from "./definition.ts";

/** The formatter's line width. */
const lineWidth = 100;

/** Types of the definition that are declared in a file of their own. */
const imported: Readonly<Record<string, string>> = { Action: "./decision.ts" };

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) as string;
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}

function comment(indent: string, paragraphs: readonly string[]): string {
  const [only = ""] = paragraphs;
  const short = `${indent}/** ${only} */`;
  if (paragraphs.length === 1 && short.length <= lineWidth) return short;
  const lines = paragraphs.flatMap((text, index) => {
    const isCode = text.includes("\n");
    const wrapped = isCode ? text.split("\n") : wrap(text, lineWidth - indent.length - 3);
    return index === 0 ? wrapped : ["", ...wrapped];
  });
  const body = lines.map((line) => `${indent} *${line && ` ${line}`}`);
  return [`${indent}/**`, ...body, `${indent} */`].join("\n");
}

function defaultOf(schema: Schema): string[] {
  const { default: value, "x-default": words } = schema;
  if (words !== undefined) return [`Default: ${words}.`];
  return value === undefined ? [] : [`Default: \`${JSON.stringify(value)}\`.`];
}

function typeOf(schema: Schema): string {
  const name = typeName(schema);
  if (name !== undefined) return name;
  const { type, items, anyOf, additionalProperties } = schema;
  if (anyOf !== undefined) return anyOf.map(typeOf).join(" | ");
  if (Array.isArray(type)) return type.map((each) => typeOf({ type: each })).join(" | ");
  if (type === "array") {
    const item = typeOf(items ?? {});
    return `readonly ${item.includes(" ") ? `(${item})` : item}[]`;
  }
  if (type === "object" && typeof additionalProperties === "object") {
    return `Readonly<Record<string, ${typeOf(additionalProperties)}>>`;
  }
  if (type === "integer") return "number";
  if (typeof type !== "string") throw new RangeError(`"type" expected a name, got ${type}`);
  return type;
}

function member(key: string, schema: Schema, required: boolean): string {
  const { description = "" } = schema;
  if (!isAvailable(schema)) {
    const doc = comment("  ", [description, `@deprecated ${refuse(key)}.`]);
    return `${doc}\n  readonly ${key}?: undefined;`;
  }
  const doc = comment("  ", [description, ...defaultOf(schema)]);
  const type = typeOf(schema);
  return `${doc}\n  readonly ${key}${required ? `: ${type}` : `?: ${type} | undefined`};`;
}

function declareInterface({ name, schema, properties }: PolicyObject): string {
  const { description = "", examples = [] } = schema;
  // The examples of the other types are part of the policy's.
  const code = name === "Policy" ? examples.map((example) => showExample(name, example)) : [];
  const members = Object.entries(properties).map(([key, part]) => {
    return member(key, part, schema.required?.includes(key) ?? false);
  });
  return `${comment("", [description, ...code])}\nexport interface ${name} {\n${members.join("\n")}\n}`;
}

function showExample(type: string, example: unknown): string {
  const json = JSON.stringify(example, null, 2).replace(/"(\w+)":/g, "$1:");
  return `@example\n\`\`\`ts\nconst policy = ${json} satisfies ${type};\n\`\`\``;
}

function declareType(name: string, schema: Schema): string {
  const doc = comment("", [schema.description ?? ""]);
  const values = schema.enum?.map((value) => JSON.stringify(value));
  const type = schema["x-typescript"] ?? values?.join(" | ") ?? typeOf(schema);
  const line = `export type ${name} = ${type};`;
  if (line.length <= lineWidth) return `${doc}\n${line}`;
  const members = type.split(" | ").map((member) => `  | ${member}`);
  return `${doc}\nexport type ${name} =\n${members.join("\n")};`;
}

/** Renders the policy's TypeScript types: `packages/core/src/types/policy.ts`. */
export function renderTypes(definition: PolicyDefinition): string {
  const reachable = listReachable(definition);
  const objects = listObjects(definition).filter(({ name }) => reachable.has(name));
  const others = Object.entries(definition.$defs).filter(([name, schema]) => {
    return reachable.has(name) && schema.properties === undefined && imported[name] === undefined;
  });
  const imports = Object.entries(imported).map(([name, path]) => {
    return `import type { ${name} } from "${path}";`;
  });
  const blocks = [
    "/**\n * The policy. Generated from `wasm/policy/policy.schema.json` by `npm run generate:policy`.\n *\n * @module\n */\n" +
      imports.join("\n"),
    ...objects.map(declareInterface),
    ...others.map(([name, schema]) => declareType(name, resolve(definition, schema))),
  ];
  return `${blocks.join("\n\n")}\n`;
}
