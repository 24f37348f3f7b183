import { readFile } from "node:fs/promises";
import { BinaryError } from "../binary/index.ts";
import { CommandError } from "../command-error.ts";
import { examineModule } from "../examine-module.ts";
import { explainPolicyError, readPolicy } from "../policy-file.ts";
import { readNamedFile } from "../read-file.ts";
import { compilerModule, shippedModule } from "../wasm.ts";
import { compilePolicy } from "./compile-policy.ts";

/** What to judge with: at most one of the two; by default the shipped module. */
export interface ModuleSource {
  /** Path of a policy. */
  readonly policy?: string;
  /** Path of a snapshot. */
  readonly module?: string;
}

/**
 * Loads the module to judge with.
 *
 * @throws {CommandError} exit code 2 when a file cannot be read or is not a snapshot, or the policy
 * has a mistake; the message then begins with `path:line:column`
 */
export async function loadModule({ policy, module }: ModuleSource): Promise<WebAssembly.Module> {
  if (policy === "-" || module === "-") {
    throw new CommandError('"-" is standard input, where the requests come from: name a file', 2);
  }
  if (policy !== undefined) return loadPolicy(policy);
  if (module === undefined) return WebAssembly.compile(await readFile(shippedModule));
  try {
    return (await examineModule(await readNamedFile(module))).module;
  } catch (cause) {
    if (!(cause instanceof BinaryError)) throw cause;
    throw new CommandError(`${module}: ${cause.message}`, 2, { cause });
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
