import { readFile } from "node:fs/promises";
import { CommandError } from "../command-error.ts";
import { explainPolicyError, readPolicy } from "../policy-file.ts";
import { readNamedFile } from "../read-file.ts";
import { compilerModule, shippedModule } from "../wasm.ts";
import { compilePolicy } from "./compile-policy.ts";

/** What to judge with, at most one of the two; by default the module that is shipped. */
export interface ModuleSource {
  /** Path of a policy. */
  readonly policy?: string;
  /** Path of a snapshot. */
  readonly module?: string;
}

/**
 * Gets the module to judge with.
 *
 * @throws {CommandError} exit code 2, when a file cannot be read, is no module, or the policy has a
 * mistake; the message then begins `path:line:column`
 */
export async function loadModule({ policy, module }: ModuleSource): Promise<WebAssembly.Module> {
  if (policy !== undefined) return loadPolicy(policy);
  const bytes = module === undefined ? await readFile(shippedModule) : await readNamedFile(module);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CommandError(`${module} is not a WebAssembly module: ${message}`, 2, { cause });
  }
}

async function loadPolicy(path: string): Promise<WebAssembly.Module> {
  const policy = await readPolicy(path);
  try {
    return await compilePolicy(await readFile(compilerModule), policy.text);
  } catch (error) {
    throw explainPolicyError(error, policy);
  }
}
