import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const built = new URL("../../dist/", import.meta.url).href;
const snapshot = fileURLToPath(
  new URL("../../../../wasm/artifacts/snapwall.wasm", import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), "snapwall-cold-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A row of V8's log of functions: what happened, to which script, and to the function of what name. */
interface Row {
  readonly event: string;
  readonly script: string;
  readonly name: string;
}

/** What V8 does with the functions of the built package while `code` runs behind its import. */
function traceFunctions(code: string): Row[] {
  const log = join(folder, "v8.log");
  const flags = ["--log-function-events", "--no-logfile-per-isolate", `--logfile=${log}`];
  const script = `import { createGuard } from "${built}index.js";\n${code}`;
  execFileSync(process.execPath, [...flags, "--input-type=module", "-e", script]);
  const rows = readFileSync(log, "utf8")
    .split("\n")
    .map((row) => row.split(","));
  const scripts = new Set(
    rows.filter(([kind, , url]) => kind === "script-details" && url?.startsWith(built)).map(at(1)),
  );
  return rows
    .filter(([kind, , script]) => kind === "function" && scripts.has(script as string))
    .map((row) => ({ event: at(1)(row), script: at(2)(row), name: at(row.length - 1)(row) }));
}

function at(index: number): (row: readonly string[]) => string {
  return (row) => row[index] ?? "";
}

test.each([
  ["a bot's", "new Request(url, { headers: { 'user-agent': 'curl/8.14.1', accept: '*/*' } })"],
  ["a plain object's", "{ headers: { 'User-Agent': ['curl/8.14.1'], Host: 'a.example' } }"],
  ["a browser's", "new Request(url, { headers: { 'user-agent': browser } })"],
])("for %s first decision V8 compiles nothing but a decision's one private field", (_, request) => {
  const rows = traceFunctions(`
    import { readFileSync } from "node:fs";
    const url = "https://a.example/";
    const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const module = new WebAssembly.Module(readFileSync(${JSON.stringify(snapshot)}));
    const decision = createGuard(module).check(${request});
    if (decision.denied === ${request.includes("browser")}) throw decision;
  `);
  const compiled = rows.filter(({ event }) => event === "parse-function");
  expect(compiled.map(({ name }) => name)).toEqual(["JudgedRequest"]);
});

test("V8 leaves the wording of errors alone when the package is loaded", () => {
  const rows = traceFunctions("");
  const compiled = rows.filter(({ event }) => event === "interpreter").map(({ name }) => name);
  expect(compiled).toContain("createGuard");
  expect(compiled).not.toContain("explainModule");
  expect(compiled).not.toContain("suggest");
});
