import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DecisionJson } from "@snapwall/core";
import { afterAll, beforeAll, expect, test } from "vitest";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

const deno = createRequire(import.meta.url).resolve("deno/bin.cjs");
const script = fileURLToPath(new URL("../test/server.ts", import.meta.url));

let server: ChildProcess;
let origin: string;

beforeAll(async () => {
  // No permission but the one that `deno serve` gives by itself: its port.
  server = spawn(process.execPath, [deno, "serve", "--no-prompt", "--port=0", script]);
  origin = await listening(server);
}, 60_000);

afterAll(() => void server.kill());

test.each(["/handler", "/middleware"])("%s answers a bot in the app's stead", async (path) => {
  const response = await visit(path, "curl/8.15.0");
  expect(response.status).toBe(403);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test.each([
  ["/handler", "GET tcp"],
  ["/inferred", "hello"],
  ["/middleware", "next"],
])("%s lets a browser reach the app", async (path, body) => {
  const response = await visit(path, CHROME);
  expect(await response.text()).toBe(body);
});

test("a decision carries the connection's address", async () => {
  const response = await visit("/", CHROME);
  expect(((await response.json()) as DecisionJson).ip).toBe("127.0.0.1");
});

test("handlers are what Deno's types ask for", { timeout: 60_000 }, () => {
  const folder = install();
  const options = { cwd: folder, encoding: "utf8" } as const;
  const check = spawnSync(process.execPath, [deno, "check", "server.ts"], options);
  rmSync(folder, { recursive: true });
  expect(check.status, check.stderr).toBe(0);
});

function visit(path: string, userAgent: string): Promise<Response> {
  return fetch(new URL(path, origin), { headers: { "user-agent": userAgent } });
}

/** Waits for the address that `deno serve` prints. */
function listening(process: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    process.stderr?.on("data", (data) => {
      output += data;
      const port = /Listening on \S+:(\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    process.on("exit", (code) => reject(new Error(`deno exited with ${code}: ${output}`)));
  });
}

/** Makes a folder with the server and the packages in it, where Deno looks for types as a user's does. */
function install(): string {
  const folder = mkdtempSync(join(tmpdir(), "snapwall-deno-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  cpSync(script, join(folder, "server.ts"));
  for (const name of ["core", "deno"]) {
    for (const part of ["package.json", "dist"]) {
      const from = fileURLToPath(new URL(`../../${name}/${part}`, import.meta.url));
      cpSync(from, join(folder, "node_modules/@snapwall", name, part), { recursive: true });
    }
  }
  return folder;
}
