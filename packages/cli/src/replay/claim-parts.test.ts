import { expect, test } from "vitest";
import { listClaimParts } from "./claim-parts.ts";
import { record } from "./formats/log-entry.ts";
import { findUnmetNeeds, isGuess, listHeaders, listNeeds } from "./rule-parts.ts";

const bots = { verified: { GOOGLEBOT: ["66.249.64.0/19"] }, impersonation: { score: 60 } };
const description = { abi: 2, rules: ["request", "bots"], policy: { bots } };

test("a crawler's name rests on the address, or on what proxies say of it", () => {
  expect(listClaimParts({ bots: { verified: bots.verified } })).toEqual([
    { category: "spoofed", parts: [":ip.src"] },
  ]);
  const client = { trustedProxies: ["private"], header: "forwarded" };
  expect(listClaimParts({ client, bots: { verified: bots.verified } })).toEqual([
    { category: "spoofed", parts: [":ip.src", "forwarded"] },
  ]);
  expect(listClaimParts({ bots: {} })).toEqual([]);
  expect(listClaimParts({})).toEqual([]);
});

test("without a browser's headers in the log, an impersonation is a guess, and a bot's name is none", () => {
  const unmet = findUnmetNeeds(listNeeds(description))(record(["user-agent", ":ip.src"]));
  const sign = { rule: "bots", id: "LANGUAGE_MISSING", category: "impersonation" };
  expect(isGuess(sign, unmet)).toBe(true);
  expect(isGuess({ rule: "bots", id: "GPTBOT", category: "ai" }, unmet)).toBe(false);
  expect(isGuess({ rule: "bots", id: "GOOGLEBOT", category: "spoofed" }, unmet)).toBe(false);
});

test("verdicts that rest on more than a bot's headers are not remembered by them", () => {
  expect(listHeaders(description)).toBeNull();
  expect(listHeaders({ ...description, policy: { bots: {} } })).not.toBeNull();
});
