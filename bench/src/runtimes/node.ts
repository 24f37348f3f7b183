import { execPath, version } from "node:process";
import { type Runtime, runProgram } from "./runtime.ts";
import { writeSettings } from "./settings-file.ts";

/** The Node that runs the harness. */
export const node: Runtime = {
  name: "node",
  version: async () => version.slice(1),
  async measure(subject, settings) {
    const args = [subject.processEntry, subject.folder, writeSettings(subject, settings)];
    return JSON.parse(await runProgram(execPath, args));
  },
};
