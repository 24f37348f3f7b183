// Bundlers that set the condition `module`: in a bundle the URL of a file points at nothing.
import bytes from "../wasm/snapwall.inline.js";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(bytes);
export default snapshot;
