import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { send } from "../client.ts";
import { findFreePort, run } from "../process.ts";
import { samples } from "./requests.ts";

const demo = fileURLToPath(new URL("run.ts", import.meta.url));
const cwd = fileURLToPath(new URL(".", import.meta.url));

describe("npm run demo", () => {
  it("prints a decision for every sample, and ends when asked to run once", async () => {
    const env = { PORT: `${await findFreePort()}` };
    const output = await run({ command: "node", args: [demo, "--once"], cwd, env });
    for (const { name } of samples) expect(output).toContain(name);
    expect(output).toMatch(/Chrome on Windows +200 +allow /);
    expect(output).toMatch(/GPTBot +403 +deny +bots +GPTBOT +ai /);
    expect(output).toMatch(/no User-Agent +403 +deny +bots /);
  });

  it("takes the next port when its own is taken, and serves until Ctrl-C", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const takenPort = typeof address === "object" && address ? address.port : 0;
    const child = spawn(process.execPath, [demo], {
      env: { ...process.env, PORT: `${takenPort}` },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      let output = "";
      for await (const chunk of child.stdout) {
        output += String(chunk);
        if (output.includes("Ctrl-C")) break;
      }
      const port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1]);
      expect(port).toBeGreaterThan(takenPort);
      expect((await send(port, { path: "/" })).status).toBe(403);
      const ended = once(child, "exit");
      child.kill("SIGINT");
      expect((await ended)[0]).toBe(0);
      await expect(send(port, { path: "/" })).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
    } finally {
      child.kill("SIGKILL");
      taken.close();
    }
  });
});
