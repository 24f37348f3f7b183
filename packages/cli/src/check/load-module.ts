import { readFile } from "node:fs/promises";
import { PolicyError } from "../bake/index.ts";
import { CommandError } from "../command-error.ts";
import { POLICY_MAX_BYTES } from "../policy-limits.ts";
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
  const text = decodePolicy(path, await readNamedFile(path, POLICY_MAX_BYTES));
  try {
    return await compilePolicy(await readFile(compilerModule), text);
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    const place = cause.line === undefined ? path : `${path}:${cause.line}:${cause.column ?? 1}`;
    throw new CommandError(`${place}: ${cause.message}`, 2, { cause });
  }
}

function decodePolicy(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CommandError(`${path} is not UTF-8`, 2, { cause });
  }
}
