import { readFile } from "node:fs/promises";
import { createGuard, type Guard, SnapwallError } from "@snapwall/core";
import { CommandError } from "../command-error.ts";
import { compilerModule } from "../wasm.ts";
import { compilePolicy } from "./compile-policy.ts";
import { loadModule, type ModuleSource } from "./load-module.ts";

/**
 * Opens the guard that a command judges with. Its faults are reported on standard error.
 *
 * @throws {CommandError} exit code 2 when the module to judge with cannot be loaded
 */
export async function openGuard(source: ModuleSource): Promise<Guard> {
  return guardWith(await loadModule(source), source);
}

/**
 * Opens the guard that judges addresses and texts when no policy is given, by the defaults of the
 * content rules.
 */
export async function openContentGuard(): Promise<Guard> {
  const policy = JSON.stringify({ email: {}, sensitive: {} });
  return guardWith(await compilePolicy(await readFile(compilerModule), policy), {});
}

function guardWith(module: WebAssembly.Module, source: ModuleSource): Guard {
  try {
    return createGuard(module, {
      onFault: (fault) => process.stderr.write(`snapwall: ${fault.message}\n`),
    });
  } catch (cause) {
    if (!(cause instanceof SnapwallError)) throw cause;
    throw new CommandError(`${source.module ?? "module"}: ${cause.message}`, 2, { cause });
  }
}
