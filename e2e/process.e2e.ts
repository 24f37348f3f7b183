import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { send } from "./client.ts";
import { findFreePort, run, serve } from "./process.ts";

const cwd = import.meta.dirname;
const server = (port: number) =>
  `require("http").createServer((_, res) => res.end("up")).listen(${port}, "127.0.0.1")`;

it("a server that is stopped no longer answers", async () => {
  const port = await findFreePort();
  const child = await serve({ command: "node", args: ["-e", server(port)], cwd, port });
  expect((await send(port, { path: "/" })).body.toString()).toBe("up");
  await child.stop();
  await expect(send(port, { path: "/" })).rejects.toThrow();
});

it("a server is gone when who started it was killed", async () => {
  const port = await findFreePort();
  const args = JSON.stringify({ command: "node", args: ["-e", server(port)], cwd, port });
  const script = `import { serve } from "./process.ts"; await serve(${args}); console.log("up");`;
  const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", script], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(parent.stdout, "data");
  expect((await send(port, { path: "/" })).status).toBe(200);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await expect.poll(() => send(port, { path: "/" }).catch(() => "gone")).toBe("gone");
});

it("a command that fails says with what and what it printed", async () => {
  const args = ["-e", 'console.log("before the fall"); process.exit(3)'];
  await expect(run({ command: "node", args, cwd })).rejects.toThrow(
    /ended with 3\nbefore the fall/,
  );
});

it("a command that takes too long is ended", async () => {
  const args = ["-e", "setTimeout(() => {}, 60_000)"];
  await expect(run({ command: "node", args, cwd, timeoutMs: 500 })).rejects.toThrow(
    /ended with null/,
  );
});
