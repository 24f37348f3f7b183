import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { binary, parseLines, runSnapwall } from "../../test/run-snapwall.ts";
import { compilerModule, shippedModule } from "../wasm.ts";
import { MAX_LINE_BYTES } from "./split-lines.ts";

const browser = {
  "user-agent":
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  accept: "text/html",
  "accept-language": "en",
};
const bot = { "user-agent": "Mozilla/5.0 (compatible; GPTBot/1.3)" };
const request = (headers: unknown) => ({ method: "GET", url: "https://example.com/", headers });
const ndjson = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "snapwall-check-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writePolicy(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("answers each request with its decision, in order", async () => {
  const input = ndjson(request(browser), request(bot), request(Object.entries(bot)));
  const { status, stdout, stderr } = await runSnapwall(["check"], { input });
  expect(parseLines(stdout)).toMatchObject([
    { action: "allow", reasons: [] },
    { action: "deny", rule: "bots", status: 403, reasons: [{ rule: "bots", id: "GPTBOT" }] },
    { action: "deny", rule: "bots", reasons: [{ id: "GPTBOT", category: "ai", effect: "deny" }] },
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a request needs no key at all", async () => {
  const { status, stdout } = await runSnapwall(["check"], { input: "{}" });
  expect(parseLines(stdout)).toHaveLength(1);
  expect(status).toBe(0);
});

test("the address is looked at, and is in the decision", async () => {
  const input = ndjson(
    { ...request(browser), ip: "192.0.2.1" },
    { ...request(browser), ip: "no address" },
  );
  const { status, stdout } = await runSnapwall(["check"], { input });
  expect(parseLines(stdout)).toMatchObject([
    { action: "allow", ip: "192.0.2.1" },
    { action: "allow", ip: null, reasons: [{ id: "INVALID_ADDRESS", effect: "note" }] },
  ]);
  expect(status).toBe(0);
});

test("a line that is no request is an answer with its number, and the next is judged", async () => {
  const lines = [
    JSON.stringify(request(bot)),
    "{",
    "",
    '{"metod":"GET"}',
    '{"email":"a@example.com","url":"/"}',
    '{"headers":{"a":1}}',
    JSON.stringify(request(browser)),
  ];
  const { status, stdout } = await runSnapwall(["check"], { input: lines.join("\n") });
  expect(parseLines(stdout)).toMatchObject([
    { action: "deny" },
    { error: "not JSON: a closing brace is missing at column 2", line: 2 },
    { error: "empty line, expected a JSON object", line: 3 },
    { error: 'unknown key "metod"; did you mean "method"?', line: 4 },
    { error: '"email" is not part of a request: put it on a line of its own', line: 5 },
    { error: '"headers.a" expected a string or strings, got 1', line: 6 },
    { action: "allow" },
  ]);
  expect(status).toBe(1);
});

test("addresses and texts are judged by the defaults of their rules, where no policy says how", async () => {
  const input = ndjson(
    { email: "someone@example.com" },
    { email: "no address" },
    request(bot),
    { text: "é card 4111 1111 1111 1111" },
    { text: "nothing" },
  );
  const { status, stdout } = await runSnapwall(["check"], { input });
  expect(parseLines(stdout)).toMatchObject([
    { valid: true, action: "allow", reasons: [] },
    { valid: false, action: "deny", reasons: ["invalid"] },
    { action: "deny", rule: "bots" },
    { action: "deny", findings: [{ type: "creditCard", start: 7, end: 26, bytes: [8, 27] }] },
    { action: "allow", findings: [] },
  ]);
  expect(status).toBe(0);
});

test("a policy judges content by its own rules, and says which it has not", async () => {
  const policy = writePolicy(
    "content.json",
    '{ "email": { "deny": ["role"], "profile": "html5" } }',
  );
  const input = ndjson({ email: "info@example.com" }, { text: "x" }, { email: 1 });
  const { status, stdout } = await runSnapwall(["check", "--policy", policy], { input });
  expect(parseLines(stdout)).toMatchObject([
    { action: "deny", reasons: ["role"] },
    { error: 'the policy has no rule "text"', line: 2 },
    { error: '"email" expected a string, got 1', line: 3 },
  ]);
  expect(status).toBe(1);
});

test("a byte order mark and carriage returns do no harm", async () => {
  const input = `\ufeff${JSON.stringify(request(bot))}\r\n${JSON.stringify(request(bot))}\r\n`;
  const { status, stdout } = await runSnapwall(["check"], { input });
  expect(parseLines(stdout)).toMatchObject([{ action: "deny" }, { action: "deny" }]);
  expect(status).toBe(0);
});

test("a line over the limit is an error, and the next is judged", async () => {
  const long = JSON.stringify({ body: "x".repeat(MAX_LINE_BYTES) });
  const input = `${long}\n${JSON.stringify(request(bot))}\n`;
  const { status, stdout } = await runSnapwall(["check"], { input });
  expect(parseLines(stdout)).toMatchObject([
    { error: `longer than ${MAX_LINE_BYTES} bytes`, line: 1 },
    { action: "deny" },
  ]);
  expect(status).toBe(1);
});

test("hostile text in every place has an answer", async () => {
  const input = ndjson(
    request({ "user-agent": "\u0000\ud800\udfff" }),
    request({ "user-agent": "x".repeat(1_000_000) }),
    request(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, "y"]))),
    { method: "", url: "http://[", headers: browser },
    { method: "GET", url: "\ud800", headers: browser, ip: "\u0000" },
    JSON.parse('{"headers":{"__proto__":"x","constructor":"y"}}'),
  );
  const { status, stdout, stderr } = await runSnapwall(["check"], { input });
  const actions = parseLines(stdout).map((answer) => (answer as { action: string }).action);
  expect(actions).toHaveLength(6);
  expect(actions.every((action) => action === "allow" || action === "deny")).toBe(true);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("no input is no answer", async () => {
  expect(await runSnapwall(["check"])).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("an answer comes as soon as its line is complete", async () => {
  const child = spawn(process.execPath, [binary, "check"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.write(ndjson(request(bot)));
  const [first] = await once(child.stdout, "data");
  expect(parseLines(String(first))).toMatchObject([{ action: "deny" }]);
  child.stdin.end(ndjson(request(browser)));
  const [second] = await once(child.stdout, "data");
  expect(parseLines(String(second))).toMatchObject([{ action: "allow" }]);
});

test("a reader that stops ends the run quietly", async () => {
  const child = spawn(process.execPath, [binary, "check"], { stdio: "pipe" });
  child.stdin.on("error", () => {});
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk) => errors.push(chunk));
  child.stdin.write(ndjson(request(bot)));
  await once(child.stdout, "data");
  child.stdout.destroy();
  const lines = ndjson(...Array.from({ length: 1000 }, () => request(bot)));
  const writing = setInterval(() => child.stdin.write(lines), 5);
  const [status] = await once(child, "close");
  clearInterval(writing);
  expect({ status, stderr: String(Buffer.concat(errors)) }).toEqual({ status: 0, stderr: "" });
});

test("a reader that is slow loses nothing", async () => {
  const child = spawn(process.execPath, [binary, "check"], { stdio: ["pipe", "pipe", "inherit"] });
  const count = 20_000;
  child.stdin.end(ndjson(...Array.from({ length: count }, () => request(bot))));
  let answers = 0;
  let reads = 0;
  for await (const chunk of child.stdout) {
    answers += (String(chunk).match(/\n/g) ?? []).length;
    if (++reads % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(answers).toBe(count);
});

test("--policy judges by the policy in a file, comments and all", async () => {
  const policy = writePolicy(
    "allow.json",
    '{\n  // GPTBot may read this\n  "bots": { "deny": ["category:ai"], "allow": ["GPTBOT"] }\n}',
  );
  const other = { "user-agent": "Mozilla/5.0 (compatible; ClaudeBot/1.0)" };
  const input = ndjson(request(bot), request(other));
  const { status, stdout, stderr } = await runSnapwall(["check", "--policy", policy], { input });
  expect(parseLines(stdout)).toMatchObject([{ action: "allow" }, { action: "deny" }]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("--policy with an empty file, the default policy, decides as the shipped module does", async () => {
  const policy = writePolicy("default.json", "");
  const input = ndjson(request(browser), request(bot), {}, { ...request(browser), ip: "x" });
  const shipped = await runSnapwall(["check"], { input });
  expect(await runSnapwall(["check", "--policy", policy], { input })).toEqual(shipped);
});

test("a mistake in a policy is told with its place and the nearest right spelling", async () => {
  const policy = writePolicy("mistake.json", '{\n  "bots": { "deny": ["GOOGLBOT"] }\n}');
  const { status, stdout, stderr } = await runSnapwall(["check", "--policy", policy], {
    input: "{}",
  });
  expect(stderr).toContain(`${policy}:2:22: `);
  expect(stderr).toContain("GOOGLEBOT");
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("--module judges with a snapshot in a file", async () => {
  const module = join(folder, "guard.wasm");
  writeFileSync(module, readFileSync(shippedModule));
  const { status, stdout } = await runSnapwall(["check", "--module", module], {
    input: ndjson(request(bot)),
  });
  expect(parseLines(stdout)).toMatchObject([{ action: "deny" }]);
  expect(status).toBe(0);
});

test("a module that cannot judge is refused before anything is read", async () => {
  const text = writePolicy("text.wasm", "not a module");
  const empty = join(folder, "empty.wasm");
  writeFileSync(empty, Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  const compiler = join(folder, "compiler.wasm");
  writeFileSync(compiler, readFileSync(compilerModule));
  for (const [module, message] of [
    [text, "not a WebAssembly module: the magic bytes"],
    [empty, "Snapwall"],
    [compiler, "snapwall bake"],
  ] as const) {
    const { status, stdout, stderr } = await runSnapwall(["check", "--module", module], {
      input: "{}",
    });
    expect(stderr).toContain(module);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  }
});

test.each([
  [["check", "--policy", "missing.json"], "cannot read missing.json: there is no such file"],
  [["check", "--module", "."], "cannot read .: it is a folder"],
  [["check", "--policy", "a", "--module", "b"], "cannot be used with option"],
  [["check", "--polcy", "a"], "--policy"],
  [["check", "extra"], "too many arguments"],
  [["chek"], "check"],
  [[], "Usage: snapwall"],
  [["check", "--policy", "-"], '"-" is standard input, where the requests come from'],
  [["check", "--module", "-"], '"-" is standard input, where the requests come from'],
])("wrong usage ends with 2: snapwall %j", async (args, message) => {
  const { status, stdout, stderr } = await runSnapwall(args, { input: "{}" });
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
});

test("--help and --version answer on standard output", async () => {
  const help = await runSnapwall(["--help"]);
  expect(help).toMatchObject({ status: 0, stderr: "" });
  expect(help.stdout).toMatch(/^ {2}bake (.*\n)+ {2}check (.*\n)+ {2}replay (.*\n)+ {2}inspect /m);
  const version = await runSnapwall(["--version"]);
  expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

const oldest = findNode(20);

test.skipIf(oldest === undefined)(`judges on Node 20 (${oldest ?? "none here"})`, async () => {
  const policy = writePolicy("node20.json", '{ "bots": { "deny": ["category:ai"] } }');
  const run = await runSnapwall(["check", "--policy", policy], {
    input: ndjson(request(bot)),
    node: oldest ?? "",
  });
  expect(run.stderr).toBe("");
  expect(parseLines(run.stdout)).toMatchObject([{ action: "deny" }]);
});

/** Finds a Node of that major version in `PATH`. */
function findNode(major: number): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((path) => join(path, "node"))
    .find((node) => {
      const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
      return stdout?.startsWith(`v${major}.`);
    });
}
