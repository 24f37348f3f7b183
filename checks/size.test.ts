import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";
import { ROOT } from "./pack.ts";

const KIB = 1024;

/** Budgets in bytes, after gzip. */
const BUDGET = { module: 64 * KIB, core: 15 * KIB, worker: 80 * KIB };

const WORKER = `
import { snapwall } from "@snapwall/cloudflare";
const guard = snapwall();
export default {
  fetch(request) {
    const decision = guard.check(request);
    return decision.denied ? decision.toResponse() : new Response("hello");
  },
};`;

const OWN_WORKER = `
import { snapwall } from "@snapwall/cloudflare/bare";
import module from "./guard.wasm";
const guard = snapwall({ module });
export default { fetch: guard.handler(() => new Response("hello")) };`;

/** Adapters that bring the default policy's module, unless one takes their entry `bare`. */
const ADAPTERS = ["cloudflare", "vercel", "deno", "node"];

const gzipBytes = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length;

const moduleBytes = gzipBytes(readFileSync(join(ROOT, "wasm/artifacts/snapwall.wasm")));

async function bundle(source: string): Promise<{ bytes: number; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: ROOT },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    external: ["*.wasm", "node:*"],
    supported: { "import-source": true },
  });
  return { bytes: outputFiles.reduce((sum, file) => sum + gzipBytes(file.contents), 0), metafile };
}

/** Lists the Wasm modules that a bundle holds or imports, in whatever form. */
function modulesIn({ inputs }: Metafile): string[] {
  const imported = Object.values(inputs).flatMap((input) => input.imports.map(({ path }) => path));
  return [...Object.keys(inputs), ...imported].filter((path) => /wasm/.test(path));
}

test(`the module is within ${BUDGET.module} bytes, gzipped`, () => {
  expect(moduleBytes).toBeLessThanOrEqual(BUDGET.module);
});

test(`core is within ${BUDGET.core} bytes, minified and gzipped`, async () => {
  const { bytes } = await bundle(`export * from "@snapwall/core";`);
  expect(bytes).toBeLessThanOrEqual(BUDGET.core);
});

test(`a guarded Worker, module included, is within ${BUDGET.worker} bytes, gzipped`, async () => {
  const { bytes } = await bundle(WORKER);
  expect(bytes + moduleBytes).toBeLessThanOrEqual(BUDGET.worker);
});

test("a Worker that brings its own module holds that one alone", async () => {
  const { metafile } = await bundle(OWN_WORKER);
  expect(modulesIn(metafile)).toEqual(["./guard.wasm"]);
});

test.each(ADAPTERS)("@snapwall/%s brings a module, its entry bare none", async (name) => {
  const whole = await bundle(`export * from "@snapwall/${name}";`);
  expect(modulesIn(whole.metafile)).not.toEqual([]);
  const bare = await bundle(`export * from "@snapwall/${name}/bare";`);
  expect(modulesIn(bare.metafile)).toEqual([]);
});
