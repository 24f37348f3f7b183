// Node, and whatever else is not Vercel's edge. No file is read: webpack turns the URL of one into
// a URL of a page, and reading 60 KB takes no less time than decoding it. Synchronous to the end: a
// module with top-level await cannot be loaded with `require`, which is what Vercel makes of an
// `import` in a CommonJS project.
import bytes from "../wasm/snapwall.inline.js";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(bytes);
export default snapshot;
