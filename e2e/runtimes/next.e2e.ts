/** Next 16, built and started: `middleware.ts` on edge and `proxy.ts` on Node, with both bundlers. */
import { installSite, workspace } from "../install.ts";
import { findFreePort, run, serve } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { vercelFacts } from "./facts.ts";

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
        packages: ["vercel"],
      });
      const env = { SNAPWALL_WORKSPACE: workspace };
      await run({ command: "next", args: ["build", `--${bundler}`], cwd, env });
      const port = await findFreePort();
      const args = ["start", "--hostname", "127.0.0.1", "--port", `${port}`];
      return serve({ command: "next", args, cwd, port, env });
    },
  });
}
