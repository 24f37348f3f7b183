import { judgeLines } from "./judge-lines.ts";
import type { ModuleSource } from "./load-module.ts";
import { openGuard } from "./open-guard.ts";

/**
 * `snapwall check`: judges the requests on standard input.
 *
 * @returns the exit code: 1 when a line was no request, else 0
 * @throws {CommandError} when there is no module to judge with
 */
export async function check(source: ModuleSource): Promise<number> {
  const guard = await openGuard(source);
  if (process.stdin.isTTY) {
    process.stderr.write('Type requests, one JSON object a line: {"headers":{"user-agent":"x"}}\n');
  }
  const failed = await judgeLines(guard, process.stdin, process.stdout);
  return failed > 0 ? 1 : 0;
}
