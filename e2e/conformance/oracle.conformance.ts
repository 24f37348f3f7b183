/**
 * Compares the module with the oracle: the same verdict and the same ids at the same positions, for
 * what real clients send and for text made to confuse a matcher.
 */
import { readFileSync } from "node:fs";
import { createGuard, type Decision } from "@snapwall/core";
import crawlers from "crawler-user-agents" with { type: "json" };
import fc from "fast-check";
import topUserAgents from "top-user-agents";
import { expect, test } from "vitest";
import { judgeUserAgent, type RuleData } from "../../wasm/data/oracle.ts";
import { modulePath } from "./module-path.ts";

const readData = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../wasm/data/${file}`, import.meta.url), "utf8"));
const data: RuleData = { ...readData("bots.json"), ...readData("signs.json") };
const guard = createGuard(new WebAssembly.Module(readFileSync(modulePath)));

/** Summarises a decision in the oracle's terms: ids with byte ranges, in order. */
function summarise(decision: Decision): string[] {
  return decision.reasons.map(({ id, where }) => {
    return where === undefined ? id : `${id} ${where.start}-${where.end}`;
  });
}

function expectAgreement(userAgent: string): void {
  const { kind, hits } = judgeUserAgent(userAgent, data);
  // Two patterns of one bot at the same position are one reason.
  const places = new Set(hits.map(({ id, start, end }) => `${id} ${start}-${end}`));
  const expected = kind === "missing" ? ["NO_USER_AGENT"] : [...places];
  const decision = guard.check({ headers: { "user-agent": userAgent } });
  expect(decision.denied, userAgent).toBe(kind !== "none");
  // The answer has room for sixteen reasons; with more, only the verdict must agree.
  if (places.size < 16) expect(summarise(decision), userAgent).toEqual(expected);
}

test("what crawlers send is judged as the oracle does", () => {
  for (const { instances } of crawlers) instances.forEach(expectAgreement);
}, 120_000);

test("what people's browsers send is judged as the oracle does", () => {
  topUserAgents.forEach(expectAgreement);
});

test("text put together from patterns and delimiters is judged as the oracle does", () => {
  const literals = [...data.bots, ...data.signs].flatMap(({ match }) => match);
  const words = [...literals, ...data.benign, ...data.shape.engines, ...data.shape.starts];
  const bare = words.map((word) => word.replace(/^(\^|\\b)|(\$|\\b)$/g, ""));
  const piece = fc.oneof(
    fc.constantFrom(...bare),
    fc.constantFrom("Mozilla/5.0 (", ") ", " ", "/", ";", "x", "1", "@a.b", "\t", '"', "-"),
    fc.string({ unit: "binary-ascii", maxLength: 4 }),
  );
  // The decision converts UTF-8 byte offsets to UTF-16 code units, which are the same for ASCII.
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
  const cased = fc.tuple(text, fc.boolean()).map(([t, upper]) => (upper ? t.toUpperCase() : t));
  fc.assert(fc.property(cased, expectAgreement), { numRuns: 1_500 });
}, 300_000);
