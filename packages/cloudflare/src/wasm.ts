// workerd compiles the file when the Worker is deployed and provides a `WebAssembly.Module`;
// compiling bytes while serving requests is forbidden there. The path is relative because wrangler
// does not resolve it, so `src/`, `dist/` and `wasm/` must be siblings.
import module from "../wasm/snapwall.wasm";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = module;
export default snapshot;
