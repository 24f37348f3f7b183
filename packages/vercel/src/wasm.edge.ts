// `?module` makes the edge runtime provide a compiled module; compiling bytes is forbidden in
// production. The path is relative because neither Turbopack nor webpack accepts it through a
// package's exports.
import module from "../wasm/snapwall.wasm?module";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = module;
export default snapshot;
