import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { cloudflare } from "@cloudflare/vite-plugin";
import {
  build,
  createBuilder,
  createServer,
  type InlineConfig,
  preview,
  type RunnableDevEnvironment,
  type ViteDevServer,
} from "vite";
import { expect, onTestFinished, test, vi } from "vitest";
import { judge, makeSite, otherPolicy, policy, userAgents, worker } from "../../test/make-site.ts";
import snapwall from "./index.ts";

// A bake takes two seconds, and a busy machine a multiple of that.
vi.setConfig({ testTimeout: 120_000 });

const site = (entry: string, text = policy) =>
  makeSite({
    "entry.js": entry,
    "policy.jsonc": text,
    "wrangler.json": JSON.stringify({
      name: "guarded",
      main: "entry.js",
      compatibility_date: "2026-11-01",
    }),
  });

function configure(root: string, config?: InlineConfig): InlineConfig {
  return { root, configFile: false, logLevel: "silent", plugins: [snapwall()], ...config };
}

const workerPlugins = () => [cloudflare({ inspectorPort: false, persistState: false }), snapwall()];

async function serve(config: InlineConfig): Promise<ViteDevServer> {
  const server = await createServer(config);
  onTestFinished(() => server.close());
  return server;
}

test("a build for a server has the bytes inlined, and Node runs the one file", async () => {
  const folder = site(judge);
  await build(configure(folder, { build: { ssr: "entry.js", outDir: "out" } }));
  expect(readdirSync(join(folder, "out"))).toEqual(["entry.js"]);
  const run = (userAgent: string) =>
    execFileSync(process.execPath, ["out/entry.js", userAgent], { cwd: folder, encoding: "utf8" });
  expect(run(userAgents.ai)).toBe("deny\n");
  expect(run(userAgents.tool)).toBe("allow\n");
});

test.each([
  ["workerd", ""],
  ["edge-light", "?module"],
])(
  "where the condition %s is set, the module is a file that the bundle imports",
  async (condition, suffix) => {
    const folder = site(judge);
    const ssr = { resolve: { conditions: [condition] } };
    await build(configure(folder, { ssr, build: { ssr: "entry.js", outDir: "out" } }));
    const [module] = readdirSync(join(folder, "out/assets"));
    expect(module).toMatch(/^policy-[\w-]+\.wasm$/);
    const code = readFileSync(join(folder, "out/entry.js"), "utf8");
    expect(code).toContain(`from "./assets/${module}${suffix}"`);
  },
);

test("while developing, a changed policy is baked again, and a mistake is told until it is mended", async () => {
  const folder = site(judge);
  const server = await serve(configure(folder, { server: { middlewareMode: true, ws: false } }));
  const { runner } = server.environments.ssr as RunnableDevEnvironment;
  const ask = async (userAgent: string) => (await runner.import("/entry.js")).judge(userAgent);
  expect(await ask(userAgents.ai)).toBe("deny");

  writeFileSync(join(folder, "policy.jsonc"), otherPolicy);
  await vi.waitFor(async () => expect(await ask(userAgents.ai)).toBe("allow"), 60_000);
  expect(await ask(userAgents.tool)).toBe("deny");

  writeFileSync(join(folder, "policy.jsonc"), policy.replace("deny", "dny"));
  const loc = { file: join(folder, "policy.jsonc"), line: 3, column: 12 };
  await vi.waitFor(
    () => expect(ask(userAgents.ai)).rejects.toMatchObject({ plugin: "snapwall", loc }),
    60_000,
  );

  writeFileSync(join(folder, "policy.jsonc"), policy);
  await vi.waitFor(async () => expect(await ask(userAgents.ai)).toBe("deny"), 60_000);
});

test("a Worker of Cloudflare's plugin is built with the module as a file, and runs in workerd", async () => {
  const folder = site(worker);
  const config = configure(folder, { plugins: workerPlugins() });
  const builder = await createBuilder(config);
  await builder.buildApp();
  expect(readdirSync(join(folder, "dist/guarded/assets"))).toEqual([
    expect.stringMatching(/^policy-[\w-]+\.wasm$/),
  ]);
  const server = await preview({ ...config, preview: { port: 0 } });
  onTestFinished(() => server.close());
  const { port } = server.httpServer.address() as AddressInfo;
  expect(await visit(port, userAgents.ai)).toBe(403);
  expect(await visit(port, userAgents.tool)).toBe(200);
});

test("a Worker of Cloudflare's plugin is developed in workerd, and gets a changed policy", async () => {
  const folder = site(worker);
  const server = await serve(configure(folder, { plugins: workerPlugins(), server: { port: 0 } }));
  await server.listen();
  const port = Number(new URL(server.resolvedUrls?.local[0] ?? "").port);
  expect(await visit(port, userAgents.ai)).toBe(403);
  expect(await visit(port, userAgents.tool)).toBe(200);

  writeFileSync(join(folder, "policy.jsonc"), otherPolicy);
  await vi.waitFor(async () => expect(await visit(port, userAgents.ai)).toBe(200), 60_000);
  expect(await visit(port, userAgents.tool)).toBe(403);
});

async function visit(port: number, userAgent: string): Promise<number> {
  const headers = { "user-agent": userAgent };
  return (await fetch(`http://localhost:${port}/`, { headers })).status;
}
