import { judgeLines } from "./judge-lines.ts";
import type { ModuleSource } from "./load-module.ts";
import { openContentGuard, openGuard } from "./open-guard.ts";

/**
 * `snapwall check`: judges the requests, addresses and texts on standard input.
 *
 * @returns the exit code: 1 when a line could not be judged, else 0
 * @throws {CommandError} when the module to judge with cannot be loaded
 */
export async function check(source: ModuleSource): Promise<number> {
  const guard = await openGuard(source);
  if (process.stdin.isTTY) {
    process.stderr.write('Type requests, one JSON object a line: {"headers":{"user-agent":"x"}}\n');
  }
  const isOwn = source.policy !== undefined || source.module !== undefined;
  const content = isOwn ? async () => guard : openContentGuard;
  const failed = await judgeLines({ requests: guard, content }, process.stdin, process.stdout);
  return failed > 0 ? 1 : 0;
}
