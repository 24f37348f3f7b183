/**
 * `npm run generate:abi`: writes the ABI of `abi.json` into Rust and TypeScript. With `--check` it
 * writes nothing and fails when a file differs.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { abiTargets } from "./targets.ts";

const check = process.argv.includes("--check");

for (const { path, url, text } of abiTargets()) {
  const current = existsSync(url) ? readFileSync(url, "utf8") : undefined;
  if (current === text) continue;
  if (check) {
    console.error(`${path} differs from wasm/abi/abi.json: run npm run generate:abi`);
    process.exitCode = 1;
  } else {
    mkdirSync(new URL(".", url), { recursive: true });
    writeFileSync(url, text);
    console.log(`wrote ${path}`);
  }
}
