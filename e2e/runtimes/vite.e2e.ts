/**
 * What Vite and Cloudflare's plugin deploy, the site's own policy baked by `snapwall/vite`. Not
 * `vite preview`: between it and workerd stands a client that adds a User-Agent where there is none.
 */
import { join } from "node:path";
import { installSite } from "../install.ts";
import { run } from "../process.ts";
import { serveWrangler } from "../serve-wrangler.ts";
import { describeRuntime } from "../suite.ts";
import { cloudflareFacts } from "./facts.ts";

describeRuntime({
  name: "wrangler dev, built by Vite",
  facts: cloudflareFacts,
  async start() {
    const site = await installSite({
      name: "vite",
      files: ["fixtures/site", "fixtures/vite"],
      packages: ["cloudflare", "cli"],
    });
    const cwd = join(site, "fixtures/vite");
    await run({ command: "vite", args: ["build"], cwd });
    // Vite leaves word beside the configuration that what it built is to be run.
    return serveWrangler(cwd);
  },
});
