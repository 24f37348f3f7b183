/** Next 16, built and started: `middleware.ts` on edge and `proxy.ts` on Node, with both bundlers. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { installSite, workspace } from "../install.ts";
import { findFreePort, run, serve } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { vercelFacts } from "./facts.ts";

/** The form of the baked module that each entry imports. */
const forms = { middleware: "guard.wasm", proxy: "guard.js" };

for (const bundler of ["turbopack", "webpack"] as const) {
  describeNext("middleware", bundler);
  describeNext("proxy", bundler);
}

function describeNext(entry: "middleware" | "proxy", bundler: "turbopack" | "webpack"): void {
  describeRuntime({
    name: `Next 16 ${entry}.ts on ${entry === "proxy" ? "Node" : "edge"}, ${bundler}`,
    facts: vercelFacts,
    async start() {
      const cwd = await installSite({
        name: `next-${entry}-${bundler}`,
        files: [
          ["fixtures/site", "site"],
          ["fixtures/next/app", "app"],
          ["fixtures/next/next.config.mjs", "next.config.mjs"],
          [`fixtures/next/${entry}.ts`, `${entry}.ts`],
        ],
        packages: ["vercel", "cli"],
        scripts: {
          prebuild: `snapwall bake site/policy.jsonc -o site/${forms[entry]}`,
          build: `next build --${bundler}`,
        },
      });
      // The npm script bakes it again, as it would on the platform.
      rmSync(join(cwd, "site", forms[entry]));
      const env = { SNAPWALL_WORKSPACE: workspace };
      await run({ command: "npm", args: ["run", "build"], cwd, env });
      const port = await findFreePort();
      const args = ["start", "--hostname", "127.0.0.1", "--port", `${port}`];
      return serve({ command: "next", args, cwd, port, env });
    },
  });
}
