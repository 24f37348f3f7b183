// For bundlers that set the condition `module`: in a bundle, a file URL would point to nothing.
import bytes from "../wasm/snapwall.inline.js";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(bytes);
export default snapshot;
