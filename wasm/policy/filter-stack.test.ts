import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { initialise } from "../../packages/cli/src/bake/index.ts";

const path = new URL("../artifacts/snapwall-compiler.wasm", import.meta.url);
const compiler = new Uint8Array(readFileSync(path));

const nest = (open: string, inner: string, close: string, times: number) => {
  return open.repeat(times) + inner + close.repeat(times);
};
const matches = (regex: string) => `http.host matches "${regex}"`;

/** As deep as the limits allow. */
const deepest: readonly string[] = [
  nest("(", "true", ")", 15),
  `${nest("lower(", "http.host", ")", 14)} == "a"`,
  nest("not (", matches("a.*b"), ")", 14),
  `${nest("concat(lower(", "http.host", "))", 7)} == "a"`,
  matches(`${nest("(", "a", ")*", 9)}b`),
  matches(`${nest("(?:", "a", ")+", 9)}b`),
  matches(nest("(a|b|(", "a", "){1,2})?", 4)),
  matches(nest("[a&&", "[a]", "]", 8)),
  nest("not (", matches(nest("(a|", "b", ")*", 6)), ")", 14),
  matches("a|".repeat(3_000)),
];

test.each(deepest)("the guest's small stack is enough for %s", async (expression) => {
  const policy = JSON.stringify({ filters: { deny: [expression] } });
  const { output } = await initialise(compiler, policy);
  expect(JSON.parse(output).rules).toContain("filters");
});

test("twenty thousand addresses in a list are sorted on the guest's small stack", async () => {
  const addresses = Array.from({ length: 20_000 }, (_, n) => {
    return `${((n * 7919) % 223) + 1}.${(n * 31) % 256}.${(n * 17) % 256}.${n % 256}`;
  });
  const filters = { deny: ["ip.src in $all or http.host in $all"] };
  const { output } = await initialise(
    compiler,
    JSON.stringify({ lists: { all: addresses }, filters }),
  );
  expect(JSON.parse(output).rules).toContain("filters");
});
