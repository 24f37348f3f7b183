import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { orderRound } from "../plan.ts";
import type { WholeStarts } from "../results.ts";
import { deno } from "../runtimes/deno.ts";
import { runProgram } from "../runtimes/runtime.ts";

/** What starts where; workerd loads its modules before any clock runs in it. */
const programs = [
  { runtime: "node", subject: "snapwall", args: [locate("snapwall-node")] },
  { runtime: "node", subject: "arcjet", args: [locate("arcjet")] },
  { runtime: "deno", subject: "snapwall", args: runInDeno("snapwall-deno") },
  { runtime: "deno", subject: "arcjet", args: runInDeno("arcjet") },
] as const;

/**
 * Times whole starts, one fresh process after the other, the subjects of a round in turn.
 *
 * @throws {Error} When a program fails or lets the bot in.
 */
export async function measureWholeStarts(
  rounds: number,
  showProgress: (text: string) => void,
): Promise<WholeStarts> {
  const starts: WholeStarts = {
    node: { snapwall: [], arcjet: [] },
    deno: { snapwall: [], arcjet: [] },
  };
  // Deno compiles what it runs for the first time, and keeps it.
  for (const { args } of programs) await runProgram(execPath, args);
  for (let round = 0; round < rounds; round++) {
    showProgress(`whole starts, round ${round + 1} of ${rounds}`);
    for (const { runtime, subject, args } of orderRound(programs, round)) {
      const { wholeStartMs } = JSON.parse(await runProgram(execPath, args));
      starts[runtime][subject].push(wholeStartMs);
    }
  }
  return starts;
}

function runInDeno(name: string): readonly string[] {
  return [deno, "run", "--no-remote", "--no-prompt", "--allow-read", locate(name)];
}

function locate(name: string): string {
  return fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
}
