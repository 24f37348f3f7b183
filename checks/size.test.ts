import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ROOT } from "./pack.ts";

const KIB = 1024;

/** Budgets in bytes, after gzip. */
const BUDGET = { module: 64 * KIB, core: 8 * KIB, worker: 80 * KIB };

const WORKER = `
import { snapwall } from "@snapwall/cloudflare";
const guard = snapwall();
export default {
  fetch(request) {
    const decision = guard.check(request);
    return decision.denied ? decision.toResponse() : new Response("hello");
  },
};`;

const gzipBytes = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length;

const moduleBytes = gzipBytes(readFileSync(join(ROOT, "wasm/artifacts/snapwall.wasm")));

async function bundle(source: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    external: ["*.wasm"],
  });
  return outputFiles.reduce((sum, file) => sum + gzipBytes(file.contents), 0);
}

test(`the module is within ${BUDGET.module} bytes, gzipped`, () => {
  expect(moduleBytes).toBeLessThanOrEqual(BUDGET.module);
});

test(`core is within ${BUDGET.core} bytes, minified and gzipped`, async () => {
  const bytes = await bundle(`export * from "@snapwall/core";`);
  expect(bytes).toBeLessThanOrEqual(BUDGET.core);
});

test(`a guarded Worker, module included, is within ${BUDGET.worker} bytes, gzipped`, async () => {
  const bytes = await bundle(WORKER);
  expect(bytes + moduleBytes).toBeLessThanOrEqual(BUDGET.worker);
});
