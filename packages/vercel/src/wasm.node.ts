import { readFileSync } from "node:fs";
import base64 from "../wasm/snapwall.inline.js";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = load();
export default snapshot;

// Synchronous to the end: a module with top-level await cannot be loaded with `require`, and that
// is what Vercel makes of an `import` in a CommonJS project.
function load(): WebAssembly.Module {
  try {
    return new WebAssembly.Module(readFileSync(new URL("../wasm/snapwall.wasm", import.meta.url)));
  } catch {
    // webpack (`next build --webpack`) turns the URL into one that names no file.
    return new WebAssembly.Module(Buffer.from(base64, "base64"));
  }
}
