// workerd compiles the file when the Worker is deployed and hands over a `WebAssembly.Module`;
// compiling bytes while serving is forbidden there. Relative: wrangler takes the specifier as it is,
// so `src/`, `dist/` and `wasm/` are siblings.
import module from "../wasm/snapwall.wasm";

/** The snapshot of the default policy. */
const snapshot: WebAssembly.Module = module;
export default snapshot;
