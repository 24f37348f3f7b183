import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Characteristic, fingerprint } from "./fingerprint.ts";
import cases from "./fingerprints.json" with { type: "json" };

const page = readFileSync(new URL("../../../../docs/fingerprint.md", import.meta.url), "utf8");
const example = cases.find(({ title }) => title === "the example of the page");

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

/** The page's programs: what is between the fences, how it is run, and whether it can be here. */
const programs = [
  ["js", [process.execPath, "--input-type=module", "-e"], true],
  ["python", ["python3", "-c"], canRun("python3", "--version")],
  ["go", ["go", "run"], canRun("go", "version")],
] as const;

function canRun(command: string, argument: string): boolean {
  return spawnSync(command, [argument]).status === 0;
}

for (const [language, [command, ...args], isHere] of programs) {
  const text = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(page)?.[1] ?? "";

  test(`the page prints the fingerprint of its example in ${language}`, () => {
    expect(text).toContain(`${language === "python" ? "#" : "//"} ${example?.sha256}`);
  });

  test.skipIf(!isHere)(`the page's ${language} computes it`, { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), "snapwall-fingerprint-"));
    const file = join(folder, `main.${language}`);
    writeFileSync(file, text);
    const source = language === "go" ? file : text;
    const { stdout } = spawnSync(command, [...args, source], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(stdout.trim()).toBe(example?.sha256);
  });
}
