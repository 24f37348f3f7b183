import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  ClientCapabilities,
  type CompletionItem,
  getLanguageService,
  type Hover,
  TextDocument,
} from "vscode-json-languageservice";

const schema = new URL("../../packages/cli/policy.schema.json", import.meta.url);

/** The language service of VS Code, as an editor that opens a policy beside `node_modules` has it. */
const service = getLanguageService({
  clientCapabilities: ClientCapabilities.LATEST,
  schemaRequestService: async (uri) => {
    expect(uri).toBe("file:///site/node_modules/snapwall/policy.schema.json");
    return readFileSync(schema, "utf8");
  },
  workspaceContext: {
    resolveRelativePath: (path, document) => new URL(path, document).href,
  },
});

const head = '{ "$schema": "./node_modules/snapwall/policy.schema.json", ';

/** Opens a policy; `|` marks the cursor. */
function open(text: string) {
  const [before = "", after = ""] = (head + text).split("|");
  const document = TextDocument.create("file:///site/policy.json", "jsonc", 1, before + after);
  return { document, position: document.positionAt(before.length) };
}

async function complete(text: string): Promise<CompletionItem[]> {
  const { document, position } = open(text);
  const list = await service.doComplete(document, position, service.parseJSONDocument(document));
  return list?.items ?? [];
}

async function diagnose(text: string): Promise<string[]> {
  const { document } = open(text);
  const problems = await service.doValidation(document, service.parseJSONDocument(document));
  return problems.map(({ range, message }) => `${document.getText(range)}: ${message}`);
}

async function hover(text: string): Promise<Hover | null> {
  const { document, position } = open(text);
  return service.doHover(document, position, service.parseJSONDocument(document));
}

const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);

test("an editor completes the keys of a policy, and none that is refused", async () => {
  const keys = labels(await complete("| }"));
  expect(keys).toEqual(expect.arrayContaining(["mode", "onError", "bots"]));
  expect(keys).not.toContain("rateLimits");
});

test("an editor completes the keys of a rule", async () => {
  const keys = labels(await complete('"bots": { | } }'));
  expect(keys).toEqual(expect.arrayContaining(["deny", "allow", "missingUserAgent", "mode"]));
});

test("an editor completes filters, and a mode only where one counts", async () => {
  expect(labels(await complete('"filters": { | } }'))).toEqual(
    expect.arrayContaining(["mode", "deny", "allow"]),
  );
  const keys = async (list: string) => {
    return labels(await complete(`"filters": { "${list}": [{ | }] } }`)).sort();
  };
  expect(await keys("deny")).toEqual(["expression", "id", "mode"]);
  expect(await keys("allow")).toEqual(["expression", "id"]);
});

test("an editor completes choices and says what they mean", async () => {
  const items = await complete('"mode": "|" }');
  expect(labels(items)).toEqual(expect.arrayContaining(['"enforce"', '"report"']));
  const report = items.find(({ label }) => label === '"report"');
  expect(JSON.stringify(report?.documentation)).toContain("deny nothing");
});

test("an editor completes bots and categories and says what they are", async () => {
  const items = await complete('"bots": { "deny": ["|"] } }');
  const names = ['"GPTBOT"', '"GOOGLEBOT"', '"category:ai"', '"*"'];
  expect(labels(items)).toEqual(expect.arrayContaining(names));
  expect(items.length).toBeGreaterThan(1_500);
  const documentation = (label: string) => {
    return JSON.stringify(items.find((item) => item.label === label)?.documentation);
  };
  expect(documentation('"GPTBOT"')).toContain("ai");
  expect(documentation('"category:feed"')).toContain("feed readers");
});

test("an editor accepts comments, trailing commas and names in any case", async () => {
  const policy = '// who may come in\n "bots": { "deny": ["gptbot", "Category:AI",], /* */ }, }';
  expect(await diagnose(policy)).toEqual([]);
});

test("an editor accepts bots of the policy's own, and still completes the others", async () => {
  const custom = '"custom": [{ "id": "ACME", "categories": ["tool"], "literal": "acme-" }]';
  expect(await diagnose(`"bots": { "deny": ["ACME"], ${custom} } }`)).toEqual([]);
  const names = labels(await complete(`"bots": { "deny": ["|"], ${custom} } }`));
  expect(names).toEqual(expect.arrayContaining(['"GPTBOT"', '"category:ai"']));
});

test.each([
  ['"moed": "report" }', '"moed": Property moed is not allowed.'],
  ['"mode": "reprot" }', '"reprot": Value is not accepted. Valid values: "enforce", "report".'],
  ['"bots": [] }', '[]: Incorrect type. Expected "object".'],
  ['"filters": { "deny": [1] } }', '1: Incorrect type. Expected "string".'],
  ['"rateLimits": [] }', '[]: This version has no rule "rateLimits" yet'],
  ['"bots": { "deny": ["GOGLEBOT"] } }', '"GOGLEBOT": No bot or category has this name'],
  [
    '"bots": { "deny": ["category:serch"] } }',
    '"category:serch": No bot or category has this name',
  ],
])("an editor marks the mistake in %s", async (text, problem) => {
  expect(await diagnose(text)).toEqual([problem]);
});

test("an editor tells what a key means", async () => {
  expect(JSON.stringify(await hover('"onE|rror": "deny" }'))).toContain("The threat");
  expect(JSON.stringify(await hover('"rateLi|mits": [] }'))).toContain("has no rule");
});
