import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";

/** Everything that can change the bytes of the modules. */
const patterns = [
  "wasm/Cargo.toml",
  "wasm/Cargo.lock",
  "wasm/.cargo/config.toml",
  "wasm/crates/**/*",
  "wasm/abi/abi.json",
  "wasm/data/*.json",
  "wasm/pipeline/{arrange-data,compile,dead-data,linker,make,relocations,toolchain}.ts",
  "packages/cli/src/{binary,bake}/*.ts",
];

/** Tests and prose, which cannot. */
const excluded = /\/(tests|benches|fuzz|target)\/|\.(test|fixture)\.ts$|\.md$/;

/** Lists the sources of the modules: sorted paths from the repository's root, with `/`. */
export function listSources(): string[] {
  const found = globSync(patterns, { cwd: root, withFileTypes: true });
  const paths = found.flatMap((entry) => {
    return entry.isFile() ? [join(entry.parentPath, entry.name)] : [];
  });
  return paths
    .map((path) => path.slice(root.length).replaceAll("\\", "/"))
    .filter((path) => !excluded.test(path))
    .sort();
}

/** SHA-256, in hexadecimal, of the sources' paths and contents. */
export function hashSources(): string {
  const hash = createHash("sha256");
  for (const path of listSources()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
