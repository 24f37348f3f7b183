/** Node's own server in each of its common forms. */
import { installSite } from "../install.ts";
import { findFreePort, serve } from "../process.ts";
import { describeRuntime } from "../suite.ts";
import { socketFacts } from "./facts.ts";

const hono = { hono: "^4.13.19", "@hono/node-server": "^2.1.8" };

describeNode("node:http listener", "listener", ["node"], {});
describeNode("Node, Connect middleware", "connect", ["node"], {});
describeNode("Node, Hono", "hono", ["node", "hono"], hono);

function describeNode(
  name: string,
  main: string,
  packages: readonly string[],
  dependencies: Readonly<Record<string, string>>,
): void {
  describeRuntime({
    name,
    facts: socketFacts,
    async start() {
      const cwd = await installSite({
        name: `node-${main}`,
        files: ["fixtures/site", "fixtures/node"],
        packages,
        dependencies,
      });
      const port = await findFreePort();
      const env = { PORT: `${port}` };
      return serve({ command: "node", args: [`fixtures/node/${main}.ts`], cwd, port, env });
    },
  });
}
