/** A policy's text and what becomes of it. */
export interface Verdict {
  readonly text: string;
  /** Path of the first mistake, in the compiler's words; none when the policy compiles. */
  readonly mistake?: string;
}

const good = [
  "{}",
  '{ "$schema": "./node_modules/snapwall/policy.schema.json" }',
  '{ "mode": "enforce" }',
  '{ "mode": "report", "onError": "deny" }',
  '{ "onError": "allow" }',
  '{ "bots": {} }',
  '{ "bots": { "mode": "report", "missingUserAgent": "allow" } }',
  '{ "bots": { "deny": [] , "allow": [] } }',
  '{ "bots": { "deny": ["*"], "allow": ["GOOGLEBOT", "category:search"] } }',
  '{ "bots": { "deny": ["gptbot", "Category:AI", "CATEGORY:Search", "category:Unknown"] } }',
  '{ "bots": { "deny": ["GENERIC_BOT", "NOT_BROWSER_SHAPED", "SIGNATURE_AGENT"] } }',
  '{ "bots": { "deny": ["CURL", "CURL"] } }',
  `{ "bots": { "deny": [${Array(10_000).fill('"*"')}] } }`,
  '{ "bots": { "custom": [] } }',
  '{ "bots": { "deny": ["ACME", "acme"], "custom": [{ "id": "ACME", "categories": ["ai", "seo"], "literal": "^acme/" }] } }',
  '{ "bots": { "custom": [{ "id": "7_A", "categories": ["tool"], "regex": "acme-[0-9]+" }] } }',
  '{ "lists": {} }',
  '{ "lists": { "office": ["10.0.0.0/8", "2001:db8::/32"], "empty": [], "ports_2": [80, -1] } }',
  '{ "client": {} }',
  '{ "client": { "trustedProxies": ["10.0.0.0/8", "::1", "10.0.0.1..10.0.0.9", "Cloudflare", "unix"] } }',
  '{ "client": { "trustedProxies": [], "header": "CF-Connecting-IP" } }',
  '{ "filters": {} }',
  '{ "filters": { "mode": "report", "deny": [], "allow": [] } }',
  `{ "filters": { "deny": ["http.request.method == \\"TRACE\\""] } }`,
  '{ "filters": { "deny": [{ "id": "all.of-it_[1]:/", "expression": "true", "mode": "report" }] } }',
  '{ "filters": { "deny": ["true"], "allow": [{ "id": "none", "expression": "false" }] } }',
  '{ "lists": { "office": ["10.0.0.0/8"] }, "filters": { "deny": ["not ip.src in $office"] } }',
  `{ "filters": { "deny": [${Array(1_024).fill('"true"')}] } }`,
  '{ "shield": {} }',
  '{ "shield": { "mode": "report", "sensitivity": "strict", "kinds": [], "exclude": [] } }',
  '{ "shield": { "exclude": [{ "path": "*" }, { "parameter": "a b", "kinds": ["xss", "ssrf"] }] } }',
];

const bad: readonly (readonly [text: string, mistake: string])[] = [
  ['{ "shield": [] }', "shield"],
  ['{ "shield": { "sensitivity": "Strict" } }', "shield.sensitivity"],
  ['{ "shield": { "kinds": ["XSS"] } }', "shield.kinds[0]"],
  ['{ "shield": { "exclude": [{}] } }', "shield.exclude[0]"],
  ['{ "shield": { "exclude": [{ "kinds": ["xss"] }] } }', "shield.exclude[0]"],
  ['{ "shield": { "exclude": [{ "path": "admin" }] } }', "shield.exclude[0].path"],
  ['{ "shield": { "exclude": [{ "path": "/", "kinds": [] }] } }', "shield.exclude[0].kinds"],
  ['{ "shield": { "exclude": [{ "parameter": "" }] } }', "shield.exclude[0].parameter"],
  ["[]", ""],
  ["null", ""],
  ["1", ""],
  ['"report"', ""],
  ['{ "$schema": 1 }', "$schema"],
  ['{ "mode": "Report" }', "mode"],
  ['{ "mode": null }', "mode"],
  ['{ "mode": ["report"] }', "mode"],
  ['{ "onError": "block" }', "onError"],
  ['{ "onError": true }', "onError"],
  ['{ "Mode": "report" }', "Mode"],
  ['{ "": 1 }', ""],
  ['{ "bot": {} }', "bot"],
  ['{ "__proto__": {} }', "__proto__"],
  ['{ "bots": [] }', "bots"],
  ['{ "bots": null }', "bots"],
  ['{ "bots": true }', "bots"],
  ['{ "bots": { "denny": [] } }', "bots.denny"],
  ['{ "bots": { "onError": "deny" } }', "bots.onError"],
  ['{ "bots": { "mode": "off" } }', "bots.mode"],
  ['{ "bots": { "missingUserAgent": "report" } }', "bots.missingUserAgent"],
  ['{ "bots": { "deny": "CURL" } }', "bots.deny"],
  ['{ "bots": { "deny": { "0": "CURL" } } }', "bots.deny"],
  ['{ "bots": { "deny": ["CURL", 1] } }', "bots.deny[1]"],
  ['{ "bots": { "deny": [null] } }', "bots.deny[0]"],
  ['{ "bots": { "deny": [["CURL"]] } }', "bots.deny[0]"],
  ['{ "bots": { "deny": ["GOGLEBOT"] } }', "bots.deny[0]"],
  ['{ "bots": { "allow": [""] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["**"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["GOOGLEBOT "] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["googlebot\\n"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["category:"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["category:serch"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["category:GOOGLEBOT"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["category:*"] } }', "bots.allow[0]"],
  ['{ "bots": { "allow": ["ſearch"] } }', "bots.allow[0]"],
  [`{ "bots": { "deny": [${Array(10_001).fill('"*"')}] } }`, "bots.deny[10000]"],
  ['{ "bots": { "custom": {} } }', "bots.custom"],
  ['{ "bots": { "custom": [{ "id": "A", "literal": "acme" }] } }', "bots.custom[0]"],
  ['{ "bots": { "custom": [{ "categories": ["ai"], "literal": "acme" }] } }', "bots.custom[0]"],
  ['{ "bots": { "custom": [{ "id": "A", "categories": ["ai"] }] } }', "bots.custom[0]"],
  [
    '{ "bots": { "custom": [{ "id": "A", "categories": ["ai"], "literal": "acme", "regex": "acme" }] } }',
    "bots.custom[0]",
  ],
  ...["acme", "_A", "A_", "", "A-B", "A".repeat(65)].map((id) => {
    const bot = { id, categories: ["ai"], literal: "acme" };
    return [JSON.stringify({ bots: { custom: [bot] } }), "bots.custom[0].id"] as const;
  }),
  [
    '{ "bots": { "custom": [{ "id": "A", "categories": [], "literal": "acme" }] } }',
    "bots.custom[0].categories",
  ],
  [
    '{ "bots": { "custom": [{ "id": "A", "categories": ["robots"], "literal": "acme" }] } }',
    "bots.custom[0].categories[0]",
  ],
  [
    '{ "bots": { "custom": [{ "id": "A", "categories": ["ai", "ai"], "literal": "acme" }] } }',
    "bots.custom[0].categories[1]",
  ],
  [
    '{ "bots": { "custom": [{ "id": "A", "categories": ["ai"], "litteral": "acme" }] } }',
    "bots.custom[0].litteral",
  ],
  ['{ "lists": [] }', "lists"],
  ['{ "lists": { "office": "10.0.0.0/8" } }', "lists.office"],
  ['{ "lists": { "office": { "10.0.0.0/8": 1 } } }', "lists.office"],
  ['{ "lists": { "office": ["10.0.0.0/8", 1] } }', "lists.office[1]"],
  ['{ "lists": { "office": [1, "10.0.0.0/8"] } }', "lists.office[1]"],
  ['{ "lists": { "office": [1.5] } }', "lists.office[0]"],
  ['{ "lists": { "office": [null] } }', "lists.office[0]"],
  ['{ "lists": { "the office": [] } }', "lists.the office"],
  ['{ "lists": { "": [] } }', "lists."],
  [`{ "lists": { "long": ["${"x".repeat(256)}"] } }`, "lists.long[0]"],
  [`{ "lists": { "long": [${Array(20_001).fill("1")}] } }`, "lists.long[20000]"],
  ['{ "client": [] }', "client"],
  ['{ "client": { "header": "" } }', "client.header"],
  ['{ "client": { "header": "x forwarded" } }', "client.header"],
  [`{ "client": { "header": "${"x".repeat(65)}" } }`, "client.header"],
  ['{ "client": { "trustedProxies": "private" } }', "client.trustedProxies"],
  ['{ "client": { "trustedProxies": [1] } }', "client.trustedProxies[0]"],
  [`{ "client": { "trustedProxies": ["${"x".repeat(256)}"] } }`, "client.trustedProxies[0]"],
  [
    `{ "client": { "trustedProxies": [${Array(4_097).fill('"::1"')}] } }`,
    "client.trustedProxies[4096]",
  ],
  ['{ "client": { "proxies": [] } }', "client.proxies"],
  ['{ "filters": [] }', "filters"],
  ['{ "filters": "true" }', "filters"],
  ['{ "filters": { "mode": "off" } }', "filters.mode"],
  ['{ "filters": { "dney": [] } }', "filters.dney"],
  ['{ "filters": { "deny": "true" } }', "filters.deny"],
  ['{ "filters": { "deny": [true] } }', "filters.deny[0]"],
  ['{ "filters": { "deny": [""] } }', "filters.deny[0]"],
  ['{ "filters": { "deny": [{ "id": "x" }] } }', "filters.deny[0]"],
  ['{ "filters": { "deny": [{ "expression": 1 }] } }', "filters.deny[0].expression"],
  ['{ "filters": { "deny": [{ "expr": "true" }] } }', "filters.deny[0].expr"],
  ['{ "filters": { "deny": [{ "id": "", "expression": "true" }] } }', "filters.deny[0].id"],
  ['{ "filters": { "deny": [{ "id": "é", "expression": "true" }] } }', "filters.deny[0].id"],
  [
    `{ "filters": { "deny": [{ "id": "${"x".repeat(65)}", "expression": "true" }] } }`,
    "filters.deny[0].id",
  ],
  ['{ "filters": { "deny": [{ "expression": "true", "mode": "off" }] } }', "filters.deny[0].mode"],
  [
    '{ "filters": { "deny": ["true"], "allow": [{ "expression": "true", "mode": "report" }] } }',
    "filters.allow[0].mode",
  ],
  ['{ "filters": { "allow": ["true"] } }', "filters"],
  ['{ "filters": { "deny": [], "allow": ["true"] } }', "filters"],
  [`{ "filters": { "deny": [${Array(1_025).fill('"true"')}] } }`, "filters.deny[1024]"],
  [`{ "filters": { "deny": ["${"x".repeat(8_193)}"] } }`, "filters.deny[0]"],
];

/** Policies that the schema and the compiler must agree on. */
export const verdicts: readonly Verdict[] = [
  ...good.map((text) => ({ text })),
  ...bad.map(([text, mistake]) => ({ text, mistake })),
];

/** What only the compiler sees: the schema accepts it, because no schema could tell. */
export const beyondTheSchema: readonly Required<Verdict>[] = [
  // Ids in capitals are listed; in another case they are as good, and too many to list.
  { text: '{ "bots": { "deny": ["goglebot"] } }', mistake: "bots.deny[0]" },
  { text: '{ "bots": { "deny": ["ai"] } }', mistake: "bots.deny[0]" },
  // With bots of the policy's own, any id may be one of them.
  { text: '{ "bots": { "deny": ["ACME"], "custom": [] } }', mistake: "bots.deny[0]" },
  {
    text: '{ "bots": { "custom": [{ "id": "GPTBOT", "categories": ["ai"], "literal": "acme" }] } }',
    mistake: "bots.custom[0].id",
  },
  {
    text: '{ "bots": { "custom": [{ "id": "A", "categories": ["ai"], "regex": "(acme" }] } }',
    mistake: "bots.custom[0].regex",
  },
  // A language of its own.
  { text: '{ "filters": { "deny": ["tru"] } }', mistake: "filters.deny[0]" },
  { text: '{ "filters": { "deny": ["ip.src in $office"] } }', mistake: "filters.deny[0]" },
  // What holds between several places.
  {
    text: '{ "filters": { "deny": [{ "id": "x", "expression": "true" }, { "id": "x", "expression": "true" }] } }',
    mistake: "filters.deny[1]",
  },
  {
    text: `{ "lists": { "one": [${Array(15_000).fill("1")}], "two": [${Array(15_000).fill("1")}] } }`,
    mistake: "lists.two",
  },
  // JSON Schema counts characters and numbers, the compiler bytes and digits.
  { text: `{ "lists": { "long": ["${"é".repeat(128)}"] } }`, mistake: "lists.long[0]" },
  { text: '{ "lists": { "whole": [1.0] } }', mistake: "lists.whole[0]" },
];
