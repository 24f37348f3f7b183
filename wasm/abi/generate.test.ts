import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { abiTargets } from "./targets.ts";

test.each(abiTargets())("$path says what abi.json says", ({ url, text }) => {
  expect(readFileSync(url, "utf8")).toBe(text);
});
