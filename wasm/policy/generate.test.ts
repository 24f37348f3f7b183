import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { policyTargets } from "./targets.ts";

test.each(policyTargets())("$path says what the policy's definition says", ({ url, text }) => {
  expect(readFileSync(url, "utf8")).toBe(text);
});
