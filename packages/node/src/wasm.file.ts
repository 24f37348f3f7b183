// Node and Bun. `src/`, `dist/` and `wasm/` are siblings.
import { readFileSync } from "node:fs";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(readModule());
export default snapshot;

function readModule(): Uint8Array<ArrayBuffer> {
  try {
    return readFileSync(new URL("../wasm/snapwall.wasm", import.meta.url));
  } catch (error) {
    // In what `bun build` makes, the URL points at nothing and `require` is bundled. Importing the
    // bytes would take top-level await, and then CommonJS could not `require` this package.
    if (typeof require !== "function") throw error;
    return require("../wasm/snapwall.inline.js").default;
  }
}
