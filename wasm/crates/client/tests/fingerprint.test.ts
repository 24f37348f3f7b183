import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Characteristic, fingerprint } from "./fingerprint.ts";
import cases from "./fingerprints.json" with { type: "json" };

const page = readFileSync(new URL("../../../../docs/fingerprint.md", import.meta.url), "utf8");
const python = /```python\n(.*?)```/s.exec(page)?.[1] ?? "";
const example = cases.find(({ title }) => title === "the example of the page");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

test.each(cases)("the reference hashes $title as recorded", ({ characteristics, sha256 }) => {
  expect(fingerprint(characteristics as Characteristic[])).toBe(sha256);
});

test("the order that characteristics are listed in does not count", () => {
  for (const { characteristics, sha256 } of cases) {
    expect(fingerprint((characteristics as Characteristic[]).toReversed())).toBe(sha256);
  }
});

test("what differs has another fingerprint, and what is missing is not empty", () => {
  const same = new Set([
    "the same address mapped",
    "another of its network",
    "an IPv6 host with a port",
  ]);
  const distinct = cases.filter(({ title }) => !same.has(title)).map(({ sha256 }) => sha256);
  expect(new Set(distinct).size).toBe(distinct.length);
});

test("the page prints the fingerprint of its example", () => {
  expect(python.trimEnd().endsWith(`# ${example?.sha256}`)).toBe(true);
});

test.skipIf(!hasPython)("the page's Python computes it", () => {
  const { stdout } = spawnSync("python3", ["-c", python], { encoding: "utf8" });
  expect(stdout.trim()).toBe(example?.sha256);
});
