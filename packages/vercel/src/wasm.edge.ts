// `?module` is the edge runtime's way of asking for a compiled module; compiling bytes is forbidden
// in production. Relative: neither Turbopack nor webpack takes it through a package's exports.
import module from "../wasm/snapwall.wasm?module";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = module;
export default snapshot;
