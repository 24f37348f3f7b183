/** Bun, from source and from its own bundle. */
import { findBun } from "../find-bun.ts";
import { installSite } from "../install.ts";
import { findFreePort, run, serve } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { socketFacts } from "./facts.ts";

describeRuntime({
  name: "Bun",
  facts: socketFacts,
  async start() {
    const cwd = await installSite({
      name: "bun-run",
      files: ["fixtures/site", "fixtures/bun"],
      packages: ["node"],
    });
    return serveBun(cwd, "fixtures/bun/server.ts");
  },
});

describeRuntime({
  name: "Bun, Hono",
  facts: socketFacts,
  async start() {
    const cwd = await installSite({
      name: "bun-hono",
      files: ["fixtures/site", "fixtures/bun"],
      packages: ["node", "hono"],
      dependencies: { hono: "^4.13.19" },
    });
    return serveBun(cwd, "fixtures/bun/hono.ts");
  },
});

describeRuntime({
  name: "Bun, bundled",
  facts: socketFacts,
  async start() {
    const cwd = await installSite({
      name: "bun-build",
      files: ["fixtures/site", "fixtures/bun"],
      packages: ["node"],
    });
    const args = ["build", "fixtures/bun/server.ts", "--target=bun", "--outdir=out"];
    await run({ command: findBun(), args, cwd });
    return serveBun(cwd, "out/server.js");
  },
});

async function serveBun(cwd: string, main: string) {
  const port = await findFreePort();
  return serve({ command: findBun(), args: [main], cwd, port, env: { PORT: `${port}` } });
}
