// For Node and Bun. `src/`, `dist/` and `wasm/` must be siblings.
import { readFileSync } from "node:fs";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(readModule());
export default snapshot;

function readModule(): Uint8Array<ArrayBuffer> {
  try {
    return readFileSync(new URL("../wasm/snapwall.wasm", import.meta.url));
  } catch (error) {
    // In the output of `bun build`, the URL points to nothing, but `require` is bundled. Importing
    // the bytes would need top-level await, and CommonJS could then not `require` this package.
    if (typeof require !== "function") throw error;
    return require("../wasm/snapwall.inline.js").default;
  }
}
