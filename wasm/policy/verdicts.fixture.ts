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
];

const bad: readonly (readonly [text: string, mistake: string])[] = [
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
];
