/** The baked default policy, with which `check` judges by default. */
export const shippedModule = new URL("../wasm/snapwall.wasm", import.meta.url);

/**
 * The compiler module: both halves of the guest, without a policy. Turns a policy into a snapshot.
 */
export const compilerModule = new URL("../wasm/snapwall-compiler.wasm", import.meta.url);
