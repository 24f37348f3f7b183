/** workerd through `wrangler dev`, which bundles the Worker as for a deployment. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installSite } from "../install.ts";
import { serveWrangler } from "../serve-wrangler.ts";
import { describeRuntime } from "../suite.ts";
import { cloudflareFacts } from "./facts.ts";

const hono = { hono: "^4.13.19" };

describeWrangler("wrangler dev", "fixtures/cloudflare/plain.ts", ["cloudflare"], {});
describeWrangler("wrangler dev, Hono", "fixtures/cloudflare/hono.ts", ["cloudflare", "hono"], hono);

function describeWrangler(
  name: string,
  main: string,
  packages: readonly string[],
  dependencies: Readonly<Record<string, string>>,
): void {
  describeRuntime({
    name,
    facts: cloudflareFacts,
    async start() {
      const site = `wrangler-${packages.length}`;
      const cwd = await installSite({
        name: site,
        files: ["fixtures/site", "fixtures/cloudflare"],
        packages,
        dependencies,
      });
      writeFileSync(
        join(cwd, "wrangler.jsonc"),
        JSON.stringify({ name: site, main, compatibility_date: "2026-11-01" }),
      );
      return serveWrangler(cwd);
    },
  });
}
