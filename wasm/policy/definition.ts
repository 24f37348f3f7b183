import { readFileSync } from "node:fs";

/**
 * The part of JSON Schema (draft 2020-12) that the definition of a policy is written in.
 *
 * Every `description` is Markdown. Keywords of our own begin with `x-`.
 */
export interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  /** One for each value of `enum`; editors show it next to the value. */
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  /** Describes the default when it is not a fixed value. */
  readonly "x-default"?: string;
  /** The TypeScript type, where it is more precise than `type`. */
  readonly "x-typescript"?: string;
  /** Whether a guard's options may change it without compilation. */
  readonly "x-runTime"?: boolean;
  /** `false` if the key is reserved: part of the schema, but still refused by the compiler. */
  readonly "x-available"?: boolean;
}

/** The schema of a policy, with the types that it refers to. */
export interface PolicyDefinition extends Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly $defs: Readonly<Record<string, Schema>>;
  /** A longer policy is refused. */
  readonly "x-maxBytes": number;
  /** A policy that nests deeper is refused. */
  readonly "x-maxDepth": number;
}

/** An object type in a policy: its TypeScript name and its keys. */
export interface PolicyObject {
  readonly name: string;
  readonly schema: Schema;
  readonly properties: Readonly<Record<string, Schema>>;
}

/** Reads `policy.schema.json`, the file next to this one. */
export function readPolicyDefinition(): PolicyDefinition {
  return JSON.parse(readFileSync(new URL("policy.schema.json", import.meta.url), "utf8"));
}

/** Whether the compiler accepts the value that a schema describes. */
export function isAvailable(schema: Schema): boolean {
  return schema["x-available"] !== false;
}

/** The message that refuses an unavailable key, in the compiler and in editors. */
export function refuse(key: string): string {
  return `This version has no rule "${key}" yet`;
}

/** Name of the type that a schema refers to, if any. */
export function typeName({ $ref }: Schema): string | undefined {
  return $ref?.replace("#/$defs/", "");
}

/** Resolves a schema's reference; its own keywords override those of the type it refers to. */
export function resolve(definition: PolicyDefinition, schema: Schema): Schema {
  const name = typeName(schema);
  if (name === undefined) return schema;
  const target = definition.$defs[name];
  if (target === undefined) throw new RangeError(`"$ref" expected a type of $defs, got "${name}"`);
  return { ...target, ...schema };
}

/** Lists the object types that have keys of their own, the policy first. */
export function listObjects(definition: PolicyDefinition): PolicyObject[] {
  const entries: [string, Schema][] = [["Policy", definition], ...Object.entries(definition.$defs)];
  return entries.flatMap(([name, schema]) => {
    return schema.properties ? [{ name, schema, properties: schema.properties }] : [];
  });
}

/** Names of the types whose values may occur in a policy of this version. */
export function listReachable(definition: PolicyDefinition): Set<string> {
  const reached = new Set<string>(["Policy"]);
  const names = Object.keys(definition.$defs);
  const visit = (schema: Schema) => {
    if (!isAvailable(schema)) return;
    const mentioned = names.filter((name) => {
      return name === typeName(schema) || schema["x-typescript"]?.includes(`{${name}}`);
    });
    for (const name of mentioned.filter((name) => !reached.has(name))) {
      reached.add(name);
      visit(definition.$defs[name] ?? {});
    }
    const { properties = {}, additionalProperties, items, anyOf = [], oneOf = [] } = schema;
    for (const part of [...Object.values(properties), ...anyOf, ...oneOf]) visit(part);
    if (typeof additionalProperties === "object") visit(additionalProperties);
    if (items !== undefined) visit(items);
  };
  visit(definition);
  return reached;
}
