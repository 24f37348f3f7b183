/**
 * The output of `vercel build` for a routing middleware, run in the strict edge emulator.
 *
 * Only with `SNAPWALL_E2E_VERCEL=1`, because it installs Vercel's command line, 360 MB. Its other
 * half, `vercel dev`, rebuilds the middleware for every request, 2 s each: see README.
 */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { installSite } from "../install.ts";
import { run } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { vercelFacts } from "./facts.ts";
import { serveStrictEdge } from "./strict-edge-realm.ts";

const name = "vercel build";

if (process.env.SNAPWALL_E2E_VERCEL) {
  describeRuntime({
    name,
    facts: vercelFacts,
    async start() {
      const cwd = await installSite({
        name: "vercel-build",
        files: [
          ["fixtures/site", "site"],
          ["fixtures/next/middleware.ts", "middleware.ts"],
          ["fixtures/vercel/tsconfig.json", "tsconfig.json"],
          ["fixtures/vercel/project.json", ".vercel/project.json"],
        ],
        packages: ["vercel"],
      });
      mkdirSync(join(cwd, "public"));
      writeFileSync(join(cwd, "public", "index.html"), "a project has to have something in it");
      await run({ command: await installVercel(cwd), args: ["build", "--yes"], cwd });
      const built = ".vercel/output/functions/middleware.func";
      copyFileSync(
        new URL("../fixtures/vercel/serve-built.js", import.meta.url),
        join(cwd, built, "serve-built.js"),
      );
      return serveStrictEdge(cwd, `${built}/serve-built.js`);
    },
  });
} else {
  describe(`${name} (only with SNAPWALL_E2E_VERCEL=1)`, () => {
    it.skip("installs 360 MB of Vercel's command line, so it has to be asked for", () => {});
  });
}

/** @returns the path of the command */
async function installVercel(cwd: string): Promise<string> {
  const folder = join(cwd, "..", "vercel-cli");
  mkdirSync(folder, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { vercel: "64.0.2" },
    // Its own version range refers to a version that was withdrawn.
    overrides: { sandbox: "4.5.0" },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const args = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await run({ command: "npm", args, cwd: folder });
  return join(folder, "node_modules", ".bin", "vercel");
}
