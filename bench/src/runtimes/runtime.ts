import { spawn } from "node:child_process";
import type { BuiltSubject } from "../bundle.ts";
import type { ProbeSettings, Sample } from "../probe/probe.ts";

/** A sample, and the time that compiling took before it. */
export interface ProcessSample extends Sample {
  readonly compileMs: number;
}

/** A runtime for subjects. Every call of `measure` starts a new process. */
export interface Runtime {
  readonly name: string;
  version(): Promise<string>;
  /** @throws {Error} When the process fails or a decision in it is wrong. */
  measure(subject: BuiltSubject, settings: ProbeSettings): Promise<ProcessSample>;
}

/**
 * Runs a program to completion and returns its output.
 *
 * @throws {Error} With its standard error, when it does not exit with 0.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
    let output = "";
    let complaint = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      complaint += chunk;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(output);
      else reject(new Error(`${program} ended with ${status}:\n${complaint || output}`));
    });
  });
}
