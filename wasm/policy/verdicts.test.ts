import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { initialise, PolicyError } from "../../packages/cli/src/bake/index.ts";
import { readBotNames } from "./bot-names.ts";
import { isAvailable, listObjects, readPolicyDefinition } from "./definition.ts";
import { beyondTheSchema, verdicts } from "./verdicts.fixture.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const compiler = new Uint8Array(read("wasm/artifacts/snapwall-compiler.wasm"));
const schema = JSON.parse(read("packages/cli/policy.schema.json").toString());

// Keywords of editors; anything else that ajv does not know is an error in the schema.
const ajv = new Ajv2020({
  allowUnionTypes: true,
  keywords: [
    "markdownDescription",
    "enumDescriptions",
    "errorMessage",
    "doNotSuggest",
    "allowComments",
    "allowTrailingCommas",
  ],
});
const validate = ajv.compile(schema);

async function compile(text: string): Promise<PolicyError | undefined> {
  const failure = await initialise(compiler, text).catch((error: unknown) => error);
  if (failure instanceof PolicyError) return failure;
  if (failure instanceof Error) throw failure;
  return undefined;
}

const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

test.each(verdicts.map((verdict) => [shorten(verdict.text), verdict] as const))(
  "schema and compiler agree on %s",
  async (_, { text, mistake }) => {
    const error = await compile(text);
    expect(error?.path).toBe(mistake);
    expect(validate(JSON.parse(text))).toBe(mistake === undefined);
  },
);

test.each(beyondTheSchema)("only the compiler refuses $text", async ({ text, mistake }) => {
  expect((await compile(text))?.path).toBe(mistake);
  expect(validate(JSON.parse(text))).toBe(true);
});

test("every name that a policy may hold is accepted by both, in capitals and in small letters", async () => {
  const { bots, categories } = readBotNames();
  const names = [...bots.map(({ id }) => id), ...categories.map((name) => `category:${name}`)];
  const policy = {
    bots: {
      deny: names.map((name) => name.toUpperCase()),
      allow: names.map((name) => name.toLowerCase()),
    },
  };
  expect(await compile(JSON.stringify(policy))).toBeUndefined();
  expect(validate(policy)).toBe(true);
});

const definition = readPolicyDefinition();
const unavailable = Object.entries(definition.properties).flatMap(([key, part]) => {
  return part["x-available"] === false ? [[key, part.examples ?? []] as const] : [];
});

test.each(unavailable)("%s is refused with the same sentence by both", async (key, examples) => {
  for (const example of examples) {
    const policy = { [key]: example };
    const error = await compile(JSON.stringify(policy));
    expect(error).toMatchObject({
      code: "unavailable",
      path: key,
      message: schema.properties[key].errorMessage,
    });
    expect(validate(policy)).toBe(false);
  }
});

test("every example and default of the definition is a policy", async () => {
  /** What an example of a rule's key stands beside. */
  const rules: Record<string, (part: object) => unknown> = {
    Policy: (part) => part,
    BotsPolicy: (part) => ({ bots: part }),
    FiltersPolicy: (part) => ({
      lists: { office: ["10.0.0.0/8"] },
      filters: { deny: ["true"], ...part },
    }),
    ShieldPolicy: (part) => ({ shield: part }),
    EmailPolicy: (part) => ({ email: part }),
    SensitivePolicy: (part) => ({ sensitive: part }),
    ShieldExclusion: (part) => ({ shield: { exclude: [{ path: "/a", ...part }] } }),
    Filter: (part) => ({ filters: { deny: [{ expression: "true", ...part }] } }),
  };
  const policies: unknown[] = [definition.default, ...(definition.examples ?? [])];
  for (const { name, properties } of listObjects(definition)) {
    const available = Object.entries(properties).filter(([, part]) => isAvailable(part));
    for (const [key, part] of available) {
      const values = [...(part.examples ?? []), ...("default" in part ? [part.default] : [])];
      policies.push(...values.map((value) => rules[name]?.({ [key]: value }) ?? {}));
    }
  }
  for (const policy of policies) {
    expect(await compile(JSON.stringify(policy)), JSON.stringify(policy)).toBeUndefined();
    expect(validate(policy), JSON.stringify(policy)).toBe(true);
  }
});

test("every key has a title, a description and an example", () => {
  for (const { name, properties } of listObjects(definition)) {
    for (const [key, { title, description, examples }] of Object.entries(properties)) {
      expect({ title, description, examples }, `${name}.${key}`).toEqual({
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/\.$/),
        examples: expect.arrayContaining([expect.anything()]),
      });
    }
  }
});

test("the categories are those of the rule data, each with what it means", () => {
  const { enum: names, enumDescriptions } = definition.$defs.Category ?? {};
  expect(names).toEqual(readBotNames().categories);
  expect(enumDescriptions).toHaveLength(names?.length ?? 0);
});

test("the ids are those that the shipped module lists", async () => {
  const { bots } = JSON.parse((await initialise(compiler, "")).output);
  const listed = [...new Set(Object.values<string[]>(bots).flat())].sort();
  expect(readBotNames().bots.map(({ id }) => id)).toEqual(listed);
});
