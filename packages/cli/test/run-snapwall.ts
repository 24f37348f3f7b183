import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The command as linked by npm. */
export const binary = fileURLToPath(new URL("../bin/snapwall.js", import.meta.url));

/** Result of a run of the command line. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What to run the command with, in addition to its arguments. */
export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs the real `snapwall` in a process of its own, to completion. */
export function runSnapwall(
  args: readonly string[],
  { input = "", node = process.execPath, env = process.env, cwd = process.cwd() }: RunOptions = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [binary, ...args], { stdio: "pipe", env, cwd });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => errors.push(chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      const [stdout, stderr] = [output, errors].map((chunks) => Buffer.concat(chunks).toString());
      resolve({ status, stdout: stdout ?? "", stderr: stderr ?? "" });
    });
    // A command that does not read its input closes the pipe.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Splits NDJSON into its values. */
export function parseLines(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
