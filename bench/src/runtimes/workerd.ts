import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { BuiltSubject } from "../bundle.ts";
import { type ProcessSample, type Runtime, runProgram } from "./runtime.ts";

const program: string = createRequire(import.meta.url)("workerd").default;

/** workerd itself, without wrangler or Miniflare. */
export const workerd: Runtime = {
  name: "workerd",
  version: async () => (await runProgram(program, ["--version"])).trim().replace(/^workerd /, ""),
  async measure(subject, settings) {
    const config = join(subject.folder, "workerd.capnp");
    writeFileSync(config, writeConfig(subject));
    // workerd reports the port that it was assigned on descriptor 3.
    const child = spawn(program, ["serve", "--experimental", "--control-fd=3", config], {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    const closed = once(child, "close");
    try {
      const port = await Promise.race([
        readPort(child),
        closed.then(([status]) => Promise.reject(new Error(`workerd ended with ${status}`))),
      ]);
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: "POST",
        body: JSON.stringify(settings),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`workerd answered ${response.status}:\n${text}`);
      return JSON.parse(text) as ProcessSample;
    } finally {
      child.kill("SIGKILL");
      await closed;
    }
  },
};

async function readPort(child: ChildProcess): Promise<number> {
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    const event: { event: string; port?: number } = JSON.parse(line);
    if (event.event === "listen" && event.port !== undefined) return event.port;
  }
  throw new Error("workerd closed without listening");
}

function writeConfig(subject: BuiltSubject): string {
  const modules = [
    `(name = "worker.js", esModule = embed "worker.js")`,
    ...subject.modules.flatMap((name) => [
      `(name = "${name}", wasm = embed "${name}")`,
      `(name = "${name}.bytes", data = embed "${name}")`,
    ]),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "probe", worker = (
    modules = [${modules.join(", ")}],
    bindings = [(name = "COMPILER", unsafeEval = void)],
    compatibilityDate = "2026-09-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "probe")],
);
`;
}
