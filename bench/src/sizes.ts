import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { locateModule } from "./modules.ts";
import type { Results, Size } from "./results.ts";
import { runProgram } from "./runtimes/runtime.ts";

const resolve = createRequire(import.meta.url).resolve;
const wrangler = join(dirname(resolve("wrangler/package.json")), "bin/wrangler.js");

/**
 * Measures the sizes of the modules and of whole Workers, built by wrangler as for a deployment.
 */
export async function measureSizes(folder: string): Promise<Results["sizes"]> {
  const [bundle, arcjetBundle] = await Promise.all([
    measureWorker("snapwall", folder),
    measureWorker("arcjet", folder),
  ]);
  return {
    snapshot: measureModule("snapwall.wasm"),
    everything: measureModule("whole-request.wasm"),
    compiler: measureModule("snapwall-compiler.wasm"),
    arcjetModule: measureModule("arcjet_analyze_js_req.component.core.wasm"),
    bundle,
    arcjetBundle,
  };
}

function measureModule(name: string): Size {
  return measureFiles(name, [readFileSync(locateModule(name) as string)]);
}

/** Files are compressed individually, as when uploaded. */
function measureFiles(name: string, files: readonly Buffer[]): Size {
  const sum = (size: (file: Buffer) => number): number =>
    files.reduce((total, file) => total + size(file), 0);
  return {
    name,
    rawBytes: sum((file) => file.length),
    gzipBytes: sum((file) => gzipSync(file, { level: 9 }).length),
    brotliBytes: sum((file) => brotliCompressSync(file).length),
  };
}

async function measureWorker(name: string, parent: string): Promise<Size> {
  const folder = join(parent, `worker-${name}`);
  const output = join(folder, "out");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const main = fileURLToPath(new URL(`./workers/${name}.ts`, import.meta.url));
  const config = { name: `bench-${name}`, main, compatibility_date: "2026-09-01" };
  writeFileSync(join(folder, "wrangler.json"), JSON.stringify(config));
  env.WRANGLER_SEND_METRICS = "false";
  await runProgram(execPath, [wrangler, "deploy", "--dry-run", "--outdir", output], folder);
  const uploaded = readdirSync(output).filter((file) => /\.(js|wasm)$/.test(file));
  return measureFiles(
    `Worker with ${name}`,
    uploaded.map((file) => readFileSync(join(output, file))),
  );
}
