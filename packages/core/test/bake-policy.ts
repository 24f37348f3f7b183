import { readFileSync } from "node:fs";
import { compilePolicy } from "../../cli/src/check/compile-policy.ts";
import type { Policy } from "../src/types/policy.ts";

const artifact = new URL("../../../wasm/artifacts/snapwall-compiler.wasm", import.meta.url);

/** Makes a snapshot of a policy. */
export function bakePolicy(policy: Policy): Promise<WebAssembly.Module> {
  return compilePolicy(readFileSync(artifact), JSON.stringify(policy));
}
