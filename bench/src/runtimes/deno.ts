import { createRequire } from "node:module";
import { execPath } from "node:process";
import { type Runtime, runProgram } from "./runtime.ts";
import { writeSettings } from "./settings-file.ts";

/** Deno as its npm package brings it: a script for Node. */
export const deno = createRequire(import.meta.url).resolve("deno/bin.cjs");

/** That Deno, without configuration, network or a writable disk. */
export const denoRuntime: Runtime = {
  name: "deno",
  async version() {
    const text = await runProgram(execPath, [deno, "--version"]);
    return /deno (\S+)/.exec(text)?.[1] ?? text;
  },
  async measure(subject, settings) {
    const flags = ["run", "--no-config", "--no-remote", "--no-prompt", "--allow-read"];
    const args = [subject.processEntry, subject.folder, writeSettings(subject, settings)];
    return JSON.parse(await runProgram(execPath, [deno, ...flags, ...args]));
  },
};
