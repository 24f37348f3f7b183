/**
 * Wrangler's custom build, as in the example: the policy is baked before the Worker is bundled.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { userAgents } from "../cases.ts";
import { send } from "../client.ts";
import { installSite } from "../install.ts";
import { run } from "../process.ts";
import { serveWrangler } from "../serve-wrangler.ts";

const example = "../examples/cloudflare-worker-baked";

describe("wrangler's custom build", () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await installSite({
      name: "wrangler-build",
      files: ["policy.jsonc", "src/index.ts", "wrangler.jsonc"].map((file) => [
        `${example}/${file}`,
        file,
      ]),
      packages: ["cloudflare", "cli"],
    });
  });

  it("deploys the baked module, and no other", async () => {
    const args = ["deploy", "--dry-run", "--outdir", "out"];
    await run({ command: "wrangler", args, cwd });
    const modules = readdirSync(join(cwd, "out")).filter((name) => name.endsWith(".wasm"));
    expect(modules).toEqual([expect.stringMatching(/-guard\.wasm$/)]);
    const deployed = readFileSync(join(cwd, "out", modules[0] ?? ""));
    expect(deployed.equals(readFileSync(join(cwd, "src/guard.wasm")))).toBe(true);
  });

  it("bakes a changed policy again while developing", async () => {
    const child = await serveWrangler(cwd);
    onTestFinished(() => child.stop());
    const { port } = child;
    expect(await statusFor(port, userAgents.gptBot)).toBe(403);
    expect(await statusFor(port, userAgents.curl)).toBe(200);

    const policy = join(cwd, "policy.jsonc");
    writeFileSync(policy, readFileSync(policy, "utf8").replace("category:ai", "category:tool"));
    const changed = async () => expect(await statusFor(port, userAgents.curl)).toBe(403);
    await vi.waitFor(changed, { timeout: 60_000, interval: 500 });
    expect(await statusFor(port, userAgents.gptBot)).toBe(200);
  }, 120_000);
});

async function statusFor(port: number, userAgent: string): Promise<number> {
  const { status } = await send(port, { path: "/", headers: [["User-Agent", userAgent]] });
  return status;
}
