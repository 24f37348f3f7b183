import base64 from "../wasm/snapwall.inline.js";

// For every runtime that is neither Vercel's edge nor Node: no file and no import to rely on.
const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = new WebAssembly.Module(bytes);
export default snapshot;
