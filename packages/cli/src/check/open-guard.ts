import { createGuard, type Guard, SnapwallError } from "@snapwall/core";
import { CommandError } from "../command-error.ts";
import { loadModule, type ModuleSource } from "./load-module.ts";

/**
 * Readies the guard that a command judges with. Its faults are told on standard error.
 *
 * @throws {CommandError} exit code 2, when there is no module to judge with
 */
export async function openGuard(source: ModuleSource): Promise<Guard> {
  const module = await loadModule(source);
  try {
    return createGuard(module, {
      onFault: (fault) => process.stderr.write(`snapwall: ${fault.message}\n`),
    });
  } catch (cause) {
    if (!(cause instanceof SnapwallError)) throw cause;
    throw new CommandError(`${source.module ?? "module"}: ${cause.message}`, 2, { cause });
  }
}
