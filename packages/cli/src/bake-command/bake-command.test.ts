import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createGuard } from "@snapwall/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { binary, runSnapwall } from "../../test/run-snapwall.ts";
import { findTools } from "../bake/index.ts";
import { bake } from "../bake-policy.ts";
import { shippedModule } from "../wasm.ts";

const minute = 60_000;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "snapwall-bake-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Makes a folder with these files. */
function makeFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(root, "case-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function judge(path: string, agent: string): string {
  const guard = createGuard(new WebAssembly.Module(readFileSync(path)));
  return guard.check(new Request("https://a.example/", { headers: { "user-agent": agent } }))
    .action;
}

const aiOnly = `{
  // Crawlers of AI companies stay outside.
  "bots": { "deny": ["category:ai"], "allow": ["GPTBOT"], },
}`;

describe("a bake", () => {
  test(
    "of no file writes the module that is shipped, its types, and tells what it did",
    async () => {
      const cwd = makeFolder();
      const { status, stdout, stderr } = await runSnapwall(["bake"], { cwd });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(readdirSync(cwd).sort()).toEqual(["guard.wasm", "guard.wasm.d.ts"]);
      expect(readFileSync(join(cwd, "guard.wasm"))).toEqual(readFileSync(shippedModule));
      expect(stdout).toMatch(/^policy +the default policy$/m);
      expect(stdout).toMatch(/^bots +([\d,]+) of \1 denied, 0 allowed by name$/m);
      expect(stdout).toMatch(/^stripped +[\d,]+ functions and [\d,]+ bytes of code; .*fd_read/m);
      expect(stdout).toMatch(/^at start +[\d,]+ bytes of data on \d+ pages of 4 KiB/m);
      expect(stdout).toMatch(/^optimise \(wasm-opt\)( +[\d,]+){3} +\d+ ms$/m);
      expect(stdout).toMatch(/^wrote guard\.wasm and guard\.wasm\.d\.ts in [\d.]+ s$/m);
      expect(stdout).not.toContain("\u001b");
    },
    minute,
  );

  test(
    "gives the same bytes in another folder, from standard input, and without Wizer",
    async () => {
      const [a, b] = [makeFolder({ "policy.json": aiOnly }), makeFolder()];
      const there = await runSnapwall(["bake", "policy.json", "-o", "made/here.wasm"], { cwd: a });
      const piped = await runSnapwall(["bake", "-", "--types", "none"], { cwd: b, input: aiOnly });
      const inJavaScript = await bake(aiOnly, { tools: await findTools({ wizer: false }) });
      expect([there.stderr, piped.stderr]).toEqual(["", ""]);
      const bytes = readFileSync(join(a, "made/here.wasm"));
      expect(readFileSync(join(b, "guard.wasm")).equals(bytes)).toBe(true);
      expect(bytes.equals(inJavaScript)).toBe(true);
      expect(readdirSync(b)).toEqual(["guard.wasm"]);
      expect(judge(join(b, "guard.wasm"), "ClaudeBot/1.0")).toBe("deny");
      expect(judge(join(b, "guard.wasm"), "GPTBot/1.3")).toBe("allow");
      expect(judge(join(b, "guard.wasm"), "curl/8.5.0")).toBe("allow");
    },
    minute,
  );

  test.each([
    ["guard.js", "guard.d.ts"],
    ["guard.mjs", "guard.d.mts"],
  ])(
    "into %s gives a script whose default export is the module, and its types",
    async (script, types) => {
      const cwd = makeFolder({ "policy.json": aiOnly, "package.json": '{ "type": "module" }' });
      const { stdout } = await runSnapwall(["bake", "policy.json", "-o", script], { cwd });
      expect(stdout).toContain(`wrote ${script} and ${types} in `);
      expect(readdirSync(cwd).sort()).toEqual([types, script, "package.json", "policy.json"]);
      const { default: module } = await import(join(cwd, script));
      const guard = createGuard(module);
      expect(guard.check({ headers: { "user-agent": "ClaudeBot/1.0" } }).action).toBe("deny");
      expect(guard.check({ headers: { "user-agent": "GPTBot/1.3" } }).action).toBe("allow");
    },
    minute,
  );

  test(
    "leaves a file alone that holds these bytes already, and --json says so",
    async () => {
      const cwd = makeFolder({ "policy.json": "{}" });
      const report = async () => {
        const run = await runSnapwall(["bake", "policy.json", "--json"], { cwd });
        return JSON.parse(run.stdout);
      };
      const [first, second] = [await report(), await report()];
      expect(first).toMatchObject({
        policy: "policy.json",
        file: "guard.wasm",
        typesFile: "guard.wasm.d.ts",
        contents: { rules: ["request"], filters: { deny: 0, allow: 0 } },
        snapshotter: "wizer",
      });
      expect([first.changed, second.changed]).toEqual([true, false]);
      const bytes = readFileSync(join(cwd, "guard.wasm")).length;
      expect(first.steps.at(-1)).toMatchObject({ name: "describe", raw: bytes });
      expect(first.stripped.functions).toBeGreaterThan(first.functions);
      expect(first.start.memoryBytes % 65536).toBe(0);
      expect(first.start.pages4KiB).toBeGreaterThanOrEqual(first.start.pages64KiB);
    },
    minute,
  );
});

describe("a mistake in the policy", () => {
  test("is told with its place and a caret, and what was there before stays", async () => {
    const policy = '{\n  "bots": { "deny": ["GOOGLEBOTT"] }\n}\n';
    const cwd = makeFolder({ "policy.json": policy, "guard.wasm": "before" });
    const { status, stdout, stderr } = await runSnapwall(["bake", "policy.json"], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr.split("\n").slice(0, 4)).toEqual([
      'snapwall: policy.json:2:22: Unknown bot "GOOGLEBOTT"; did you mean "GOOGLEBOT"?',
      "1 | {",
      '2 |   "bots": { "deny": ["GOOGLEBOTT"] }',
      "  |                      ^",
    ]);
    expect(readFileSync(join(cwd, "guard.wasm"), "utf8")).toBe("before");
    expect(readdirSync(cwd).sort()).toEqual(["guard.wasm", "policy.json"]);
  });

  test("far along a line of megabytes is shown with what is around it", async () => {
    const policy = `{"bots":{"deny":[${'"GPTBOT",'.repeat(5_000)}"NOBODY"]}}`;
    const cwd = makeFolder({ "policy.json": policy });
    const { status, stderr } = await runSnapwall(["bake", "policy.json"], { cwd });
    expect(status).toBe(2);
    expect(stderr.length).toBeLessThan(600);
    expect(stderr).toContain('"NOBODY"');
  });
});

describe("wrong usage ends with 2", () => {
  test.each([
    [["bake", "policy.json", "-o", "./policy.json"], "policy.json is the policy"],
    [["bake", "--watch"], "--watch requires a policy file"],
    [["bake", "-", "--watch"], "--watch requires a policy file"],
    [["bake", "missing.json"], "cannot read missing.json: there is no such file"],
    [["bake", "--types", "commonjs"], "Allowed choices are bundler, nodenext, none"],
  ])("snapwall %j", async (args, message) => {
    const cwd = makeFolder({ "policy.json": "{}" });
    const { status, stdout, stderr } = await runSnapwall(args, { cwd });
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(cwd)).toEqual(["policy.json"]);
  });
});

test(
  "a place that cannot be written to ends with 1, and nothing half written is left",
  async () => {
    const cwd = makeFolder({ "policy.json": "{}" });
    mkdirSync(join(cwd, "guard.wasm"));
    const { status, stderr } = await runSnapwall(["bake", "policy.json"], { cwd });
    expect(stderr).toContain("snapwall: cannot write guard.wasm: ");
    expect(stderr).not.toContain("    at ");
    expect(status).toBe(1);
    expect(readdirSync(cwd).sort()).toEqual(["guard.wasm", "policy.json"]);
  },
  minute,
);

const source = (file: string) => `import guard from "./${file}";
const module: WebAssembly.Module = guard;
// @ts-expect-error a module is no number: the import is not "any"
const wrong: number = guard;
console.log(module, wrong);
`;

test.each([
  ["bundler", "guard.wasm", ["--module", "esnext", "--moduleResolution", "bundler"]],
  ["nodenext", "guard.wasm", ["--module", "nodenext", "--allowArbitraryExtensions"]],
  ["bundler", "guard.js", ["--module", "esnext", "--moduleResolution", "bundler"]],
  ["nodenext", "guard.mjs", ["--module", "nodenext"]],
])(
  "TypeScript takes the types of --types %s beside %s",
  async (form, file, flags) => {
    const cwd = makeFolder({ "use.ts": source(file), "package.json": '{ "type": "module" }' });
    await runSnapwall(["bake", "--types", form, "-o", file], { cwd });
    const tsc = join(
      dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
      "bin/tsc",
    );
    const args = ["--ignoreConfig", "--noEmit", "--strict", "--lib", "esnext,dom", ...flags];
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...args, "use.ts"], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  },
  minute,
);

test(
  "--watch bakes again on a change, and goes on after a mistake",
  async () => {
    const cwd = makeFolder({ "policy.json": '{ "bots": { "deny": ["GPTBOT"] } }' });
    const child = spawn(process.execPath, [binary, "bake", "policy.json", "--watch"], { cwd });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const guard = join(cwd, "guard.wasm");
    const bakes = (times: number) => {
      return expect
        .poll(() => said.split("watching policy.json").length - 1, { timeout: 20_000 })
        .toBeGreaterThanOrEqual(times);
    };
    try {
      await bakes(1);
      expect([judge(guard, "GPTBot/1.3"), judge(guard, "curl/8.5.0")]).toEqual(["deny", "allow"]);
      writeFileSync(join(cwd, "policy.json"), '{ "bots": { "deny": ["GPTBOTT"] } }');
      await bakes(2);
      expect(said).toContain('Unknown bot "GPTBOTT"');
      expect(judge(guard, "GPTBot/1.3")).toBe("deny");
      writeFileSync(join(cwd, "policy.json"), '{ "bots": { "deny": ["CURL"] } }');
      await bakes(3);
      expect([judge(guard, "GPTBot/1.3"), judge(guard, "curl/8.5.0")]).toEqual(["allow", "deny"]);
    } finally {
      child.kill();
    }
  },
  2 * minute,
);
