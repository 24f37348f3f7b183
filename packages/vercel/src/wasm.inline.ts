// For Node, and everything else that is not Vercel's edge. No file is read, because webpack would
// turn the file's URL into a page URL, and reading 60 KB is no faster than decoding it. Synchronous
// throughout: a module with top-level await cannot be loaded with `require`, which Vercel uses for
// an `import` in a CommonJS project.
import bytes from "../wasm/snapwall.inline.js";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(bytes);
export default snapshot;
