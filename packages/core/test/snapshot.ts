import { readFileSync } from "node:fs";

const artifact = new URL("../../../wasm/artifacts/snapwall.wasm", import.meta.url);

/** The committed snapshot of the default policy. */
export const snapshot: WebAssembly.Module = new WebAssembly.Module(readFileSync(artifact));
