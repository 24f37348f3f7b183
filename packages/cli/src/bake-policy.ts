import { readFile } from "node:fs/promises";
import type { Policy } from "@snapwall/core";
import { type Baked, type BakeStep, type BakeTools, bakeModule, findTools } from "./bake/index.ts";
import { compilerModule } from "./wasm.ts";

/** What a bake may be told; by default it finds everything itself. */
export interface BakeOptions {
  /** Bytes of the compiler module: by default the one in this package. */
  readonly compiler?: Uint8Array;
  /** Wizer and wasm-opt: by default as npm installed them. */
  readonly tools?: BakeTools;
  /** Is told each step as it is done, with the module that it left. */
  readonly onStep?: (step: BakeStep) => void;
}

/**
 * Compiles a policy into a snapshot: the bytes of a module to deploy.
 *
 * The same policy and version of this package give the same bytes, on every machine.
 *
 * @param policy the policy's text (JSON with comments), or the policy itself; `""` is the default one
 * @throws {TypeError} when `policy` is neither text nor an object
 * @throws {PolicyError} when the policy has a mistake: says where in its text, and what was meant
 * @throws {BakeError} when a tool is missing or fails, or `compiler` is no compiler module
 *
 * @example
 * ```ts
 * import { writeFile } from "node:fs/promises";
 * import { bake } from "snapwall";
 *
 * await writeFile("guard.wasm", await bake({ bots: { deny: ["category:ai"] } }));
 * ```
 */
export async function bake(
  policy: string | Policy,
  options: BakeOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  return (await bakeDetailed(policy, options)).module;
}

/**
 * The same as {@link bake}, with what there is to say of it: the description in the module, the
 * module after each step, memory in use, and the module with its functions' names, for profilers.
 *
 * @throws as `bake`
 */
export async function bakeDetailed(
  policy: string | Policy,
  { compiler, tools, onStep }: BakeOptions = {},
): Promise<Baked> {
  const text = renderPolicy(policy);
  const bytes = compiler ?? new Uint8Array(await readFile(compilerModule));
  return bakeModule(bytes, text, tools ?? (await findTools()), onStep);
}

function renderPolicy(policy: unknown): string {
  if (typeof policy === "string") return policy;
  if (typeof policy === "object" && policy !== null) return JSON.stringify(policy, null, 2);
  throw new TypeError(
    `"policy" expected text or an object, got ${policy === null ? "null" : typeof policy}`,
  );
}
