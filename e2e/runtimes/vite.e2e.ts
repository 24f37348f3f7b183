/**
 * What Vite and Cloudflare's plugin deploy, with the site's own policy baked by `snapwall/vite`.
 * Not `vite preview`, whose HTTP client adds a User-Agent where there is none before workerd sees
 * the request.
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
    // Vite writes a file next to the configuration that makes wrangler run the build output.
    return serveWrangler(cwd);
  },
});
