import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What an allowed and a denied request run through, whatever form they have. */
const EAGER = [
  ...["createGuard", "startEngine", "open", "openGuest", "readAscii"],
  ...["check", "judge", "readParts", "toText", "writeInput", "writeAtOnce", "encodeText"],
  ...["readAnswer", "readReason", "addMatch", "decide"],
];

/** Names of the functions of which V8 has made bytecode once the built package is imported. */
function listCompiled(): Set<string> {
  const index = new URL("../../dist/index.js", import.meta.url).href;
  const log = join(mkdtempSync(join(tmpdir(), "snapwall-")), "v8.log");
  const flags = ["--log-function-events", "--no-logfile-per-isolate", `--logfile=${log}`];
  const script = ["--input-type=module", "-e", `import ${JSON.stringify(index)};`];
  execFileSync(process.execPath, [...flags, ...script]);
  const rows = readFileSync(log, "utf8").split("\n");
  return new Set(rows.filter((row) => row.startsWith("function,interpreter,")).map(nameOf));
}

function nameOf(row: string): string {
  return row.slice(row.lastIndexOf(",") + 1);
}

test("V8 compiles the way to a decision when the package is loaded, and errors' wording not", () => {
  const compiled = listCompiled();
  expect(EAGER.filter((name) => !compiled.has(name))).toEqual([]);
  expect([...compiled]).not.toContain("explainModule");
  expect([...compiled]).not.toContain("suggest");
});
