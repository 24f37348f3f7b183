import { createRequire } from "node:module";
import { execPath } from "node:process";
import { type Runtime, runProgram } from "./runtime.ts";
import { writeSettings } from "./settings-file.ts";

/** Deno as installed by its npm package: a script for Node. */
export const deno = createRequire(import.meta.url).resolve("deno/bin.cjs");

/** Deno without configuration, network access or a writable disk. */
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
