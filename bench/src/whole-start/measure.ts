import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { orderRound } from "../plan.ts";
import type { WholeStarts } from "../results.ts";
import { deno } from "../runtimes/deno.ts";
import { runProgram } from "../runtimes/runtime.ts";

/**
 * The programs to start. workerd is missing because it loads modules before a clock runs in it.
 */
const programs = [
  { runtime: "node", subject: "snapwall", args: [locate("snapwall-node")] },
  { runtime: "node", subject: "arcjet", args: [locate("arcjet")] },
  { runtime: "deno", subject: "snapwall", args: runInDeno("snapwall-deno") },
  { runtime: "deno", subject: "arcjet", args: runInDeno("arcjet") },
] as const;

/**
 * Times whole starts, one fresh process after another, alternating between the subjects of a round.
 *
 * @throws {Error} When a program fails or allows the bot.
 */
export async function measureWholeStarts(
  rounds: number,
  showProgress: (text: string) => void,
): Promise<WholeStarts> {
  const starts: WholeStarts = {
    node: { snapwall: [], arcjet: [] },
    deno: { snapwall: [], arcjet: [] },
  };
  // Warm up Deno's cache: it compiles what it runs for the first time, and caches it.
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
