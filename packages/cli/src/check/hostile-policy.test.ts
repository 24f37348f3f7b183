import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runSnapwall } from "../../test/run-snapwall.ts";
import { POLICY_MAX_BYTES } from "../policy-limits.ts";

/** A second or two on a machine that does nothing else; the tests' may do. */
const TIME_MS = 10_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "snapwall-hostile-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Text of the greatest length that a policy may have, filled with repetitions. */
function fill(head: string, part: string, tail: string): string {
  const count = Math.floor((POLICY_MAX_BYTES - head.length - tail.length) / part.length);
  return head + part.repeat(count) + tail;
}

const list = (count: number, element: (index: number) => string) => {
  return Array.from({ length: count }, (_, index) => element(index)).join(",");
};

test.each([
  ["ten megabytes", () => " ".repeat(10_000_000), " is longer than 4194304 bytes"],
  [
    "a hundred thousand bots",
    () => `{"bots":{"deny":[${list(100_000, (index) => `"BOT_${index}"`)}]}}`,
    ":1:108908: 100000 elements, at most 10000 fit",
  ],
  [
    "an unknown name behind thousands",
    () => `{"bots":{\n"deny":[${list(9_999, () => '"ZZHBOT"')},"ZZHBTO"]}}`,
    ':2:90000: Unknown bot "ZZHBTO"; did you mean "ZZHBOT"?',
  ],
  [
    "a hundred thousand keys",
    () => `{${list(100_000, (index) => `"key${index}":1`)}}`,
    ':1:2: Unknown key "key0"',
  ],
  [
    "one key many times",
    () => fill("{", '"mode":"report",', "}"),
    ':1:18: Key "mode" stands twice',
  ],
  ["deep nesting", () => fill("", "[", ""), ":1:33: Nested more than 32 levels deep"],
  [
    "many values of the wrong type",
    () => fill('{"bots":{"deny":[', "{},", "{}]}}"),
    "elements, at most 10000 fit",
  ],
  ["a list in place of a policy", () => fill("[", "1,", "1]"), "Expected an object, got an array"],
  ["text without an end", () => fill('"', "x", ""), ":1:1: Unterminated string literal"],
  ["millions of lines", () => fill("", "\n", '{"a":1}'), ':4194298:2: Unknown key "a"'],
  [
    "a hundred thousand filters",
    () => `{"filters":{"deny":[${list(100_000, () => '"true"')}]}}`,
    ":1:7189: 100000 elements, at most 1024 fit",
  ],
  [
    "a hundred thousand lists",
    () => `{"lists":{${list(100_000, (index) => `"list${index}":[]`)}}}`,
    ":1:12901: 100000 members, at most 1000 fit",
  ],
  [
    "a list of a hundred thousand addresses",
    () => `{"lists":{"office":[${list(100_000, () => '"10.0.0.1"')}]}}`,
    ":1:220021: 100000 elements, at most 20000 fit",
  ],
  [
    "an expression that nests",
    () => `{"filters":{"deny":["${"(".repeat(8_000)}"]}}`,
    ":1:38: Nested more than 16 levels deep (at column 17 of the expression)",
  ],
  [
    "an automaton over the limit",
    () => '{"filters":{"deny":["http.host matches \\"(a|b)*a(a|b){60}\\""]}}',
    "The regular expression needs a larger automaton",
  ],
  [
    "operators that double",
    () => `{"filters":{"deny":["${Array(300).fill("ip.src.asnum == 1").join(" xor ")}"]}}`,
    "Too many xor, each of which doubles what is on its sides; 15 in a row fit",
  ],
  [
    "operators that double nothing",
    () => {
      const chain = Array(15).fill("true").join(" xor ");
      return `{"filters":{"deny":["${Array(15).fill(`(${chain})`).join(" xor ")}"]}}`;
    },
    "Too many xor",
  ],
  ["bytes that are no text", () => Buffer.from('{"mode":"\xe9"}', "latin1"), " is not UTF-8"],
])("%s: an error with its place, in a second or two", async (name, write, message) => {
  const policy = join(folder, `${name.replaceAll(" ", "-")}.json`);
  writeFileSync(policy, write());
  const start = performance.now();
  const { status, stdout, stderr } = await runSnapwall(["check", "--policy", policy]);
  expect(performance.now() - start).toBeLessThan(TIME_MS);
  expect(stderr.slice(0, 1_000)).toContain(policy);
  expect(stderr.slice(0, 1_000)).toContain(message);
  // What is wrong, and a few lines around it however long they are.
  expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(7);
  expect(stderr.length).toBeLessThan(1_500);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test.skipIf(process.platform === "win32")("a policy without an end is not read to it", async () => {
  const { status, stderr } = await runSnapwall(["check", "--policy", "/dev/zero"]);
  expect(stderr).toContain("/dev/zero is longer than 4194304 bytes");
  expect(status).toBe(2);
});

test("the longest policy that says nothing is read", async () => {
  const policy = join(folder, "longest.json");
  writeFileSync(policy, fill("/*", "*", "*/{}"));
  expect(await runSnapwall(["check", "--policy", policy])).toMatchObject({ status: 0, stderr: "" });
});
