/** What `snapwall/client` makes of an import that `snapwall/vite` bakes. Compiled, never run. */
/// <reference types="snapwall/client" />

import otherModule from "../policies/other.jsonc?snapwall";
import module from "./policy.json?snapwall";

export const modules: WebAssembly.Module[] = [module, otherModule];
