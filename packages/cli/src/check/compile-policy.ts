import { initialise, snapshot } from "../bake/index.ts";
import { sealImports } from "./seal-imports.ts";

/**
 * Compiles a policy into a module for immediate use, in less than a second: a snapshot as `bake`
 * makes it, without the steps that make it small.
 *
 * @param compiler the bytes of `snapwall-compiler.wasm`
 * @param policy the policy's text, JSON with comments; empty for the default policy
 * @throws {PolicyError} when the policy has a mistake
 * @throws {BakeError} when the module is not a compiler module
 */
export async function compilePolicy(
  compiler: Uint8Array,
  policy: string,
): Promise<WebAssembly.Module> {
  return WebAssembly.compile(sealImports(snapshot(compiler, await initialise(compiler, policy))));
}
