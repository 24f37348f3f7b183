import { createGuard, type Guard, SnapwallError } from "@snapwall/core";
import { CommandError } from "../command-error.ts";
import { judgeLines } from "./judge-lines.ts";
import { loadModule, type ModuleSource } from "./load-module.ts";

/**
 * `snapwall check`: judges the requests on standard input.
 *
 * @returns the exit code: 1 when a line was no request, else 0
 * @throws {CommandError} when there is no module to judge with
 */
export async function check(source: ModuleSource): Promise<number> {
  const guard = openGuard(await loadModule(source), source);
  if (process.stdin.isTTY) {
    process.stderr.write('Type requests, one JSON object a line: {"headers":{"user-agent":"x"}}\n');
  }
  const failed = await judgeLines(guard, process.stdin, process.stdout);
  return failed > 0 ? 1 : 0;
}

function openGuard(module: WebAssembly.Module, source: ModuleSource): Guard {
  try {
    return createGuard(module, {
      onFault: (fault) => process.stderr.write(`snapwall: ${fault.message}\n`),
    });
  } catch (cause) {
    if (!(cause instanceof SnapwallError)) throw cause;
    throw new CommandError(`${source.module ?? "module"}: ${cause.message}`, 2, { cause });
  }
}
