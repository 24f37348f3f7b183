/** Types that `snapwall/client` gives to imports that a bundler resolves. Compiled, never run. */
/// <reference types="snapwall/client" />

import otherModule from "../policies/other.jsonc?snapwall";
import edgeModule from "./guard.wasm?module";
import module from "./policy.json?snapwall";

export const modules: WebAssembly.Module[] = [module, otherModule, edgeModule];
