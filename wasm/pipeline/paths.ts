import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The Rust workspace. */
export const workspace = join(root, "wasm");

/** Where the committed modules and their manifest are. */
export const artifacts = join(workspace, "artifacts");

/** Files that a build writes, in {@link artifacts} or in the folder given with `--out`. */
export const files = {
  snapshot: "snapwall.wasm",
  compiler: "snapwall-compiler.wasm",
  manifest: "manifest.json",
  names: "snapwall.names.json",
} as const;
