/** `deno serve` with no permission but to listen on its port; packages in node_modules. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allCases } from "../cases.ts";
import { installSite } from "../install.ts";
import { findFreePort, run, serve } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { socketFacts } from "./facts.ts";

const hono = { hono: "^4.13.19" };
const offline = ["--no-remote", "--no-prompt", "--node-modules-dir=manual"];

describeRuntime({
  name: "deno serve",
  facts: socketFacts,
  start: () => serveDeno("deno-serve", "fixtures/deno/plain.ts", ["deno"], {}),
});

describeRuntime({
  name: "deno serve, Hono",
  facts: socketFacts,
  start: () => serveDeno("deno-hono", "fixtures/deno/hono.ts", ["deno", "hono"], hono),
});

describe("deno test", () => {
  it("judges the same cases with no permission at all", async () => {
    const cwd = await installSite({
      name: "deno-test",
      files: ["cases.ts", "decision-facts.ts", "fixtures/site", "fixtures/deno"],
      packages: ["deno"],
    });
    const output = await runDeno(cwd, ["test", ...offline, "fixtures/deno/judge.ts"]);
    expect(output).toContain(`${allCases.length} passed | 0 failed`);
  });
});

describe("deno check", () => {
  it.each([
    ["plain", "fixtures/deno/plain.ts"],
    ["Hono", "fixtures/deno/hono.ts"],
  ])("finds nothing wrong with the types, %s", async (name, main) => {
    const cwd = await installSite({
      name: `deno-check-${name}`,
      files: ["fixtures/site", "fixtures/deno"],
      packages: ["deno", "hono"],
      dependencies: hono,
    });
    await runDeno(cwd, ["check", "--no-remote", "--node-modules-dir=manual", main]);
  });
});

function runDeno(cwd: string, args: readonly string[]): Promise<string> {
  return run({ command: "deno", args, cwd, env: denoEnv(cwd) });
}

async function serveDeno(
  name: string,
  main: string,
  packages: readonly string[],
  dependencies: Readonly<Record<string, string>>,
) {
  const cwd = await installSite({
    name,
    files: ["fixtures/site", "fixtures/deno"],
    packages,
    dependencies,
  });
  const port = await findFreePort();
  const args = ["serve", ...offline, "--host", "127.0.0.1", "--port", `${port}`, main];
  return serve({ command: "deno", args, cwd, port, env: denoEnv(cwd) });
}

/** An empty cache of its own, so that nothing comes from earlier runs on this machine. */
function denoEnv(cwd: string): Record<string, string> {
  return { DENO_DIR: join(cwd, ".deno") };
}
