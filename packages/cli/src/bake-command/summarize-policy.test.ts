import { expect, test } from "vitest";
import { summarizePolicy } from "./summarize-policy.ts";

const bots = { ai: ["GPTBOT", "CLAUDEBOT"], search: ["GOOGLEBOT", "GPTBOT"], tool: ["CURL"] };
const summarize = (policy: object) => {
  const provenance = { sourceHash: "", tools: {} };
  return summarizePolicy({
    abi: 1,
    policyHash: "",
    contentHash: "",
    rules: ["bots"],
    bots,
    provenance,
    policy,
  });
};

test.each([
  ["every bot once, though it has two categories", ["*"], [], 4, 0],
  ["a category, in any case", ["Category:AI"], [], 2, 0],
  ["what is named twice once", ["category:ai", "gptbot"], [], 2, 0],
  ["none that is allowed", ["*"], ["category:ai"], 2, 2],
  ["nobody", [], [], 0, 0],
])("counts %s", (_, deny, allow, denied, allowed) => {
  expect(summarize({ bots: { deny, allow } }).bots).toEqual({ known: 4, denied, allowed });
});

test("counts filters, lists and patterns of the policy's own", () => {
  const summary = summarize({
    bots: { deny: [], allow: [], custom: [{ id: "A" }, { id: "B" }] },
    filters: { deny: ["a", "b"], allow: ["c"] },
    lists: { office: ["10.0.0.0/8", "192.0.2.7"], paths: ["/a"] },
  });
  expect(summary).toMatchObject({
    customBots: 2,
    filters: { deny: 2, allow: 1 },
    lists: { count: 2, entries: 3 },
  });
});

test("a policy without bots has no count of them", () => {
  expect(summarize({})).toEqual({
    rules: ["bots"],
    customBots: 0,
    filters: { deny: 0, allow: 0 },
    lists: { count: 0, entries: 0 },
  });
});
