import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { DecisionJson } from "@snapwall/core";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

let worker: Miniflare;

beforeAll(async () => {
  worker = new Miniflare({
    cf: false,
    workers: [
      {
        config: {
          name: "guarded",
          compatibilityDate: "2026-11-01",
          env: { GREETING: { type: "text", value: "hello" } },
          manifest: { mainModule: "worker.js", modules: await bundle() },
        },
      },
    ],
  });
  await worker.ready;
}, 60_000);

afterAll(() => worker.dispose());

test.each(["/handler", "/pages"])("%s answers a bot in the app's stead", async (path) => {
  const response = await visit(path, { "user-agent": "curl/8.15.0" });
  expect(response.status).toBe(403);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
});

test("a browser reaches the app, with env and ctx", async () => {
  const response = await visit("/handler", { "user-agent": CHROME });
  expect(await response.text()).toBe("hello GET function");
});

test("a browser goes on to the next Pages Function", async () => {
  const response = await visit("/pages", { "user-agent": CHROME });
  expect(await response.text()).toBe("next");
});

test("a decision carries the address that Cloudflare gave", async () => {
  const response = await visit("/", { "user-agent": CHROME, "cf-connecting-ip": "192.0.2.1" });
  const decision = (await response.json()) as DecisionJson;
  expect(decision).toMatchObject({ action: "allow", ip: "192.0.2.1" });
});

test("one's own clientAddress is asked instead, with env", async () => {
  const response = await visit("/context", { "cf-connecting-ip": "192.0.2.1" });
  expect(((await response.json()) as DecisionJson).ip).toBe("hello");
});

function visit(path: string, headers: Record<string, string>) {
  return worker.dispatchFetch(`https://guarded.test${path}`, { headers });
}

/** Bundles the Worker as wrangler does: the `.wasm` stays a module of its own. */
async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../test/worker.ts", import.meta.url))],
    outdir: "out",
    write: false,
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker"],
    loader: { ".wasm": "copy" },
  });
  return Object.fromEntries(
    outputFiles.map((file) => [
      basename(file.path),
      file.path.endsWith(".wasm")
        ? { type: "wasm" as const, contents: Uint8Array.from(file.contents) }
        : { type: "esm" as const, contents: file.text },
    ]),
  );
}
