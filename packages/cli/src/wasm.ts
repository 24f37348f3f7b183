/** The default policy, baked: what `check` judges with unless told otherwise. */
export const shippedModule = new URL("../wasm/snapwall.wasm", import.meta.url);

/** Both halves of the guest and no policy: what turns a policy into a snapshot. */
export const compilerModule = new URL("../wasm/snapwall-compiler.wasm", import.meta.url);
