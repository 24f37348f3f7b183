import { readFile } from "node:fs/promises";
import type { Policy } from "@snapwall/core";
import { type Baked, type BakeStep, type BakeTools, bakeModule, findTools } from "./bake/index.ts";
import { compilerModule } from "./wasm.ts";

/** Options of a bake. By default it finds everything itself. */
export interface BakeOptions {
  /** Bytes of the compiler module; by default the one in this package. */
  readonly compiler?: Uint8Array;
  /** Wizer and wasm-opt; by default as installed by npm. */
  readonly tools?: BakeTools;
  /** Called after each step, with the module that it produced. */
  readonly onStep?: (step: BakeStep) => void;
}

/**
 * Compiles a policy into a snapshot and returns the bytes of the module to deploy.
 *
 * The same policy and package version produce the same bytes on every machine.
 *
 * @param policy the policy's text (JSON with comments) or the policy object; `""` is the default
 * policy
 * @throws {TypeError} when `policy` is neither text nor an object
 * @throws {PolicyError} when the policy has a mistake; says where in its text, and what was
 * probably meant
 * @throws {BakeError} when a tool is missing or fails, or `compiler` is not a compiler module
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
 * Like {@link bake}, but returns details: the description in the module, the module after each
 * step, the memory in use, and the module with function names, for profilers.
 *
 * @throws as {@link bake}
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
